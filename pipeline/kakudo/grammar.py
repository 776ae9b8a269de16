"""Closed classes of words that the stages' grammar needs, from ``lexicons/grammar.toml``, and sets of UniDic's parts of speech."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import tomli

from kakudo.errors import LexiconError

__all__ = ["COLONS", "COMMAS", "NOUN_POS", "PREDICATE_POS", "word_class"]

COLONS = frozenset({":", "："})
COMMAS = frozenset({"、", ",", "，"})
NOUN_POS = frozenset({"名詞", "代名詞", "接尾辞", "接頭辞", "記号"})
"""Parts of speech of which a noun phrase is made; 記号 are letters (「WHO」)."""
PREDICATE_POS = frozenset({"動詞", "形容詞", "助動詞"})
"""Parts of speech that inflect, and so can end a clause."""


@cache
def _classes() -> dict[str, frozenset[str]]:
    table = tomli.loads((files("kakudo.lexicons") / "grammar.toml").read_text(encoding="utf-8"))
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
