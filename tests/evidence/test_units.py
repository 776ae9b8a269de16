from __future__ import annotations

import re

import pytest

from kakudo.evidence.units import UNIT_PATTERN, canonical_unit

UNIT = re.compile(UNIT_PATTERN)


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        ("米ドル", "ドル"),
        ("カナダドル", "カナダドル"),
        ("ヶ月", "カ月"),
        ("か月間", "カ月"),
        ("ヵ月", "カ月"),
        ("カ国", "カ国"),
        ("ケ所", "カ所"),
        ("km", "キロメートル"),
        ("ｋｍ", "キロメートル"),
        ("％", "%"),
        ("パーセント", "%"),
        ("立方メートル", "立方メートル"),
        ("kWh", "キロワット時"),
        ("バレル/日", "バレル/日"),
        ("カイリ", "海里"),
    ],
)
def test_one_name_for_each_unit(form: str, unit: str) -> None:
    match = UNIT.match(form)
    assert match is not None
    assert match.group() == form
    assert canonical_unit(form) == unit


@pytest.mark.parametrize("text", ["人目", "本化", "台風", "発表", "両国", "社会", "カ国協議", "機関", "戸籍", "割引"])
def test_words_that_begin_like_a_unit(text: str) -> None:
    assert UNIT.match(text) is None
