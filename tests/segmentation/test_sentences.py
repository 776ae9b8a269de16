from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from kakudo.document import Block, BlockKind
from kakudo.segmentation.sentences import split_block, split_sentences

_MARKS = st.text(alphabet=st.sampled_from("あ原「」『』（）()。！？!?…、 \n😭w笑.．https://a娘"), max_size=60)


@pytest.mark.parametrize("case", read_cases("sentences"))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in split_block(text)] == case["expected"]


@given(_MARKS)
def test_spans_are_ordered_and_lose_no_word(text: str) -> None:
    spans = split_block(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert sorted(c for c in covered if c.isalnum()) == sorted(c for c in text if c.isalnum())


def test_a_line_without_end_is_cut() -> None:
    text = "原油の価格が上がり、" * 2000
    spans = split_block(text)
    assert len(spans) > 10
    assert max(end - start for start, end in spans) <= 1500


def test_offsets_are_the_documents() -> None:
    text = "見出し\n一つ目。二つ目。"
    blocks = [Block(0, 3, BlockKind.HEADING), Block(4, len(text), BlockKind.PARAGRAPH, ("見出し",))]
    sentences = list(split_sentences(text, blocks))
    assert (
        [text[s.start : s.end] for s in sentences] == [s.text for s in sentences] == ["見出し", "一つ目。", "二つ目。"]
    )
    assert [s.block_index for s in sentences] == [0, 1, 1]
    assert sentences[1].section == ("見出し",)
