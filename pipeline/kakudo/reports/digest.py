"""What a reader looks for in a tagged document: its claims numbered, by axis, flagged, dated, and inside scenarios.

HTML, Markdown and the terminal show this same digest; none of them decides again what belongs where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kakudo.findings import ContextType, Finding, Level, Stance, TaggedClaim, TaggedDocument, TaggedSentence, Time, When
from kakudo.reports.timeline import date_key
from kakudo.topic import Axis, Topic

__all__ = [
    "STANCES",
    "AxisDigest",
    "DatedClaim",
    "Digest",
    "NumberedClaim",
    "Quoted",
    "count_stances",
    "digest",
]

# From the firmest to none: the order of every list, legend and chart.
STANCES = (Stance.ASSERTIVE, Stance.ATTRIBUTED, Stance.HEDGED, Stance.NONE)

_SEVERITY = (Level.ERROR, Level.WARNING, Level.INFO)


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A claim with its number in the document, from 1, and the sentence that it stands in."""

    number: int
    claim: TaggedClaim
    sentence: TaggedSentence

    @property
    def is_flagged(self) -> bool:
        return bool(self.claim.findings)

    @property
    def is_scenario(self) -> bool:
        return any(context.type is ContextType.SCENARIO for context in self.claim.context)

    @property
    def is_future(self) -> bool:
        return self.claim.time is Time.FUTURE


@dataclass(frozen=True, slots=True)
class AxisDigest:
    """The claims of one axis; ``axis`` is ``None`` for the claims that have none."""

    axis: Axis | None
    claims: tuple[NumberedClaim, ...]

    @property
    def scenarios(self) -> tuple[NumberedClaim, ...]:
        """Claims that stand inside a scenario, which are kept apart from statements of fact."""
        return tuple(numbered for numbered in self.claims if numbered.is_scenario)

    def of(self, stance: Stance) -> tuple[NumberedClaim, ...]:
        """Claims outside scenarios that the reader meets as ``stance``, flagged ones first."""
        return _flagged_first(n for n in self.claims if n.claim.stance is stance and not n.is_scenario)


@dataclass(frozen=True, slots=True)
class DatedClaim:
    when: When
    numbered: NumberedClaim


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text of the document that governs claims (a scenario's heading, a disclaimer), and those claims."""

    text: str
    claims: tuple[NumberedClaim, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A document as its reports show it.

    Attributes:
        axes: the topic's axes in order, then axes that only the document knows.
        unassigned: claims of no axis.
        flagged: claims with findings, the gravest first, then in text order.
        timeline: claims with a date, by date; one entry per date of a claim.
        scenarios, disclaimers: in the order in which their claims appear.
    """

    document: TaggedDocument
    claims: tuple[NumberedClaim, ...]
    axes: tuple[AxisDigest, ...]
    unassigned: AxisDigest
    flagged: tuple[NumberedClaim, ...]
    timeline: tuple[DatedClaim, ...]
    scenarios: tuple[Quoted, ...]
    disclaimers: tuple[Quoted, ...]


def digest(document: TaggedDocument, topic: Topic) -> Digest:
    """Sort a document's claims for reading.

    Args:
        document: a record of the contract ``kakudo/1``.
        topic: names and order of the axes. An axis of the document that it lacks is shown under its id.
    """
    pairs = [(claim, sentence) for sentence in document.sentences for claim in sentence.claims]
    claims = tuple(NumberedClaim(number, claim, sentence) for number, (claim, sentence) in enumerate(pairs, 1))
    by_axis: dict[str, list[NumberedClaim]] = {axis.id: [] for axis in topic.axes}
    for numbered in claims:
        for score in numbered.claim.axes:
            by_axis.setdefault(score.id, []).append(numbered)
    known = {axis.id: axis for axis in topic.axes}
    flagged = sorted((n for n in claims if n.is_flagged), key=lambda n: min(map(_severity, n.claim.findings)))
    return Digest(
        document=document,
        claims=claims,
        axes=tuple(AxisDigest(known.get(key) or _unknown_axis(key), tuple(found)) for key, found in by_axis.items()),
        unassigned=AxisDigest(None, tuple(n for n in claims if not n.claim.axes)),
        flagged=tuple(flagged),
        timeline=_timeline(claims),
        scenarios=_governed(claims, ContextType.SCENARIO),
        disclaimers=_governed(claims, ContextType.DISCLAIMER),
    )


def count_stances(claims: Iterable[NumberedClaim]) -> dict[Stance, int]:
    """How many of the claims have each stance, in the order of `STANCES`."""
    stances = [numbered.claim.stance for numbered in claims]
    return {stance: stances.count(stance) for stance in STANCES}


def _unknown_axis(axis_id: str) -> Axis:
    return Axis(axis_id, axis_id, axis_id, "", "#55524c", "#bdb8ae", axis_id, axis_id)


def _severity(finding: Finding) -> int:
    return _SEVERITY.index(finding.level)


def _flagged_first(claims: Iterable[NumberedClaim]) -> tuple[NumberedClaim, ...]:
    return tuple(sorted(claims, key=lambda numbered: not numbered.is_flagged))


def _timeline(claims: Sequence[NumberedClaim]) -> tuple[DatedClaim, ...]:
    dated = [
        (key, DatedClaim(when, numbered))
        for numbered in claims
        for when in numbered.claim.when
        if when.type == "date" and (key := date_key(when.value)) is not None
    ]
    return tuple(entry for _, entry in sorted(dated, key=lambda pair: pair[0]))


def _governed(claims: Sequence[NumberedClaim], kind: ContextType) -> tuple[Quoted, ...]:
    # By place, not by words: two sections may each say 「以下は推測である。」.
    places: dict[tuple[int, int, str], list[NumberedClaim]] = {}
    for numbered in claims:
        for context in numbered.claim.context:
            if context.type is kind:
                places.setdefault((context.start, context.end, context.text), []).append(numbered)
    return tuple(Quoted(text, tuple(found)) for (_, _, text), found in places.items())
