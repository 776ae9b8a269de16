"""What the time model sees of a claim: the rule's decision, its predicate, and what the cues make of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from kakudo.certainty.tense import TimeFeatures
from kakudo.document import Span, Token
from kakudo.findings import Time
from kakudo.linear import Feature
from kakudo.token_table import TokenTable

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
        ("rule", str(clues.rule)),
        ("stem", stem),
        ("pos", token.pos, token.pos_class),
        ("tail", *[item.lemma for item in tokens[head + 1 : min(end, head + 5)]]),
        ("last", tokens[claim.end - 1].surface),
        ("form", tokens[min(end, claim.end) - 1].conjugation_form[:3]),
        ("holder", clues.holder),
        ("certainty", clues.certainty),
        ("polarity", clues.polarity),
        ("heading", str(clues.is_heading)),
    ]
    keys += [("cue", cue) for cue in dict.fromkeys(clues.cues)]
    keys += compress(_IS, features)
    adverbs = [key for key in map(_ADVERBS.__getitem__, tokens[claim.start : claim.end]) if key is not None]
    keys += dict.fromkeys(adverbs) if len(adverbs) > 1 else adverbs
    return tuple(keys)


def _adverb(token: Token) -> Feature | None:
    is_adverb = token.pos == "副詞" or token.pos_class == "副詞可能" or token.pos_detail == "副詞可能"
    return ("adverb", token.lemma) if is_adverb else None


_ADVERBS = TokenTable(_adverb)
_IS: tuple[Feature, ...] = tuple(("is", name) for name in TimeFeatures._fields)
