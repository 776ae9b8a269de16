"""``kakudo report``: where pages go, what they are called, and what they are made from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kakudo.cli.report import _file_name
from kakudo.config import Config

Line = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("loaded")


def texts(*names: str) -> list[str]:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(f"{Path(name).stem}は必ず降る。", encoding="utf-8")
    return list(names)


def test_one_article_is_one_file_of_its_name(run: Line) -> None:
    result = run("report", *texts("雨.txt"))
    assert (result.code, result.out, result.err) == (0, "雨-report.html\n", "")
    page = Path("雨-report.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "雨は必ず降る" in page


def test_many_articles_are_a_folder_with_an_index(run: Line) -> None:
    result = run("report", *texts("雨.txt", "雪.txt", "別/雨.txt"), "-o", "out")
    assert (result.code, result.out) == (0, "out/index.html\n")
    assert sorted(path.name for path in Path("out").iterdir()) == ["index.html", "雨-2.html", "雨.html", "雪.html"]
    index = Path("out/index.html").read_text(encoding="utf-8")
    assert 'href="%E9%9B%A8-2.html"' in index


def test_without_a_path_many_articles_go_to_report(run: Line) -> None:
    assert run("report", *texts("a.txt", "b.txt")).out == "report/index.html\n"
    assert Path("report/b.html").exists()


@pytest.mark.parametrize("output", ["here/", "there"])
def test_a_folder_takes_one_article_too(run: Line, output: str) -> None:
    Path("there").mkdir()
    run("report", *texts("a.txt"), "-o", output)
    assert sorted(path.name for path in Path(output).iterdir()) == ["a.html", "index.html"]


def test_markdown(run: Line) -> None:
    assert run("report", *texts("a.txt"), "--format", "markdown").out == "a-report.md\n"
    assert Path("a-report.md").read_text(encoding="utf-8").startswith("# a\n")
    assert run("report", *texts("a.txt", "b.txt"), "--format", "markdown", "-o", "out").out == "out\n"
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.md", "b.md"]


def test_standard_output_takes_one_report(run: Line) -> None:
    assert run("report", *texts("a.txt"), "-o", "-").out.lower().startswith("<!doctype html>")
    result = run("report", *texts("a.txt", "b.txt"), "-o", "-")
    assert (result.code, result.out) == (2, "")
    assert "give a folder" in result.err


def test_many_documents_do_not_go_to_a_file(run: Line) -> None:
    result = run("report", *texts("a.txt", "b.txt"), "-o", "out.html")
    assert result.code == 2
    assert "such as out/" in result.err
    Path("file").touch()
    assert "file is a file" in run("report", *texts("a.txt", "b.txt"), "-o", "file").err
    assert not Path("out.html").exists()


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_what_tag_wrote_is_not_tagged_again(run: Line, loaded: list[Config], suffix: str) -> None:
    tagged = run("tag", *texts("a.txt", "b.txt")).out.encode()
    path = Path(f"tagged{suffix}")
    path.write_bytes(gzip.compress(tagged) if suffix.endswith("gz") else b"\n" + tagged)
    loaded.clear()
    assert run("report", str(path)).code == 0
    assert loaded == []
    assert "bは必ず降る" in Path("report/b.html").read_text(encoding="utf-8")


def test_what_tag_wrote_through_a_pipe(run: Line, loaded: list[Config]) -> None:
    tagged = run("tag", *texts("a.txt")).out.encode()
    loaded.clear()
    assert run("report", "-", stdin=tagged).out == "a-report.html\n"
    assert loaded == []


def test_texts_and_tagged_records_together_keep_their_order(run: Line) -> None:
    Path("t.jsonl").write_text(run("tag", *texts("b.txt")).out, encoding="utf-8")
    run("report", *texts("a.txt"), "t.jsonl", *texts("c.txt", "a/c.txt"), "-o", "out")
    index = Path("out/index.html").read_text(encoding="utf-8")
    places = [index.index(f'href="{name}.html"') for name in ("a", "b", "c", "c-2")]
    assert places == sorted(places)


def test_a_broken_tagged_record_names_file_and_line(run: Line) -> None:
    good = run("tag", *texts("a.txt")).out
    Path("t.jsonl").write_text(good + good.replace("codepoint", "utf-8"), encoding="utf-8")
    result = run("report", "t.jsonl")
    assert result.code == 2
    assert result.err.startswith("kakudo: error: t.jsonl: line 2 (id 'a')")


def test_a_json_text_that_speaks_of_the_schema_is_a_text(run: Line, loaded: list[Config]) -> None:
    row = {"id": "a", "text": '出力は"schema":"kakudo/1"で始まる。'}
    Path("t.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert run("report", "t.jsonl").code == 0
    assert len(loaded) == 1


def test_an_unreadable_article_has_no_page_of_its_own_but_a_row_among_many(run: Line) -> None:
    Path("空.txt").touch()
    result = run("report", "空.txt")
    assert (result.code, result.out) == (2, "")
    assert "空.txt: is empty" in result.err
    assert not Path("空-report.html").exists()
    result = run("report", "空.txt", *texts("a.txt"))
    assert result.code == 0
    assert "1 of 2 documents" in result.err
    assert "is empty" in Path("report/index.html").read_text(encoding="utf-8")


def test_an_input_is_not_overwritten(run: Line) -> None:
    result = run("report", *texts("a.txt"), "-o", "a.txt")
    assert result.code == 2
    assert Path("a.txt").read_text(encoding="utf-8") == "aは必ず降る。"


def test_language_and_fail_on(run: Line) -> None:
    result = run("report", *texts("a.txt"), "--lang", "en", "--fail-on", "warning")
    assert result.code == 1
    assert '<html lang="en"' in Path("a-report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("post-1", "post-1"),
        ("記事 その1", "記事-その1"),
        ("../../etc/passwd", "etc-passwd"),
        ("https://example.com/a?b=c", "https---example.com-a-b-c"),
        ("...", "document"),
        ("", "document"),
        ("index", "index-2"),
        ("Taken", "Taken-2"),
        ("長" * 300, "長" * 60),
        ("ｶﾞ\u0000\n", "ｶﾞ"),
    ],
)
def test_names_of_pages(id: str, name: str) -> None:
    assert _file_name(id, {"index", "taken"}) == name
