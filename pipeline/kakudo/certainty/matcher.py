"""Longest match of the cue lexicon over a sentence's tokens, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from operator import itemgetter
from typing import NamedTuple

from kakudo.certainty.lexicon import CueRow, Lexicon
from kakudo.certainty.patterns import Check, CompiledPattern, Word
from kakudo.document import Token
from kakudo.token_table import TokenTable

__all__ = ["CueMatch", "CueMatcher"]


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


class _Letter(NamedTuple):
    """The words of the lexicon that a token is, by number; tokens that no word tells apart are one letter.

    Attributes:
        surface, lemma: words that its surface (its lemma, where that differs) spells.
        any: words that stand for any token of a class.
    """

    surface: tuple[int, ...]
    any: tuple[int, ...]
    lemma: tuple[int, ...]


class _Alphabet(TokenTable[int]):
    """Token → letter. An automaton over letters stays as small as the lexicon, however many tokens a corpus has."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(self._letter)
        self.numbers: dict[Word, int] = {}
        self.letters: list[_Letter] = [_Letter((), (), ())]
        self._index = {self.letters[0]: 0}
        self._by_key: dict[str, list[Word]] = {}
        self._any: list[Word] = []
        elements = dict.fromkeys(
            item for patterns in lexicon.compiled for pattern in patterns for item in pattern.elements
        )
        for word in (word for element in elements for word in element.words):
            if word not in self.numbers:
                self.numbers[word] = len(self.numbers)
                (self._any if word.key is None else self._by_key.setdefault(word.key, [])).append(word)

    def _letter(self, token: Token) -> int:
        lemma = self._by_key.get(token.lemma, ()) if token.lemma != token.surface else ()
        found = _Letter(
            *(
                tuple(self.numbers[word] for word in words if word.test is None or word.test(token))
                for words in (self._by_key.get(token.surface, ()), self._any, lemma)
            )
        )
        if found not in self._index:
            self._index[found] = len(self.letters)
            self.letters.append(found)
        return self._index[found]


class _State(dict[int, "_State | None"]):
    """A set of readers, and where each letter leads it; filled as letters are met.

    A step costs one look-up once a letter has been seen in a state (lazy construction of a deterministic automaton, as
    in Aho, Sethi & Ullman 1986, 3.6).
    """

    __slots__ = ("_alphabet", "_readers", "accepts")

    def __init__(self, readers: Sequence[_Reader], alphabet: _Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet
        self.accepts: list[tuple[tuple[Check, ...], CueRow]] = []
        self._readers: dict[int, list[tuple[int, _Reader]]] = {}
        for rank, reader in enumerate(readers):
            elements = reader.pattern.elements
            if reader.position == len(elements):
                self.accepts.append((reader.pattern.checks, reader.row))
                continue
            for word in elements[reader.position].words:
                self._readers.setdefault(alphabet.numbers[word], []).append((rank, reader))

    def __missing__(self, letter: int) -> _State | None:
        readers: list[_Reader] = []
        for words in self._alphabet.letters[letter]:
            # The first of several rows that accept the same tokens wins: keep the order of the lexicon.
            edges = [edge for word in words for edge in self._readers.get(word, ())]
            edges.sort(key=itemgetter(0))
            for _, reader in edges:
                readers += _advance(reader)
        state = self[letter] = _State(readers, self._alphabet) if readers else None
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
        self._readers: list[_Reader] = []
        for row, patterns in zip(lexicon.rows, lexicon.compiled, strict=True):
            for pattern in patterns:
                self._readers += _advance(_Reader(pattern, row, -1))
        self._alphabet = _Alphabet(lexicon)
        self._start = _State(self._readers, self._alphabet)

    def without(self, group: str) -> CueMatcher:
        """A matcher that leaves the rows of a group out, and shares what this one learns about tokens."""
        other = copy(self)
        other._readers = [reader for reader in self._readers if reader.row.group != group]
        other._start = _State(other._readers, self._alphabet)
        return other

    def __call__(self, tokens: Sequence[Token]) -> list[CueMatch]:
        """All cues of one sentence, in text order, not overlapping.

        Args:
            tokens: the tokens of one sentence.
        """
        matches: list[CueMatch] = []
        letters = self._alphabet.of(tokens)
        n_tokens, free = len(letters), 0
        for index, state in enumerate(map(self._start.__getitem__, letters)):
            if state is None or index < free:
                continue
            # Most beginnings end with the token after them: a look at it spares a call.
            end = index + 1
            following = state[letters[end]] if end < n_tokens else None
            if following is None and not state.accepts:
                continue
            match = _longest(tokens, letters, index, state)
            if match is not None:
                matches.append(match)
                free = match.end
        return matches


def _longest(tokens: Sequence[Token], letters: Sequence[int], start: int, state: _State) -> CueMatch | None:
    best: CueMatch | None = None
    end, n_tokens = start + 1, len(letters)
    following: _State | None = state
    while following is not None:
        for checks, row in following.accepts:
            if _holds(checks, tokens, start, end):
                best = CueMatch(start, end, row)
                break
        if end >= n_tokens:
            break
        following = following[letters[end]]
        end += 1
    return best


def _holds(checks: tuple[Check, ...], tokens: Sequence[Token], start: int, end: int) -> bool:
    for offset, from_end, test in checks:  # noqa: SIM110
        # No generator: making one costs as much as the checks themselves.
        if not test(tokens, (end if from_end else start) + offset):
            return False
    return True
