"""Longest match of the cue lexicon over a sentence's tokens, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.certainty.lexicon import CueRow, Lexicon
from kakudo.certainty.patterns import Check
from kakudo.document import Token

__all__ = ["CueMatch", "CueMatcher"]

_MAX_CACHED_TOKENS = 200_000


class CueMatch(NamedTuple):
    """A cue on the tokens ``start`` to ``end`` (half-open token indices of one sentence)."""

    start: int
    end: int
    row: CueRow


class _Node:
    """A trie node over token words; ``any`` is the edge that every token may take."""

    __slots__ = ("any", "children", "terminals")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.terminals: list[tuple[tuple[Check, ...], CueRow]] = []

    def child(self, key: str | None) -> _Node:
        if key is None:
            self.any = self.any or _Node()
            return self.any
        return self.children.setdefault(key, _Node())

    def step(self, token: Token) -> list[_Node]:
        """The nodes that ``token`` leads to: by surface, by lemma, by the edge for any token."""
        nodes = []
        children = self.children
        if children:
            node = children.get(token.surface)
            if node is not None:
                nodes.append(node)
            if token.lemma != token.surface:
                node = children.get(token.lemma)
                if node is not None:
                    nodes.append(node)
        if self.any is not None:
            nodes.append(self.any)
        return nodes


class _FirstSteps(dict[Token, list[_Node]]):
    """Where each token leads from the root; nearly every token leads nowhere, and says so in one look-up."""

    def __init__(self, root: _Node) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, token: Token) -> list[_Node]:
        if len(self) >= _MAX_CACHED_TOKENS:
            self.clear()
        nodes = self[token] = self._root.step(token)
        return nodes


class CueMatcher:
    """Finds cues, leftmost and longest first; a ``block`` row consumes its tokens like any other.

    Args:
        lexicon: the cues to look for.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        root = _Node()
        for row, patterns in zip(lexicon.rows, lexicon.compiled, strict=True):
            for pattern in patterns:
                node = root
                for key in pattern.keys:
                    node = node.child(key)
                node.terminals.append((pattern.checks, row))
        self._first = _FirstSteps(root)

    def __call__(self, tokens: Sequence[Token]) -> list[CueMatch]:
        """All cues of one sentence, in text order, not overlapping.

        Args:
            tokens: the tokens of one sentence.
        """
        matches: list[CueMatch] = []
        first = self._first
        index, n_tokens = 0, len(tokens)
        while index < n_tokens:
            nodes = first[tokens[index]]
            if nodes:
                match = self._longest(tokens, index, nodes)
                if match is not None:
                    matches.append(match)
                    index = match.end
                    continue
            index += 1
        return matches

    @staticmethod
    def _longest(tokens: Sequence[Token], start: int, nodes: list[_Node]) -> CueMatch | None:
        best: CueMatch | None = None
        end, n_tokens = start + 1, len(tokens)
        while nodes:
            for node in nodes:
                for checks, row in node.terminals:
                    if _holds(checks, tokens, start, end):
                        best = CueMatch(start, end, row)
                        break
                else:
                    continue
                break
            if end >= n_tokens:
                break
            token = tokens[end]
            nodes = [following for node in nodes for following in node.step(token)]
            end += 1
        return best


def _holds(checks: tuple[Check, ...], tokens: Sequence[Token], start: int, end: int) -> bool:
    return all(check.test(tokens, (end if check.from_end else start) + check.offset) for check in checks)
