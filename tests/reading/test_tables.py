from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from kakudo.document import Document, DocumentKind
from kakudo.errors import InputError
from kakudo.reading.options import ReadFailure, ReadOptions
from kakudo.reading.tables import records_of_table


def rows(text: str, delimiter: str = ",", options: ReadOptions | None = None) -> list[Document | ReadFailure]:
    lines = io.StringIO(text, newline="\n")
    return list(records_of_table(lines, "t", "t.csv", options or ReadOptions(), delimiter))


def documents(text: str, delimiter: str = ",") -> list[Document]:
    results = rows(text, delimiter)
    assert all(isinstance(r, Document) for r in results), results
    return [r for r in results if isinstance(r, Document)]


def test_rows_with_line_ends_and_quotes_in_cells() -> None:
    text = 'id,text,kind,sources,likes\r\na,"一行目\n二行目、""増産""",post,x; y,3\r\n\r\n,二番目,,,\r\n'
    first, second = documents(text)
    assert (first.id, first.text, first.kind) == ("a", '一行目\n二行目、"増産"', DocumentKind.POST)
    assert first.sources == ("x", "y")
    assert first.metadata == {"likes": "3"}
    assert (second.id, second.text, second.kind, second.metadata) == ("t#2", "二番目", DocumentKind.ARTICLE, {})


def test_tsv() -> None:
    assert [d.text for d in documents("id\ttext\na\t一,二\nb\t三\n", "\t")] == ["一,二", "三"]


def test_a_cell_may_be_big() -> None:
    text = "あ" * 300_000
    assert documents(f"text\n{text}\n")[0].text == text


def test_bad_rows_do_not_cost_the_others() -> None:
    text = 'id,text\na,一\nb,二,三\nc,"四"五\nd,\ne\nf,\udcff\ng,七\n'
    results = rows(text)
    assert [(type(r), r.id) for r in results] == [
        (Document, "a"),
        (ReadFailure, "t#2"),
        (ReadFailure, "t#3"),
        (ReadFailure, "d"),
        (ReadFailure, "e"),
        (ReadFailure, "t#6"),
        (Document, "g"),
    ]
    messages = [r.message for r in results if isinstance(r, ReadFailure)]
    assert messages[0].startswith("t.csv: line 3: has 3 cells under 2 columns")
    assert messages[1].startswith("t.csv: line 4: is not valid CSV")
    assert messages[2] == "t.csv: line 5: 'text' is empty"
    assert "has no 'text'" in messages[3]
    assert "does not fit the encoding" in messages[4]


def test_an_unclosed_quote_is_a_failure() -> None:
    results = rows('text\n一\n"二\n三\n')
    assert [type(r) for r in results] == [Document, ReadFailure]
    assert "line 3" in results[1].message  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no header"),
        ("\n\n", "no header"),
        ("id,text\n", "no rows"),
        ("text,text\n一,二\n", "two columns are called text"),
        ('"text\n', "header row is not valid"),
    ],
)
def test_tables_without_rows(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rows(text)


def test_missing_column_names_the_nearest() -> None:
    (result,) = rows("番号,本文\n1,一\n")
    assert isinstance(result, ReadFailure)
    assert "did you mean --text-field 本文?" in result.message


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    text = 'id,text\na,一\nb,"二\n二の続き\nc,三\nd,"四\n四の続き"\ne,五\n'
    results = rows(text)
    assert [(type(r), r.id) for r in results] == [
        (Document, "a"),
        (ReadFailure, "t#2"),
        (Document, "c"),
        (Document, "d"),
        (Document, "e"),
    ]
    assert "t.csv: line 3, as far as line 4: is not valid CSV" in results[1].message  # type: ignore[union-attr]
    assert results[3].text == "四\n四の続き"  # type: ignore[union-attr]


def test_lines_keep_their_numbers_after_a_broken_row() -> None:
    results = rows('id,text\na,"一\nb,二\nc,三,四\n')
    assert [type(r) for r in results] == [ReadFailure, Document, ReadFailure]
    assert "line 4: has 3 cells" in results[2].message  # type: ignore[union-attr]


def test_an_unclosed_quote_is_given_up_before_it_takes_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kakudo.reading.tables._MAX_FIELD_CHARS", 200_000)
    n_read = 0

    def lines() -> Iterator[str]:
        nonlocal n_read
        yield from ("id,text\n", 'a,"一\n')
        for number in range(100_000):
            n_read += 1
            yield f"b{number},二二二二二二二二二二\n"

    before = csv.field_size_limit(200_000)
    try:
        results = records_of_table(lines(), "t", "t.csv", ReadOptions(), ",")
        assert isinstance(next(results), ReadFailure)
        assert n_read < 20_000
        assert sum(isinstance(r, Document) for r in results) == 100_000
    finally:
        csv.field_size_limit(before)


def test_a_quotation_at_the_start_of_a_cell_of_tsv() -> None:
    text = 'id\ttext\na\t"増産"と述べた。\nb\t"決まった。\nc\t三\nd\t"四\n四の続き"\n'
    results = rows(text, "\t")
    assert [r.text for r in results if isinstance(r, Document)] == [
        '"増産"と述べた。',
        '"決まった。',
        "三",
        "四\n四の続き",
    ]


def test_a_short_row_says_so() -> None:
    (result,) = rows("id,text\na\n")
    assert isinstance(result, ReadFailure)
    assert (result.id, "1 cells under 2 columns" in result.message) == ("a", True)
    assert "--text-field" not in result.message


@pytest.mark.parametrize(
    ("text", "delimiter", "advice"),
    [
        pytest.param("id;text\n1;一\n", ",", "semicolons: separate them with commas", id="semicolons"),
        pytest.param("id\ttext\n1\t一\n", ",", "tabs: give --input-format tsv", id="tabs"),
        pytest.param("id,text\n1,一\n", "\t", "commas: give --input-format csv", id="commas"),
        pytest.param("id,text\r1,一\r", ",", "lines end in CR alone", id="cr"),
    ],
)
def test_what_separates_the_columns_is_told(text: str, delimiter: str, advice: str) -> None:
    with pytest.raises(InputError, match=advice):
        rows(text, delimiter)
