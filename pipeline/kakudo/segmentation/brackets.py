"""Bracket structure of a tokenized sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kakudo.document import Token
from kakudo.token_table import TokenTable

__all__ = ["Brackets", "find_brackets"]

_PAIRS = {
    "「": "」",
    "『": "』",
    "“": "”",
    "〝": "〟",
    "(": ")",
    "（": "）",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "[": "]",
    "［": "］",
}
_CLOSERS = frozenset(_PAIRS.values())
_QUOTES = frozenset("「『“〝")
_NO_PARTNERS: dict[int, int] = {}
_IS_BRACKET = TokenTable(
    lambda token: token.pos == "補助記号" and (token.surface in _PAIRS or token.surface in _CLOSERS)
)


@dataclass(frozen=True, slots=True)
class Brackets:
    """Which tokens stand inside brackets.

    Attributes:
        depth: for each token how many bracket pairs hold it; a bracket counts as inside its own pair.
        partner: token index of a bracket → token index of its partner, both ways. Lost brackets are not in it.
        opens_quote: token indices that open a quotation (「『“), not an aside.
    """

    depth: Sequence[int]
    partner: dict[int, int]
    opens_quote: frozenset[int]

    def quote_closed_at(self, index: int) -> int | None:
        """The index of the opening mark when the token at ``index`` closes a quotation."""
        opener = self.partner.get(index)
        return opener if opener is not None and opener < index and opener in self.opens_quote else None

    def aside_closed_at(self, index: int) -> int | None:
        """The index of the opening mark when the token at ``index`` closes an aside such as （…）."""
        opener = self.partner.get(index)
        return opener if opener is not None and opener < index and opener not in self.opens_quote else None


def find_brackets(tokens: Sequence[Token]) -> Brackets:
    """Pair the brackets of one sentence; unpaired ones are ignored."""
    if not any(map(_IS_BRACKET.__getitem__, tokens)):
        return Brackets((0,) * len(tokens), _NO_PARTNERS, frozenset())
    partner: dict[int, int] = {}
    quotes: set[int] = set()
    stack: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if not _IS_BRACKET[token]:
            continue
        mark = token.surface
        if mark in _PAIRS:
            stack.append((_PAIRS[mark], index))
            continue
        for up in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
            if stack[up][0] == mark:
                opener = stack[up][1]
                partner[opener], partner[index] = index, opener
                if tokens[opener].surface in _QUOTES:
                    quotes.add(opener)
                del stack[up:]
                break
    if not partner:
        return Brackets((0,) * len(tokens), _NO_PARTNERS, frozenset())
    depth: list[int] = []
    level = 0
    for index in range(len(tokens)):
        other = partner.get(index)
        if other is not None and other > index:
            level += 1
        depth.append(level)
        if other is not None and other < index:
            level -= 1
    return Brackets(depth, partner, frozenset(quotes))
