"""``kakudo check``: which sources are read, what is refused, and posts and articles out of the ordinary."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from check_runs import ARTICLES, TRUE, TURNED, codes, comparisons, records, sources
from kakudo.reports import jsonl
from offset_checks import inexact_spans

Line = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("news", "plain_check")


# --- sources ---


def test_standard_input_holds_posts(run: Line) -> None:
    data = json.dumps(TURNED, ensure_ascii=False).encode()
    assert codes(run("check", "-", "--against", "news", stdin=data).out) == ["KD307"]


def test_standard_input_holds_an_article(run: Line) -> None:
    result = run("check", records(TURNED), "--against", "-", stdin=ARTICLES["council"].encode())
    assert codes(result.out) == ["KD307"]
    assert sources(result.out) == {"stdin"}


def test_standard_input_holds_not_both(run: Line) -> None:
    result = run("check", "-", "--against", "-", stdin=b"x")
    assert (result.code, result.out) == (2, "")
    assert "not both" in result.err


def test_several_sources(run: Line) -> None:
    row = {"id": "bridge", "text": "市は橋を直した。"}
    line = ("--against", "news/zoo.txt", "--against", records(row, name="more.jsonl"), "--against", "news/c*.txt")
    result = run("check", records(TURNED, TRUE, {"id": "x", "text": "市は橋を直した。"}), *line)
    assert [sources(line) for line in result.out.splitlines()] == [{"council"}, {"zoo"}, {"bridge"}]


def test_an_article_against_an_article(run: Line) -> None:
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    old = "市は中央図書館を来年4月に建て替える方針だ。費用は12億円とみられる。市民からは賛成の声が出ている。"
    new = "市は中央図書館を建て替えた。費用は12億円だった。市民からは賛成の声が出ている。"
    Path("old.html").write_text(page.format("図書館の計画", old), encoding="utf-8")
    Path("new.html").write_text(page.format("図書館のその後", new), encoding="utf-8")
    result = run("check", "new.html", "--against", "old.html")
    assert result.err == ""
    assert json.loads(result.out)["kind"] == "article"
    assert sources(result.out) == {"old"}
    assert "KD305" in codes(result.out)
    assert "faithful" in comparisons(result.out)


def test_a_post_is_compared_with_the_sources_that_it_names(run: Line) -> None:
    posts = records(TURNED | {"sources": ["council"]}, TURNED | {"sources": ["zoo"]}, TURNED | {"sources": []})
    result = run("check", posts, "--against", "news")
    assert [codes(line) for line in result.out.splitlines()] == [["KD307"], ["KD310"], ["KD307"]]


def test_a_table_names_sources_in_a_cell(run: Line) -> None:
    cells = "id,text,sources,likes\na,議会は法案を可決した。,zoo; council,3\nb,議会は法案を可決した。,zoo,\n"
    Path("posts.csv").write_text(cells, encoding="utf-8")
    result = run("check", "posts.csv", "--against", "news")
    assert [codes(line) for line in result.out.splitlines()] == [["KD307"], ["KD310"]]


def test_an_unknown_source_costs_its_post_and_no_other(run: Line) -> None:
    posts = records(TURNED | {"sources": ["nowhere"]}, TURNED)
    result = run("check", posts, "--against", "news")
    first, second = result.out.splitlines()
    error = json.loads(first)["error"]
    assert error["type"] == "InputError"
    assert "nowhere" in error["message"]
    assert (codes(first), codes(second)) == ([], ["KD307"])
    assert result.code == 1
    assert result.err.splitlines()[-1] == "kakudo: 1 of 2 posts could not be checked"


def test_a_partly_unknown_source_is_a_warning(run: Line) -> None:
    result = run("check", records(TURNED | {"sources": ["nowhere", "council"]}), "--against", "news")
    assert codes(result.out) == ["KD307"]
    assert result.err.startswith("kakudo: warning: turned: its source 'nowhere' is not among the given ones")


def test_an_unreadable_source_is_reported_and_the_others_are_used(run: Line) -> None:
    Path("news/empty.txt").touch()
    rows = records({"id": "a", "txt": "?"}, {"id": "b", "text": "市は橋を直した。"}, name="more.jsonl")
    result = run("check", records(TURNED), "--against", "news", "--against", rows)
    assert codes(result.out) == ["KD307"]
    first, second, last = result.err.splitlines()
    assert first.startswith("kakudo: source empty: InputError: news/empty.txt: is empty")
    assert second.startswith("kakudo: source a: InputError: more.jsonl: line 1: has no 'text'")
    assert last == "kakudo: 2 of 6 sources could not be read; posts are checked without them"


def test_no_readable_source_is_an_error(run: Line) -> None:
    Path("empty.txt").touch()
    result = run("check", records(TURNED), "--against", "empty.txt")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1].startswith("kakudo: error: no source could be read")


@pytest.mark.parametrize("against", ["nowhere", "nowhere/*.txt", "."])
def test_sources_that_are_not_there(run: Line, against: str) -> None:
    posts = records(TURNED)
    for path in Path("news").iterdir():
        path.unlink()
    Path(posts).rename("posts")
    result = run("check", "posts", "--input-format", "jsonl", "--against", against)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"kakudo: error: {against}: ")


def test_two_sources_of_one_id_are_refused(run: Line) -> None:
    same = records(
        {"id": "zoo", "text": "動物園は休みだ。"}, {"id": "zoo", "text": "動物園は開いた。"}, name="same.jsonl"
    )
    result = run("check", records(TURNED), "--against", same)
    assert (result.code, result.out) == (2, "")
    assert "two sources have the id 'zoo'" in result.err


# --- what is never written over ---


@pytest.mark.parametrize(
    "output", [pytest.param("./posts.jsonl", id="the posts"), pytest.param("news/zoo.txt", id="a source")]
)
def test_an_input_is_not_overwritten(run: Line, output: str) -> None:
    posts = records(TURNED)
    before = Path(output).read_bytes()
    result = run("check", posts, "--against", "news", "-o", output)
    assert result.code == 2
    assert "is an input and the output" in result.err
    assert Path(output).read_bytes() == before


def test_an_index_is_not_overwritten(run: Line) -> None:
    run("index", "news", "-o", "idx")
    before = Path("idx/index.json").read_bytes()
    result = run("check", records(TURNED), "--against", "idx", "-o", "idx/index.json")
    assert result.code == 2
    assert "is in the folder of an index" in result.err
    assert Path("idx/index.json").read_bytes() == before


def test_a_failure_leaves_an_earlier_output(run: Line) -> None:
    Path("out.csv").write_text("earlier", encoding="utf-8")
    same = records({"id": "a", "text": "雨だ。"}, {"id": "a", "text": "雪だ。"}, name="same.jsonl")
    assert run("check", records(TURNED), "--against", same, "--format", "csv", "-o", "out.csv").code == 2
    assert Path("out.csv").read_text(encoding="utf-8") == "earlier"


# --- odd posts ---


def test_an_empty_file_of_posts(run: Line) -> None:
    Path("posts.jsonl").touch()
    result = run("check", "posts.jsonl", "--against", "news")
    assert result.code == 2
    assert "posts.jsonl: has no records" in result.err


@pytest.mark.parametrize(
    "text", ["🎉🎉🎉", "https://example.com/x", "#図書館 #動物園", "@mayor", "。。。", "!?", "\u200b"]
)
def test_a_post_without_language(run: Line, text: str) -> None:
    result = run("check", records({"id": "a", "text": text}), "--against", "news")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["error"] is None
    assert sources(result.out) == set()


def test_an_article_without_language(run: Line) -> None:
    Path("party.txt").write_text("🎉🎉🎉", encoding="utf-8")
    result = run("check", records(TURNED), "--against", "party.txt")
    assert comparisons(result.out) == ["unmatched"]


def test_a_very_long_post(run: Line) -> None:
    text = ("議会は法案を可決した。" * 500)[:5000]
    result = run("check", records({"id": "a", "text": text}), "--against", "news")
    assert result.code == 1
    assert codes(result.out).count("KD307") >= 400
    (document,) = jsonl.read([result.out])
    assert inexact_spans(document, text, ARTICLES) == []


def test_a_post_of_one_endless_sentence(run: Line) -> None:
    text = "議会は法案を可決し、" * 500 + "終わった"
    result = run("check", records({"id": "a", "text": text}), "--against", "news")
    (document,) = jsonl.read([result.out])
    assert inexact_spans(document, text, ARTICLES) == []


def test_an_article_of_a_megabyte(run: Line) -> None:
    filler = [f"第{number}区の担当者は、配水管の点検を{number}回行ったと説明した。" for number in range(1, 12_500)]
    text = "\n".join([*filler[:6000], ARTICLES["council"], *filler[6000:]])
    assert len(text.encode()) > 1_000_000
    Path("big.txt").write_text(text, encoding="utf-8")
    result = run("check", records(TURNED), "--against", "big.txt")
    assert codes(result.out) == ["KD307"]
    (document,) = jsonl.read([result.out])
    assert inexact_spans(document, str(TURNED["text"]), {"big": text}) == []
