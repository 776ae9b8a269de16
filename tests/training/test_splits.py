"""Reading a corpus with its held-out part."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import corpus_row, gold_claim, write
from kakudo.errors import CorpusError
from kakudo.training.splits import TEST, TRAIN, read_splits


def row(id: str, axes: list[str] | None = None) -> dict[str, object]:
    return corpus_row(id, ("雨だ。", [gold_claim("雨だ", axes=axes or [])]))


def test_the_folder_test_is_held_out(tmp_path: Path) -> None:
    (tmp_path / "test").mkdir()
    write(tmp_path / "b.jsonl", row("b"))
    write(tmp_path / "a.jsonl", row("a1"), row("a2"))
    write(tmp_path / "test" / "a.jsonl", row("held"))
    files = read_splits([tmp_path, tmp_path])
    assert [(file.split, file.name, [document.id for document in file.documents]) for file in files] == [
        (TRAIN, "a.jsonl", ["a1", "a2"]),
        (TRAIN, "b.jsonl", ["b"]),
        (TEST, "test/a.jsonl", ["held"]),
    ]


def test_an_id_stands_once_in_all_splits(tmp_path: Path) -> None:
    (tmp_path / "test").mkdir()
    write(tmp_path / "a.jsonl", row("x"))
    write(tmp_path / "test" / "a.jsonl", row("y"), row("x"))
    with pytest.raises(CorpusError, match=r"^test/a\.jsonl: id 'x' is already in a\.jsonl$"):
        read_splits([tmp_path])


def test_a_folder_without_a_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*\.jsonl in .*nowhere"):
        read_splits([tmp_path / "nowhere"])


def test_axes_are_those_of_the_topic(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", row("x", ["fruit"]))
    assert len(read_splits([tmp_path], frozenset({"fruit"}))) == 1
    with pytest.raises(CorpusError, match="fruit"):
        read_splits([tmp_path])
