"""A sieve finds what the alternation of its expressions finds."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kakudo.overstatement.patterns import pattern_rows, patterns
from kakudo.sieve import Sieve, needed_words

_FOLDER = Path(str(files("kakudo.lexicons"))) / "overstatement"
_TABLES = sorted(path.stem for path in _FOLDER.glob("*.toml"))


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    return match.span() if match else None


@pytest.mark.parametrize("table", _TABLES)
def test_every_row_is_found_as_by_one_alternation(table: str) -> None:
    rows = pattern_rows(_FOLDER / f"{table}.toml")
    texts = [text for row in rows for text in (*row.fires, *row.quiet)]
    texts += [first + second for first, second in zip(texts, reversed(texts), strict=True)]
    for kind, sieve in patterns(table).items():
        whole = re.compile("|".join(f"(?:{row.pattern.pattern})" for row in rows if row.kind == kind))
        for text in texts:
            assert _span(sieve.search(text)) == _span(whole.search(text)), (kind, text)
            assert [match.span() for match in sieve.finditer(text)] == [match.span() for match in whole.finditer(text)]


@given(st.text("abcde。、", max_size=12))
def test_the_first_match_wins_whichever_expression_finds_it(text: str) -> None:
    expressions = ["ab?c", "(?:b|d)+e", "a[^。]{0,3}e", "x?。", "c$"]
    whole = re.compile("|".join(f"(?:{expression})" for expression in expressions))
    assert _span(Sieve(expressions).search(text)) == _span(whole.search(text))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("必ず", {"必ず"}),
        ("(来年|明日)に", {"来年", "明日"}),
        ("(?:[あい]う)?株が", {"株が"}),
        ("(?!.*去年)[^。]*暴落", {"暴落"}),
        ("(年末){1,2}x?", {"年末"}),
        ("[上下]がる", {"がる"}),
        ("a|[^b]", None),
        ("(?i:opec)", None),
        ("(?i)opec", None),
        ("株?", None),
    ],
)
def test_needed_words(expression: str, words: set[str] | None) -> None:
    assert needed_words(expression) == words
