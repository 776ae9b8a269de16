"""Bracket structure of a tokenized sentence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.document import Token
from kakudo.token_signs import BRACKET, CLOSES

__all__ = ["Brackets", "find_brackets"]

_QUOTES = frozenset("「『“〝")
_NO_PARTNERS: dict[int, int] = {}


class Brackets(msgspec.Struct, frozen=True, gc=False):
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


def find_brackets(tokens: Sequence[Token], present: int = BRACKET) -> Brackets:
    """Pair the brackets of one sentence; unpaired ones are ignored.

    Args:
        present: the bits that are set in its tokens (`TokenizedText.present`); most sentences have no bracket.
    """
    marks = [index for index, token in enumerate(tokens) if token.sign & BRACKET] if present & BRACKET else []
    if not marks:
        return Brackets((0,) * len(tokens), _NO_PARTNERS, frozenset())
    partner: dict[int, int] = {}
    quotes: set[int] = set()
    stack: list[tuple[str, int]] = []
    for index in marks:
        mark = tokens[index].surface
        if mark in CLOSES:
            stack.append((CLOSES[mark], index))
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
    for index in marks:
        other = partner.get(index)
        if other is None:
            continue
        if other > index:
            depth += [level] * (index - len(depth))
            level += 1
        else:
            depth += [level] * (index + 1 - len(depth))
            level -= 1
    depth += [level] * (len(tokens) - len(depth))
    return Brackets(depth, partner, frozenset(quotes))
