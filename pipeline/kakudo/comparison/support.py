"""KD310: what a source holds of a post's claim.

A paraphrase changes verbs and keeps names, numbers and the nouns of the matter; its new letters stand scattered among the
source's. An invention brings nouns of its own, and its new letters stand together (「橋の修理を終え、**補償金の支払い**を
拒んだ」). How much of which makes a post unsupported is learned with the other differences
(`kakudo.comparison.differences`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import SourceMatch, same_amount
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
    "letters in one run nowhere",
    "letters in one run not in sentence",
    "letters nowhere",
    "letter pairs in article",
    "kanji nowhere",
    "kanji not in sentence",
    "words in one run nowhere",
    "length",
)
_HALF = 0.5
_MOST_LETTERS, _MOST_WEIGHT = 24, 6.0
_SOME_LETTERS, _LENGTH = 4, 20
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
    kanji = frozenset("".join(gist.kanji for gist in match.sentence))
    places = source.places_of(match.sentence)
    found = {name: source.claims_with(name, claim.written(word)) for name, word in words.items()}
    here = {name: max((own.get(place, 0.0) for place in places), default=0.0) for name, own in found.items()}
    anywhere = {name: max(own.values(), default=0.0) for name, own in found.items()}
    verbs = [name for name, word in words.items() if word.is_predicate and word.weight < _VERB_WEIGHT]
    nouns = [name for name in words if name not in set(verbs)]

    def share(names: Sequence[str], found: dict[str, float]) -> float:
        total = sum(words[name].weight for name in names)
        return (sum(words[name].weight * found[name] for name in names) + 0.5) / (total + 1)

    in_sentence = sum(
        any(same_amount(amount, other) for gist in match.sentence for other in gist.amounts) for amount in claim.amounts
    )
    runs, runs_here, pairs = _new_letters(
        claim.text,
        source.letters,
        "\n".join(gist.text for gist in match.sentence),
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
        _few(max(runs)),
        _few(max(runs_here)),
        _few(sum(runs)),
        pairs,
        _few(sum(letter not in source.kanji for letter in claim.kanji)),
        _few(sum(letter not in kanji for letter in claim.kanji)),
        _weight_of_new_run(claim, anywhere),
        _few(len(claim.text) * _SOME_LETTERS / _LENGTH),
    )


def _few(letters: float) -> float:
    return min(letters, _MOST_LETTERS) / _SOME_LETTERS


def _new_letters(text: str, article: str, sentence: str) -> tuple[list[int], list[int], float]:
    """Lengths of the stretches of a text whose letters stand beside no letter as in the source, and the share of pairs that do.

    Hiragana is passed over: 「支払いを拒んだ」 beside 「支払った」 is new from 拒 on.

    Returns:
        The stretches that are new to the article, those that are new to a sentence of it, and the share of pairs in the article.
    """
    is_telling = [_is_telling(letter) for letter in text]
    known, known_here = [False] * len(text), [False] * len(text)
    n_pairs = n_known = 0
    for place in range(len(text) - 1):
        if not (is_telling[place] or is_telling[place + 1]):
            continue
        n_pairs += 1
        pair = text[place : place + 2]
        if pair in sentence:
            known_here[place] = known_here[place + 1] = True
        elif pair not in article:
            continue
        n_known += 1
        known[place] = known[place + 1] = True
    return _stretches(is_telling, known), _stretches(is_telling, known_here), n_known / (n_pairs + 1)


def _is_telling(letter: str) -> bool:
    return (
        "一" <= letter <= "龠"
        or "ァ" <= letter <= "ヶ"
        or letter == "ー"
        or "A" <= letter <= "Z"
        or "a" <= letter <= "z"
    )


def _stretches(is_telling: Sequence[bool], is_known: Sequence[bool]) -> list[int]:
    found: list[int] = []
    length = 0
    for telling, known in zip(is_telling, is_known, strict=True):
        if known and length:
            found.append(length)
            length = 0
        length += telling and not known
    return [*found, length]


def _weight_of_new_run(claim: Gist, found: Mapping[str, float]) -> float:
    """The most weight of words one after the other that the article does not hold."""
    most = weight = 0.0
    for word in claim.words:
        weight = weight + word.weight if found[word.word] < _HALF else 0.0
        most = max(most, weight)
    return min(most, _MOST_WEIGHT)
