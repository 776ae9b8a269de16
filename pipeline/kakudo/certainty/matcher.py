"""Longest match of the cue lexicon over a sentence's tokens, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import compress
from typing import NamedTuple

import msgspec

from kakudo.certainty.lexicon import CueRow, Lexicon
from kakudo.certainty.patterns import Check, CompiledPattern, Element, Word
from kakudo.document import Token
from kakudo.token_table import TokenTable

__all__ = ["CueMatch", "CueMatcher"]


# No token is this letter; it leads every state to a dead end, and so stands after the last token.
_NO_LETTER = -1


class CueMatch(msgspec.Struct, frozen=True, gc=False):
    """A cue on the tokens ``start`` to ``end`` (half-open token indices of one sentence)."""

    start: int
    end: int
    row: CueRow


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
        # An element that stands in many patterns is one object: telling them apart so takes a fifth of comparing words.
        self._words: dict[int, tuple[int, ...]] = {}
        for element in (
            element for patterns in lexicon.compiled for pattern in patterns for element in pattern.elements
        ):
            if id(element) not in self._words:
                self._words[id(element)] = tuple(map(self._number, element.words))

    def words_of(self, elements: Iterable[Element]) -> Iterator[tuple[int, ...]]:
        """The numbers of each element's words."""
        return map(self._words.__getitem__, map(id, elements))

    def _number(self, word: Word) -> int:
        number = self.numbers.get(word)
        if number is None:
            number = self.numbers[word] = len(self.numbers)
            (self._any if word.key is None else self._by_key.setdefault(word.key, [])).append(word)
        return number

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


class _Readers:
    """Patterns on their way, by number: each position in each pattern is a reader, in the order of the lexicon.

    Attributes:
        words: numbers of the words that lead a reader on; none where it has read all.
        following: what it is after one more token; optional elements may be passed over.
        accepts: what it has found if it has read all.
        starts: readers that have read nothing yet, each with its row.
    """

    def __init__(self, lexicon: Lexicon, alphabet: _Alphabet) -> None:
        self.words: list[tuple[int, ...]] = []
        self.following: list[tuple[int, ...]] = []
        self.accepts: list[tuple[tuple[Check, ...], CueRow] | None] = []
        self.starts: list[tuple[int, CueRow]] = []
        for row, patterns in zip(lexicon.rows, lexicon.compiled, strict=True):
            for pattern in patterns:
                self._add(pattern, row, alphabet)

    def _add(self, pattern: CompiledPattern, row: CueRow, alphabet: _Alphabet) -> None:
        elements = pattern.elements
        first = len(self.words)
        last = first + len(elements)
        self.words += alphabet.words_of(elements)
        self.words.append(())
        after: list[tuple[int, ...]] = [(reader,) for reader in range(first, last + 1)]
        for position in range(len(elements) - 1, -1, -1):
            if elements[position].is_optional:
                after[position] += after[position + 1]
        self.starts += [(reader, row) for reader in after[0]]
        self.following += after[1:]
        self.following.append(())
        self.accepts += [None] * len(elements)
        self.accepts.append((pattern.checks, row))


class _State(dict[int, "_State | None"]):
    """A set of readers, and where each letter leads it; filled as letters are met.

    A step costs one look-up once a letter has been seen in a state (lazy construction of a deterministic automaton, as
    in Aho, Sethi & Ullman 1986, 3.6).
    """

    __slots__ = ("_automaton", "_edges", "_readers", "accepts")

    def __init__(self, readers: Sequence[int], automaton: _Automaton) -> None:
        # A state is true, however little it has seen: the dead ends (None) among many are then passed over in C.
        super().__init__({_NO_LETTER: None})
        self._automaton = automaton
        known = automaton.readers
        self.accepts = [found for found in map(known.accepts.__getitem__, readers) if found is not None]
        self._readers = readers
        self._edges: dict[int, list[int]] = {}  # word → ranks of readers
        for rank, reader in enumerate(readers):
            for word in known.words[reader]:
                self._edges.setdefault(word, []).append(rank)

    def __missing__(self, letter: int) -> _State | None:
        following = self._automaton.readers.following
        readers: list[int] = []
        for words in self._automaton.alphabet.letters[letter]:
            # The first of several rows that accept the same tokens wins: keep the order of the lexicon.
            for rank in sorted(rank for word in words for rank in self._edges.get(word, ())):
                readers += following[self._readers[rank]]
        state = self[letter] = self._automaton.state(tuple(dict.fromkeys(readers))) if readers else None
        return state


class _Automaton:
    """The states that texts have led to. Equal sets of readers are one state, or each path would have its own for ever."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.alphabet = _Alphabet(lexicon)
        self.readers = _Readers(lexicon, self.alphabet)
        self._states: dict[tuple[int, ...], _State] = {}

    def __len__(self) -> int:
        return len(self._states)

    def state(self, readers: tuple[int, ...]) -> _State:
        found = self._states.get(readers)
        if found is None:
            found = self._states[readers] = _State(readers, self)
        return found


class CueMatcher:
    """Finds cues, leftmost and longest first; a ``block`` row consumes its tokens like any other.

    Args:
        lexicon: the cues to look for.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._automaton = _Automaton(lexicon)
        self._begin(self._automaton.readers.starts)

    def _begin(self, starts: Sequence[tuple[int, CueRow]]) -> None:
        self._starts = starts
        self._start = self._automaton.state(tuple(reader for reader, _ in starts))
        self._alphabet = self._automaton.alphabet

    @property
    def n_states(self) -> int:
        """States that texts have led to so far: what memory the matcher needs, which the lexicon bounds and a corpus must not."""
        return len(self._automaton)

    def without(self, group: str) -> CueMatcher:
        """A matcher that leaves the rows of a group out, and shares what this one learns about tokens."""
        other = copy(self)
        other._begin([(reader, row) for reader, row in self._starts if row.group != group])
        return other

    def __call__(self, tokens: Sequence[Token]) -> list[CueMatch]:
        """All cues of one sentence, in text order, not overlapping.

        Args:
            tokens: the tokens of one sentence.
        """
        matches: list[CueMatch] = []
        letters = [*self._alphabet.of(tokens), _NO_LETTER]
        free = 0
        states = list(map(self._start.__getitem__, letters))
        for index in compress(range(len(tokens)), states):
            state = states[index]
            if state is None or index < free:
                continue
            # Most beginnings end with the token after them: a look at it spares a call.
            if state[letters[index + 1]] is None and not state.accepts:
                continue
            match = _longest(tokens, letters, index, state)
            if match is not None:
                matches.append(match)
                free = match.end
        return matches


def _longest(tokens: Sequence[Token], letters: Sequence[int], start: int, state: _State) -> CueMatch | None:
    found: CueRow | None = None
    stop = start
    end = start + 1
    following: _State | None = state
    while following is not None:
        for checks, row in following.accepts:
            # In line, since a call or a generator costs as much as the checks themselves.
            for offset, from_end, test in checks:
                if not test(tokens, (end if from_end else start) + offset):
                    break
            else:
                found, stop = row, end
                break
        following = following[letters[end]]
        end += 1
    return CueMatch(start, stop, found) if found is not None else None
