"""Quotations that no verb of the lexicon carries: any act of somebody who can speak, and headlines without a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from kakudo.certainty.complements import Complement, puts_out_document
from kakudo.certainty.holders import can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import SentenceView
from kakudo.certainty.lexicon import CueRole, CueRow
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.scope import Saying
from kakudo.certainty.subjects import find_subject
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType
from kakudo.grammar import COLONS, COMMAS, PREDICATE_POS, word_class

__all__ = [
    "QUOTATIVE",
    "SpokenQuotation",
    "inverted_saying",
    "is_katakana_name",
    "quotative_before",
    "spoken_quotation",
]

_PREDICATE_NOUNS = frozenset({"サ変可能", "形状詞可能", "サ変形状詞可能"})
_SHOWN = frozenset({"露", "露わ", "あらわ", "新た", "むき出し", "口"})
_KATAKANA = re.compile(r"[ァ-ヶー・=＝]{3,}")
_WORKS = word_class("work-noun")
_CONCESSIVE = frozenset({"が", "けど", "けれど", "けれども"})
_CLAUSE_NOUNS = frozenset({"以上", "為", "結果", "直後", "一方", "他", "ほか"})
_NOT_SAYING = word_class("not-saying")
_ESTIMATING = frozenset({"見る", "見積もる", "見込む", "予測", "予想", "推測", "推定", "踏む", "睨む"})
_VOICING = word_class("voicing-predicate")
_SHOWING = word_class("showing-predicate")
_FEELINGS = word_class("feeling-noun")
_BEFORE_QUOTATION = COLONS | {"は", "も", "、", "，"}
_PEOPLE = frozenset({"人", "者", "方", "奴", "向き", "声"})
_THERE_ARE = frozenset({"居る", "有る", "多い", "増える", "出る"}) | _PEOPLE
QUOTATIVE = CueRow(
    id="attribution.quotative",
    type=CueType.ATTRIBUTION,
    role=CueRole.SAYING,
    group="D3",
    meaning="quotative と before an act of somebody who can speak",
    certainty=None,
    strength=None,
    holder=HolderType.NAMED,
    polarity=None,
    time=None,
    needs_negative=False,
    subject=None,
    patterns=("と",),
    fires=("総裁は「応じない」と牽制した。",),
    quiet=("水と油。",),
    source="",
)


_ESTIMATE = replace(
    QUOTATIVE,
    id="attribution.estimate",
    meaning="…とみる after its subject",
    certainty=Certainty.PROBABLE,
    strength=0.60,
)


class SpokenQuotation(NamedTuple):
    """A quotation with its speaker and no verb; ``inside`` is the token range between its marks."""

    inside: Span
    speaker: Span
    type: HolderType


def inverted_saying(view: SentenceView, low: int, position: int) -> Saying | None:
    """A verb of saying that something more than auxiliaries follows.

    「…と述べるにとどめた」「…と話すことが多い」, and 「…って言ってる人が多い」, where the noun names who says it.

    Args:
        low, position: the tokens between which the claim's chain of predicates is being read.
    """
    tokens = view.tokens
    for saying in view.sayings.values():
        end = saying.match.end
        if not low <= saying.end < end <= position:
            continue
        while end < position and (tokens[end].pos == "助動詞" or tokens[end].surface in {"て", "で", "いる"}):
            end += 1
        rest = tokens[end:position]
        if not rest or len(rest) > 6:
            continue
        if rest[0].surface in {"に", "こと"} and len(rest) <= 4:
            return saying
        if rest[0].lemma in _PEOPLE and rest[-1].lemma in _THERE_ARE:
            return structs.replace(saying, type=HolderType.ANONYMOUS, subject=Span(end, end + 1))
    return None


def quotative_before(view: SentenceView, low: int, position: int) -> Saying | None:
    """Any verb can carry a quotation when somebody speaks: 「総裁は「…」と牽制した」「住民は帰れないと肩を落とす」「…と報道官」.

    Quotative と stands after a closing quotation mark or a finite predicate, and is no part of 「という」「となる」「とする」.
    """
    tokens, brackets = view.tokens, view.brackets
    head = position - 1
    if (
        head <= low
        or not view.has_quotative(low, position)
        or brackets.depth[head] != min(brackets.depth[low:position])
    ):
        return None
    for index in reversed(view.joints):
        if not low < index <= head:
            continue
        token = tokens[index]
        if brackets.depth[index] != brackets.depth[head]:
            continue
        if token.pos_detail == "接続助詞" and token.surface in _CONCESSIVE and tokens[index - 1].pos in PREDICATE_POS:
            return None
        if token.surface not in {"と", "って"} or token.pos_detail not in {"格助詞", "副助詞", "接続助詞"}:
            continue
        after = tokens[index + 1 : position]
        if after and after[0].surface == "か" and after[-1] is not after[0] and after[1].lemma == "言う":
            continue  # 「「安全な投資」とかいう広告」 names it
        if _is_in_relative_clause(after):
            continue
        if any(_closes_clause(tokens, comma) for comma in range(index + 3, head)):
            return None  # 「「必ず返す」と誓った**以上、**次は担保を求められる」
        speaker_after = find_subject(tokens, brackets, index + 1, position, view.holders, nearest_last=True)
        opener = brackets.quote_closed_at(index - 1)
        if opener is not None:
            inside = tokens[opener + 1 : index - 1]
            is_speech = any(t.pos in PREDICATE_POS or t.pos_detail == "終助詞" for t in inside[-4:])
            # 「「今日だけは休戦」とおどけた」: somebody's act carries a quotation without a predicate too.
            is_speech = is_speech or (len(inside) > 2 and bool(after) and after[-1].pos == "動詞")
        else:
            is_speech = _can_end_quotation(tokens, index) or _is_headline_quotation(view, low, index, position)
            # 「雨が降ると川は増水する」: without a verb that voices something, this と is the conditional one.
            if token.pos_detail == "接続助詞" and not _voices(after):
                continue
        # 「「…」と大喜びだった」 describes somebody; the writer says that.
        describes = position < len(tokens) and tokens[position].lemma in {"だ", "です"} and tokens[head].pos != "動詞"
        is_voiced = speaker_after is not None and _voices(after)
        if not is_speech:
            continue  # the と of 深々と頭を下げた
        if describes or not (is_voiced or _can_carry_quotation(after)):
            return None
        high = opener if opener is not None else index
        # 「社長は辞めないと**地元紙**」: a name that is all there is after it tells what somebody else does.
        last = noun_phrase_before(tokens, brackets, position, index + 1)
        is_teller = last == Span(index + 1, position) and can_speak(tokens, last, view.holders)
        subject = last if is_teller else speaker_after or find_subject(tokens, brackets, 0, high, view.holders)
        if subject is None and opener is not None:
            named = noun_phrase_before(tokens, brackets, opener)  # 「大統領「必ず勝利」とラジオ演説」
            subject = named if can_speak(tokens, named, view.holders) else None
        if subject is None:
            phrase = noun_phrase_before(tokens, brackets, position, index + 1)
            if (
                phrase.start > index
                and can_speak(tokens, phrase, view.holders)
                and not any(t.pos == "動詞" for t in after)
            ):
                subject = phrase  # 「…と政権高官」
        if subject is None and (opener is None or not any(t.pos == "動詞" for t in after)):
            return None
        kind = classify_holder(tokens, subject, view.holders) if subject is not None else HolderType.NAMED
        row = _ESTIMATE if after[0].surface != "は" and any(t.lemma in _ESTIMATING for t in after[-2:]) else QUOTATIVE
        return Saying(CueMatch(index, index + 1, row), Complement.TO, index, subject, kind)
    return None


def _closes_clause(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a noun that makes a clause of reason or time stands before a comma, after a finite predicate."""
    return (
        tokens[comma].surface in COMMAS
        and tokens[comma - 1].lemma in _CLAUSE_NOUNS
        and tokens[comma - 2].pos in PREDICATE_POS
    )


def _is_in_relative_clause(after: Sequence[Token]) -> bool:
    """「適していない**と憶測していたことが**記事になり、窮地に立った」: this と belongs to a verb inside."""
    for index, (token, following) in enumerate(pairwise(after), 1):
        if index == 1 and puts_out_document(after):
            return True  # 「崩れる**と断じる文書を**出した」: to put it out is an act
        if token.pos in {"動詞", "助動詞"} and following.pos == "名詞" and following.lemma == "事":
            return any(item.pos == "動詞" for item in after[index:])
    return False


def _can_end_quotation(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1]
    if before.surface in {"、", ","} and index > 1:
        before = tokens[index - 2]
    is_finite = before.pos in PREDICATE_POS and before.conjugation_form.startswith(
        ("終止形", "命令形", "意志", "連体形")
    )
    return is_finite or before.pos_detail == "終助詞"


def _is_headline_quotation(view: SentenceView, low: int, index: int, position: int) -> bool:
    """「来月にも合意とトランプ氏」「当選が確実とBBC」: a headline's predicate has no ending; 「停戦合意と米国」 has no argument."""
    tokens = view.tokens
    before = tokens[index - 1]
    if before.pos_class not in _PREDICATE_NOUNS and before.pos != "形状詞":
        return False
    phrase = noun_phrase_before(tokens, view.brackets, position, index + 1)
    if phrase.start != index + 1 or not can_speak(tokens, phrase, view.holders):
        return False
    return any(
        token.pos_detail in {"格助詞", "係助詞"} and token.surface in {"が", "を", "に", "へ", "も", "は", "から"}
        for token in tokens[low : index - 1]
    )


def _voices(after: Sequence[Token]) -> bool:
    """Whether the last content word after と is a verb of saying or thinking, or shows a feeling (「…ないと**不満を示した**」)."""
    words = [token.lemma for token in after if token.pos in {"動詞", "名詞"} and token.lemma != "為る"]
    return bool(words) and (words[-1] in _VOICING or (words[-1] in _SHOWING and bool(_FEELINGS.intersection(words))))


def _can_carry_quotation(after: Sequence[Token]) -> bool:
    """Whether the words after と are somebody's act, not naming, becoming or comparing."""
    words = [token for token in after if token.pos in {"動詞", "名詞", "形容詞", "形状詞", "代名詞"}]
    if not words or after[0].pos_detail == "括弧開" or after[0].surface == "の":
        return False
    first = next((token for token in after if token.pos not in {"補助記号", "助詞"}), None)
    # 「とだけ言って席を立った」 says something, 「という話」 names it.
    if first is None or (first.lemma in _NOT_SAYING and not (first.lemma == "言う" and after[0] is not first)):
        return False
    last = words[-1]
    if last.lemma == "為る" and len(words) > 1:
        last = words[-2]
        if last.lemma in _SHOWN:
            return True  # 「「…」と憤りをあらわにした」
    return (
        last.lemma not in _NOT_SAYING
        and (last.pos in {"動詞", "名詞", "代名詞"} or last.pos_class == "サ変可能")
        and last.pos != "形状詞"
    )


def is_katakana_name(tokens: Sequence[Token], phrase: Span) -> bool:
    """「マドゥロ「傭兵は必ず捕まえる」」: a lone word in katakana that is no kind of work or event."""
    word = "".join(tokens[index].surface for index in range(phrase.start, phrase.end))
    return _KATAKANA.fullmatch(word) is not None and tokens[phrase.end - 1].lemma not in _WORKS


def spoken_quotation(view: SentenceView, span: Span) -> SpokenQuotation | None:
    """Headlines leave the verb out: 「マドゥロ氏「必ず勝つ」」「「再延期の可能性」ホワイトハウス」.

    Args:
        span: the claim's token range.
    """
    tokens, brackets = view.tokens, view.brackets
    aside = brackets.aside_closed_at(span.end - 1)
    if aside is not None and aside > span.start:
        span = Span(span.start, aside)  # 「課長「津波は長引く」（NHK）」
    opener = brackets.quote_closed_at(span.end - 1)
    if opener is not None and opener > span.start + 1 and tokens[opener - 1].surface in COLONS:
        # 「…は次のように続けた：「…」」
        subject = find_subject(tokens, brackets, span.start, opener, view.holders)
        if subject is not None:
            kind = classify_holder(tokens, subject, view.holders)
            return SpokenQuotation(Span(opener + 1, span.end - 1), subject, kind)
    if opener is not None and opener > span.start:
        end = opener
        while end > span.start + 1 and tokens[end - 1].surface in _BEFORE_QUOTATION:
            end -= 1  # 「知事は「財源示せぬ」」, and in an interview 「村井:「無理だよ」」
        phrase = noun_phrase_before(tokens, brackets, end, span.start)
        if tokens[opener].surface == "『" and phrase == Span(span.start, end):
            # 「朝日新聞『豪雪で終日運休』」 cites a headline, which this text repeats as its own.
            return SpokenQuotation(Span(opener + 1, span.end - 1), phrase, HolderType.WRITER)
        is_whole = phrase == Span(span.start, end) or _follows_quotation(view, span, phrase, end)
        is_name = phrase == Span(span.start, end) and is_katakana_name(tokens, phrase)
        if is_name or (is_whole and can_speak(tokens, phrase, view.holders)):
            return SpokenQuotation(
                Span(opener + 1, span.end - 1), phrase, classify_holder(tokens, phrase, view.holders)
            )
    if span.start not in brackets.opens_quote:
        return None
    closer = brackets.partner[span.start]
    phrase = Span(closer + 1, span.end)
    is_short = phrase.start < phrase.end <= phrase.start + 4 and tokens[phrase.start].pos in {"名詞", "代名詞"}
    mark = next(
        (i for i in range(phrase.start + 1, min(phrase.end, phrase.start + 6)) if tokens[i].surface in {"が", "は"}),
        None,
    )
    if view.is_heading and mark is not None and tokens[span.end - 1].pos_class in _PREDICATE_NOUNS:
        named = noun_phrase_before(tokens, brackets, mark, phrase.start)  # 「「賭けている」トランプ氏が面罵」
        if named.start == phrase.start and can_speak(tokens, named, view.holders):
            return SpokenQuotation(Span(span.start + 1, closer), named, classify_holder(tokens, named, view.holders))
    if (
        is_short
        and noun_phrase_before(tokens, brackets, span.end, phrase.start) == phrase
        and can_speak(tokens, phrase, view.holders)
    ):
        return SpokenQuotation(Span(span.start + 1, closer), phrase, classify_holder(tokens, phrase, view.holders))
    return None


def _follows_quotation(view: SentenceView, span: Span, phrase: Span, end: int) -> bool:
    """「外務省は「…」、**住民は**「…」」: two who speak in turn, and the claim ends with the second."""
    mark = phrase.start - 1
    return (
        phrase.end == end
        and mark - 1 > span.start
        and view.tokens[mark].surface in COMMAS
        and view.brackets.quote_closed_at(mark - 1) is not None
    )
