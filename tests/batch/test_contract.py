"""From table to table: rows, columns carried through, errors."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from kakudo.analysis import Analyzer
from kakudo.batch.contract import TableTagger, Tally, output_schema, tally
from kakudo.batch.schemas import CLAIMS, LINES, RECORDS, Rows, documents_schema
from kakudo.document import Document, DocumentKind
from kakudo.errors import InputError
from kakudo.findings import TaggedDocument
from kakudo.reading import ReadOptions
from kakudo.reports import jsonl, table

TEXTS = ("政府は増税を決めた。市は必ず勝つ。", "雨だ。")


def foreign(**more: Any) -> pa.Table:
    return pa.table({"id": ["a", "b"], "text": list(TEXTS), **more})


def test_a_row_for_each_claim_with_the_labels_of_the_csv(analyzer: Analyzer) -> None:
    tagged = TableTagger(analyzer)(foreign())
    assert tagged.schema.equals(CLAIMS)
    assert CLAIMS.names[: len(table.COLUMNS)] == list(table.COLUMNS)
    claims = [
        (document.id, claim)
        for document in analyzer.pipe(Document(text, id=id) for text, id in zip(TEXTS, "ab", strict=True))
        for sentence in document.sentences
        for claim in sentence.claims
    ]
    rows = tagged.to_pylist()
    assert [(row["doc_id"], row["text"], row["stance"]) for row in rows] == [
        (id, claim.text, claim.stance) for id, claim in claims
    ]
    assert [row["codes"] for row in rows] == [[finding.code for finding in claim.findings] for _, claim in claims]
    assert any(row["codes"] for row in rows)
    assert all(row["error"] is None for row in rows)


def test_documents_are_the_wire_format_nested(analyzer: Analyzer) -> None:
    tagged = TableTagger(analyzer, Rows.DOCUMENTS)(foreign())
    assert tagged.schema.equals(documents_schema())
    for row, text, id in zip(tagged.to_pylist(), TEXTS, "ab", strict=True):
        assert row["metadata"] is None
        assert {**row, "metadata": {}} == json.loads(jsonl.render(analyzer(Document(text, id=id))))


def test_the_schema_of_documents_holds_every_key_of_the_contract() -> None:
    assert documents_schema().names == list(TaggedDocument.__struct_fields__)
    sentence = documents_schema().field("sentences").type.value_type
    claim = sentence.field("claims").type.value_type
    assert [field.name for field in claim][-2:] == ["verdict", "findings"]
    assert str(claim.field("strength").type) == "double"
    assert str(claim.field("axes").type) == "list<item: struct<id: string, probability: double>>"


@pytest.mark.parametrize("rows", list(Rows))
def test_further_columns_come_out_of_their_own_type(analyzer: Analyzer, rows: Rows) -> None:
    given = foreign(
        day=pa.array([date(2026, 1, 5), None]),
        tags=[["x", "y"], []],
        claim=[7, 8],  # a column of that name is kakudo's, with rows of claims
        lang=pa.array(["ja", "ja"]).dictionary_encode(),
    )
    tagged = TableTagger(analyzer, rows)(given)
    names = {"day": "day", "tags": "tags", "lang": "lang", "claim": "input_claim" if rows is Rows.CLAIMS else "claim"}
    origin = {row["id"]: row for row in given.to_pylist()}
    for name, shown in names.items():
        assert tagged.schema.field(shown).type == given.schema.field(name).type
    for row in tagged.to_pylist():
        own = origin[row["doc_id" if rows is Rows.CLAIMS else "id"]]
        assert {name: row[shown] for name, shown in names.items()} == {name: own[name] for name in names}
    assert tagged.schema.equals(output_schema(given.schema, rows, ReadOptions()))


def test_columns_are_found_by_the_names_given(analyzer: Analyzer) -> None:
    given = pa.table(
        {
            "url": [5],
            "body": ["明日は休業だ。"],
            "head": ["題"],
            "day": pa.array([date(2026, 1, 5)]),
            "kind": ["post"],
            "text": ["not the text"],
        }
    )
    options = ReadOptions(text_field="body", id_field="url", title_field="head", published_field="day")
    (row,) = TableTagger(analyzer, Rows.CLAIMS, options)(given).to_pylist()
    assert (row["doc_id"], row["title"], row["published"], row["kind"]) == ("5", "題", "2026-01-05", "post")
    assert (row["text"], row["input_text"]) == ("明日は休業だ", "not the text")


@pytest.mark.parametrize(("rows", "as_lines"), [(Rows.CLAIMS, False), (Rows.DOCUMENTS, False), (Rows.DOCUMENTS, True)])
def test_a_record_that_cannot_be_read_keeps_its_place_and_its_reason(
    analyzer: Analyzer, rows: Rows, as_lines: bool
) -> None:
    given = pa.table({"id": ["a", "b", None, "d"], "text": ["雨だ。", None, " ", "雪だ。"], "n": [1, 2, 3, 4]})
    tagged = TableTagger(analyzer, rows, as_lines=as_lines)(given)
    rows_ = tagged.to_pylist()
    assert [row["doc_id" if "doc_id" in row else "id"] for row in rows_] == ["a", "b", "#3", "d"]
    assert [row["error"] and row["error"]["type"] for row in rows_] == [None, "InputError", "InputError", None]
    assert rows_[1]["error"]["message"] == "b: 'text' is null; the text is a string"
    assert tally(tagged, len(given)) == Tally(4, 2, 0, 2)


def test_lines_are_what_tag_prints_with_the_rest_as_metadata(analyzer: Analyzer) -> None:
    tagged = TableTagger(analyzer, Rows.DOCUMENTS, as_lines=True)(foreign(n=[1, 2], published=["2026-01-05", "未定"]))
    assert tagged.schema.equals(LINES)
    expected = [
        analyzer(Document(TEXTS[0], id="a", published="2026-01-05", metadata={"n": 1})),
        analyzer(Document(TEXTS[1], id="b", metadata={"published": "未定", "n": 2})),
    ]
    assert tagged.column("line").to_pylist() == list(map(jsonl.render, expected))


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("schema", [RECORDS, foreign(n=[1, 2]).schema])
def test_an_empty_table_has_the_same_schema(analyzer: Analyzer, rows: Rows, schema: pa.Schema) -> None:
    tagged = TableTagger(analyzer, rows)(schema.empty_table())
    assert len(tagged) == 0
    assert tagged.schema.equals(output_schema(schema, rows, ReadOptions()))


def test_counts_are_the_same_whatever_the_rows(analyzer: Analyzer) -> None:
    given = foreign()
    counts = {
        tally(TableTagger(analyzer, rows, as_lines=as_lines)(given), 2)
        for rows, as_lines in ((Rows.CLAIMS, False), (Rows.DOCUMENTS, False), (Rows.DOCUMENTS, True))
    }
    (count,) = counts
    assert count.n_flagged > 0
    assert count.n_claims > count.n_flagged


def test_no_column_of_the_text(analyzer: Analyzer) -> None:
    with pytest.raises(InputError, match=r"no column 'text'.*columns are id, body.*--text-field"):
        TableTagger(analyzer)(pa.table({"id": ["a"], "body": ["雨だ。"]}))


def test_what_is_a_document_that_does_not_say(analyzer: Analyzer) -> None:
    options = ReadOptions(kind=DocumentKind.POST)
    assert set(TableTagger(analyzer, Rows.CLAIMS, options)(foreign()).column("kind").to_pylist()) == {"post"}
