"""Tables of regular expressions over the text of a claim, from ``lexicons/overstatement``: what the rules know of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from kakudo.errors import LexiconError
from kakudo.sieve import Sieve

__all__ = ["PatternRow", "pattern_rows", "patterns"]


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One expression with the texts that it must and must not be found in.

    Attributes:
        kind: what the rule uses it for; see the head of each table.
    """

    id: str
    kind: str
    meaning: str
    pattern: re.Pattern[str]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


def pattern_rows(path: Traversable) -> tuple[PatternRow, ...]:
    """Read one table.

    Raises:
        LexiconError: when a row lacks a key or its pattern is no regular expression.
    """
    rows = []
    for raw in _raw_rows(path):
        try:
            row = PatternRow(
                raw["id"],
                raw["kind"],
                raw["meaning"],
                re.compile(raw["pattern"]),
                tuple(raw["fires"]),
                tuple(raw["quiet"]),
            )
        except (KeyError, re.error) as error:
            raise LexiconError(f"{path.name}: row {raw.get('id')!r}: {error}") from error
        rows.append(row)
    return tuple(rows)


def _raw_rows(path: Traversable) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomli.loads(path.read_text(encoding="utf-8"))["row"]
    return rows


@cache
def patterns(table: str) -> dict[str, Sieve]:
    """For each kind of a packaged table one expression that finds whatever one of its rows finds.

    The expressions are compiled when a text needs them, not here: that is a tenth of the start of a short run. That they
    can be compiled is what the tests of `pattern_rows` show.
    """
    sources: dict[str, list[str]] = {}
    for raw in _raw_rows(files("kakudo.lexicons") / "overstatement" / f"{table}.toml"):
        sources.setdefault(raw["kind"], []).append(raw["pattern"])
    return {kind: Sieve(expressions) for kind, expressions in sources.items()}
