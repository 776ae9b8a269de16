"""A corpus is tagged by models that did not learn from the document they tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import Row, corpus_row, gold_claim, write
from kakudo.config import Config
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.training.cross_fit import CrossFitted
from kakudo.training.gold import read_gold

pytest.importorskip("sklearn")
TOPICS = {
    "oil": "原油の輸入が増えた",
    "finance": "銀行が融資を決めた",
    "military": "海軍が演習を行った",
    "diplomacy": "首脳が会談した",
    "": "桜が咲いた",
}


def rows() -> list[Row]:
    return [
        corpus_row(
            f"{axis}-{number}",
            (
                f"{text}。",
                [gold_claim(text, axes=[axis] if axis else [], time=("past", "present", "future")[number % 3])],
            ),
        )
        for axis, text in TOPICS.items()
        for number in range(10)
    ]


def test_each_document_is_tagged(tmp_path: Path) -> None:
    path = write(tmp_path / "agency.jsonl", *rows())
    analyzer = CrossFitted([path], Config())
    documents = [text.document for text in read_gold([path])]
    tagged = list(analyzer.pipe(documents))
    assert [document.id for document in tagged] == [document.id for document in documents]
    assert len({document.signature.model for document in tagged}) == 5


def test_another_document_is_refused(tmp_path: Path) -> None:
    analyzer = CrossFitted([write(tmp_path / "agency.jsonl", *rows())], Config())
    with pytest.raises(CorpusError, match="'other' is not of the corpus"):
        list(analyzer.pipe([Document("港。", id="other")]))


def test_too_few_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="4 documents cannot be cross-fitted"):
        CrossFitted([write(tmp_path / "agency.jsonl", *rows()[:4])], Config())
