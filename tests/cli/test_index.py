"""``kakudo index``: made once, opened by ``check``, refused when it does not fit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Line = Callable[..., Any]

ARTICLES = {
    "library": "町は図書館を来年4月に建て替える方針だ。費用は12億円とみられる。",
    "council": "議会は法案を否決した。賛成は7人だった。",
}
pytestmark = pytest.mark.usefixtures("plain_check")
POST = {"id": "p", "text": "議会は法案を可決した。"}


@pytest.fixture
def articles(run: Line) -> Path:
    del run  # it chooses the working directory
    return written("news.jsonl", *({"id": id, "text": text} for id, text in ARTICLES.items()))


@pytest.fixture
def posts(run: Line) -> Path:
    del run
    return written("posts.jsonl", POST)


@pytest.fixture
def index(run: Line, articles: Path) -> Path:
    result = run("index", str(articles), "-o", "idx")
    assert (result.code, result.out, result.err) == (0, "idx: 2 articles\n", "")
    return Path("idx")


def written(name: str, *rows: dict[str, Any]) -> Path:
    path = Path(name)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_check_against_an_index_is_that_against_the_articles(
    run: Line, index: Path, articles: Path, posts: Path
) -> None:
    directly = run("check", str(posts), "--against", str(articles))
    assert "KD307" in directly.out
    assert run("check", str(posts), "--against", str(index)) == directly


def test_two_runs_give_the_same_bytes(run: Line, index: Path, articles: Path) -> None:
    first = contents(index)
    assert run("index", str(articles), "-o", "again").code == 0
    assert contents(Path("again")) == first


def test_an_index_is_replaced(run: Line, index: Path, posts: Path) -> None:
    other = written("other.jsonl", {"id": "later", "text": "議会は法案を否決した。"})
    result = run("index", str(other), "-o", f"{index}/")
    assert (result.code, result.out) == (0, "idx: 1 articles\n")
    assert '"source_id":"later"' in run("check", str(posts), "--against", str(index)).out


def test_fields_and_formats_of_the_articles(run: Line, posts: Path) -> None:
    Path("archive.csv").write_text("url,本文\nhttps://example.com/1,議会は法案を否決した。\n", encoding="utf-8")
    result = run("index", "archive.csv", "--text-field", "本文", "--id-field", "url", "-o", "made/here")
    assert result.out == "made/here: 1 articles\n"
    assert '"source_id":"https://example.com/1"' in run("check", str(posts), "--against", "made/here").out


def test_standard_input(run: Line, posts: Path) -> None:
    assert run("index", "-", "-o", "idx", stdin=ARTICLES["council"].encode()).out == "idx: 1 articles\n"
    assert '"source_id":"stdin"' in run("check", str(posts), "--against", "idx").out


# --- what is refused ---


def test_an_index_of_another_version_is_refused_with_the_command_that_makes_it_anew(
    run: Line, index: Path, posts: Path
) -> None:
    manifest = index / "index.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(content | {"signature": "kakudo 0.0.1, other"}), encoding="utf-8")
    result = run("check", str(posts), "--against", str(index))
    assert (result.code, result.out) == (2, "")
    assert "kakudo 0.0.1, other" in result.err
    assert "`kakudo index SOURCES -o idx`" in result.err


@pytest.mark.parametrize("name", ["index.json", "terms.msgpack", "ids.msgpack", "records.bin", "postings.npy"])
def test_an_index_that_has_lost_a_file_is_refused(run: Line, index: Path, posts: Path, name: str) -> None:
    (index / name).unlink()
    result = run("check", str(posts), "--against", str(index))
    assert (result.code, result.out) == (2, "")
    assert name in result.err
    assert "`kakudo index SOURCES -o idx`" in result.err


def test_damaged_claims_are_an_error_and_no_traceback(run: Line, index: Path, posts: Path) -> None:
    path = index / "records.bin"
    path.write_bytes(b"\xc1" * path.stat().st_size)
    result = run("check", str(posts), "--against", str(index))
    assert (result.code, result.out) == (2, "")
    assert "are damaged" in result.err


@pytest.mark.parametrize("order", [("idx", "news.jsonl"), ("news.jsonl", "idx")])
def test_an_index_stands_alone(run: Line, index: Path, posts: Path, order: tuple[str, str]) -> None:
    del index
    result = run("check", str(posts), "--against", order[0], "--against", order[1])
    assert (result.code, result.out) == (2, "")
    assert "idx is an index" in result.err
    assert "give it alone" in result.err


def test_two_articles_of_one_id_are_refused(run: Line) -> None:
    same = written("same.jsonl", {"id": "a", "text": "雨だ。"}, {"id": "a", "text": "雪だ。"})
    result = run("index", str(same), "-o", "idx")
    assert (result.code, result.out) == (2, "")
    assert "two sources have the id 'a': give each its own, for instance with --id-field" in result.err
    assert not Path("idx/index.json").exists()


def test_an_unreadable_article_is_reported_and_left_out(run: Line) -> None:
    rows = written("news.jsonl", {"id": "a", "text": "雨だ。"}, {"id": "b"})
    result = run("index", str(rows), "-o", "idx")
    assert (result.code, result.out) == (0, "idx: 1 articles\n")
    first, last = result.err.splitlines()
    assert first.startswith("kakudo: source b: InputError: news.jsonl: line 2: has no 'text'")
    assert last.startswith("kakudo: 1 of 2 sources could not be read")


@pytest.mark.parametrize("content", ["", '{"id": "a"}\n'])
def test_no_readable_article_is_an_error(run: Line, index: Path, posts: Path, content: str) -> None:
    before = contents(index)
    Path("none.jsonl").write_text(content, encoding="utf-8")
    result = run("index", "none.jsonl", "-o", str(index))
    assert (result.code, result.out) == (2, "")
    assert "no source could be read" in result.err
    assert contents(index) == before
    assert run("check", str(posts), "--against", str(index)).code == 1


def test_a_file_is_no_folder(run: Line, articles: Path) -> None:
    before = articles.read_bytes()
    result = run("index", str(articles), "-o", str(articles))
    assert result.code == 2
    assert "news.jsonl is a file" in result.err
    assert articles.read_bytes() == before


def test_an_index_is_not_strewn_among_articles(run: Line, articles: Path) -> None:
    folder = Path("news")
    folder.mkdir()
    articles.rename(folder / articles.name)
    result = run("index", "news", "-o", "news")
    assert result.code == 2
    assert "news holds other files (news.jsonl)" in result.err
    assert [path.name for path in folder.iterdir()] == ["news.jsonl"]


def test_an_index_in_a_folder_of_articles_is_none_of_them(run: Line, articles: Path, posts: Path) -> None:
    folder = Path("news")
    folder.mkdir()
    articles.rename(folder / articles.name)
    for _ in range(2):
        result = run("index", "news", "-o", "news/idx")
        assert (result.code, result.out, result.err) == (0, "news/idx: 2 articles\n", "")
    result = run("check", str(posts), "--against", "news")
    assert (result.code, result.err) == (1, "")


def test_a_missing_article_makes_no_folder(run: Line) -> None:
    result = run("index", "nowhere.txt", "-o", "idx")
    assert result.code == 2
    assert result.err == "kakudo: error: nowhere.txt: there is no such file or folder\n"
    assert not Path("idx").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_forbidden_folder_is_said_before_the_work(run: Line, articles: Path) -> None:
    Path("closed").mkdir(mode=0o500)
    result = run("index", str(articles), "-o", "closed/idx")
    assert result.code == 2
    assert "closed/idx: Permission denied" in result.err
