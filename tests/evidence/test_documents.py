"""The table of documents runs its own examples."""

from __future__ import annotations

import pytest

from kakudo.document import Span
from kakudo.errors import LexiconError
from kakudo.evidence.documents import DocumentFinder, DocumentRow, load_document_rows
from kakudo.evidence.finder import EvidenceFinder
from kakudo.tokenization import Tokenizer

ROWS = load_document_rows()
ROW = '[[document]]\nid = "a"\nmeaning = "b"\nterms = ["声明"]\nfires = ["声明だ。"]\nquiet = ["無い。"]\n'


@pytest.fixture(scope="module")
def finder() -> EvidenceFinder:
    return EvidenceFinder()


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_examples(row: DocumentRow) -> None:
    find = DocumentFinder([row])
    for text in row.fires:
        assert find(text), text
    for text in row.quiet:
        assert not find(text), text


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_every_term_is_found_through_the_tokens(row: DocumentRow, finder: EvidenceFinder, tokenizer: Tokenizer) -> None:
    for term in row.terms:
        text = f"昨年の{term}に載る。"
        assert any(item.type == "document" for item in finder(text, tokenizer(text))), term


def test_the_longest_name_wins() -> None:
    assert DocumentFinder(ROWS)("年次報告書を読む。") == (Span(0, 5),)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[document", "not valid TOML"),
        (ROW.replace("meaning", "meening"), "unknown keys: meening"),
        (ROW.replace('quiet = ["無い。"]', ""), "'quiet'"),
        (ROW.replace('["声明"]', '"声明"'), "list of strings"),
        (ROW.replace('["声明"]', "[]"), "'terms' or 'patterns'"),
        (ROW + 'patterns = ["("]', "not a regular expression"),
        (ROW + ROW, "rename"),
        (ROW.replace('id = "a"', ""), "without id"),
    ],
)
def test_malformed_rows_are_named(toml: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load_document_rows(toml)
