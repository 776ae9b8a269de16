"""What a comparison rule sees: a claim of a post beside the claim of a source that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source, SourceMatch, held
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level

__all__ = ["ComparisonRule", "ComparisonWording", "Difference", "Pair", "PairExample", "certainty_label"]

# As `kakudo report` calls them, short enough to stand in brackets.
_LABELS = {
    "ja": {
        Certainty.EMPHATIC: "強い断定",
        Certainty.CERTAIN: "断定",
        Certainty.PROBABLE: "推量",
        Certainty.POSSIBLE: "可能性",
        Certainty.UNCOMMITTED: "主張なし",
    },
    "en": {certainty: certainty.value for certainty in Certainty},
}


_OWN_SUBJECT = re.compile("[^でにとへ]は")


class Difference(NamedTuple):
    """Where two claims part.

    Attributes:
        post: the words of the post, in code points of the post.
        source: the words of the source, in code points of the source, or None where nothing of it is meant.
    """

    post: Span
    source: Span | None


class Pair(NamedTuple):
    """A claim of a post with what it is compared with.

    Attributes:
        claim: of the post.
        post: all claims of the post.
        gist: the claim of the source that matches best.
        sentence: the claims of that claim's sentence.
        others: claims of sentences that match nearly as well.
        source: the whole source.
        coverage, support: see `kakudo.comparison.matching.SourceMatch`.
    """

    claim: Gist
    post: Sequence[Gist]
    gist: Gist
    sentence: Sequence[Gist]
    others: Sequence[Gist]
    source: Source
    coverage: float
    support: float

    def as_match(self) -> SourceMatch:
        """The match that it was made of."""
        return SourceMatch(self.source, self.gist, self.sentence, self.coverage, self.support)

    def own_sentence(self) -> Iterator[Gist]:
        """The claims of the post in the same sentence, itself among them."""
        return (item for item in self.post if item.sentence == self.claim.sentence)

    def source_has(self, *kinds: MarkKind) -> bool:
        """Whether the sentence of the source, or another that matches, holds a mark."""
        return any(item.has(*kinds) for item in (*self.sentence, *self.others))

    def scope(self) -> Iterator[Gist]:
        """The source's claim, and those after it in its sentence whose end holds for it too.

        「水族館へ**送られ**、展示される**予定だ**」: what is planned is both; not so across a new subject (警察**は**…).
        """
        following = [item for item in self.sentence if item.claim > self.gist.claim]
        current = self.gist
        yield current
        for item in following:
            if not current.is_linked or _OWN_SUBJECT.search(item.text):
                return
            current = item
            yield item

    def occurrences(self) -> list[Gist]:
        """The claims of the source that have the post's predicate, whichever sentence matches best.

        「修学旅行の39人、**帰国した**」: the sentence with most of its words is another than 「**帰国**も含めて検討している」.
        """
        predicate = self.claim.predicate
        others = {word.word for word in self.claim.words} - {predicate}
        if not predicate:
            return []
        return [
            item
            for item in self.source.gists
            if not item.is_title
            and any(word.word == predicate for word in item.words)
            and any(word.word in others for word in item.words)
        ]

    def share_of(self, item: Gist) -> float:
        """Share of the claim's words, by weight, that a claim of the source holds."""
        weights = {word.word: word.weight for word in self.claim.words}
        total = sum(weights.values())
        words, kanji = {word.word for word in item.words}, frozenset(item.kanji)
        return sum(weight * held(word, words, kanji) for word, weight in weights.items()) / total if total else 0.0

    def rivals(self) -> Iterator[Gist]:
        """Claims of other sentences that match nearly as well and may be what the post rests on; titles are none."""
        return (item for item in self.others if not item.is_title)


@dataclass(frozen=True, slots=True)
class ComparisonWording:
    """A rule's words in one language.

    Attributes:
        message: one sentence about a finding, with ``{post}`` and ``{source}``, the claims compared, ``{post_words}`` and
            ``{source_words}``, where they part, ``{post_certainty}`` and ``{source_certainty}``.
        title, why, needed, rephrase: as in `kakudo.overstatement.rule.Wording`.
    """

    title: str
    why: str
    message: str
    needed: str
    rephrase: str


@dataclass(frozen=True, slots=True)
class PairExample:
    """A source and a post over it, in which the rule must fire, or must not."""

    source: str
    post: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRule:
    """One way in which a post can say something else than its source.

    Attributes:
        find: where the two part, or None.
        weight: how much a fact-checker should care, in [0, 1]; a part of the triage score.
        fires, quiet: pairs in which the rule must fire on a claim of the post, and in which it must not.
    """

    code: str
    name: str
    level: Level
    weight: float
    ja: ComparisonWording
    en: ComparisonWording
    find: Callable[[Pair], Difference | None]
    fires: tuple[PairExample, ...]
    quiet: tuple[PairExample, ...]

    def wording(self, lang: str) -> ComparisonWording:
        """The rule's words in ``ja``, or in English for any other language."""
        return self.ja if lang == "ja" else self.en


def certainty_label(gist: Gist, lang: str) -> str:
    """What to call a claim's certainty in a message."""
    return _LABELS["ja" if lang == "ja" else "en"][gist.certainty]
