"""Every row of the rules' tables is held to its own examples."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kakudo.errors import LexiconError
from kakudo.overstatement.patterns import PatternRow, pattern_rows

_TABLES = sorted(
    (path for path in (files("kakudo.lexicons") / "overstatement").iterdir() if path.name.endswith(".toml")),
    key=lambda path: path.name,
)
_ROWS = [pytest.param(row, id=f"{path.name}:{row.id}") for path in _TABLES for row in pattern_rows(path)]


@pytest.mark.parametrize("row", _ROWS)
def test_row_fires_on_its_examples_only(row: PatternRow) -> None:
    assert row.fires
    assert row.quiet
    for text in row.fires:
        assert row.pattern.search(text), text
    for text in row.quiet:
        assert not row.pattern.search(text), text


@pytest.mark.parametrize("path", _TABLES, ids=lambda path: path.name)
def test_ids_are_unique(path: Path) -> None:
    ids = [row.id for row in pattern_rows(path)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("body", "message"), [('id = "x"', "'x'"), ('id = "y"\npattern = "("', "'y'")])
def test_a_broken_row_is_named(tmp_path: Path, body: str, message: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(f'[[row]]\nkind = "k"\nmeaning = "m"\nfires = ["a"]\nquiet = ["b"]\n{body}\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        pattern_rows(path)
