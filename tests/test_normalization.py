from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kakudo.normalization import normalize

_TEXTS = st.text(alphabet=st.sampled_from("原油ｶﾞﾊﾟ①㌦Ａ％〜か\u3099は\u309aé e\u0301🚀\n 　ー｡「"), max_size=40)


@given(_TEXTS)
def test_segments_join_to_whole_string_nfkc(text: str) -> None:
    # What lengthens a word is left out (below).
    assert normalize(text).text == re.sub("ーー+", "ー", unicodedata.normalize("NFKC", text))


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


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ぜっっったい勝つ", "ぜったい勝つ"),
        ("すごーーい雨", "すごーい雨"),
        ("米がぜ〜んぶ消えた", "米がぜんぶ消えた"),
        ("うま〜い話", "うまい話"),
        ("楽しい〜いつもの店", "楽しい〜いつもの店"),  # a wave after a sentence's end
        ("3〜5時", "3〜5時"),
    ],
)
def test_a_word_lengthened_for_emphasis_is_read_as_the_plain_one(text: str, plain: str) -> None:
    assert normalize(text).text == plain


def test_a_lengthened_word_is_shown_as_written() -> None:
    text = "米がぜ〜〜んぶ消えた"
    normalized = normalize(text)
    start = normalized.text.index("ぜんぶ")
    assert text[normalized.start(start) : normalized.end(start + 3)] == "ぜ〜〜んぶ"
