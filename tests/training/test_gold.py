"""Gold labels of both forms: what a reader would be given, and what breaks a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gold_rows import PLAIN, Row, corpus_row, gold_claim, text_row, write
from kakudo.document import BlockKind, Document, DocumentKind
from kakudo.errors import CorpusError
from kakudo.training.gold import read_gold


def blocks_of(tmp_path: Path, row: Row) -> tuple[Document, list[tuple[str, BlockKind, tuple[str, ...]]]]:
    (text,) = read_gold([write(tmp_path / "g.jsonl", row)])
    document = text.document
    assert document.blocks is not None
    return document, [(document.text[block.start : block.end], block.kind, block.section) for block in document.blocks]


def test_an_article_is_given_as_the_reader_would_give_it(tmp_path: Path) -> None:
    row = corpus_row(
        "d",
        ("港の歩み", [], "heading"),
        ("港が開いた。", []),
        ("船が来た。", []),
        ("倉庫", [], "list_item"),
        ("岸壁", [], "list_item"),
        ("町も広がった。", []),
    )
    document, blocks = blocks_of(tmp_path, row)
    assert blocks == [
        ("港の歩み", BlockKind.HEADING, ()),
        ("港が開いた。船が来た。", BlockKind.PARAGRAPH, ("港の歩み",)),
        ("倉庫", BlockKind.LIST_ITEM, ("港の歩み",)),
        ("岸壁", BlockKind.LIST_ITEM, ("港の歩み",)),
        ("町も広がった。", BlockKind.PARAGRAPH, ("港の歩み",)),
    ]
    assert (document.kind, document.published) == (DocumentKind.ARTICLE, "2024-05-01")


@pytest.mark.parametrize(
    ("register", "kind", "block"),
    [("sns", DocumentKind.POST, BlockKind.PARAGRAPH), ("headline", DocumentKind.ARTICLE, BlockKind.HEADING)],
)
def test_posts_and_headlines_are_not_joined(
    tmp_path: Path, register: str, kind: DocumentKind, block: BlockKind
) -> None:
    document, blocks = blocks_of(
        tmp_path, corpus_row("d", ("港が開くかも", []), ("港、来月再開", []), register=register)
    )
    assert blocks == [("港が開くかも", block, ()), ("港、来月再開", block, ())]
    assert (document.kind, document.text) == (kind, "港が開くかも\n港、来月再開")


# --- files that are neither ---


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", "海軍が動いた。", '{"id": "a", "text": "港"}', "{"],
    ids=["empty", "blank", "text", "no labels", "half"],
)
def test_a_file_of_no_known_format_is_named(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "gold.jsonl", content)
    with pytest.raises(CorpusError, match=r"gold\.jsonl"):
        read_gold([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl"):
        read_gold([tmp_path / "none.jsonl"])


def test_two_formats_at_a_time_are_refused(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.jsonl", text_row("a", "港。")),
        write(tmp_path / "b.jsonl", corpus_row("b", ("港。", []))),
    ]
    with pytest.raises(CorpusError, match="one format at a time"):
        read_gold(paths)


def test_a_broken_corpus_document_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "g.jsonl", corpus_row("a", ("港。", [])), corpus_row("b", ("港。", [gold_claim("海")])))
    with pytest.raises(CorpusError, match=r"^g\.jsonl:2: "):
        read_gold([path])


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "5",
        '{"id": "b", "text": "港。"}',
        json.dumps(text_row("b", "港。", holder="author")),
        json.dumps(text_row("b", "港。", certainty="sure")),
        json.dumps(text_row("b", "港。", polarity="positive")),
        json.dumps(text_row("b", "港。", time="now")),
        json.dumps(text_row("b", "港。", axes="oil")),
        json.dumps({"text": "港。", **PLAIN}),
    ],
    ids=["half", "number", "no labels", "holder", "certainty", "polarity", "time", "axes", "no id"],
)
def test_a_broken_labelled_text_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "g.jsonl", text_row("a", "港。"), line)
    with pytest.raises(CorpusError, match=r"^g\.jsonl:2: "):
        read_gold([path])


def test_a_file_that_stops_being_utf8_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "g.jsonl", *[text_row("a", "港。")] * 200)
    path.write_bytes(path.read_bytes() + "港\n".encode("cp932"))
    with pytest.raises(CorpusError, match=r"g\.jsonl"):
        read_gold([path])


def test_claims_are_numbered_through_the_document(tmp_path: Path) -> None:
    two, one = [gold_claim("港が開き"), gold_claim("船が来た")], [gold_claim("町が広がった")]
    path = write(tmp_path / "g.jsonl", corpus_row("d", ("港が開き、船が来た。", two), ("町が広がった。", one)))
    (text,) = read_gold([path])
    assert [claim.id for claim in text.claims] == ["d#0", "d#1", "d#2"]
    assert [text.document.text[claim.start : claim.end] for claim in text.claims] == [
        "港が開き",
        "船が来た",
        "町が広がった",
    ]
