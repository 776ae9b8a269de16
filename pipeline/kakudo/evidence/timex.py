"""Points of the calendar and their TIMEX3 values (ISO 24617-1, ISO-TimeML; week dates after ISO 8601)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

__all__ = [
    "REFERENCES",
    "UNKNOWN_POINT",
    "Point",
    "date_of",
    "fiscal_year",
    "is_possible",
    "join",
    "shift",
    "value_of",
    "week_value",
]


class Point(NamedTuple):
    """A year, month or day of which parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


UNKNOWN_POINT: Final = Point()
#: Values of what is not resolved: past, present and future.
REFERENCES: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def date_of(point: Point) -> date | None:
    """The day that a point names; ``None`` when a part is unknown or the day does not exist (30 February)."""
    if point.year is None or point.month is None or point.day is None:
        return None
    try:
        return date(point.year, point.month, point.day)
    except ValueError:
        return None


def is_possible(point: Point) -> bool:
    """Whether the calendar has such a month and day."""
    if point.month is not None and not 1 <= point.month <= 12:
        return False
    if point.day is None:
        return True
    if point.month is None:
        return 1 <= point.day <= 31
    # An unknown year may be a leap year.
    year = point.year if point.year is not None and 1 <= point.year <= 9999 else 2000
    return 1 <= point.day <= calendar.monthrange(year, point.month)[1]


def value_of(point: Point, grain: str = "") -> str:
    """TIMEX3 value of a point: ``2026-01-05``, ``2026-01``, ``2026``; unknown parts are X.

    Args:
        point: what is known.
        grain: ``month`` or ``day`` to show these parts as X though they are unknown.
    """
    value = "XXXX" if point.year is None else f"{point.year:04d}"
    if point.month is not None:
        value += f"-{point.month:02d}"
    elif point.day is not None or grain in ("month", "day"):
        value += "-XX"
    if point.day is not None:
        value += f"-{point.day:02d}"
    elif grain == "day":
        value += "-XX"
    return value


def week_value(day: date, weekday: int | str | None = None) -> str:
    """ISO week of a day, with a weekday (1 = Monday, ``WE`` = weekend) when given: ``2026-W02``, ``2026-W02-WE``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}" + ("" if weekday is None else f"-{weekday}")


def shift(base: date, grain: str, amount: int) -> tuple[str, Point]:
    """Move a day by whole days, weeks, months or years, and keep the grain: two weeks after a day is a week.

    Args:
        base: the day to count from.
        grain: ``day``, ``week``, ``month`` or ``year``.
        amount: how far; negative into the past.

    Returns:
        The TIMEX3 value and what it says of year, month and day.

    Raises:
        OverflowError: the result is before year 1 or after 9999.
    """
    if grain == "day":
        day = base + timedelta(days=amount)
        return day.isoformat(), Point(day.year, day.month, day.day)
    if grain == "week":
        day = base + timedelta(weeks=amount)
        return week_value(day), Point(day.year)
    if grain == "month":
        months = base.year * 12 + base.month - 1 + amount
        point = Point(months // 12, months % 12 + 1)
    else:
        point = Point(base.year + amount)
    if not 1 <= (point.year or 0) <= 9999:
        raise OverflowError(f"year {point.year} is outside the calendar")
    return value_of(point), point


def fiscal_year(year: int, first: int = 0, n_months: int = 12) -> str:
    """Months of a Japanese fiscal year, which begins in April, as an interval.

    Args:
        year: 2025 for 2025年度.
        first: months after April.
        n_months: how many.
    """
    begin = year * 12 + 3 + first
    end = begin + n_months - 1
    return f"{begin // 12}-{begin % 12 + 1:02d}/{end // 12}-{end % 12 + 1:02d}"


def join(first: str, last: str) -> str:
    """The interval from one value to another."""
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"
