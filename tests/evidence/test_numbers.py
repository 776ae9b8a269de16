"""Quantities; cases in ``tests/cases/numbers.jsonl``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import read_cases
from growth import growth
from kakudo.document import Span
from kakudo.evidence.numbers import find_numbers

PIECES = (
    "約最大数何半過分の一二三四五六七八九十百千万億兆"
    "0123456789３.,、〜-からドル円人機台％%カ月ヶ以上未満を超えるバレル日量$▲マイナス㌦ﾄﾞﾙ震度目第A"
)


@pytest.mark.parametrize("case", read_cases("numbers"))
def test_case(case: dict[str, Any]) -> None:
    found = [(q.text, q.low, q.high, q.unit, q.approximator) for q in find_numbers(case["text"])]
    expected = [
        (e["text"], _decimal(e["low"]), _decimal(e["high"]), e["unit"], e["approximator"]) for e in case["expected"]
    ]
    assert found == expected, case["why"]


def _decimal(numeral: str | None) -> Decimal | None:
    return None if numeral is None else Decimal(numeral)


def test_two_thirds() -> None:
    (found,) = find_numbers("3分の2が反対した。")
    assert found.unit == "%"
    assert found.low == found.high
    assert found.low is not None
    assert abs(found.low - Decimal(200) / 3) < Decimal("1e-20")


def test_excluded_spans_hold_no_numbers() -> None:
    text = "3カ月前に5隻を送った。"
    assert [q.text for q in find_numbers(text)] == ["3カ月", "5隻"]
    assert [q.text for q in find_numbers(text, [Span(0, 4)])] == ["5隻"]


def test_excluded_spans_count_in_the_given_text() -> None:
    text = "㌦建て。3カ月前に30㌦を払った。"  # ㌦ is two characters in NFKC
    assert [q.text for q in find_numbers(text, [Span(4, 8)])] == ["30㌦"]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(PIECES), max_size=40))
def test_any_text_gives_ordered_spans_of_itself(text: str) -> None:
    end = 0
    for quantity in find_numbers(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.unit
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        end = quantity.end


@pytest.mark.parametrize("piece", ["1", "一", "1,000", "1億", "1人", "数", "1〜", "3分の", "約"])
def test_reading_time_is_linear(piece: str) -> None:
    # Ten times the text; quadratic work would take a hundred times as long.
    assert growth(lambda: find_numbers(piece * 2_000), lambda: find_numbers(piece * 20_000)) < 40
