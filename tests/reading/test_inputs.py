from __future__ import annotations

import gzip
import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kakudo.document import Document, DocumentKind
from kakudo.errors import InputError
from kakudo.reading import InputFormat, ReadFailure, ReadOptions, expand, read

LINE = json.dumps({"id": "a", "text": "原油が上がった。"}, ensure_ascii=False) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("原油が上がった。\r\n円は下がった。", encoding="utf-8", newline="")
    (tmp_path / "a.md").write_text("# 見出し\n本文だ。", encoding="cp932")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "c.jsonl").write_text(LINE, encoding="utf-8")
    (tmp_path / "deep" / "d.csv").write_text("text\n一\n二\n", encoding="utf-8-sig")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("隠し", encoding="utf-8")
    (tmp_path / ".y.txt").write_text("隠し", encoding="utf-8")
    return tmp_path


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in paths]


def failures(results: list[Document | ReadFailure]) -> list[ReadFailure]:
    return [r for r in results if isinstance(r, ReadFailure)]


def test_folders_are_searched(folder: Path) -> None:
    assert names(expand([folder]), folder) == ["a.md", "b.txt", "deep/d.csv", "deep/er/c.jsonl"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.jsonl", ["deep/er/c.jsonl"]),
        ("**/*", ["a.md", "b.txt", "deep/d.csv", "deep/er/c.jsonl", "photo.png"]),
        ("?.m?", ["a.md"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(expand([str(folder / pattern)]), folder) == expected


def test_each_file_once_in_the_order_given(folder: Path) -> None:
    given = [str(folder / "b.txt"), str(folder), "-", os.path.join(folder, "deep", "..", "b.txt"), "-"]
    paths = expand(given)
    assert paths[-1] == "-"
    assert names(paths[:-1], folder) == ["b.txt", "a.md", "deep/d.csv", "deep/er/c.jsonl"]


def test_a_name_with_pattern_characters_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("石油", encoding="utf-8")
    assert expand([str(tmp_path / "a[1].txt")]) == (str(tmp_path / "a[1].txt"),)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("none.txt", "no such file"),
        ("none/*.txt", "no file matches this pattern"),
        ("empty", "no file in this folder ends in one of .txt"),
    ],
)
def test_nothing_found(tmp_path: Path, given: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.png").write_bytes(b"")
    with pytest.raises(InputError, match=message):
        read([str(tmp_path / given)])  # at once, not at the first document


def test_no_paths() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        expand([])


def test_documents_of_a_folder(folder: Path) -> None:
    results = list(read([folder]))
    assert [(type(r), r.id) for r in results] == [
        (Document, "a"),
        (Document, "b"),
        (Document, "d#1"),
        (Document, "d#2"),
        (Document, "a"),
    ]
    markdown, text = results[:2]
    assert isinstance(markdown, Document)
    assert markdown.text == "# 見出し\n本文だ。"
    assert isinstance(text, Document)
    assert text.text == "原油が上がった。\r\n円は下がった。"
    assert text.source == str(folder / "b.txt")
    assert text.blocks is None


def test_same_stems_get_different_ids(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "z/a.csv"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("text\n石油\n", encoding="utf-8")
    assert [r.id for r in read([tmp_path])] == ["a", "a-2", "a-3#1"]


def test_bad_files_do_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\xff\xfe" * 9)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(" 　\n", encoding="utf-8")
    (tmp_path / "d.jsonl").write_bytes(b"")
    (tmp_path / "e.csv").write_bytes(b"")
    (tmp_path / "f.json").write_text("{", encoding="utf-8")
    (tmp_path / "g.html").write_bytes(b"<html></html>")
    (tmp_path / "h.jsonl.gz").write_bytes(b"not gzip")
    (tmp_path / "i.jsonl.gz").write_bytes(gzip.compress(LINE.encode() * 99)[:-20])
    (tmp_path / "j.csv").write_bytes(b"\x00\xff\x00\xff" * 9)
    (tmp_path / "k.tsv").write_text("text\n石油\n", encoding="utf-8")
    results = list(read([tmp_path]))
    bad = failures(results)
    assert [f.id for f in bad] == list("abcdefghij")
    assert all(f.message.startswith(str(tmp_path)) and f.type == "InputError" for f in bad)
    assert results[-1].id == "k#1"


def test_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("石油", encoding="utf-8")
    results = read([path])
    path.unlink()
    (failure,) = failures(list(results))
    assert "cannot be read" in failure.message


def test_a_link_to_nothing_is_a_failure_among_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_text("石油", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    results = list(read(expand([tmp_path])))
    assert [(type(r), r.id) for r in results] == [(ReadFailure, "a"), (ReadFailure, "b"), (Document, "c")]


def test_a_folder_that_cannot_be_searched_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = os.scandir

    def forbidding(path: str) -> object:
        if path.endswith("er"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", forbidding)
    with caplog.at_level(logging.WARNING, "kakudo.reading"):
        assert names(expand([folder]), folder) == ["a.md", "b.txt", "deep/d.csv"]
    assert "er: cannot be searched: Permission denied" in caplog.text


def test_an_encoding_that_there_is_not_is_said_once_and_at_once(folder: Path) -> None:
    with pytest.raises(InputError, match="--encoding: there is no encoding 'utf9'"):
        read([folder], ReadOptions(encoding="utf9"))


def test_a_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (failure,) = failures(list(read(["-"])))
    assert (failure.id, "is closed" in failure.message) == ("stdin", True)


def test_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE.encode() + b"{}\n"))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress("石油。".encode("euc_jp")))
    results = list(read([tmp_path]))
    assert [(type(r), r.id) for r in results] == [(Document, "a"), (ReadFailure, "a#2"), (Document, "b")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (LINE.encode(), "原油が上がった。"),
        (b"\xef\xbb\xbf" + LINE.encode(), "原油が上がった。"),
        (json.dumps({"text": "一\n二"}, indent=1).encode(), "一\n二"),
        (json.dumps([{"text": "一"}], indent=1).encode(), "一"),
        (b'[{"text": "x"}]', "x"),
        ("石油。".encode("cp932"), "石油。"),
        ("<!DOCTYPE html><html><body><p>石油の価格が上がった。</p></body></html>".encode(), "石油の価格が上がった。"),
        (b"[memo] crude", "[memo] crude"),
    ],
)
def test_format_of_standard_input_is_told_by_content(data: bytes, text: str) -> None:
    stdin = io.BytesIO(data)
    (result,) = read(["-"], stdin=stdin)
    assert isinstance(result, Document)
    assert result.text.strip() == text
    assert result.source == "stdin"
    assert not stdin.closed


def test_a_given_format_wins(tmp_path: Path) -> None:
    path = tmp_path / "posts.log"
    path.write_text(LINE, encoding="utf-8")
    options = ReadOptions(input_format=InputFormat.TEXT, kind=DocumentKind.POST)
    (result,) = read([path], options)
    assert isinstance(result, Document)
    assert (result.id, result.text, result.kind) == ("posts.log", LINE, DocumentKind.POST)
    (sniffed,) = read([path])
    assert sniffed.id == "a"


def test_a_given_encoding_is_the_only_one_tried(folder: Path) -> None:
    results = list(read([folder / "a.md", folder / "b.txt"], ReadOptions(encoding="cp932")))
    assert isinstance(results[0], Document)
    assert isinstance(results[1], ReadFailure)
    assert "does not fit cp932" in results[1].message


def test_cp932_tables_and_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,text\n1,石油の価格\n".encode("cp932"))
    (tmp_path / "b.jsonl").write_bytes(LINE.encode("euc_jp"))
    assert [r.text for r in read([tmp_path]) if isinstance(r, Document)] == ["石油の価格", "原油が上がった。"]


def test_an_unsure_encoding_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_bytes("ｾｷﾕ".encode("cp932"))
    with caplog.at_level(logging.WARNING, "kakudo.reading"):
        list(read([tmp_path]))
    assert "which is not sure; give the encoding with --encoding" in caplog.text


def test_own_output_is_not_an_input(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text('{"schema": "kakudo/1", "id": "x", "sentences": []}\n', encoding="utf-8")
    (failure,) = failures(list(read([tmp_path])))
    assert failure.id == "x"
    assert "kakudo report" in failure.message


def test_piped_records_are_read_as_they_come() -> None:
    inner, outer = os.pipe()
    with os.fdopen(inner, "rb") as stdin, os.fdopen(outer, "wb", buffering=0) as pipe:
        results = read(["-"], ReadOptions(input_format=InputFormat.JSONL, encoding="utf-8"), stdin)
        pipe.write(LINE.encode())
        pipe.close()
        assert isinstance(next(results), Document)


def test_reading_is_light() -> None:
    code = "import sys, kakudo.reading; print({'trafilatura', 'resiliparse', 'lxml', 'pandas'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
