from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kakudo.normalization import normalize

_TEXTS = st.text(alphabet=st.sampled_from("原油ｶﾞﾊﾟ①㌦Ａ％〜か\u3099は\u309aé e\u0301🚀\n 　ー｡「"), max_size=40)


@given(_TEXTS)
def test_segments_join_to_whole_string_nfkc(text: str) -> None:
    assert normalize(text).text == unicodedata.normalize("NFKC", text)


@given(_TEXTS)
def test_offsets_grow_and_stay_inside(text: str) -> None:
    normalized = normalize(text)
    starts = [normalized.start(position) for position in range(len(normalized.text))]
    ends = [normalized.end(position) for position in range(1, len(normalized.text) + 1)]
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


@pytest.mark.parametrize(
    ("text", "start", "end", "original"),
    [
        ("原油㌦高", 2, 4, "㌦"),
        ("ﾊﾞｲﾃﾞﾝ氏", 0, 4, "ﾊﾞｲﾃﾞﾝ"),
        ("１００％だ", 0, 4, "１００％"),
        ("か\u3099上がる", 0, 1, "か\u3099"),
    ],
)
def test_span_maps_back(text: str, start: int, end: int, original: str) -> None:
    normalized = normalize(text)
    assert text[normalized.start(start) : normalized.end(end)] == original
