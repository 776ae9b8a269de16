"""Long alternations searched quickly: an expression is run only on texts that hold the words it cannot do without.

The table of forecasts is 2,000 characters of expressions none of which begins with a fixed word, so that `re` tries every one at every
place: 66 µs a claim, of which hardly any holds a match. A search for the words that each row needs takes a twentieth of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

try:
    # The parser of `re` has no public name (sre_parse is deprecated since 3.11); without it nothing is sieved.
    from re import _constants as _ops  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - another implementation of Python
    _parser = None

__all__ = ["Sieve", "needed_words"]

_MAX_SET = 16
# How often a letter of news is a given kana, and a given other character: the words that rule out most are looked for.
_KANA, _OTHER = 0.02, 0.003


class Sieve:
    """Several expressions as one alternation, with the same matches as ``re.compile("(?:a)|(?:b)")``."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._expressions = expressions

    # Half of the expressions of the tables are never run in a short run: none is compiled before its first use.
    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{expression})" for expression in self._expressions))

    @cached_property
    def _needs(self) -> list[frozenset[str] | None]:
        return [needed_words(expression) for expression in self._expressions]

    @cached_property
    def _may_match(self) -> Callable[[str], object]:
        return _test(_any_of(self._needs))

    @cached_property
    def _rows(self) -> list[_Row]:
        return [_Row(need, expression) for need, expression in zip(self._needs, self._expressions, strict=True)]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match: that which begins first, of the first expression that matches there."""
        if not self._may_match(text):
            return None
        first: re.Match[str] | None = None
        for row in self._rows:
            if row.may_match(text):
                match = row.search(text)
                if match is not None and (first is None or match.start() < first.start()):
                    first = match
        return first

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in text order and without overlap."""
        return self._whole.finditer(text) if self._may_match(text) else iter(())


class _Row:
    """One expression, compiled for the first text that holds a word it needs."""

    def __init__(self, need: frozenset[str] | None, expression: str) -> None:
        self.may_match = _test(need)
        self._expression = expression

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._expression).search


def _test(words: frozenset[str] | None) -> Callable[[str], object]:
    """What is true of texts that hold one of the words; None stands for any text."""
    return re.compile("" if words is None else "|".join(map(re.escape, sorted(words)))).search


def _any_of(needs: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    words: frozenset[str] = frozenset()
    for need in needs:
        if need is None:
            return None
        words |= need
    return words


def needed_words(expression: str) -> frozenset[str] | None:
    """Words of which every text that an expression matches holds one; None where the expression names none."""
    if _parser is None:
        return None
    parsed = _parser.parse(expression)
    return None if parsed.state.flags & re.IGNORECASE else _needed(parsed)


def _needed(items: Any) -> frozenset[str] | None:
    candidates: list[frozenset[str]] = []
    word = ""
    for operation, value in items:
        if operation is _ops.LITERAL:
            word += chr(value)
            continue
        candidates += [frozenset({word})] if word else []
        word = ""
        found = _needed_by(operation, value)
        if found is not None:
            candidates.append(found)
    candidates += [frozenset({word})] if word else []
    return min(candidates, key=_share, default=None)


def _needed_by(operation: Any, value: Any) -> frozenset[str] | None:
    if operation is _ops.BRANCH:
        return _any_of(map(_needed, value[1]))
    if operation is _ops.SUBPATTERN:
        return _needed(value[3]) if not value[1] else None  # (?i:…) would need both cases
    if operation in (_ops.MAX_REPEAT, _ops.MIN_REPEAT, _ops.POSSESSIVE_REPEAT):
        return _needed(value[2]) if value[0] else None
    if operation is _ops.ATOMIC_GROUP:
        return _needed(value)
    if operation is _ops.IN and len(value) <= _MAX_SET and all(kind is _ops.LITERAL for kind, _ in value):
        return frozenset(chr(code) for _, code in value)
    return None


def _share(words: frozenset[str]) -> float:
    """Roughly, which share of texts holds one of the words."""
    total = 0.0
    for word in words:
        share = 1.0
        for letter in word:
            share *= _KANA if "ぁ" <= letter <= "ん" or letter in "、。" else _OTHER
        total += share
    return total
