"""TIMEX3 values in order and in words.

The values are those of ISO-TimeML (ISO 24617-1): ``2026-01-05``, ``2026-01``, ``2025-Q2``, ``2026-H2``, ``2025-FA``
(autumn), ``2026-W03-WE``, ``200X`` for a decade, ``19XX`` for a century, ``BC03XX``; X stands for what is not known.
``2018/2019`` is an interval as in ISO 8601, and ``2025-04/2026-03`` the Japanese fiscal year 2025.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kakudo.reports.messages import Messages

__all__ = ["DateKey", "date_key", "date_label"]


class DateKey(NamedTuple):
    """Where a date begins. What the value leaves open counts as 0: a decade stands before its years, these before
    their months."""

    year: int
    is_narrow: bool
    month: int
    day: int


_DATE = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?:(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>\d{2}|XX))?|W(?P<week>\d{2})(?:-[1-7]|-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"(?:T\S*)?"  # the time of day orders and names nothing here
)
_SEASONS = ("SP", "SU", "FA", "WI")


def date_key(value: str) -> DateKey | None:
    """Where a TIMEX3 date or interval stands in a timeline.

    Returns:
        ``None`` for what has no place there: ``PRESENT_REF``, ``P3Y``, ``XXXX-05``.
    """
    begin, _, finish = value.partition("/")
    match = _DATE.fullmatch(begin) or _DATE.fullmatch(finish)
    if match is None:
        return None
    year = int(match["year"].replace("X", "0")) * (-1 if match["bc"] else 1)
    month, day = _known(match["month"]), _known(match["day"])
    if match["week"]:
        month, day = _monday(year, int(match["week"]))
    elif match["quarter"]:
        month = int(match["quarter"]) * 3 - 2
    elif match["half"]:
        month = int(match["half"]) * 6 - 5
    elif match["season"]:
        month = _SEASONS.index(match["season"]) * 3 + 3
    return DateKey(year, "X" not in match["year"], month, day)


def date_label(value: str, messages: Messages) -> str:
    """A TIMEX3 date in words (``2026年1月``, ``Jan 2026``); the value itself where it is not understood."""
    begin, slash, finish = value.partition("/")
    if not slash:
        return _point(value, messages) or value
    ends = _point(begin, messages), _point(finish, messages)
    fiscal = re.fullmatch(r"(\d{4})-04/(\d{4})-03", value)
    if fiscal and int(fiscal[2]) == int(fiscal[1]) + 1:
        return messages("date.fiscal", year=fiscal[1])
    return messages("date.range", start=ends[0], end=ends[1]) if any(ends) else value


def _point(value: str, messages: Messages) -> str:
    """One date in words; empty for anything else, such as the open end of an interval."""
    match = _DATE.fullmatch(value)
    if match is None:
        return ""
    text = _in_era(match, messages)
    return messages("date.before_christ", date=text) if match["bc"] else text


def _in_era(match: re.Match[str], messages: Messages) -> str:
    year, month, day = match["year"], _known(match["month"]), _known(match["day"])
    if year.endswith("XX"):
        return messages("date.century", century=int(year[:2]) + 1)
    if year.endswith("X"):
        return messages("date.decade", year=f"{int(year[:3])}0")
    year = str(int(year))
    if month:
        name = messages("date.months").split()[month - 1]
        return messages("date.day" if day else "date.month", year=year, month=month, month_name=name, day=day)
    if match["half"]:
        return messages("date.half", year=year, half_name=messages("date.halves").split()[int(match["half"]) - 1])
    if match["season"]:
        name = messages("date.seasons").split()[_SEASONS.index(match["season"])]
        return messages("date.season", year=year, season_name=name)
    for part in ("quarter", "week"):
        if match[part]:
            return messages(f"date.{part}", year=year, part=int(match[part]))
    return messages("date.year", year=year)


def _known(part: str | None) -> int:
    return int(part) if part and part != "XX" else 0


def _monday(year: int, week: int) -> tuple[int, int]:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:  # a year has no week 00 or 60
        return 0, 0
    # Week 1 may begin in the December before; what counts for the order is the year that the value names.
    return (monday.month, monday.day) if monday.year == year else (1, 1)
