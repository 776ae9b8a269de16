"""Every row of the cue lexicon is held to its own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from kakudo.certainty.lexicon import CueRole, CueRow, load_lexicon
from kakudo.certainty.matcher import CueMatcher
from kakudo.errors import LexiconError
from kakudo.tokenization import Tokenizer

_LEXICON = load_lexicon()
_MATCH = CueMatcher(_LEXICON)
_ROWS = [pytest.param(row, id=row.id) for row in _LEXICON.rows]


@pytest.mark.parametrize("row", _ROWS)
def test_row_fires_on_its_examples_only(row: CueRow, tokenizer: Tokenizer) -> None:
    for text in row.fires:
        assert row.id in {match.row.id for match in _MATCH(tokenizer(text).tokens)}, text
    for text in row.quiet:
        assert row.id not in {match.row.id for match in _MATCH(tokenizer(text).tokens)}, text


def test_size_and_meaning() -> None:
    cues = [row for row in _LEXICON.rows if row.role is not CueRole.BLOCK]
    assert len(cues) >= 500
    assert all(row.meaning.strip() for row in cues)


def _folder(tmp_path: Path, content: str) -> Path:
    (tmp_path / "broken.toml").write_text(content, encoding="utf-8")
    return tmp_path


_ROW = (
    "[[cue]]\n"
    'id = "x"\n'
    'type = "hedge"\n'
    'role = "predicate"\n'
    'group = "C5"\n'
    'meaning = "m"\n'
    'patterns = ["{pattern}"]\n'
    'fires = ["あ"]\n'
    "quiet = {quiet}\n"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[cue]\n", "broken.toml"),
        (_ROW.format(pattern="か も", quiet="[]"), "fires and quiet"),
        (_ROW.format(pattern="<か", quiet='["い"]'), "no token of its own"),
        (_ROW.format(pattern="%verb か", quiet='["い"]'), "unknown class"),
        (_ROW.format(pattern="か||も", quiet='["い"]'), "empty alternative"),
        (_ROW.format(pattern="か", quiet='["い"]') + "strenght = 0.4\n", "strenght"),
        (_ROW.format(pattern="か", quiet='["い"]') + "strength = 1.4\n", "not in"),
        (_ROW.format(pattern="か", quiet='["い"]') * 2, "stands twice"),
    ],
)
def test_broken_rows_are_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load_lexicon(_folder(tmp_path, content))
