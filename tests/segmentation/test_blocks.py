from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import growth
from kakudo.document import Block, BlockKind
from kakudo.segmentation.blocks import find_blocks
from kakudo.segmentation.marks import integer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "blocks.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[b.kind.value, b.level, text[b.start : b.end], list(b.section)] for b in find_blocks(text)]
    assert found == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends_do_not_matter(case: dict[str, Any], end: str) -> None:
    text = case["text"].replace("\r\n", "\n")
    other = text.replace("\n", end)
    assert [(b.kind, b.level, text[b.start : b.end].split(), b.section) for b in find_blocks(text)] == [
        (b.kind, b.level, other[b.start : b.end].split(), b.section) for b in find_blocks(other)
    ]


def check(text: str) -> tuple[Block, ...]:
    blocks = find_blocks(text)
    position = 0
    titles = {text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADING}
    for block in blocks:
        assert position <= block.start < block.end <= len(text)
        content = text[block.start : block.end]
        assert content == content.strip()
        assert set(block.section) <= titles
        assert (block.level > 0) == (block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM))
        position = block.end
    return blocks


_PIECES = st.sampled_from(
    [
        *"\n\n\n\r\t 　-*+>＞#|。、！?.：:)）(（1239一①Aアa🛢🇯\ufe0f\u200d\u20e3=~`_[]!■●○【】第章図",
        "# ", "## ", "- ", "1. ", "2. ", "3-1. ", "3.1 ", "①", "シナリオA：", "軸①：", "第1章 ", "```\n", "---\n",
        "| a | b |", "![x](y)", "- 🛢️ ", "写真：", "■", "【", "】\n", "（1）", "  ", "原油が上がった。", "港の計画",
        "\r\n", "\u2028", "**太字**\n", "＝5日、撮影",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_marks_in_any_order(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_lone_surrogates(text: str) -> None:
    check(text + "\ud83d原油\n")


def test_every_letter_of_an_unmarked_text_is_in_a_block() -> None:
    text = "原油が上がった\n円は下がった。\n\nどうなる？\n"
    covered = "".join(text[b.start : b.end] for b in check(text))
    assert covered == text.replace("\n", "")


@pytest.mark.parametrize(
    "line",
    [
        "原油が上がった。",
        "国内の製油所では在庫の水準が過去五年の平均を下回っているところが多くなっており値上がり",
        "1. 石油",
        "- 石油",
        "📌 石油",
        "```",
        "```a\n~~~",
        "3.1 兆円",
        "シナリオA：増産",
        "> 引用",
        "**太字**",
    ],
)
def test_time_is_linear(line: str) -> None:
    short, long = (line + "\n") * 2_000, (line + "\n") * 16_000
    # Quadratic work would take 64 times as long for eight times the text.
    assert growth(lambda: find_blocks(short), lambda: find_blocks(long)) < 30


@pytest.mark.parametrize("unit", ["原油が上がった。", "🚨", "①", "**a", "![", ">", "-", "|", "＝", "（", "1-", "・"])
def test_a_long_line_is_no_problem(unit: str) -> None:
    short, long = (unit * (n // len(unit)) + "終" for n in (100_000, 800_000))
    check(long)
    assert growth(lambda: find_blocks(short), lambda: find_blocks(long)) < 30


def test_nesting_has_bounds() -> None:
    text = "".join(f"軸{chr(0x4E00 + i)}①：石油\n本文だ。\n" for i in range(3000))
    assert max(len(b.section) for b in check(text)) < 60


@pytest.mark.parametrize(
    ("number", "value"),
    [("3", 3), ("３", 3), ("③", 3), ("⑳", 20), ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("B", 2), ("Ｃ", 3)],
)
def test_integer(number: str, value: int) -> None:
    assert integer(number) == value
