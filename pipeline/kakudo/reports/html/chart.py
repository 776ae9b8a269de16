"""Where the bars of the stance chart begin and end.

Positions are per cent of the chart's width, not of a view box: so the bars stretch with the page while the words in
the chart keep the size that the reader chose, down to a phone's width.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kakudo.findings import Stance
from kakudo.reports.digest import NumberedClaim, count_stances
from kakudo.reports.messages import Messages

__all__ = ["Bar", "Segment", "bar"]

# The narrowest page for which a word must fit its segment, in CSS pixels, and the widths of the chart's letters.
_NARROWEST = 300
_WIDE_LETTER, _NARROW_LETTER = 12.5, 7.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One stance in a bar; ``label`` is empty where it would not fit (the table beside the chart has the number)."""

    stance: Stance
    n: int
    percent: int
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One axis: ``slot`` is its place in the page's palette, ``None`` for claims without an axis."""

    name: str
    slot: int | None
    n: int
    segments: tuple[Segment, ...]


def bar(name: str, slot: int | None, claims: Iterable[NumberedClaim], messages: Messages) -> Bar:
    """Lay out the bar of one axis; stances that do not occur have a segment without width."""
    counts = count_stances(claims)
    total = sum(counts.values())
    segments = []
    x = 0.0
    for stance, n in counts.items():
        width = 100 * n / total if total else 0.0
        percent = round(width)
        label = f"{messages.label('stance', stance)} {percent}%"
        fits = n > 0 and _width(label) <= width * _NARROWEST / 100
        segments.append(Segment(stance, n, percent, round(x, 3), round(width, 3), label if fits else ""))
        x += width
    return Bar(name, slot, total, tuple(segments))


def _width(label: str) -> float:
    return sum(_NARROW_LETTER if letter.isascii() else _WIDE_LETTER for letter in label)
