"""Evidence of one sentence; cases in ``tests/cases/evidence.jsonl``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from case_files import read_cases
from kakudo.evidence.dates import find_dates
from kakudo.evidence.documents import DocumentFinder
from kakudo.evidence.finder import EvidenceFinder
from kakudo.tokenization import Tokenizer


@pytest.fixture(scope="module")
def finder() -> EvidenceFinder:
    return EvidenceFinder()


@pytest.mark.parametrize("case", read_cases("evidence"))
def test_case(case: dict[str, Any], finder: EvidenceFinder, tokenizer: Tokenizer) -> None:
    text = case["text"]
    found = [item.text for item in finder(text, tokenizer(text), find_dates(text)) if item.type == case["type"]]
    assert found == case["expected"], case["why"]


def test_evidence_is_in_text_order_with_offsets_into_the_given_text(
    finder: EvidenceFinder, tokenizer: Tokenizer
) -> None:
    text = "🚀外相は２０２６年１月５日、カラカスで「３０㌦は事実ではない」と述べ、統計を示した。"
    found = finder(text, tokenizer(text), find_dates(text, date(2026, 1, 15)))
    assert [str(item.type) for item in found] == ["date", "place", "quotation", "number", "document"]
    assert all(item.text == text[item.start : item.end] for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)


def test_no_evidence_in_an_empty_sentence(finder: EvidenceFinder, tokenizer: Tokenizer) -> None:
    assert finder("", tokenizer(""), ()) == ()


def test_documents_can_be_given(tokenizer: Tokenizer) -> None:
    text = "両国は共同声明を出した。"
    assert EvidenceFinder(DocumentFinder([]))(text, tokenizer(text)) == ()
