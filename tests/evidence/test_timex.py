from __future__ import annotations

from datetime import date

import pytest

from kakudo.evidence.timex import Point, date_of, fiscal_year, is_possible, join, shift, value_of, week_value


@pytest.mark.parametrize(
    ("point", "value"),
    [
        (Point(2026, 1, 5), "2026-01-05"),
        (Point(2026, 1), "2026-01"),
        (Point(2026), "2026"),
        (Point(), "XXXX"),
        (Point(None, 1, 5), "XXXX-01-05"),
        (Point(None, None, 5), "XXXX-XX-05"),
        (Point(26), "0026"),
    ],
)
def test_value(point: Point, value: str) -> None:
    assert value_of(point) == value


def test_unknown_parts_can_be_shown() -> None:
    assert value_of(Point(2026), "day") == "2026-XX-XX"


@pytest.mark.parametrize(
    ("point", "possible"),
    [
        (Point(2024, 2, 29), True),
        (Point(2023, 2, 29), False),
        (Point(None, 2, 29), True),
        (Point(None, 13), False),
        (Point(None, None, 32), False),
    ],
)
def test_possible(point: Point, possible: bool) -> None:
    assert is_possible(point) is possible


@pytest.mark.parametrize(
    ("grain", "amount", "value"),
    [
        ("day", -15, "2025-12-31"),
        ("week", 2, "2026-W05"),
        ("month", -1, "2025-12"),
        ("month", 12, "2027-01"),
        ("year", -10, "2016"),
    ],
)
def test_shift_keeps_the_grain(grain: str, amount: int, value: str) -> None:
    assert shift(date(2026, 1, 15), grain, amount)[0] == value


def test_shift_out_of_the_calendar_is_an_error() -> None:
    with pytest.raises(OverflowError, match="outside"):
        shift(date(2026, 1, 15), "year", -3000)


def test_weeks_are_iso_weeks() -> None:
    assert week_value(date(2027, 1, 1)) == "2026-W53"
    assert week_value(date(2026, 1, 1), "WE") == "2026-W01-WE"


def test_fiscal_year_begins_in_april() -> None:
    assert fiscal_year(2025) == "2025-04/2026-03"
    assert fiscal_year(2025, 9, 3) == "2026-01/2026-03"


def test_join_of_intervals_takes_the_outer_ends() -> None:
    assert join("2018/2019", "2020/2021") == "2018/2021"


def test_a_day_that_does_not_exist_is_none() -> None:
    assert date_of(Point(2026, 2, 30)) is None
