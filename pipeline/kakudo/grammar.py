"""Closed classes of words that the stages' grammar needs, from ``lexicons/grammar.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from kakudo.errors import LexiconError

__all__ = ["word_class"]


@cache
def _classes() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("kakudo.lexicons") / "grammar.toml").read_text(encoding="utf-8"))
    return {row["id"]: frozenset(row["words"]) for row in table["class"]}


def word_class(id: str) -> frozenset[str]:
    """The lemmas of a class.

    Raises:
        LexiconError: the table has no such class.
    """
    try:
        return _classes()[id]
    except KeyError:
        raise LexiconError(f"grammar.toml has no class {id!r}; it has {', '.join(_classes())}") from None
