"""``kakudo tag``: formats, order, failures, options and settings."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kakudo.config import Config

Line = Callable[..., Any]
GOOD = {"id": "a", "text": "雨だ。", "author": "x"}
STRONG = {"id": "b", "text": "必ず降る。", "published": "2026-01-05", "title": "題"}
BROKEN = {"id": "c", "txt": "?"}

pytestmark = pytest.mark.usefixtures("loaded")


def records(*rows: dict[str, str]) -> str:
    path = Path("posts.jsonl")
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_json_lines_keep_the_order_and_what_they_do_not_know(run: Line) -> None:
    result = run("tag", records(GOOD, STRONG))
    assert (result.code, result.err) == (0, "")
    first, second = map(json.loads, result.out.splitlines())
    assert (first["schema"], first["id"], first["metadata"]) == ("kakudo/1", "a", {"author": "x"})
    assert (second["id"], second["title"], second["published"]) == ("b", "題", "2026-01-05")
    assert second["sentences"][0]["claims"][0]["findings"][0]["code"] == "KD101"


def test_a_bad_record_keeps_its_place_and_is_reported(run: Line) -> None:
    result = run("tag", records(BROKEN, GOOD, BROKEN | {"id": "d"}, STRONG, GOOD | {"id": "e"}, BROKEN | {"id": "f"}))
    assert result.code == 0
    documents = [json.loads(line) for line in result.out.splitlines()]
    assert [document["id"] for document in documents] == ["c", "a", "d", "b", "e", "f"]
    assert [document["id"] for document in documents if document["error"]] == ["c", "d", "f"]
    assert documents[0]["error"]["type"] == "InputError"
    assert documents[0]["sentences"] == []
    *messages, summary = result.err.splitlines()
    assert [message.split(": ")[1] for message in messages] == ["c", "d", "f"]
    assert "has no 'text'" in messages[0]
    assert summary == "kakudo: 3 of 6 documents could not be tagged"


def test_failures_of_every_record_do_not_flood_the_screen(run: Line) -> None:
    result = run("tag", records(*[BROKEN] * 300))
    lines = result.err.splitlines()
    assert len(lines) == 102
    assert "further failures" in lines[-2]
    assert lines[-1] == "kakudo: 300 of 300 documents could not be tagged"
    assert result.out.count("InputError") == 300


def test_nothing_readable_is_code_2(run: Line) -> None:
    result = run("tag", records(BROKEN))
    assert result.code == 2
    assert json.loads(result.out)["error"]["type"] == "InputError"
    assert result.err.endswith("1 of 1 document could not be tagged\n")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "\ufeffdoc_id,"),
        ("tsv", "doc_id\t"),
        ("markdown", "# "),
        ("terminal", "a\n"),
        ("html", "<!doctype html>"),
    ],
)
def test_each_format(run: Line, form: str, expected: str) -> None:
    result = run("tag", records(GOOD), "--format", form)
    assert (result.code, result.err) == (0, "")
    assert result.out.lower().startswith(expected)
    assert "雨だ" in result.out


def test_tables_have_one_header_and_a_row_for_an_error(run: Line) -> None:
    result = run("tag", records(GOOD, BROKEN, STRONG), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"))))
    assert [row["doc_id"] for row in rows] == ["a", "c", "b"]
    assert "has no 'text'" in rows[1]["messages"]
    assert rows[2]["codes"] == "KD101"
    assert "\r\r" not in result.out


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_pages_of_many_documents_stand_apart(run: Line, form: str) -> None:
    out = run("tag", records(GOOD, STRONG), "--format", form).out
    assert "\n\n" in out[out.index("雨だ") : out.index("必ず")]


def test_html_is_one_page(run: Line) -> None:
    Path("out.html").write_text("an earlier page", encoding="utf-8")
    result = run("tag", records(GOOD, STRONG), "--format", "html", "-o", "out.html")
    assert result.code == 2
    assert "kakudo report" in result.err
    assert Path("out.html").read_text(encoding="utf-8") == "an earlier page"


def test_a_file_in_place_of_standard_output(run: Line) -> None:
    printed = run("tag", records(GOOD, STRONG)).out
    result = run("tag", records(GOOD, STRONG), "-o", "out.jsonl")
    assert result.out == ""
    assert Path("out.jsonl").read_bytes().decode("utf-8") == printed


def test_an_input_is_not_overwritten(run: Line) -> None:
    path = records(GOOD)
    before = Path(path).read_bytes()
    result = run("tag", path, "-o", f"./{path}")
    assert result.code == 2
    assert "is an input and the output" in result.err
    assert Path(path).read_bytes() == before


def test_standard_input(run: Line) -> None:
    result = run("tag", "-", stdin=json.dumps(GOOD).encode())
    assert json.loads(result.out)["id"] == "a"


@pytest.mark.parametrize(
    ("fail_on", "rows", "code"),
    [
        (None, [STRONG], 0),
        ("never", [STRONG], 0),
        ("warning", [STRONG, GOOD], 1),
        ("info", [STRONG], 1),
        ("error", [STRONG], 0),
        ("warning", [GOOD], 0),
        ("warning", [BROKEN], 2),
    ],
)
def test_fail_on(run: Line, fail_on: str | None, rows: list[dict[str, str]], code: int) -> None:
    arguments = ["--fail-on", fail_on] if fail_on else []
    assert run("tag", records(*rows), *arguments).code == code


def test_fail_on_of_the_file(run: Line) -> None:
    Path("kakudo.toml").write_text('fail-on = "warning"', encoding="utf-8")
    assert run("tag", records(STRONG)).code == 1
    assert run("tag", records(STRONG), "--fail-on", "never").code == 0


def test_options_reach_the_configuration(run: Line, loaded: list[Config]) -> None:
    line = "tag posts.jsonl --topic t.toml --model m --select kd101,KD2 --select KD301 --ignore KD202 --lang en"
    records(GOOD)
    run(*line.split())
    (config,) = loaded
    assert config == Config(
        topic=Path("t.toml"), model=Path("m"), select=("kd101", "KD2", "KD301"), ignore=("KD202",), lang="en"
    )


def test_options_go_before_the_file_and_leave_the_rest(run: Line, loaded: list[Config]) -> None:
    Path("mine.toml").write_text('lang = "en"\nselect = ["KD1"]\nmodel = "m"', encoding="utf-8")
    run("tag", records(GOOD), "--config", "mine.toml", "--lang", "ja")
    (config,) = loaded
    assert (config.lang, config.select, config.model) == ("ja", ("KD1",), Path("m").absolute())


def test_options_of_the_input(run: Line) -> None:
    Path("表.txt").write_bytes("番号,本文,題,日\n7,雨だ。,天気,2026年1月5日\n".encode("cp932"))
    line = "--input-format csv --encoding cp932 --text-field 本文 --id-field 番号 --title-field 題 --published-field 日"
    result = run("tag", "表.txt", *line.split(), "--kind", "post")
    document = json.loads(result.out)
    assert [document[key] for key in ("id", "kind", "title", "published")] == ["7", "post", "天気", "2026-01-05"]
    assert document["sentences"][0]["text"] == "雨だ。"


def test_a_warning_of_the_reader_goes_to_standard_error(run: Line) -> None:
    Path("短.txt").write_bytes("ﾃｽﾄ".encode("cp932"))
    result = run("tag", "短.txt")
    assert result.err.startswith("kakudo: warning: 短.txt: read as ")
    assert json.loads(result.out)["id"] == "短"


def test_messages_are_not_doubled_by_a_second_run_in_the_same_process(run: Line) -> None:
    Path("短.txt").write_bytes("ﾃｽﾄ".encode("cp932"))
    run("tag", "短.txt")
    assert run("tag", "短.txt").err.count("warning") == 1


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="file names are Unicode there")
def test_a_file_name_that_is_no_text_does_not_cost_the_others(run: Line) -> None:
    Path("悪い\udcff.txt").write_text("雨だ。", encoding="utf-8")
    Path("悪い\udcfe.txt").touch()
    Path("良い.txt").write_text("雪だ。", encoding="utf-8")
    result = run("tag", "*.txt")
    documents = [json.loads(line) for line in result.out.splitlines()]
    assert sorted(document["id"] for document in documents) == ["悪い\\xfe", "悪い\\xff", "良い"]
    assert result.code == 0
    assert "悪い\\xfe.txt: is empty" in result.err
