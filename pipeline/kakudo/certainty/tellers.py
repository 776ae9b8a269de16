"""Who tells what ends in a word of hearsay, or is learned: 「「知らなかった」（市水道課）という」「県警は、けが人もいるという」."""

from __future__ import annotations

from typing import NamedTuple

from kakudo.certainty.complements import Complement
from kakudo.certainty.holders import can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import SentenceView
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.quotation import QUOTATIVE
from kakudo.certainty.scope import Saying
from kakudo.document import Span
from kakudo.findings import HolderType
from kakudo.grammar import COMMAS, word_class

__all__ = ["Teller", "learned_from", "received_from", "teller_of_hearsay"]

_TOPIC_REACH = 12
_MEDIA = ("新聞", "通信", "放送", "テレビ", "NHK", "BBC", "CNN", "紙", "社", "局", "庁", "省", "署", "警察", "警")
_RECEIVED = word_class("telling-noun")
_RECEIVING = frozenset({"受ける", "得る", "貰う", "頂く"})
_SUBJECT_MARKS = frozenset({"が", "も", "は"})


class Teller(NamedTuple):
    """Who tells it, and where that ends which is told."""

    type: HolderType
    span: Span
    end: int


def teller_of_hearsay(view: SentenceView, low: int, position: int) -> Teller | None:
    """Who tells what ends in という at ``position``: an aside after a quotation, or a medium or office as its topic.

    「県警は、けが人もいるという」: the clause has a subject of its own, and so its topic is who tells it.
    """
    tokens, brackets = view.tokens, view.brackets
    opener = brackets.aside_closed_at(position - 1)
    if opener is not None and opener - 1 > low and brackets.quote_closed_at(opener - 1) is not None:
        aside = Span(opener + 1, position - 1)
        is_phrase = noun_phrase_before(tokens, brackets, aside.end, aside.start) == aside
        if is_phrase and (aside.end - aside.start > 1 or can_speak(tokens, aside, view.holders)):
            return Teller(classify_holder(tokens, aside, view.holders), aside, opener)
        return None
    reach = range(low + 1, min(position, low + _TOPIC_REACH))
    topic = next((index for index in reach if tokens[index].surface == "は"), None)
    if topic is None or tokens[topic + 1].surface not in COMMAS or brackets.depth[topic]:
        return None
    phrase = noun_phrase_before(tokens, brackets, topic, low)
    if not tokens[phrase.end - 1].surface.endswith(_MEDIA) or not can_speak(tokens, phrase, view.holders):
        return None
    has_subject = any(
        tokens[index].pos == "助詞" and tokens[index].surface in _SUBJECT_MARKS and not brackets.depth[index]
        for index in range(topic + 1, position)
    )
    return Teller(classify_holder(tokens, phrase, view.holders), phrase, position) if has_subject else None


def learned_from(view: SentenceView, low: int, last: int) -> tuple[CueMatch, int] | None:
    """「減る見込みで**あることが**、議会の発表で**分かった**」: the source phrase and where the clause ends."""
    match = view.ends_at.get(last)
    if match is None or match.row.role is not CueRole.SOURCE or view.tokens[last].lemma not in {"分かる", "判明"}:
        return None
    topic = _noun_clause_before(view, low, match)
    return (match, topic) if topic is not None else None


def _noun_clause_before(view: SentenceView, low: int, match: CueMatch) -> int | None:
    """Where the こと of 「…ことが、〔出典〕で分かった」 stands, when the source phrase is the claim's predicate."""
    for index in range(match.start - 1, low, -1):
        token = view.tokens[index]
        if view.brackets.depth[index]:
            continue
        if token.surface in {"が", "は", "も"} and view.tokens[index - 1].lemma == "事":
            return index - 1
        if token.pos in {"動詞", "形容詞"}:
            return None
    return None


def received_from(view: SentenceView, low: int, index: int, position: int) -> Saying | None:
    """「知事は**県警から**、道は通れると**説明を受けた**」: who told it stands before から.

    Args:
        low, position: the tokens between which the claim's chain of predicates is being read.
        index: the token of a quotative と.
    """
    tokens = view.tokens
    noun = index + 2 if tokens[index + 1].surface == "の" else index + 1
    if noun + 2 >= position or tokens[noun].lemma not in _RECEIVED or tokens[noun + 1].surface != "を":
        return None
    if tokens[noun + 2].lemma not in _RECEIVING:
        return None
    for place in range(index - 1, low, -1):
        if tokens[place].surface != "から" or tokens[place].pos_detail != "格助詞" or view.brackets.depth[place]:
            continue
        phrase = noun_phrase_before(tokens, view.brackets, place, low)
        if phrase.start < phrase.end and can_speak(tokens, phrase, view.holders):
            kind = classify_holder(tokens, phrase, view.holders)
            return Saying(CueMatch(index, index + 1, QUOTATIVE), Complement.TO, index, phrase, kind)
    return None
