"""Answers about tokens, worked out once a token: equal analyses are the same object, so a look-up costs no comparison of strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from weakref import WeakSet

from kakudo.document import Token

__all__ = ["TokenTable", "forget_tokens", "union"]

T = TypeVar("T")

# Rare words must not stay in memory for the length of a corpus run.
_MAX_TOKENS = 16_384


class TokenTable(dict[Token, T]):
    """Token → what a function says of it, filled at first sight.

    Args:
        answer: a pure function.
        max_tokens: how many answers are kept at most.
    """

    def __init__(self, answer: Callable[[Token], T], max_tokens: int | None = None) -> None:
        super().__init__()
        _TABLES.add(self)
        self._answer = answer
        self._max_tokens = _MAX_TOKENS if max_tokens is None else max_tokens

    def __missing__(self, token: Token) -> T:
        if len(self) >= self._max_tokens:
            self.clear()
        found = self[token] = self._answer(token)
        return found

    # Tables are told apart by what they are, not by what they hold.
    __hash__ = object.__hash__  # type: ignore[assignment]

    def of(self, tokens: Iterable[Token]) -> list[T]:
        """The answers for some tokens, in their order."""
        return list(map(self.__getitem__, tokens))


_TABLES: WeakSet[TokenTable[Any]] = WeakSet()


def forget_tokens(kept: Iterable[Token] = ()) -> None:
    """Empty every table but for some tokens.

    For whoever gives out tokens and forgets some of them: the same analysis will be another object, so that answers about the old
    ones are never asked for again and would only keep them alive.
    """
    known = set(kept)
    for table in _TABLES:
        answers = [(token, answer) for token, answer in table.items() if token in known]
        table.clear()
        table.update(answers)


def union(signs: Iterable[int]) -> int:
    """The bits that are set in any of the signs: what need not be looked for is not among them."""
    present = 0
    for sign in set(signs):
        present |= sign
    return present
