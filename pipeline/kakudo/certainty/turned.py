"""Sentences turned round: the speaker in a cleft (「そう公表した**のは**造船会社だ」), and topics after the end (「上がるね、**灯油**」)."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.certainty.complements import Complement
from kakudo.certainty.holders import can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import SentenceView
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.quotation import QUOTATIVE
from kakudo.certainty.scope import Saying
from kakudo.document import Token
from kakudo.grammar import COMMAS, PREDICATE_POS, word_class
from kakudo.token_signs import NOMINALIZER, WA

__all__ = ["cleft_saying", "end_before_tail"]

_VOICING = word_class("voicing-predicate") | word_class("recording-predicate")
_RECORDS = word_class("record-noun") | word_class("statement-noun")
_POINTING = frozenset({"そう", "こう", "斯う"})
_FINAL_AUXILIARIES = frozenset({"だ", "です", "ます", "た", "や", "じゃ"})
_TAIL_REACH = 9
# Before dots and a noun (「超えてた…白目」) the tokenizer sees an adnominal form.
_FINITE = ("終止形", "意志推量形", "連体形")
_ELLIPSIS_DOTS = frozenset({".", "・", "…", "‥"})  # NFKC makes three dots of 「…」


def cleft_saying(view: SentenceView, low: int, position: int) -> Saying | None:
    """「「…」とまで**書いたのは産経の社説だ**」: who says it stands at the end.

    Args:
        low, position: the tokens between which the claim's chain of predicates is being read.
    """
    if not view.present & NOMINALIZER:
        return None
    tokens, brackets = view.tokens, view.brackets
    start = low + 1
    topics = [
        index
        for index, token in enumerate(tokens[start:position], start)
        if token.sign & WA and tokens[index - 1].pos_detail == "準体助詞"
    ]
    if not topics:
        return None
    phrase = noun_phrase_before(tokens, brackets, position, low)
    if phrase.start >= phrase.end:
        return None
    # 「…のは、タンカーを造ったイランの造船会社だ」: a relative clause may stand before the noun.
    depth = brackets.depth[position - 1]
    topic = next((at for at in reversed(topics) if at < phrase.start and brackets.depth[at] == depth), None)
    is_speaker = can_speak(tokens, phrase, view.holders) or tokens[phrase.end - 1].lemma in _RECORDS
    if topic is None or not is_speaker:
        return None
    verb = topic - 2
    while verb > low and (tokens[verb].pos == "助動詞" or tokens[verb].surface in {"て", "で", "い", "いる", "し"}):
        verb -= 1
    if tokens[verb].lemma not in _VOICING:
        return None
    mark = verb - 1
    while mark > low and tokens[mark].surface in {"まで", "は", "も", "だけ", "を"}:
        mark -= 1
    kind = classify_holder(tokens, phrase, view.holders)
    if tokens[mark].surface in {"と", "って"} and mark > low:
        return Saying(CueMatch(mark, mark + 1, QUOTATIVE), Complement.TO, mark, phrase, kind)
    if tokens[mark].lemma in _POINTING or tokens[mark].surface in _POINTING:
        return Saying(CueMatch(mark, mark + 1, QUOTATIVE), Complement.NOUN, mark, phrase, kind)
    return None


def end_before_tail(view: SentenceView, low: int, position: int) -> int:
    """Where a claim's predicate ends when the post adds its topic after it: 「また延びるんでしょうね、**あの免許**」, 「超えてた…**白目**」.

    Returns:
        The token index after the predicate, ``position`` where nothing is added.
    """
    tokens, depth = view.tokens, view.brackets.depth
    for index in range(position - 1, max(low + 1, position - _TAIL_REACH), -1):
        token = tokens[index]
        if depth[index] or token.pos in PREDICATE_POS or token.pos == "接続詞":
            return position
        start = index if token.surface in COMMAS else _start_of_ellipsis(tokens, index, low)
        if start > low:
            before = tokens[start - 1]
            is_final = before.pos_detail == "終助詞" or (
                before.pos == "助動詞"
                and before.lemma in _FINAL_AUXILIARIES
                and before.conjugation_form.startswith(("終止形", "意志推量形") if start == index else _FINITE)
            )
            if before.surface == "の" and tokens[position - 1].pos in {"助詞", "助動詞"}:
                return position  # 「値上がりした**の**、円安のせいじゃん」: the clause is the topic
            has_words = any(item.pos in {"名詞", "代名詞"} for item in tokens[index + 1 : position])
            return start if is_final and has_words else position
    return position


def _start_of_ellipsis(tokens: Sequence[Token], index: int, low: int) -> int:
    """Where two or more dots begin that end at ``index`` (「超えてた**……**白目」), 0 where there are none."""
    start = index + 1
    while start > low and tokens[start - 1].surface in _ELLIPSIS_DOTS:
        start -= 1
    return start if index + 1 - start > 1 else 0
