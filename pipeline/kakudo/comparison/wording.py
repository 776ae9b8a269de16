"""What the words of a post add to those of its source, and how much they speak for a difference.

A rule knows the words that its tables name. A post that turns its source round has others: a plain 「…していた」 where nothing of the
kind stood, 「…のせいで」, 「全部」; one that keeps it has 「…ということもあるって」, 「…かもしれない、と社長」. Which sequences of letters tell
the one from the other is learned; those that the source has itself say nothing and do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from kakudo.comparison.gist import Gist

__all__ = ["NO_WORDING", "WordingModel", "added_wording"]

_LONGEST = 3
# Which number it is tells nothing here, and is compared elsewhere.
_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class WordingModel:
    """Log-odds of a difference by sequences of letters.

    Attributes:
        weights: of each sequence that was seen often enough.
        intercept: log-odds of a post that adds none of them.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    intercept: float = 0.0

    def __call__(self, added: Iterable[str]) -> float:
        """The log-odds; long posts say no more than short ones."""
        known = [weight for weight in map(self.weights.get, added) if weight is not None]
        # Sums of floats depend on their order, and a set has none of its own.
        return self.intercept + (sum(sorted(known)) / sqrt(len(known)) if known else 0.0)


NO_WORDING = WordingModel()
"""Knows no words."""


def added_wording(post: Sequence[Gist], source: Sequence[Gist]) -> frozenset[str]:
    """The sequences of one to three letters that a post has and a source sentence has not.

    Args:
        post: the claims of the post.
        source: the claims of the sentence that it rests on.
    """
    return _sequences(post) - _sequences(source)


def _sequences(gists: Sequence[Gist]) -> frozenset[str]:
    # The end of a claim counts as a letter: 「た」 at the end says more than 「た」.
    text = _NUMBER.sub("0", unicodedata.normalize("NFKC", "".join(f"{gist.text}\n" for gist in gists)))
    return frozenset(text[at : at + n] for n in range(1, _LONGEST + 1) for at in range(len(text) - n + 1))
