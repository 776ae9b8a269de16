"""Time expressions; each trap of the language stands beside its counter-case in ``tests/cases/dates.jsonl``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import read_cases
from growth import growth
from kakudo.evidence.dates import find_dates

PIECES = (
    "今昨明来先去本一二三四五六七八九十百千数年月日週時分秒世紀代期半末初旬度第"
    "上下前後同翌毎隔曜火水木金土〜-、/.()（）0123456789２０間以内令和平成昭のからにRHS ㋀㍻⽉"
)


@pytest.mark.parametrize("case", read_cases("dates"))
def test_case(case: dict[str, Any]) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    found = [[when.text, when.value, when.type] for when in find_dates(case["text"], published)]
    assert found == case["expected"], case["why"]


@pytest.mark.parametrize(
    ("anchor", "value"),
    [
        ("2010-03-04", "2010-03-04"),
        ("2010-03-01/2010-03-04", "2010-03-04"),
        (None, "XXXX-XX-XX"),
        ("2010-03", "XXXX-XX-XX"),
        ("PAST_REF", "XXXX-XX-XX"),
        ("P3Y", "XXXX-XX-XX"),
    ],
)
def test_anchor_gives_same_day(anchor: str | None, value: str) -> None:
    assert [when.value for when in find_dates("同日、港を出た。", date(2026, 1, 15), anchor)] == [value]


@pytest.mark.parametrize(("anchor", "value"), [("2010-03", "2010-06"), ("2010", "2010-06"), (None, "XXXX-06")])
def test_anchor_gives_same_year(anchor: str | None, value: str) -> None:
    assert [when.value for when in find_dates("同年6月、港を出た。", None, anchor)] == [value]


def test_a_date_in_the_text_comes_before_the_anchor() -> None:
    assert find_dates("2012年5月6日に着き、同日に出た。", None, "2010-03-04")[1].value == "2012-05-06"


@settings(max_examples=400, deadline=None)
@given(
    st.text(st.sampled_from(PIECES), max_size=40),
    st.sampled_from([None, date(2026, 1, 31), date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)]),
)
def test_any_text_gives_ordered_spans_of_itself(text: str, published: date | None) -> None:
    end = 0
    for when in find_dates(text, published):
        assert end <= when.start < when.end <= len(text)
        assert when.text == text[when.start : when.end]
        assert when.value
        assert when.type in ("date", "duration", "set")
        end = when.end


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "1月", "5日、", "2026年", "2018〜", "同日", "月曜", "毎", "3年", "昨年", "1から", "十" * 7 + "年"],
)
def test_reading_time_is_linear(piece: str) -> None:
    short, long = piece * 2_000, piece * 20_000
    published = date(2026, 1, 15)
    # Ten times the text; quadratic work would take a hundred times as long.
    assert growth(lambda: find_dates(short, published), lambda: find_dates(long, published)) < 40
