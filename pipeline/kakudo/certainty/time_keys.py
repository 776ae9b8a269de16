"""What the time model sees of a claim: its predicate, what stands around it, and what the rule and the cues make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.certainty.predicates import content_head
from kakudo.certainty.tense import TimeFeatures, tense_around
from kakudo.document import Span, Token
from kakudo.findings import Time
from kakudo.linear import Feature

__all__ = ["TimeClues", "time_keys"]

_UNITS_OF_DATE = frozenset({"年", "月", "日", "時", "世紀", "年度", "週"})
_TOPICS = frozenset({"は", "も"})
_CASES = frozenset({"が", "を", "に", "と", "で", "から", "まで", "へ"})
_MARKS = frozenset({"補助記号", "空白"})
_OPENING = frozenset("「『“")


class TimeClues(NamedTuple):
    """What the other labels of the claim say of its time; each is a feature's value.

    Attributes:
        cues: ids of the cues that govern the claim, from the outside in.
        has_agent: somebody acts or says it.
    """

    rule: Time
    holder: str
    certainty: str
    polarity: str
    cues: Sequence[str]
    has_agent: bool
    is_heading: bool


def time_keys(
    tokens: Sequence[Token], proposition: Span, end: int, claim: Span, features: TimeFeatures, clues: TimeClues
) -> tuple[Feature, ...]:
    """The features of one claim.

    Args:
        proposition: token range up to the head predicate.
        end: where the head's auxiliaries end.
        claim: the token range of all of it, cues and all.
    """
    low = proposition.start
    head = content_head(tokens, low, max(low, proposition.end - 1))
    token = tokens[head]
    stem = token.lemma
    if stem == "為る" and head > low:
        stem = tokens[head - 1].lemma
    shape = "".join(name[3] for name, value in zip(features._fields[:4], features, strict=False) if value)
    rule, outer = str(clues.rule), str(tense_around(tokens, end, claim.end))
    keys: list[Feature] = [
        ("rule", rule),
        ("rule", rule, clues.certainty),
        ("rule", rule, shape),
        ("stem", stem),
        ("stem", stem, shape),
        ("pos", token.pos, token.pos_class),
        ("shape", shape, token.pos),
        ("tail", *(item.lemma for item in tokens[head + 1 : min(end, head + 5)])),
        ("form", tokens[min(end, claim.end) - 1].conjugation_form[:3]),
        ("holder", clues.holder),
        ("holder", clues.holder, shape),
        ("certainty", clues.certainty),
        ("polarity", clues.polarity),
        ("heading", str(clues.is_heading)),
        ("heading", str(clues.is_heading), shape),
        ("agent", str(clues.has_agent), shape),
        ("outer", outer, shape),
    ]
    if not clues.cues:
        keys.append(("last", tokens[claim.end - 1].surface))
    else:
        keys.append(("outermost", clues.cues[0], outer))
    keys += [("cue", cue) for cue in clues.cues]
    keys += [("is", name) for name, value in zip(features._fields, features, strict=True) if value]
    keys += _around(tokens, low, head, shape)
    keys += [
        ("adverb", item.lemma)
        for item in tokens[claim.start : claim.end]
        if item.pos == "副詞" or item.pos_class == "副詞可能" or item.pos_detail == "副詞可能"
    ]
    return tuple(dict.fromkeys(keys))


def _around(tokens: Sequence[Token], low: int, head: int, shape: str) -> list[Feature]:
    """Topic, cases and dates of the clause, and what stands right before the head."""
    keys: list[Feature] = []
    previous = tokens[head - 1] if head > low else None
    if previous is not None:
        keys.append(("before", previous.surface if previous.pos == "助詞" else previous.pos, shape))
        if previous.pos_detail == "数詞":
            keys.append(("counted", tokens[head].surface))
        if previous.conjugation_type == "助動詞-タ":
            keys.append(("modified", "past"))
    for index in range(head - 1, low, -1):
        token = tokens[index]
        if token.pos == "助詞":
            if token.surface in _TOPICS and token.pos_detail == "係助詞":
                keys.append(("topic", tokens[index - 1].lemma))
                keys.append(("topic", token.surface, shape))
            elif token.surface in _CASES and token.pos_detail == "格助詞":
                keys.append(("case", token.surface, shape))
        if tokens[index - 1].pos_detail == "数詞" and token.surface in _UNITS_OF_DATE:
            following = tokens[index + 1].surface
            keys.append(("date", token.surface, shape))
            keys.append(("dated", token.surface, following))
    return keys
