"""Slices of a file read by themselves are the file, for every size of a slice."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading import ReadFailure, ReadOptions, read
from kakudo.reading.slices import Slice, SliceReader, cut_file

SIZES = (1, 30, 100, 10_000)
OPTIONS = ReadOptions()
LINES = "".join(
    f"{line}\n"
    for line in (
        json.dumps({"id": "a", "text": "原油が上がった。"}, ensure_ascii=False),
        "",
        json.dumps({"text": "円は下がった。", "tag": 1}, ensure_ascii=False),
        "{broken",
        json.dumps({"id": 7, "text": "雨だ。" * 20}, ensure_ascii=False),
        json.dumps({"id": "no text"}),
    )
)
TABLE = 'id,text,note\na,雨だ。,\nb,"行が\n二つ、""引用""。",x\n\n,晴れだ。,y\nc,閉じない"引用,z\nd,"曇りだ。",1,2\ne,雪だ。,\n'


def sliced(path: Path, size: int, options: ReadOptions = OPTIONS, order: int = 1) -> list[Document | ReadFailure]:
    reader = SliceReader()
    parts = [part for part, _ in cut_file(str(path), options, size)][::order]
    found = [list(reader.read(str(path), path.name.partition(".")[0], part, options)) for part in parts]
    reader.close()
    return [item for part in found[::order] for item in part]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize(("suffix", "text"), [(".jsonl", LINES), (".csv", TABLE), (".tsv", TABLE.replace(",", "\t"))])
def test_slices_are_the_whole(tmp_path: Path, suffix: str, text: str, codec: str, size: int) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(text, encoding=codec, newline="")
    whole = list(read([path]))
    assert any(isinstance(item, ReadFailure) for item in whole)
    assert sliced(path, size) == whole
    assert sliced(path, size, order=-1) == whole


@pytest.mark.parametrize(("suffix", "text"), [(".jsonl", LINES), (".csv", TABLE)])
def test_a_small_size_cuts(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(text, encoding="utf-8", newline="")
    parts = list(cut_file(str(path), OPTIONS, 1))
    assert len(parts) >= 5
    assert sum(size for _, size in parts) == path.stat().st_size - parts[0][0].header


@pytest.mark.parametrize("size", SIZES)
def test_packed_files_are_cut_by_what_is_in_them(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    whole = list(read([path]))
    assert len(whole) == 5
    assert sliced(path, size) == whole
    assert sliced(path, size, order=-1) == whole


@pytest.mark.parametrize("size", SIZES)
def test_a_packed_file_that_breaks_off_ends_in_a_failure(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.jsonl.gz"
    rows = "".join(json.dumps({"text": f"{n * 7919}番。"}) + "\n" for n in range(3000))
    path.write_bytes(gzip.compress(rows.encode())[:-2000])
    whole = list(read([path]))
    assert len(whole) > 100
    assert isinstance(whole[-1], ReadFailure)
    # What is unpacked last before the break need not end in a line: that half line is lost in both.
    assert sliced(path, size * 100) == whole


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("x.jsonl", b"", id="empty"),
        pytest.param("x.csv", b"", id="no header"),
        pytest.param("x.csv", b"id,text\n", id="header alone"),
        pytest.param("x.jsonl.gz", b"no gzip", id="not packed"),
        pytest.param("x.json", LINES.encode(), id="json"),
        pytest.param("x.txt", "雨だ。".encode(), id="text"),
        pytest.param("x.jsonl", b"\xff\xfe\xff\xff\x00\n", id="no encoding"),
    ],
)
def test_what_cannot_be_cut_is_read_as_ever(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert sliced(path, 1) == list(read([path]))


def test_a_missing_file_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "gone.jsonl"
    assert list(cut_file(str(path), OPTIONS, 1)) == [(Slice(), 0)]
    (failure,) = sliced(path, 1)
    assert isinstance(failure, ReadFailure)


def test_a_file_that_became_shorter_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(LINES, encoding="utf-8")
    (part, _), *_ = cut_file(str(path), OPTIONS, 150)
    path.write_text(LINES[:60], encoding="utf-8")
    with pytest.raises(InputError, match="was changed"):
        list(SliceReader().read(str(path), "x", part, OPTIONS))
