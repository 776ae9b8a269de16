"""What the words of a post add to those of its source, and drop of them, and how much either speaks for a difference.

A rule knows the words that its tables name. A post that turns its source round has others: a plain 「…していた」 where nothing of the
kind stood, 「…のせいで」, 「全部」; one that keeps it has 「…ということもあるって」, 「…かもしれない、と社長」. And it has lost others: 「可能性」,
「一部の」, 「をめどに」. Which sequences of letters tell the one from the other is learned; those that both have say nothing and do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import held

__all__ = ["NO_WORDING", "Wording", "WordingModel", "scaled_length", "wording_of"]

_LONGEST = 3
# Which number it is tells nothing here, and is compared elsewhere.
_NUMBER = re.compile("[0-9]+")
# A few sequences say less than their average: a copy with one word changed is not judged by that word alone.
_SHRINKAGE = 20
# How many letters beside the words that both have may qualify them; what stands further off in a long sentence is another matter.
_REACH = 16
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Wording:
    """Sequences of one to three letters.

    Attributes:
        added: those that a post has and its source has not.
        dropped: those that the source has by the words that both have, and the post has not.
    """

    added: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WordingModel:
    """Log-odds of a difference by sequences of letters; none speak for nothing.

    Attributes:
        weights: of each sequence that was seen often enough.
    """

    weights: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, sequences: Iterable[str]) -> float:
        """The log-odds; long texts say little more than short ones."""
        known = [weight for weight in map(self.weights.get, sequences) if weight is not None]
        # Sums of floats depend on their order, and a set has none of its own.
        return sum(sorted(known)) / scaled_length(len(known)) if known else 0.0


NO_WORDING = WordingModel()
"""Knows no words."""


def scaled_length(n: int) -> float:
    """What a sum over ``n`` sequences is divided by."""
    return sqrt(n + _SHRINKAGE)


def wording_of(post: Sequence[Gist], source: Sequence[Gist]) -> Wording:
    """What a post adds to a sentence of its source and drops of it.

    Args:
        post: the claims of the post.
        source: the claims of the sentence that it rests on.
    """
    own = _sequences(f"{gist.text}\n" for gist in post)
    theirs = _sequences(f"{gist.text}\n" for gist in source)
    words = frozenset(word.word for gist in post for word in gist.words)
    kanji = frozenset("".join(gist.kanji for gist in post))
    beside = (part for gist in source for part in _beside(gist, words, kanji))
    return Wording(own - theirs, _each_sequences(beside) - own)


def _beside(gist: Gist, words: frozenset[str], kanji: frozenset[str]) -> Iterator[str]:
    """The parts of a source's claim that stand by words which the post has too: 「**少なくとも**190人**ほど**の死亡」."""
    text = gist.text
    shared = sorted(
        (word.start - gist.start, word.end - gist.start)
        for word in gist.words
        if held(word.word, words, kanji) >= _SAME
    )
    if not shared:
        return
    end = None
    for start, stop in (*shared, (len(text), len(text))):
        low = max(0, start - _REACH) if end is None else end
        is_last = start == len(text)
        if end is not None and start - end > 2 * _REACH and not is_last:
            yield text[end : end + _REACH]
            low = start - _REACH
        high = min(start, low + _REACH) if is_last else start
        if low < high:
            yield text[low:high] + ("\n" if high == len(text) else "")
        end = stop if end is None else max(end, stop)


def _normalized(text: str) -> str:
    return _NUMBER.sub("0", unicodedata.normalize("NFKC", text))


def _each_sequences(parts: Iterable[str]) -> frozenset[str]:
    return frozenset(sequence for part in parts for sequence in _sequences([part]))


def _sequences(parts: Iterable[str]) -> frozenset[str]:
    # The end of a claim counts as a letter: 「た」 at the end says more than 「た」.
    text = _normalized("".join(parts))
    return frozenset(text[at : at + n] for n in range(1, _LONGEST + 1) for at in range(len(text) - n + 1))
