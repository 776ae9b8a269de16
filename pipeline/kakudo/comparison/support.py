"""KD310: what a source holds of a post's claim.

A paraphrase changes verbs and keeps names, numbers and the nouns of the matter; an invention brings nouns of its own. How much of
which makes a post unsupported is learned with the other differences (`kakudo.comparison.differences`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import SourceMatch, held, same_amount
from kakudo.findings import Certainty

__all__ = ["FEATURES", "is_checkable", "support_features"]

FEATURES = (
    "nouns in sentence",
    "nouns in article",
    "verbs in sentence",
    "verbs in article",
    "nouns missing in article",
    "nouns missing in sentence",
    "numbers in sentence",
    "numbers missing",
    "predicate in sentence",
    "content",
    "uncommitted",
)
_MIN_CONTENT = 1.5
_MISSING = 0.3
_MOST_MISSING = 6
_VERB_WEIGHT = 1.0


def is_checkable(claim: Gist) -> bool:
    """Whether a claim has content to look for: a reaction (「すごい」) is none."""
    return sum({word.word: word.weight for word in claim.words}.values()) >= _MIN_CONTENT


def support_features(claim: Gist, match: SourceMatch) -> tuple[float, ...]:
    """What a match holds of a claim, in the order of `FEATURES`."""
    words = {word.word: word for word in claim.words}
    source = match.source
    near = frozenset(word.word for gist in match.sentence for word in gist.words)
    kanji = frozenset("".join(gist.kanji for gist in match.sentence))
    here = {word: held(word, near, kanji) for word in words}
    anywhere = {word: held(word, source.words, source.kanji) for word in words}
    verbs = [name for name, word in words.items() if word.is_predicate and word.weight < _VERB_WEIGHT]
    nouns = [name for name in words if name not in set(verbs)]

    def share(names: Sequence[str], found: dict[str, float]) -> float:
        total = sum(words[name].weight for name in names)
        return (sum(words[name].weight * found[name] for name in names) + 0.5) / (total + 1)

    in_sentence = sum(
        any(same_amount(amount, other) for gist in match.sentence for other in gist.amounts) for amount in claim.amounts
    )
    in_article = sum(any(same_amount(amount, other) for other in source.amounts) for amount in claim.amounts)
    return (
        share(nouns, here),
        share(nouns, anywhere),
        share(verbs, here),
        share(verbs, anywhere),
        min(sum(anywhere[name] < _MISSING for name in nouns), _MOST_MISSING) / 3,
        min(sum(here[name] < _MISSING for name in nouns), _MOST_MISSING) / 3,
        float(in_sentence),
        float(len(claim.amounts) - in_article),
        here.get(claim.predicate, 0.0),
        log(sum(word.weight for word in words.values()) + 1),
        float(claim.certainty is Certainty.UNCOMMITTED),
    )
