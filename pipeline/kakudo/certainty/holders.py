"""Noun phrases as holders: how far one reaches, and whether it is named, anonymous or the writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import tomli

from kakudo.document import Span, Token
from kakudo.errors import LexiconError
from kakudo.findings import HolderType
from kakudo.grammar import NOUN_POS, word_class
from kakudo.segmentation.brackets import Brackets
from kakudo.token_signs import HIDING

__all__ = ["HolderLexicon", "HolderRow", "can_speak", "classify_holder", "load_holder_lexicon", "noun_phrase_before"]

_JOINTS = frozenset({"・", "=", "＝", "-", "‐", "－", "&", "／", "/", "."})
_FIRMS = word_class("firm-noun")
_WIRES = word_class("wire-name")
_UNNAMING = frozenset({"匿名", "或る", "ある", "複数", "一部", "とある"})
_NO_SPEAKERS = frozenset({"此れ", "其れ", "何れ", "何", "誰", "何処", "どれ", "此処", "其処", "彼処"})
_THINGS = frozenset({"株", "債", "債券", "券", "産", "製", "米", "麦", "油", "車"})
_NAMES = frozenset({"名", "名前", "実名", "氏名", "本名"})
_HIDING_REACH = 16
_INSIDE = frozenset({"内部", "部内", "社内", "極秘"})
_SAME = frozenset({"同", "両"})
_ACCUSED = frozenset({"容疑者", "被疑者", "被告", "被告人"})
_ROLE_SUFFIXES = frozenset({"さん", "ちゃん", "くん", "君", "屋", "衆", "連中", "仲間"})
_COORDINATORS = frozenset({"、", "，", "と", "や", "及び", "および", "並び", "に", "又", "または"})


@dataclass(frozen=True, slots=True)
class HolderRow:
    id: str
    type: str
    meaning: str
    heads: frozenset[str]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HolderLexicon:
    """Head nouns by what they say of their noun phrase."""

    rows: tuple[HolderRow, ...]
    anonymous: frozenset[str]
    writer: frozenset[str]
    carrier: frozenset[str]
    speaker: frozenset[str]
    named: frozenset[str]
    medium: frozenset[str]


def load_holder_lexicon(path: Traversable | None = None) -> HolderLexicon:
    """Read the table of head nouns.

    Raises:
        LexiconError: when a row lacks a key.
    """
    path = path or files("kakudo.lexicons") / "holders.toml"
    table = tomli.loads(path.read_text(encoding="utf-8"))
    rows = []
    for raw in table["holder"]:
        try:
            rows.append(
                HolderRow(
                    raw["id"],
                    raw["type"],
                    raw["meaning"],
                    frozenset(raw["heads"]),
                    tuple(raw["fires"]),
                    tuple(raw["quiet"]),
                )
            )
        except KeyError as error:
            raise LexiconError(f"{path.name}: holder {raw.get('id')!r} lacks {error}") from error

    def heads(kind: str) -> frozenset[str]:
        return frozenset().union(*(row.heads for row in rows if row.type == kind))

    kinds = ("anonymous", "writer", "carrier", "speaker", "named", "medium")
    return HolderLexicon(tuple(rows), *(heads(kind) for kind in kinds))


def noun_phrase_before(
    tokens: Sequence[Token], brackets: Brackets, end: int, low: int = 0, *, across_coordination: bool = False
) -> Span:
    """The noun phrase that ends before ``end``: nouns joined by の and ・, with their asides （…）.

    Args:
        low: the first token that it may reach.
        across_coordination: also take what と, や and 、 join, when that reaches the start of a clause (「朝日新聞と共同通信によると」).

    Returns:
        A token range, empty when no noun stands there.
    """
    start = end
    index = end - 1
    while index >= low:
        token = tokens[index]
        opener = brackets.partner.get(index)
        if opener is not None and opener < index and opener >= low:
            # 「ルアック（Luak）報道官」; a quoted name 「赤旗」 too.
            if index == end - 1 and opener in brackets.opens_quote:
                start = opener
            index = opener - 1
            if opener in brackets.opens_quote:
                start = opener
            continue
        if token.pos in NOUN_POS:
            start = index
        elif token.surface == "の" and token.pos == "助詞":
            before = tokens[max(low, index - 1)]
            if index == low or not (
                before.pos in NOUN_POS or index - 1 in brackets.partner or before.surface == "など"
            ):
                break
        elif token.surface in _JOINTS:
            pass
        elif token.surface == "など" and start < end and index > low and tokens[index - 1].pos in NOUN_POS:
            pass  # 「朝日新聞**などの**報道によると」
        elif token.pos == "連体詞" and token.surface in {"同", "各", "両", "ある", "或る"}:
            start = index
        elif across_coordination and token.surface in _COORDINATORS and start < end:
            pass
        else:
            break
        index -= 1
    # 「首相は1日」: a day or hour at the front is an adverbial, not the speaker's name.
    while (
        start < end
        and tokens[start].pos_detail == "数詞"
        and start + 1 < end
        and tokens[start + 1].surface in {"日", "月", "年", "時"}
    ):
        start += 2
    if start < end and tokens[start].surface == "の":
        start += 1  # 「3月29日**の**朝日新聞によると」
    return Span(start, end)


def _head(tokens: Sequence[Token], span: Span) -> int:
    """The index of the last noun that is no suffix of number or plural."""
    index = span.end - 1
    while index > span.start and (
        tokens[index].lemma in {"達", "等", "ら", "自身", "本人", "側", "たち"} or tokens[index].pos == "補助記号"
    ):
        index -= 1
    # 「当局者3人」「医師の一人」: who is counted decides.
    while (
        index > span.start + 1
        and tokens[index].lemma in {"人", "名"}
        and (tokens[index - 1].pos_detail == "数詞" or tokens[index - 1].surface == "数")
    ):
        index -= 2
        if tokens[index].surface == "の" and index > span.start:
            index -= 1
    return max(index, span.start)


def _is_one_of(tokens: Sequence[Token], span: Span) -> bool:
    """「学芸員の一人」「議員の1人」: one of several, whom nobody names."""
    end = span.end - 1
    while end > span.start and tokens[end].pos == "補助記号":
        end -= 1
    if tokens[end].lemma in {"一人", "独り"} or tokens[end].surface in {"一人", "ひとり"}:
        return end > span.start and tokens[end - 1].surface in {"の", "うち"}
    return (
        end > span.start + 1
        and tokens[end].lemma == "人"
        and tokens[end - 1].surface in {"1", "１", "一"}
        and tokens[end - 2].surface == "の"
    )


def _has_person_name(tokens: Sequence[Token], span: Span) -> bool:
    return any(tokens[index].pos_class == "人名" for index in range(span.start, span.end))


def classify_holder(tokens: Sequence[Token], span: Span, lexicon: HolderLexicon) -> HolderType:
    """Whether a noun phrase names somebody: 「米高官」 no, 「ロシア外務省」 yes, 「専門家の田中氏」 yes, 「関係者の話」 no.

    Args:
        span: token range of the noun phrase; must not be empty.
    """
    head = _head(tokens, span)
    words = {tokens[head].lemma, tokens[head].surface}
    # 「軍事専門家」 is 専門 + 家, 「関係者」 関係 + 者: the last two nouns may be one word of the table.
    compound = tokens[head - 1].surface + tokens[head].surface if head > span.start else ""
    words.add(compound)
    if compound in lexicon.anonymous and not _has_person_name(tokens, span):
        return HolderType.ANONYMOUS  # 「目撃情報」
    if compound == "担当者" and any(tokens[index].surface == "の" for index in range(span.start, head)):
        return HolderType.NAMED  # 「市の担当者」: the body is named
    if words & lexicon.carrier and head > span.start:
        before = head - (2 if compound in lexicon.carrier else 1)
        while before >= span.start and (tokens[before].surface in {"の", "など"} or tokens[before].pos == "補助記号"):
            before -= 1
        while before > span.start and tokens[before].lemma in _INSIDE:  # 「海軍の**内部**資料」
            before -= 2 if tokens[before - 1].surface == "の" and before - 1 > span.start else 1
        if before >= span.start:
            names_one = any(tokens[index].pos_detail == "固有名詞" for index in range(span.start, before))
            if tokens[before].lemma in {"一部", "複数", "現地", "地元", "各", "諸"} and not names_one:
                return HolderType.ANONYMOUS
            return classify_holder(tokens, Span(span.start, before + 1), lexicon)
    if _hides_name(tokens, span):
        return HolderType.ANONYMOUS
    if _end_in(tokens, span, lexicon.named) or (words & _ACCUSED and _is_told_apart(tokens, span, head)):
        return HolderType.NAMED
    if words & lexicon.writer and span.end - span.start <= 2:
        return HolderType.WRITER
    is_unnamed = (
        bool(words & lexicon.anonymous)
        or _is_one_of(tokens, span)
        or _is_role(tokens, span)
        or _is_bare_medium(tokens, span, head, lexicon)
        or any(tokens[index].lemma in _UNNAMING and index < head for index in range(span.start, span.end))
    )
    if is_unnamed and not _has_person_name(tokens, span):
        return HolderType.ANONYMOUS
    return HolderType.NAMED


def _is_told_apart(tokens: Sequence[Token], span: Span, head: int) -> bool:
    """「**同**容疑者」「**2**容疑者」: those who were named before; 「**秋田**容疑者」, where the dictionary knows a place."""
    before = tokens[head - 2] if head - 2 >= span.start else tokens[span.start]
    return tokens[span.start].surface in _SAME or before.pos_detail in {"固有名詞", "数詞"}


def _hides_name(tokens: Sequence[Token], span: Span) -> bool:
    """「**名を伏せて**取材に応じた元将校」「**匿名を条件に**語った高官」."""
    low = max(0, span.start - _HIDING_REACH)
    for index in [at for at, token in enumerate(tokens[low : span.start], low) if token.sign & HIDING]:
        following = tokens[index + 1].surface if index + 1 < span.start else ""
        if tokens[index].lemma == "匿名" or (tokens[index].lemma in _NAMES and following == "を"):
            hidden = tokens[index].lemma == "匿名" or tokens[index + 2].lemma in {"伏せる", "隠す", "明かす"}
            is_own = not any(token.surface in {"は", "。", "」"} for token in tokens[index : span.start])
            if hidden and is_own and tokens[span.start - 1].pos in {"動詞", "助動詞"}:
                return not _has_person_name(tokens, span)
    return False


def _is_role(tokens: Sequence[Token], span: Span) -> bool:
    """「大家さん」「隣の奥さん」「両替屋」「若いの」: somebody known by a common noun alone."""
    last = tokens[span.end - 1]
    if last.surface not in _ROLE_SUFFIXES or span.end - 2 < span.start:
        return False
    before = tokens[span.end - 2]
    is_name = before.pos_detail == "固有名詞" or before.pos_class == "人名" or _is_katakana(before.surface)
    return before.pos in {"名詞", "接頭辞", "接尾辞"} and not is_name


def _is_katakana(text: str) -> bool:
    return len(text) > 1 and all("ァ" <= letter <= "ヿ" for letter in text)


def _is_bare_medium(tokens: Sequence[Token], span: Span, head: int, lexicon: HolderLexicon) -> bool:
    """「ニュース」「今朝の新聞」: a medium that nothing names; 「NHKのニュース」「朝日新聞」 are named."""
    if tokens[head].lemma not in lexicon.medium and tokens[head].surface not in lexicon.medium:
        return False
    if head > span.start and tokens[head - 1].pos in {"名詞", "接尾辞", "接頭辞", "連体詞"}:
        return False  # 「朝日新聞」「両新聞」
    return not any(
        tokens[index].pos_detail == "固有名詞" or tokens[index].surface.isascii() for index in range(span.start, head)
    )


def _end_in(tokens: Sequence[Token], span: Span, titles: frozenset[str]) -> bool:
    """Whether the phrase ends in one of the titles, however the tokenizer cuts it: 「広報担当者」 is three words."""
    word = ""
    for index in range(span.end - 1, max(span.start, span.end - 5) - 1, -1):
        word = tokens[index].surface + word
        if word in titles:
            return True
    return False


def can_speak(tokens: Sequence[Token], span: Span, lexicon: HolderLexicon) -> bool:
    """Whether a noun phrase can be the subject of a verb of saying (「景気」 cannot)."""
    if span.start >= span.end:
        return False
    if _is_one_of(tokens, span) or _hides_name(tokens, span):
        return True
    head = _head(tokens, span)
    token = tokens[head]
    if token.lemma in _THINGS:
        return False  # 「シェブロン株は買い戻すつもり」
    if (
        token.pos_class == "助数詞可能"
        and head > span.start
        and tokens[head - 1].pos_detail == "数詞"
        and token.surface not in {"人", "名"}
    ):
        return False  # 「約300億円は」
    if token.pos_detail == "固有名詞" or (token.pos == "代名詞" and token.lemma not in _NO_SPEAKERS):
        return True
    if _is_role(tokens, span) or (span.end - span.start == 1 and token.surface in _WIRES):
        return True
    if head > span.start and token.lemma in _FIRMS and tokens[head - 1].pos_detail == "固有名詞":
        return True  # 「北陸電力」; 電力 alone says nothing
    words = {token.lemma, token.surface, tokens[span.end - 1].surface, tokens[span.end - 1].lemma}
    if head > span.start:
        words.add(tokens[head - 1].surface + token.surface)
    # A word that the dictionary does not know, or one in Latin letters, is a name more often than not.
    is_unknown = (
        token.pos == "名詞"
        and token.lemma == token.surface
        and not token.pos_class.startswith(("一般", "サ変", "副詞"))
    )
    return (
        not words.isdisjoint(lexicon.speaker)
        or not words.isdisjoint(lexicon.named)
        or not words.isdisjoint(lexicon.anonymous)
        or (token.surface.isascii() and token.surface.isalpha())
        or is_unknown
    )
