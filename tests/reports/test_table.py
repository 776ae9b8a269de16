"""CSV and TSV: one row per claim, and nothing in a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from checked_posts import claim, match, post
from kakudo.comparison.triage import TriageWeights, triage
from kakudo.findings import TaggedDocument
from kakudo.reports import table


def read(text: str, **format: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), **format))  # type: ignore[arg-type]


def with_text(post: TaggedDocument, text: str) -> TaggedDocument:
    sentence = post.sentences[0]
    claim = msgspec.structs.replace(sentence.claims[0], text=text, end=len(text))
    sentence = msgspec.structs.replace(sentence, text=text, end=len(text), claims=(claim,))
    return msgspec.structs.replace(post, sentences=(sentence,))


def test_csv_has_a_mark_a_header_and_one_row_per_claim(documents: tuple[TaggedDocument, ...]) -> None:
    text = table.render(documents)
    assert text.encode().startswith(b"\xef\xbb\xbfdoc_id,sentence,claim,start,end,text,axes,")
    assert text.endswith("\r\n")
    rows = read(text)
    assert rows[0] == list(table.COLUMNS)
    assert {len(row) for row in rows} == {len(table.COLUMNS)}
    n_claims = sum(len(sentence.claims) for document in documents for sentence in document.sentences)
    assert len(rows) == 1 + n_claims + 1  # the record that could not be read keeps a row


def test_a_row_holds_the_labels(article: TaggedDocument) -> None:
    row = next(row for row in read(table.render([article])) if "間違いなく" in row[5])
    assert dict(zip(table.COLUMNS, row, strict=True)) | {"start": "", "end": ""} == {
        "doc_id": "arcan-001",
        "sentence": "13",
        "claim": "0",
        "start": "",
        "end": "",
        "text": "この油田は間違いなく世界で最も採算の悪い油田だ",
        "axes": "oil;finance",
        "holder": "writer",
        "holder_text": "",
        "certainty": "emphatic",
        "strength": "0.97",
        "polarity": "affirmed",
        "time": "present",
        "stance": "assertive",
        "verdict": "overstated",
        "codes": "KD101;KD103",
        "messages": "「間違いなく」と強めているが、同じ文にも隣の文にも出典、文書、数字、引用がない。 | "
        "全体に及ぶ言い方を支える資料が見当たらない。",
    }


def test_an_unreadable_record_says_why(broken: TaggedDocument) -> None:
    (row,) = read("".join(table.rows(broken)))
    assert row[0] == "broken-001"
    assert row[-1].startswith("InputError: 文字コード")


FORMULAS = ["=1+1", "+81", "-3", "@handle", "\tx", "\rx", "\nx", "＝SUM(A1)", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_no_cell_is_a_formula(post: TaggedDocument, text: str, format: table.TableFormat) -> None:
    (line,) = table.rows(with_text(post, text), format)
    row = read(line)[0] if format == "csv" else line.split("\t")
    assert row[5].startswith("'")


@pytest.mark.parametrize("text", ["原油, 高い", '彼は"言った"', "二行\nある"])
def test_csv_quotes_what_it_must(post: TaggedDocument, text: str) -> None:
    (line,) = table.rows(with_text(post, text))
    assert read(line)[0][5] == text


def test_tsv_has_no_mark_no_quotes_and_no_break_in_a_cell(post: TaggedDocument) -> None:
    text = table.header("tsv") + "".join(table.rows(with_text(post, '一\t二\n三\u2028"四"'), "tsv"))
    lines = text.splitlines()
    assert lines[0].split("\t") == list(table.COLUMNS)
    assert lines[1].split("\t")[5] == '一 二 三 "四"'


# ---- checked posts


def test_a_checked_post_has_more_columns_only_when_asked(checked: tuple[TaggedDocument, ...]) -> None:
    assert table.COLUMNS[-2:] == ("codes", "messages")
    assert (*table.COLUMNS, "comparison", "source_id", "source_text", "similarity", "triage") == table.COLUMNS_CHECK
    plain, full = read(table.render(checked)), read(table.render(checked, weights=TriageWeights()))
    assert [row[: len(table.COLUMNS)] for row in full] == plain
    assert full[0] == list(table.COLUMNS_CHECK)
    assert {len(row) for row in full} == {len(table.COLUMNS_CHECK)}
    tails = {row[0]: row[len(table.COLUMNS) :] for row in full if row[2] in ("0", "")}
    expected = round(triage(checked[2], TriageWeights()).score, 4)
    first = next(row for row in full if row[0] == "asa-003" and row[1] == "0")
    assert first[len(table.COLUMNS) :] == [
        "contradicted",
        "kiji-2",
        "港湾局によると、港では少なくとも13人がけがをした",
        "0.81",
        str(expected),
    ]
    assert tails["asa-005"][:4] == ["unmatched", "", "", ""]
    assert tails["asa-008"][-1] == "0.0"


def test_a_post_that_could_not_be_checked_says_why_in_its_place(checked: tuple[TaggedDocument, ...]) -> None:
    row = read("".join(table.rows(checked[6], "csv", TriageWeights())))[0]
    assert dict(zip(table.COLUMNS_CHECK, row, strict=True))["messages"].startswith("SourceError: 出典")
    assert row[-1] == ""


def test_no_cell_of_a_source_is_a_formula() -> None:
    document = post("p", claim("船が出た", None, match("=HYPERLINK(1)", source_id="@id")))
    row = read("".join(table.rows(document, "csv", TriageWeights())))[0]
    assert row[len(table.COLUMNS) + 1 : len(table.COLUMNS) + 3] == ["'@id", "'=HYPERLINK(1)"]
