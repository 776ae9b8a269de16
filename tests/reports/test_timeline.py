"""TIMEX3 values: their order and their words."""

from __future__ import annotations

import pytest

from kakudo.reports.messages import load_messages
from kakudo.reports.timeline import date_key, date_label

IN_ORDER = [
    "BC03XX",
    "BC0044",
    "16XX",
    "200X",
    "2000",
    "2000-01",
    "2018/2019",
    "2018-05",
    "2025-W02-WE",
    "2025-SP",
    "2025-04/2026-03",
    "2025-Q3",
    "2025-FA",
    "2025-11-12",
    "2026",
    "2026-01",
    "2026-01-05T09:30",
    "2026-H2",
]


def test_dates_sort_by_their_beginning() -> None:
    keys = [date_key(value) for value in IN_ORDER]
    assert None not in keys
    assert sorted(keys) == keys  # type: ignore[type-var]
    assert len(set(keys)) == len(keys)


def test_parts_that_are_not_known_begin_with_the_known() -> None:
    assert date_key("2026-01-XX") == date_key("2026-01")
    assert date_key("2026-XX") == date_key("2026")


NO_DATES = ["PRESENT_REF", "PAST_REF", "P3Y", "PXY", "XXXX-05", "XXXX-WXX-1", "", "来年", "2026-13"]


@pytest.mark.parametrize("value", NO_DATES)
def test_what_has_no_place_in_time_has_no_key(value: str) -> None:
    assert date_key(value) is None
    assert date_label(value, load_messages()) == value


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("2026", "2026年", "2026"),
        ("0794", "794年", "794"),
        ("2026-01", "2026年1月", "Jan 2026"),
        ("2026-01-XX", "2026年1月", "Jan 2026"),
        ("2025-11-12", "2025年11月12日", "12 Nov 2025"),
        ("200X", "2000年代", "2000s"),
        ("19XX", "20世紀", "century 20"),
        ("BC03XX", "紀元前4世紀", "century 4 BC"),
        ("2025-Q2", "2025年第2四半期", "Q2 2025"),
        ("2026-H1", "2026年前半", "H1 2026"),
        ("2025-FA", "2025年秋", "autumn 2025"),
        ("2026-W03", "2026年第3週", "week 3 of 2026"),
        ("2018/2019", "2018年〜2019年", "2018 – 2019"),
        ("../2026-03", "〜2026年3月", " – Mar 2026"),
        ("2026-01/", "2026年1月〜", "Jan 2026 – "),
        ("2025-04/2026-03", "2025年度", "fiscal 2025"),
        ("2025-04/2027-03", "2025年4月〜2027年3月", "Apr 2025 – Mar 2027"),
        ("2026-W77", "2026年第77週", "week 77 of 2026"),
    ],
)
def test_dates_in_words(value: str, ja: str, en: str) -> None:
    assert date_label(value, load_messages("ja")) == ja
    assert date_label(value, load_messages("en")) == en
