"""``kakudo check``: records, formats, rules and exit codes, in real runs on invented posts and articles."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import kakudo.comparison.differences
from check_runs import (
    ARTICLES,
    INVENTED,
    POSTS,
    TRUE,
    TURNED,
    WEAKER,
    Row,
    claims,
    codes,
    comparisons,
    records,
    sources,
)
from kakudo.comparison.differences import load_differences
from kakudo.findings import TaggedDocument
from kakudo.reports import jsonl
from kakudo.reports.table import COLUMNS_CHECK
from offset_checks import inexact_spans

Line = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("news", "plain_check")


# --- the record ---


def test_every_post_comes_back_with_how_it_stands_to_its_source(run: Line) -> None:
    result = run("check", records(*POSTS), "--against", "news")
    assert (result.code, result.err) == (1, "")
    lines = result.out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in POSTS]
    expected = [["stronger"], ["contradicted"], ["faithful"], ["weaker"], ["unmatched"]]
    assert [comparisons(line) for line in lines] == expected
    assert [codes(line) for line in lines] == [["KD305"], ["KD307"], [], ["KD320"], ["KD310"]]
    assert [sources(line) for line in lines] == [{"library"}, {"council"}, {"zoo"}, {"zoo"}, set()]
    assert json.loads(lines[0])["metadata"] == {"views": 1200}
    assert {json.loads(line)["kind"] for line in lines} == {"post"}


def test_records_fit_the_schema_and_every_offset_is_exact(run: Line) -> None:
    long = {"id": "long", "text": "議会は法案を可決した。" * 3 + "\n\n町は図書館を建て替え、動物園でヒナが生まれた🐧。"}
    result = run("check", records(*POSTS, long), "--against", "news")
    validator = jsonschema.Draft202012Validator(jsonl.schema())
    for row, line in zip((*POSTS, long), result.out.splitlines(), strict=True):
        validator.validate(json.loads(line))
        assert all(list(claim)[-2:] == ["matches", "comparison"] for claim in claims(line))
        (document,) = jsonl.read([line])
        assert isinstance(document, TaggedDocument)
        assert inexact_spans(document, row["text"], ARTICLES) == []
        assert jsonl.render(document) == line


def test_two_runs_give_the_same_bytes(run: Line) -> None:
    posts = records(*POSTS)
    for form in ("jsonl", "csv", "html", "markdown", "terminal"):
        line = ("check", posts, "--against", "news", "--format", form)
        assert run(*line) == run(*line), form


# --- formats ---


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csv", "\ufeffdoc_id,"),
        ("tsv", "doc_id\t"),
        ("markdown", "# "),
        ("terminal", "1. "),
        ("html", "<!doctype html>"),
    ],
)
def test_each_format(run: Line, form: str, begins: str) -> None:
    result = run("check", records(TURNED, TRUE), "--against", "news", "--format", form)
    assert (result.code, result.err) == (1, "")
    assert result.out.lower().startswith(begins)
    for part in ("KD307", "可決", "否決", "council"):
        assert part in result.out
    assert "\x1b" not in result.out


def test_tables_have_the_columns_of_the_comparison(run: Line) -> None:
    out = run("check", records(*POSTS, {"id": "bad"}), "--against", "news", "--format", "csv").out
    table = csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    rows = list(table)
    assert tuple(table.fieldnames or ()) == COLUMNS_CHECK
    assert [row["doc_id"] for row in rows] == [*(row["id"] for row in POSTS), "bad"]
    turned, invented, bad = rows[1], rows[4], rows[5]
    assert (turned["comparison"], turned["source_id"], turned["codes"]) == ("contradicted", "council", "KD307")
    assert turned["source_text"] == "議会は法案を否決した"
    assert 0 < float(turned["similarity"]) <= 1
    assert float(turned["triage"]) > float(rows[3]["triage"]) > float(rows[2]["triage"]) == 0
    assert (invented["comparison"], invented["source_id"], invented["similarity"]) == ("unmatched", "", "")
    assert "has no 'text'" in bad["messages"]


def test_a_page_lists_the_gravest_first(run: Line) -> None:
    out = run("check", records(TRUE, WEAKER, TURNED), "--against", "news", "--format", "markdown").out
    assert out.index("可決") < out.index("かもしれない") < out.index("誕生")


def test_weights_of_the_file_decide_what_comes_first(run: Line) -> None:
    Path("kakudo.toml").write_text("[triage]\nKD307 = 0.0\nKD320 = 1.0", encoding="utf-8")
    out = run("check", records(WEAKER, TURNED), "--against", "news", "--format", "markdown").out
    assert out.index("かもしれない") < out.index("可決")


def test_messages_in_english(run: Line) -> None:
    posts = records(TURNED)
    out = run("check", posts, "--against", "news", "--lang", "en").out
    assert [claim["findings"][0]["message"][:8] for claim in claims(out)] == ["The post"]
    assert "Posts" in run("check", posts, "--against", "news", "--lang", "en", "--format", "markdown").out


def test_a_file_in_place_of_standard_output(run: Line) -> None:
    posts = records(*POSTS)
    printed = run("check", posts, "--against", "news")
    written = run("check", posts, "--against", "news", "-o", "out.jsonl")
    assert (written.code, written.out) == (printed.code, "")
    assert Path("out.jsonl").read_text(encoding="utf-8") == printed.out


# --- rules and exit codes ---


@pytest.mark.parametrize(
    ("row", "arguments", "code"),
    [
        pytest.param(TRUE, [], 0, id="faithful"),
        pytest.param(TURNED, [], 1, id="error"),
        pytest.param(INVENTED, [], 1, id="warning"),
        pytest.param(WEAKER, [], 0, id="info"),
        pytest.param(WEAKER, ["--fail-on", "info"], 1, id="info-asked"),
        pytest.param(INVENTED, ["--fail-on", "error"], 0, id="warning-below"),
        pytest.param(TURNED, ["--fail-on", "error"], 1, id="error-asked"),
        pytest.param(TURNED, ["--fail-on", "never"], 0, id="never"),
        pytest.param({"id": "x"}, [], 2, id="unreadable"),
        pytest.param(TURNED | {"sources": ["nowhere"]}, [], 2, id="nothing-to-compare-with"),
    ],
)
def test_exit_codes(run: Line, row: Row, arguments: list[str], code: int) -> None:
    assert run("check", records(row), "--against", "news", *arguments).code == code


def test_fail_on_of_the_file(run: Line) -> None:
    Path("kakudo.toml").write_text('fail-on = "never"', encoding="utf-8")
    assert run("check", records(TURNED), "--against", "news").code == 0
    assert run("check", records(TURNED), "--against", "news", "--fail-on", "error").code == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {"KD101", "KD307"}),
        (["--select", "KD3"], {"KD307"}),
        (["--ignore", "KD307"], {"KD101"}),
        (["--ignore", "kd1,KD302"], {"KD307"}),
        (["--select", "KD1"], {"KD101"}),
    ],
)
def test_rules_are_selected(run: Line, arguments: list[str], expected: set[str]) -> None:
    posts = records({"id": "a", "text": "議会は絶対に法案を可決した。"})
    result = run("check", posts, "--against", "news", *arguments)
    found = {finding["code"] for claim in claims(result.out) for finding in claim["findings"]}
    assert found & {"KD101", "KD307"} == expected


def test_the_models_that_ship_find_what_is_plain(run: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kakudo.comparison.differences, "load_differences", load_differences)
    result = run("check", records(TURNED, TRUE, INVENTED), "--against", "news")
    assert result.code == 1
    turned, _, invented = result.out.splitlines()
    assert "KD307" in codes(turned)
    assert codes(invented) == ["KD310"]
