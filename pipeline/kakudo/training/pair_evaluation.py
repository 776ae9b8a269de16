"""Evaluation of a check of posts against labelled pairs, beside simple methods that answer the same question.

The question is whether a post should be flagged: distorted and unsupported posts should, faithful and weaker ones should not. A post is
flagged by any finding of the comparison (KD3xx) but KD320, which is information only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kakudo.document import Document
from kakudo.findings import WEAKER, TaggedClaim, TaggedDocument
from kakudo.training.counts import NONE
from kakudo.training.metrics import Interval, LabelTable, bootstrap, label_table
from kakudo.training.pairs import LabelledPost

__all__ = [
    "Checks",
    "CodeScore",
    "FlagScores",
    "PairEvaluation",
    "PairMistake",
    "PostAnswer",
    "Retrieval",
    "answer_of",
    "evaluate_pairs",
    "flag_scores",
]

_COMPARISON = "KD3"


class Checks(Protocol):
    """What is evaluated: anything that checks posts, such as `kakudo.comparison.checker.Checker`."""

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]: ...


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What a check says of one post.

    Attributes:
        codes: of the comparison, in text order.
        source: the article of its first match; None without one.
        has_failed: whether it came back as an error; it then counts as not flagged.
    """

    codes: tuple[str, ...]
    source: str | None
    has_failed: bool

    @property
    def is_flagged(self) -> bool:
        return any(code != WEAKER for code in self.codes)


@dataclass(frozen=True, slots=True)
class FlagScores:
    """How well a method's flags agree with gold, with 95 % intervals.

    Attributes:
        table: of the labels ``yes`` and ``no``.
        f1: of ``yes``.
        n_false: posts flagged among the faithful and weaker ones, of which there are ``n_sound``.
    """

    table: LabelTable
    f1: float
    accuracy_interval: Interval
    f1_interval: Interval
    macro_f1_interval: Interval
    n_false: int
    n_sound: int


@dataclass(frozen=True, slots=True)
class CodeScore:
    """One code: posts that bear it in gold, those of them on which it was found, and all on which it was found."""

    n_gold: int
    n_hit: int
    n_found: int


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Scores where no post names its source and all articles are searched.

    Attributes:
        n_right, n_matched: posts whose first match stands in the article that they rest on, of the posts with a match.
    """

    scores: FlagScores
    n_right: int
    n_matched: int


@dataclass(frozen=True, slots=True)
class PairMistake:
    """A post wrongly flagged or not, or flagged by none of the expected codes."""

    post: LabelledPost
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairEvaluation:
    """Scores over all labelled posts.

    Attributes:
        scores: where each post is checked against its own article.
        codes: code → figures, KD320 among them.
        confusion: (main code of gold, main code found) → posts; ``-`` for none. A post on which gold's main code is found counts under it.
        retrieval: without named sources; None when that was not asked for.
        n_failed: posts that could not be checked.
        baselines: other methods on the same posts, by name.
    """

    n_posts: int
    n_sources: int
    scores: FlagScores
    codes: dict[str, CodeScore]
    confusion: dict[tuple[str, str], int]
    retrieval: Retrieval | None
    n_failed: int
    mistakes: tuple[PairMistake, ...]
    baselines: dict[str, FlagScores] = field(default_factory=dict)

    @property
    def code_recall(self) -> tuple[int, int]:
        """Expected codes that were found, of all expected codes but KD320."""
        own = [score for code, score in self.codes.items() if code != WEAKER]
        return sum(score.n_hit for score in own), sum(score.n_gold for score in own)


def evaluate_pairs(
    posts: Sequence[LabelledPost],
    checker: Checks,
    baselines: Mapping[str, Sequence[bool]] | None = None,
    *,
    searches: bool = True,
) -> PairEvaluation:
    """Score a checker.

    Args:
        checker: over all sources of the posts.
        baselines: name of a method → whether it flags each post, in order; see `kakudo.training.pair_baselines`.
        searches: whether to check the posts a second time, without saying which article is theirs.
    """
    answers = _answers(posts, checker, names_source=True)
    return PairEvaluation(
        len(posts),
        len({post.source for post in posts}),
        flag_scores(posts, [answer.is_flagged for answer in answers]),
        _codes(posts, answers),
        _confusion(posts, answers),
        _retrieval(posts, _answers(posts, checker, names_source=False)) if searches else None,
        sum(answer.has_failed for answer in answers),
        tuple(_mistakes(posts, answers)),
        {name: flag_scores(posts, flags) for name, flags in (baselines or {}).items()},
    )


def flag_scores(posts: Sequence[LabelledPost], flags: Sequence[bool]) -> FlagScores:
    """The scores of one method's flags."""
    gold = [post.is_flagged for post in posts]
    table = label_table([_yes(flag) for flag in gold], [_yes(flag) for flag in flags])
    both = bootstrap([frozenset((_yes(flag),)) for flag in gold], [frozenset((_yes(flag),)) for flag in flags])
    # Of sets that hold nothing but "yes", micro-F1 is the F1 of "yes".
    alone = bootstrap([_only_yes(flag) for flag in gold], [_only_yes(flag) for flag in flags])
    return FlagScores(
        table,
        table.labels["yes"].f1 if "yes" in table.labels else 0.0,
        both.accuracy,
        alone.micro_f1,
        both.macro_f1,
        sum(flag and not expected for expected, flag in zip(gold, flags, strict=True)),
        sum(not flag for flag in gold),
    )


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _only_yes(flag: bool) -> frozenset[str]:
    return frozenset(("yes",)) if flag else frozenset()


def _answers(posts: Sequence[LabelledPost], checker: Checks, *, names_source: bool) -> list[PostAnswer]:
    checked = checker.pipe(post.document(names_source=names_source) for post in posts)
    return [answer_of(document) for _, document in zip(posts, checked, strict=True)]


def answer_of(document: TaggedDocument) -> PostAnswer:
    """What a checked post says."""
    claims = [claim for sentence in document.sentences for claim in sentence.claims]
    codes = (finding.code for claim in claims for finding in claim.findings if finding.code.startswith(_COMPARISON))
    return PostAnswer(tuple(dict.fromkeys(codes)), next(_matched(claims), None), document.error is not None)


def _matched(claims: Iterable[TaggedClaim]) -> Iterator[str]:
    return (claim.matches[0].source_id for claim in claims if isinstance(claim.matches, tuple) and claim.matches)


def _codes(posts: Sequence[LabelledPost], answers: Sequence[PostAnswer]) -> dict[str, CodeScore]:
    gold, hits, found = Counter[str](), Counter[str](), Counter[str]()
    for post, answer in zip(posts, answers, strict=True):
        gold.update(post.codes)
        found.update(answer.codes)
        hits.update(set(post.codes) & set(answer.codes))
    return {code: CodeScore(gold[code], hits[code], found[code]) for code in sorted({*gold, *found})}


def _confusion(posts: Sequence[LabelledPost], answers: Sequence[PostAnswer]) -> dict[tuple[str, str], int]:
    counts = Counter(
        (_main(post.codes), _found_main(post, answer)) for post, answer in zip(posts, answers, strict=True)
    )
    return dict(sorted(counts.items()))


def _main(codes: Sequence[str]) -> str:
    return codes[0] if codes else NONE


def _found_main(post: LabelledPost, answer: PostAnswer) -> str:
    if post.codes and post.codes[0] in answer.codes:
        return post.codes[0]
    # What flags a post stands before what only informs.
    return _main(sorted(answer.codes, key=lambda code: code == WEAKER))


def _retrieval(posts: Sequence[LabelledPost], answers: Sequence[PostAnswer]) -> Retrieval:
    matched = [(post, answer) for post, answer in zip(posts, answers, strict=True) if answer.source is not None]
    return Retrieval(
        flag_scores(posts, [answer.is_flagged for answer in answers]),
        sum(answer.source == post.source for post, answer in matched),
        len(matched),
    )


def _mistakes(posts: Sequence[LabelledPost], answers: Sequence[PostAnswer]) -> Iterator[PairMistake]:
    for post, answer in zip(posts, answers, strict=True):
        is_missed = post.is_flagged and not set(post.codes) & set(answer.codes)
        if post.is_flagged != answer.is_flagged or is_missed:
            yield PairMistake(post, answer.codes)
