"""What the time model sees of a claim: the rule's decision, its predicate, and what the cues make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.certainty.predicates import content_head
from kakudo.certainty.tense import TimeFeatures
from kakudo.document import Span, Token
from kakudo.findings import Time
from kakudo.linear import Feature

__all__ = ["TimeClues", "time_keys"]


class TimeClues(NamedTuple):
    """What the rule and the other labels of the claim say of its time.

    Attributes:
        cues: ids of the cues that govern the claim, from the outside in.
    """

    rule: Time
    holder: str
    certainty: str
    polarity: str
    cues: Sequence[str]
    is_heading: bool


def time_keys(
    tokens: Sequence[Token], proposition: Span, end: int, claim: Span, features: TimeFeatures, clues: TimeClues
) -> tuple[Feature, ...]:
    """The features of one claim: the rule's decision, the head and its endings, adverbials, and how the claim ends.

    Args:
        proposition: token range up to the head predicate.
        end: where the head's auxiliaries end.
        claim: the token range of all of it, cues and all.
    """
    low = proposition.start
    head = content_head(tokens, low, max(low, proposition.end - 1))
    stem = tokens[head].lemma
    if stem == "為る" and head > low:
        stem = tokens[head - 1].lemma
    keys: list[Feature] = [
        ("rule", str(clues.rule)),
        ("stem", stem),
        ("pos", tokens[head].pos, tokens[head].pos_class),
        ("tail", *(token.lemma for token in tokens[head + 1 : min(end, head + 5)])),
        ("last", tokens[claim.end - 1].surface),
        ("form", tokens[min(end, claim.end) - 1].conjugation_form[:3]),
        ("holder", clues.holder),
        ("certainty", clues.certainty),
        ("polarity", clues.polarity),
        ("heading", str(clues.is_heading)),
    ]
    keys += [("cue", cue) for cue in clues.cues]
    keys += [("is", name) for name, value in zip(features._fields, features, strict=True) if value]
    keys += [
        ("adverb", token.lemma)
        for token in tokens[claim.start : claim.end]
        if token.pos == "副詞" or token.pos_class == "副詞可能" or token.pos_detail == "副詞可能"
    ]
    return tuple(dict.fromkeys(keys))
