"""KD310, claim by claim: whether a source has what a claim says of the names that it shares with the source.

An invention keeps the article's names, which every claim of the article has, and says of them what stands nowhere in it
(「館長が島に渡り、**灯台の前で歌を披露した**」). What is weighed here sets such words, its topic, apart from those that are said of
them, and asks of neighbouring words whether one sentence holds them together. Which weights make a claim unsupported is learned with
the other differences (`kakudo.comparison.differences`); a reaction holds little that could be new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import Source, SourceMatch
from kakudo.comparison.support import FEATURES as SUPPORT_FEATURES
from kakudo.comparison.support import support_features
from kakudo.comparison.wordlists import MarkKind
from kakudo.findings import HolderType, Time

__all__ = ["CLAIM_FEATURES", "claim_features"]

CLAIM_FEATURES = (
    *SUPPORT_FEATURES,
    "coverage",
    "support",
    "reaction",
    "names",
    "past",
    "future",
    "told",
    "numbers",
    "topical words",
    "other words",
    "new nouns",
    "new verbs",
    "share of new words",
    "words nowhere",
    "last words new",
    "other words in one sentence",
    "predicate in article",
    "predicate beside its words",
    "neighbours in one sentence",
    "neighbours in one claim",
    "neighbours apart",
)
# A word is of the topic when the lead has it, and when so many of the article's sentences do.
_OFTEN, _SOME = 0.3, 2
_NAME = 2.0
_N_LAST = 3
_UNKNOWN = 0.5

_Places = Mapping[int, float]


def claim_features(claim: Gist, source: Source, match: SourceMatch | None) -> tuple[float, ...]:
    """What a source has of a claim, in the order of `CLAIM_FEATURES`.

    Args:
        claim: of a post.
        source: what it is held against.
        match: the sentence that shares most with it, or None where none shares anything.
    """
    if match is None:
        match = SourceMatch(source, source.gists[0], (), 0.0, 0.0)
    words: dict[str, Word] = {}
    for word in claim.words:
        words.setdefault(word.word, word)
    claims = {name: source.claims_with(name, claim.written(word)) for name, word in words.items()}
    sentences = {name: _by_sentence(found, source.sentence_of) for name, found in claims.items()}
    anywhere = {name: max(found.values(), default=0.0) for name, found in claims.items()}
    often = max(_SOME, _OFTEN * len(source.sentences))
    said = [
        name for name in words if name not in source.words or not (name in source.topic or source.words[name] >= often)
    ]
    new = {name: words[name].weight * (1 - anywhere[name]) for name in said}
    new_verbs = sum(weight for name, weight in new.items() if words[name].is_predicate)
    total = sum(words[name].weight for name in said)
    together: dict[int, float] = {}
    for name in said:
        for place, degree in sentences[name].items():
            together[place] = together.get(place, 0.0) + words[name].weight * degree
    names = list(words)
    pairs = [(left.word, right.word) for left, right in pairwise(claim.words) if left.word != right.word]
    near = [_together(sentences[left], sentences[right]) for left, right in pairs]
    close = [_together(claims[left], claims[right]) for left, right in pairs]
    predicate = claim.predicate
    beside = (
        [_together(sentences[predicate], sentences[name]) for name in names if name != predicate]
        if predicate in words
        else []
    )
    return (
        *support_features(claim, match),
        match.coverage,
        match.support,
        float(claim.has(MarkKind.REACTION)),
        float(any(word.weight >= _NAME for word in claim.words)),
        float(claim.time is Time.PAST),
        float(claim.time is Time.FUTURE),
        float(claim.holder is not HolderType.WRITER),
        float(len(claim.amounts)),
        float(len(words) - len(said)),
        float(len(said)),
        sum(new.values()) - new_verbs,
        new_verbs,
        sum(new.values()) / (total + 1),
        float(sum(not degree for degree in anywhere.values())),
        sum(1 - anywhere[name] for name in names[-_N_LAST:]) / _N_LAST,
        (max(together.values(), default=0.0) + 0.5) / (total + 1),
        anywhere.get(predicate, _UNKNOWN),
        _share(beside),
        _share(near),
        _share(close),
        len(near) - sum(near),
    )


def _by_sentence(found: _Places, sentence_of: Sequence[int]) -> dict[int, float]:
    sentences: dict[int, float] = {}
    for place, degree in found.items():
        sentence = sentence_of[place]
        sentences[sentence] = max(degree, sentences.get(sentence, 0.0))
    return sentences


def _together(left: _Places, right: _Places) -> float:
    """How far one place holds both of two words."""
    return max((min(degree, right[place]) for place, degree in left.items() if place in right), default=0.0)


def _share(degrees: Sequence[float]) -> float:
    return (sum(degrees) + 0.5) / (len(degrees) + 1)
