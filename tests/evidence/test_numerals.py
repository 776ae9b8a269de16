from __future__ import annotations

from decimal import Decimal

import pytest

from kakudo.evidence.numerals import parse_integer, parse_number, plain


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("5", "5"),
        ("５", "5"),
        ("3,000", "3000"),
        ("３，０００", "3000"),
        ("11.9", "11.9"),
        ("3億5,000万", "350000000"),
        ("三百五十万", "3500000"),
        ("1万2千", "12000"),
        ("二〇二六", "2026"),
        ("二千二十六", "2026"),
        ("十五", "15"),
        ("千", "1000"),
        ("億", "100000000"),
        ("2兆4千億", "2400000000000"),
        ("六・二", "6.2"),
        ("〇", "0"),
        ("1千万", "10000000"),
    ],
)
def test_numeral(numeral: str, value: str) -> None:
    assert parse_number(numeral) == Decimal(value)


def test_what_is_no_numeral_is_an_error() -> None:
    with pytest.raises(ValueError, match="三つ"):
        parse_number("三つ")


@pytest.mark.parametrize(("numeral", "value"), [("元", 1), ("２０", 20), ("二十", 20), ("08", 8)])
def test_integer(numeral: str, value: int) -> None:
    assert parse_integer(numeral) == value


@pytest.mark.parametrize("text", ["㌦", "㋀", "㍻", "⽇", "ﾄﾞﾙ", "①"])
def test_compatibility_characters_are_normalised(text: str) -> None:
    assert plain(text) is not None


@pytest.mark.parametrize("text", ["２０２６年（令和８年）", "20〜30％", "ガス、石油。", "🚀"])
def test_other_text_is_read_as_it_is(text: str) -> None:
    assert plain(text) is None
