"""Which claim of a source speaks of the same thing as a claim of a post.

Similarity asks only what a claim is about. How certain it is, whose it is and how far it reaches is compared afterwards: string
similarity does not see a lost 「可能性がある」, and must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from math import log
from typing import NamedTuple

from kakudo.comparison.gist import Amount, Gist, Word
from kakudo.findings import When

__all__ = ["Source", "SourceMatch", "held", "holds", "match_claim", "same_amount"]

# How much a word of the post counts when the source has only a part of it (輸出 in 輸出額), a kanji of it (殺 of 殺害), or has
# it elsewhere in the article.
_PART, _KANJI, _ELSEWHERE = 0.8, 0.6, 0.35
_AMOUNT_WEIGHT = 1.2
# A title says in short what the text says; the text is what a post is held to.
_TITLE = 0.4
_MIN_PART_CHARS = 2
_TOPICAL, _PREDICATE = 0.25, 1.5
_BESIDE = 0.25
_DATE = 2.0
# Of the clauses of one sentence.
_SAME_DEED, _SAME_DEED_SHARE = 3.5, 0.7
_DEED, _DEED_SHARE = 2.5, 0.6
_MONTH_AND_DAY = re.compile(r"(?<=-)\d\d-\d\d(?!\d)")
_KEPT = 4
# A sentence of the source is a second match when it covers nearly as much.
_NEAR = 0.85


class _Gists:
    """Claims that stand together; most articles that a search brings up are only ranked, which asks for none of this."""

    def __init__(self, gists: Sequence[Gist]) -> None:
        self.gists = gists

    @cached_property
    def kanji(self) -> frozenset[str]:
        """The kanji of its claims."""
        return frozenset("".join(gist.kanji for gist in self.gists))

    @cached_property
    def amounts(self) -> list[Amount]:
        """The quantities of its claims, in text order."""
        return [amount for gist in self.gists for amount in gist.amounts]


class Source(_Gists):
    """One source, grouped for matching.

    Args:
        id: of the document.
        gists: its claims, in text order.
    """

    def __init__(self, id: str, gists: Sequence[Gist]) -> None:
        super().__init__(gists)
        self.id = id
        self.sentences = [_Sentence(list(group)) for _, group in groupby(gists, key=lambda gist: gist.sentence)]
        self.words: dict[str, int] = {}
        for sentence in self.sentences:
            for word in sentence.words:
                self.words[word] = self.words.get(word, 0) + 1
        self._parts: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str], Mapping[int, float]] = {}

    @cached_property
    def sentence_of(self) -> list[int]:
        """The sentence of each claim, counted from the first that is kept."""
        return [place for place, sentence in enumerate(self.sentences) for _ in sentence.gists]

    @cached_property
    def letters(self) -> str:
        """The text of its claims, one a line."""
        return "\n".join(gist.text for gist in self.gists)

    def places_of(self, sentence: Sequence[Gist]) -> range:
        """Where the claims of one of its sentences stand among its claims."""
        first = self._starts[sentence[0].sentence] if sentence else 0
        return range(first, first + len(sentence))

    @cached_property
    def _starts(self) -> dict[int, int]:
        starts: dict[int, int] = {}
        for place, gist in enumerate(self.gists):
            starts.setdefault(gist.sentence, place)
        return starts

    @cached_property
    def _claims_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, gist in enumerate(self.gists):
            for word in {word.word for word in gist.words}:
                found.setdefault(word, []).append(place)
        return found

    @cached_property
    def _words_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for gist in self.gists:
            for word in gist.words:
                for letter in _kanji_in(word.word) + _kanji_in(gist.written(word)):
                    found.setdefault(letter, set()).add(word.word)
        return found

    def claims_with(self, word: str, written: str) -> Mapping[int, float]:
        """How far each claim holds a word, by its place: itself, a part of it, or the kanji of one word of the claim.

        Unlike in `held`, kanji of several words do not add up: 校 of 学校 and 舎 of 宿舎 are no 校舎.

        Args:
            word: by the name by which it is compared.
            written: the same as it stands in the post, whose kanji are asked for.
        """
        kanji = _kanji_in(written) or _kanji_in(word)
        found = self._found.get((word, kanji))
        if found is None:
            found = self._found[word, kanji] = self._look_up(word, frozenset(kanji))
        return found

    def _look_up(self, word: str, own: frozenset[str]) -> dict[int, float]:
        found: dict[int, float] = {}
        alike: dict[str, float] = {}
        for letter in own:
            for other in self._words_of.get(letter, ()):
                alike[other] = alike.get(other, 0.0) + _KANJI / len(own)
        if len(word) >= _MIN_PART_CHARS:
            alike.update(dict.fromkeys(self.parts_of(word), _PART))
        if word in self.words:
            alike[word] = 1.0
        for other, degree in alike.items():
            for place in self._claims_of.get(other, ()):
                found[place] = max(degree, found.get(place, 0.0))
        return found

    @cached_property
    def topic(self) -> frozenset[str]:
        """The words of its lead."""
        lead = next((item for item in self.sentences if not item.is_title), None)
        return lead.words if lead is not None else frozenset()

    def parts_of(self, word: str) -> tuple[str, ...]:
        """Words of the source that hold a word or are held by it (輸出額 and 輸出), itself not among them."""
        found = self._parts.get(word)
        if found is None:
            found = tuple(
                other
                for other in self.words
                if (word in other or other in word) and len(other) >= _MIN_PART_CHARS and other != word
            )
            self._parts[word] = found
        return found

    def overlap(self, words: Mapping[str, float]) -> float:
        """The most that one sentence holds of some words, by weight: cheap, to rank articles."""
        names = words.keys()
        return max((sum(words[word] for word in names & item.words) for item in self.sentences), default=0.0)


class _Sentence(_Gists):
    def __init__(self, gists: Sequence[Gist]) -> None:
        super().__init__(gists)
        self.words = frozenset([word.word for gist in gists for word in gist.words])

    @cached_property
    def dates(self) -> frozenset[str]:
        return frozenset(name for gist in self.gists for when in gist.when for name in _names_of(when))

    @cached_property
    def is_title(self) -> bool:
        return all(gist.is_title for gist in self.gists)


class SourceMatch(NamedTuple):
    """A claim of a source that speaks of the same thing.

    Attributes:
        coverage: share of the post claim's content that the sentence of the source holds, in [0, 1].
        support: the same with the rest of the article counted too, at less.
    """

    source: Source
    gist: Gist
    sentence: Sequence[Gist]
    coverage: float
    support: float


def match_claim(claim: Gist, source: Source, context: Iterable[Word] = ()) -> list[SourceMatch]:
    """The claims of one source that a claim of a post may rest on, best first.

    Args:
        claim: of the post.
        source: where to look.
        context: content words of the rest of the post, which may hold the subject (「SPLM枠の閣僚。95%がディンカ人」).

    Returns:
        At most four matches, of different sentences; none when nothing is shared.
    """
    words = _distinct(claim.words)
    total = sum(words.values()) + _AMOUNT_WEIGHT * len(claim.amounts)
    n_sentences = len(source.sentences)
    if not total or not n_sentences:
        return []
    sought = [_Sought(word, weight, source, n_sentences, word == claim.predicate) for word, weight in words.items()]
    sought = [item for item in sought if item.anywhere]
    beside = [
        (word, weight * _BESIDE * (1 + log(n_sentences / source.words[word])))
        for word, weight in _distinct(list(context)).items()
        if word not in words and word in source.words
    ]
    elsewhere = _ELSEWHERE * sum(item.weight * item.anywhere for item in sought)
    scored: list[tuple[float, float, float, _Sentence]] = []
    for sentence in source.sentences:
        covered = rank = 0.0
        supported = elsewhere
        for item in sought:
            here = item.held_by(sentence)
            if here:
                covered += item.weight * here
                supported += item.weight * max(here - _ELSEWHERE * item.anywhere, 0.0)
                rank += item.telling * here
        # The rest of the post decides between sentences that hold the claim; it makes no sentence hold it.
        rank += min(rank, sum(weight for word, weight in beside if word in sentence.words))
        for amount in claim.amounts:
            if any(same_amount(amount, other) for other in sentence.amounts):
                covered += _AMOUNT_WEIGHT
                supported += _AMOUNT_WEIGHT
                rank += 2 * _AMOUNT_WEIGHT
            elif any(amount.unit == other.unit for other in sentence.amounts):
                rank += 0.5 * _AMOUNT_WEIGHT
        if covered:
            rank += _DATE * sum(not sentence.dates.isdisjoint(_names_of(when)) for when in claim.when)
            # Of two sentences that hold the same, the one that says less besides is meant.
            rank /= (len(sentence.words) + 8) ** 0.25
            if sentence.is_title:
                rank *= _TITLE
            scored.append((rank, covered / total, supported / total, sentence))
    scored.sort(key=lambda item: -item[0])
    found: list[SourceMatch] = []
    for rank, coverage, support, sentence in scored[:_KEPT]:
        if rank < _NEAR * scored[0][0] and found:
            break
        found.append(SourceMatch(source, _best_claim(claim, words, sentence), sentence.gists, coverage, support))
    return found


class _Sought:
    """A word of a post's claim and where a source has it; what is partly it is looked up once for all sentences."""

    __slots__ = ("_kanji", "_parts", "anywhere", "telling", "weight", "word")

    def __init__(self, word: str, weight: float, source: Source, n_sentences: int, is_predicate: bool) -> None:
        self.word, self.weight = word, weight
        self._parts = () if len(word) < _MIN_PART_CHARS else source.parts_of(word)
        self._kanji = _kanji_in(word)
        if word in source.words:
            self.anywhere = 1.0
        elif self._parts:
            self.anywhere = _PART
        else:
            self.anywhere = self._kanji_share(source.kanji)
        # A word that every sentence of the article has does not tell which of them is meant, nor do the names with which a
        # post sets its scene (「アイスランド外相、…を受け入れる」): they stand in the article's lead.
        self.telling = (
            weight
            * (1 + log(n_sentences / source.words.get(word, 1)))
            * (_TOPICAL if word in source.topic else 1.0)
            * (_PREDICATE if is_predicate else 1.0)
        )

    def held_by(self, sentence: _Sentence) -> float:
        if self.word in sentence.words:
            return 1.0
        if self._parts and not sentence.words.isdisjoint(self._parts):
            return _PART
        return self._kanji_share(sentence.kanji) if self._kanji else 0.0

    def _kanji_share(self, kanji: frozenset[str]) -> float:
        if not self._kanji:
            return 0.0
        return _KANJI * sum(map(kanji.__contains__, self._kanji)) / len(self._kanji)


def _names_of(when: When) -> tuple[str, ...]:
    """What a date is known by: 「8月3日」 of a post is 「2005年8月3日」 of its article."""
    day = _MONTH_AND_DAY.search(when.value)
    return (when.value, when.text) if day is None else (when.value, when.text, day.group())


@lru_cache(maxsize=65_536)
def _kanji_in(word: str) -> str:
    """The kanji of a word, repeated ones too; words come again in every sentence and post."""
    return "".join(letter for letter in word if "一" <= letter <= "龠")


def _distinct(words: Sequence[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        found[word.word] = max(word.weight, found.get(word.word, 0.0))
    return found


def held(word: str, words: Iterable[str], kanji: frozenset[str]) -> float:
    """How far words hold one word: itself, a part of it or it as a part, or its kanji."""
    if word in words:
        return 1.0
    if len(word) >= _MIN_PART_CHARS:
        for other in words:
            if len(other) >= _MIN_PART_CHARS and (word in other or other in word):
                return _PART
    own = _kanji_in(word)
    if own and kanji:
        return _KANJI * sum(map(kanji.__contains__, own)) / len(own)
    return 0.0


def _best_claim(claim: Gist, words: dict[str, float], sentence: _Sentence) -> Gist:
    if len(sentence.gists) == 1:
        return sentence.gists[0]

    total = sum(words.values())

    def score(gist: Gist) -> tuple[float, int]:
        own = frozenset(word.word for word in gist.words)
        kanji = frozenset(gist.kanji)
        found = sum(weight * held(word, own, kanji) for word, weight in words.items())
        found += sum(_AMOUNT_WEIGHT for amount in claim.amounts if any(same_amount(amount, o) for o in gist.amounts))
        return found + _deed(claim, gist, total), gist.claim

    return max(sentence.gists, key=score)


def _deed(claim: Gist, gist: Gist, total: float) -> float:
    """What it counts for that a clause says the deed of the post: the others of its sentence say what it is about.

    「橋の補修を**見込んでいた**が、これを**先送りする**方針」: a post on the 先送り is held against the second, though the first has its nouns.
    """
    deed = claim.predicate
    if not deed:
        return 0.0
    if deed == gist.predicate:
        return max(_SAME_DEED, _SAME_DEED_SHARE * total)
    has_deed = any(word.is_predicate and word.word == deed for word in gist.words)
    return max(_DEED, _DEED_SHARE * total) if has_deed else 0.0


def same_amount(left: Amount, right: Amount) -> bool:
    """Whether two quantities have the same value and unit, whatever bounds them (400人 and 少なくとも400人)."""
    if "キロ" in (left.unit, right.unit) and left.unit != right.unit:
        # 3.5キロの赤ちゃん, 10キロ圏: which unit is meant, its number tells.
        thin, full = (left, right) if left.unit == "キロ" else (right, left)
        return full.unit in ("メートル", "グラム") and thin.low is not None and thin.low * 1000 in (full.low, full.high)
    if left.unit != right.unit and left.unit.partition("/")[0] != right.unit.partition("/")[0]:
        return False  # 1日4億ドル and 4億ドルの損失 are the same sum
    return bool({left.low, left.high} & {right.low, right.high} - {None})


def holds(gist: Gist, word: str) -> float:
    """How far a claim holds a word: 1 for itself, less for a part of it or its kanji, 0 for not at all."""
    return held(word, {item.word for item in gist.words}, frozenset(gist.kanji))
