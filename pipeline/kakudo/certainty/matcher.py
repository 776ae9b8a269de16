"""Longest match of the cue lexicon over a sentence's tokens, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.certainty.lexicon import CueRow, Lexicon
from kakudo.certainty.patterns import Check, CompiledPattern, Word
from kakudo.document import Token

__all__ = ["CueMatch", "CueMatcher"]

_MAX_CACHED_TOKENS = 200_000


class CueMatch(NamedTuple):
    """A cue on the tokens ``start`` to ``end`` (half-open token indices of one sentence)."""

    start: int
    end: int
    row: CueRow


class _Reader(NamedTuple):
    """A pattern on its way: ``position`` elements of it are read."""

    pattern: CompiledPattern
    row: CueRow
    position: int


class _State(dict[Token, "_State | None"]):
    """A set of readers, and where each token leads it; filled as tokens are met.

    Equal analyses are the same token object, so a step costs one look-up once a token has been seen in a state
    (lazy construction of a deterministic automaton, as in Aho, Sethi & Ullman 1986, 3.6).
    """

    __slots__ = ("_any", "_by_key", "accepts")

    def __init__(self, readers: Sequence[_Reader]) -> None:
        super().__init__()
        self.accepts: list[tuple[tuple[Check, ...], CueRow]] = []
        self._by_key: dict[str, list[tuple[_Reader, Word]]] = {}
        self._any: list[tuple[_Reader, Word]] = []
        for reader in readers:
            elements = reader.pattern.elements
            if reader.position == len(elements):
                self.accepts.append((reader.pattern.checks, reader.row))
                continue
            for word in elements[reader.position].words:
                (self._any if word.key is None else self._by_key.setdefault(word.key, [])).append((reader, word))

    def __missing__(self, token: Token) -> _State | None:
        edges = [*self._by_key.get(token.surface, ()), *self._any]
        if token.lemma != token.surface:
            edges += self._by_key.get(token.lemma, ())
        readers: list[_Reader] = []
        for reader, word in edges:
            if word.test is None or word.test(token):
                readers += _advance(reader)
        if len(self) >= _MAX_CACHED_TOKENS:
            self.clear()
        state = self[token] = _State(readers) if readers else None
        return state


def _advance(reader: _Reader) -> list[_Reader]:
    """The reader after one more token; optional elements that follow may be passed over."""
    elements = reader.pattern.elements
    advanced = [reader._replace(position=reader.position + 1)]
    while advanced[-1].position < len(elements) and elements[advanced[-1].position].is_optional:
        advanced.append(advanced[-1]._replace(position=advanced[-1].position + 1))
    return advanced


class CueMatcher:
    """Finds cues, leftmost and longest first; a ``block`` row consumes its tokens like any other.

    Args:
        lexicon: the cues to look for.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        readers: list[_Reader] = []
        for row, patterns in zip(lexicon.rows, lexicon.compiled, strict=True):
            for pattern in patterns:
                readers += _advance(_Reader(pattern, row, -1))
        self._start = _State(readers)

    def __call__(self, tokens: Sequence[Token]) -> list[CueMatch]:
        """All cues of one sentence, in text order, not overlapping.

        Args:
            tokens: the tokens of one sentence.
        """
        matches: list[CueMatch] = []
        start = self._start
        index, n_tokens = 0, len(tokens)
        while index < n_tokens:
            state = start[tokens[index]]
            if state is not None:
                match = _longest(tokens, index, state)
                if match is not None:
                    matches.append(match)
                    index = match.end
                    continue
            index += 1
        return matches


def _longest(tokens: Sequence[Token], start: int, state: _State) -> CueMatch | None:
    best: CueMatch | None = None
    end, n_tokens = start + 1, len(tokens)
    following: _State | None = state
    while following is not None:
        for checks, row in following.accepts:
            if _holds(checks, tokens, start, end):
                best = CueMatch(start, end, row)
                break
        if end >= n_tokens:
            break
        following = following[tokens[end]]
        end += 1
    return best


def _holds(checks: tuple[Check, ...], tokens: Sequence[Token], start: int, end: int) -> bool:
    for offset, from_end, test in checks:  # noqa: SIM110
        # No generator: making one costs as much as the checks themselves.
        if not test(tokens, (end if from_end else start) + offset):
            return False
    return True
