"""What the time model sees of a claim: the rule's decision, its predicate, and what the cues make of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import compress
from operator import attrgetter

import msgspec
from msgspec import structs

from kakudo.certainty.tense import TimeFeatures
from kakudo.document import Span, Token
from kakudo.findings import Certainty, HolderType, Polarity, Time
from kakudo.linear import Feature
from kakudo.token_signs import ADVERBIAL

__all__ = ["TimeClues", "time_keys"]


class TimeClues(msgspec.Struct, frozen=True, gc=False):
    """What the rule and the other labels of the claim say of its time.

    Attributes:
        cues: ids of the cues that govern the claim, from the outside in.
    """

    rule: Time
    holder: HolderType
    certainty: Certainty
    polarity: Polarity
    cues: Sequence[str]
    is_heading: bool


def time_keys(
    tokens: Sequence[Token], low: int, head: int, end: int, claim: Span, features: TimeFeatures, clues: TimeClues
) -> tuple[Feature, ...]:
    """The features of one claim: the rule's decision, the head and its endings, adverbials, and how the claim ends.

    Args:
        low, head: where the proposition starts, and its head predicate (`kakudo.certainty.predicates.content_head`).
        end: where the head's auxiliaries end.
        claim: the token range of all of it, cues and all.
    """
    token = tokens[head]
    stem = tokens[head - 1].lemma if token.lemma == "為る" and head > low else token.lemma
    keys: list[Feature] = [
        _LABEL[clues.rule],
        ("stem", stem),
        ("pos", token.pos, token.pos_class),
        ("tail", *map(_LEMMA, tokens[head + 1 : min(end, head + 5)])),
        ("last", tokens[claim.end - 1].surface),
        ("form", tokens[min(end, claim.end) - 1].conjugation_form[:3]),
        _LABEL[clues.holder],
        _LABEL[clues.certainty],
        _LABEL[clues.polarity],
        _HEADING[clues.is_heading],
    ]
    if clues.cues:
        keys += [("cue", cue) for cue in dict.fromkeys(clues.cues)]
    keys += compress(_IS, structs.astuple(features))
    adverbs = [("adverb", item.lemma) for item in tokens[claim.start : claim.end] if item.sign & ADVERBIAL]
    keys += dict.fromkeys(adverbs) if len(adverbs) > 1 else adverbs
    return tuple(keys)


_LEMMA = attrgetter("lemma")
_KINDS: dict[str, type[StrEnum]] = {"rule": Time, "holder": HolderType, "certainty": Certainty, "polarity": Polarity}
_LABEL: dict[StrEnum, Feature] = {label: (kind, str(label)) for kind, labels in _KINDS.items() for label in labels}
_HEADING: tuple[Feature, Feature] = (("heading", "False"), ("heading", "True"))
_IS: tuple[Feature, ...] = tuple(("is", name) for name in TimeFeatures.__struct_fields__)
