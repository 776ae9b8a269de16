from __future__ import annotations

import pytest

from kakudo.evidence.durations import is_length_of_days, is_length_of_years, read_half, read_length


@pytest.mark.parametrize(
    ("text", "value", "grain", "amount", "direction"),
    [
        ("3年間", "P3Y", "year", 3, 0),
        ("3年前", "P3Y", "year", 3, -1),
        ("3年半後", "P3Y6M", "month", 42, 1),
        ("数日後", "PXD", "day", None, 1),
        ("2時間30分", "PT2H30M", "hour", 2, 0),
        ("1.5年", "P1.5Y", "year", None, 0),
        ("3年前半", "P3Y", "year", 3, 0),
    ],
)
def test_length(text: str, value: str, grain: str, amount: int | None, direction: int) -> None:
    length = read_length(text, 0)
    assert length is not None
    assert (length.value, length.grain, length.amount, length.direction) == (value, grain, amount, direction)


@pytest.mark.parametrize("text", ["3年生", "5日目", "10年債", "24時間営業", "12分野", "十分", "2、10年", "1時間あたり"])
def test_other_counts(text: str) -> None:
    assert read_length(text, 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("半年", "P6M"), ("半日", "PT12H"), ("半世紀", "P50Y"), ("四半世紀", "P25Y"), ("半月前", "P0.5M")],
)
def test_halves(text: str, value: str) -> None:
    length = read_half(text, 0, len(text))
    assert length is not None
    assert length.value == value


def test_what_stands_around_tells_length_from_year() -> None:
    assert is_length_of_years("懲役14年", 2, 5)
    assert is_length_of_years("14年ぶり", 0, 3)
    assert not is_length_of_years("14年春", 0, 3)


def test_what_stands_around_tells_length_from_day() -> None:
    assert is_length_of_days("約5日", 1, 3)
    assert is_length_of_days("5日間", 0, 2)
    assert not is_length_of_days("5日夜", 0, 2)
