"""What a reader of dates remembers, and how it fills parts that are left out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.timex import UNKNOWN_POINT, Point, is_possible

__all__ = ["DateContext", "Reading"]

_FUTURE_WINDOW = 60


class Reading(NamedTuple):
    """One expression; an empty value is passed over.

    Attributes:
        point: what it says of year, month and day, for the expressions after it.
    """

    value: str
    type: str
    start: int
    end: int
    point: Point = UNKNOWN_POINT


class DateContext:
    """The text being read, and the dates read in it so far.

    Args:
        text: text whose digits and letters are readable as they are (see `numerals.plain`).
        published: the day that the text is from.
        anchor: the date said last before the text.
    """

    def __init__(self, text: str, published: date | None, anchor: Point) -> None:
        self.text = text
        self.published = published
        # The last date with a day, with a month, and any: 同日, 同月 and 同年 look at each.
        self.last_day = anchor if anchor.day is not None else UNKNOWN_POINT
        self.last_month = anchor if anchor.month is not None else UNKNOWN_POINT
        self.last = anchor
        self.before: Reading | None = None

    def remember(self, reading: Reading) -> None:
        if reading.type != "date":
            self.before = None
            return
        self.before = reading
        point = reading.point
        if point.year is None and point.month is None and point.day is None:
            return
        self.last = point
        if point.month is not None:
            self.last_month = point
        if point.day is not None:
            self.last_day = point

    def linked(self, start: int) -> tuple[Point, bool]:
        """The date that this one leans on (2019年1月5日と3月4日), and whether this one ends its range."""
        before = self.before
        if before is None or start - before.end > 3:
            return UNKNOWN_POINT, False
        gap = self.text[before.end : start]
        if grammar.SPAN.fullmatch(gap):
            return before.point, True
        return (before.point if not gap or grammar.LINK.fullmatch(gap) else UNKNOWN_POINT), False

    def is_future(self, end: int) -> bool:
        match = grammar.FUTURE.search(self.text, end, end + _FUTURE_WINDOW)
        return match is not None and match.group() != "。"

    def year_of(self, start: int, end: int, month: int, day: int | None) -> int | None:
        """The year of a month or day that is said without one."""
        linked, is_range = self.linked(start)
        if linked.year is not None:
            return linked.year + (1 if is_range and linked.month is not None and month < linked.month else 0)
        published = self.published
        if published is None:
            return None
        year = published.year
        here, then = (published.month, published.day if day else 0), (month, day or 0)
        step = 1 if self.is_future(end) else -1
        if (then < here) if step > 0 else (then > here):
            year += step
        while day == 29 and month == 2 and year % 4:
            year += step
        return year

    def month_of(self, start: int, end: int, day: int) -> Point:
        """The day of a month that is not said."""
        linked, is_range = self.linked(start)
        if linked.month is not None:
            if linked.day is None or linked.day < day:
                return Point(linked.year, linked.month, day)
            if is_range:
                return self._later_month(linked, day)
        if self.published is None:
            return Point(None, None, day)
        published = self.published
        is_future = self.is_future(end)
        if (day < published.day) if is_future else (day > published.day):
            point = self._later_month(Point(published.year, published.month), day, 1 if is_future else -1)
        else:
            point = Point(published.year, published.month, day)
        return point

    @staticmethod
    def _later_month(near: Point, day: int, step: int = 1) -> Point:
        """The next month, or the one before, that has such a day."""
        year, month = near.year, near.month or 1
        for _ in range(3):
            month += step
            if not 1 <= month <= 12:
                month, year = (1 if step > 0 else 12), None if year is None else year + step
            if is_possible(Point(year, month, day)):
                break
        return Point(year, month, day)
