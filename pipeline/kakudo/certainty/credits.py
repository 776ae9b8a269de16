"""Who stands behind a sentence, named after its words: 「小麦、品薄も＝国際機関」「去年より5％減った（農業省調べ）。」."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.document import Span, Token
from kakudo.findings import HolderType
from kakudo.grammar import COLONS, NOUN_POS, word_class
from kakudo.segmentation.brackets import Brackets

__all__ = ["Credit", "closing_credit", "headline_credit"]

_RECORDS = word_class("record-noun") | {"月報", "年報", "週報", "紙", "誌"}
_WIRES = word_class("wire-name")
_CREDIT_MARKS = frozenset({"=", "＝", "…", "‥", "-", "－", "―", "—"})
_PUBLISHER_MARKS = frozenset({"-", "－", "―", "—"})
_MIN_HEADLINE = 4
_MIN_WORDS = 3
_BEFORE = NOUN_POS | {"補助記号", "空白", "記号", "接頭辞"}
# Who stands after a dash is the paper as a rule (「橋を再開へ－東都新聞」); those of an office say what stands before it.
_VOICES = frozenset(
    {"長官", "大臣", "相", "首相", "大統領", "報道官", "省", "政府", "議長", "総裁", "氏", "知事", "筋", "当局"}
)
_ENDS = frozenset({"。", "．", "!", "！"})
_GATHERED = frozenset({"調べ", "纏め", "集計", "発表", "報道", "配信", "試算", "推計"})
_MEDIA = ("新聞", "新報", "日報", "通信", "通信社", "放送", "テレビ", "スポーツ")
_ORIGINS = frozenset({"出典", "出所", "ソース", "情報源", "引用元", "引用"})


class Credit(NamedTuple):
    """Who stands behind a sentence: after a headline's last mark (「橋を再開へ**－東都新聞**」), or in its last brackets.

    Attributes:
        mark: token index of the mark, or of the opening bracket.
        phrase: token range of the name.
        end: token index where the claim ends: past the closing bracket.
        holder: whose words they are; None where it names a publisher or a place.
    """

    mark: int
    phrase: Span
    end: int
    holder: HolderType | None


def headline_credit(tokens: Sequence[Token], brackets: Brackets, holders: HolderLexicon) -> Credit | None:
    """The credit that ends a headline, if one does."""
    end = len(tokens)
    for index in range(end - 2, _MIN_HEADLINE - 1, -1):
        token = tokens[index]
        # Normalised text writes … as three full stops.
        is_ellipsis = token.surface == "." and tokens[index - 1].surface == "."
        if (is_ellipsis or token.surface in _CREDIT_MARKS) and not brackets.depth[index]:
            phrase = Span(index + 1, end)
            is_phrase = noun_phrase_before(tokens, brackets, end, index + 1) == phrase
            if not is_phrase or tokens[end - 1].pos_class == "サ変可能":
                return None
            mark = index
            while is_ellipsis and tokens[mark - 1].surface == ".":
                mark -= 1
            if token.surface in _PUBLISHER_MARKS and tokens[end - 1].lemma not in _VOICES:
                return Credit(mark, phrase, end, None)
            if tokens[end - 1].pos_class.startswith("地名"):
                return Credit(mark, phrase, end, None)  # 『ため池に男児転落**…奈良**』
            is_known = can_speak(tokens, phrase, holders) or tokens[end - 1].lemma in _RECORDS
            return Credit(mark, phrase, end, classify_holder(tokens, phrase, holders)) if is_known else None
        if token.pos not in _BEFORE and token.surface != "の":
            return None
    return None


def closing_credit(tokens: Sequence[Token], brackets: Brackets, holders: HolderLexicon) -> Credit | None:
    """The source that the brackets at the end of a sentence name: 「…下回った（**農業省**調べ）。」「…（**時事**）」.

    「会談した（**首相**）」 names nobody's source: without a word of telling, only a medium is one.
    """
    closer = len(tokens) - 1
    while closer > 0 and tokens[closer].surface in _ENDS:
        closer -= 1
    opener = brackets.aside_closed_at(closer)
    if opener is None or opener < _MIN_WORDS:
        return None
    start, end = opener + 1, closer
    if end - start > 2 and tokens[start].surface in _ORIGINS and tokens[start + 1].surface in COLONS:
        phrase = Span(start + 2, end)
        is_told = True
    else:
        phrase = Span(start, _without_telling(tokens, start, end))
        is_told = phrase.end < end
    if phrase.start >= phrase.end or noun_phrase_before(tokens, brackets, phrase.end, phrase.start) != phrase:
        return None
    last = tokens[phrase.end - 1].surface
    is_medium = last in _WIRES or (last.endswith(_MEDIA) and phrase.end - phrase.start > 1)
    is_quoted = brackets.quote_closed_at(phrase.end - 1) is not None  # 「『海事新報』より」
    if not (is_medium or (is_told and (is_quoted or can_speak(tokens, phrase, holders)))):
        return None
    holder = HolderType.NAMED if is_quoted else classify_holder(tokens, phrase, holders)
    return Credit(opener, phrase, closer + 1, holder)


def _without_telling(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name ends in 「農業省**調べ**」「国連**の発表による**」「市警**による発表**」「海事新報**より**」."""
    place = end
    if place - 2 > start and tokens[place - 1].lemma == "因る" and tokens[place - 2].surface == "に":
        place -= 2
    elif place - 1 > start and tokens[place - 1].surface in {"より", "から"} and tokens[place - 1].pos == "助詞":
        place -= 1
    if place - 1 > start and tokens[place - 1].lemma in _GATHERED:
        place -= 1
        if place - 1 > start and tokens[place - 1].surface == "の":
            place -= 1
        elif place - 2 > start and tokens[place - 1].lemma == "因る" and tokens[place - 2].surface == "に":
            place -= 2
    return place
