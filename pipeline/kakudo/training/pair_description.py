"""Labelled posts described: what they hold, whether their style gives the label away, duplicates, agreement of two readings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.training.agreement import LabelAgreement
from kakudo.training.counts import NONE
from kakudo.training.pair_agreement import post_agreement, read_readings
from kakudo.training.pair_baselines import post_alone, sentences_of
from kakudo.training.pairs import CODES, LABELS, LabelledPost, PairSet, pair_files, read_pair_folder
from kakudo.training.similarity import PlacedSentence, Similarity, compare
from kakudo.training.splits import TEST, TRAIN

__all__ = ["PairCounts", "PairDescription", "Style", "StyleGuess", "describe_pairs", "guess_by_style", "style_of"]

_READINGS = "readings"

_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]")
_HASHTAG = re.compile(r"[#＃]\w+")
_QUOTATION = re.compile(r"[「『“\"]")
_CITATION = re.compile(r"[^。、]{1,24}(、[^。、]{1,24})?、[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日[。\"”]*")
# What stands after the last word of a sentence.
_TAIL = r"(?:[。．！!？?…‥～~\s♪☆★wｗ笑\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]|[#＃]\w+|https?://\S+)*"
_HEARSAY = re.compile(
    r"(?:らしい(?:です|よ|ね|な|わ)*|とのこと(?:です|だ)?|(?:ん|な)?だって(?:さ|よ)?|って(?:さ|よ|話(?:だ|です)?)?|そう(?:だ|です)(?:よ|ね)*"
    r"|という(?:話|こと)?(?:だ|です)?|みたい(?:だ|です)?(?:よ|ね)*|とか|と報じられ(?:て(?:い)?る|ています|た))"
    + _TAIL
    + r"$"
)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """What one split holds; of ``codes`` a post may have several, and counts for ``-`` when it has none."""

    n_posts: int
    n_sources: int
    n_sentences: int
    labels: dict[str, int]
    codes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What posts look like: characters on average, and shares of the posts that hold something.

    Attributes:
        hearsay: a line ends in らしい, だって, とのこと or the like.
        question: a question mark.
    """

    n: int
    mean_chars: float
    emoji: float
    hashtag: float
    quotation: float
    hearsay: float
    question: float


@dataclass(frozen=True, slots=True)
class StyleGuess:
    """How often character n-grams of the post alone tell whether it is to be flagged, out of fold by article, and how often the majority does."""

    n: int
    accuracy: float
    majority: float


@dataclass(frozen=True, slots=True)
class PairDescription:
    """What `kakudo corpus` says of labelled posts.

    Attributes:
        counts: split → figures.
        styles: label → figures, over both splits.
        guesses: split → figures.
        posts, sources: how alike posts, and sentences of articles, are; a post stands there under its id. Lines that name a paper
            and its day (「毎日新聞、2009年6月11日。」) are left out: they are alike in all news.
        agreement: split → ``label`` and ``code`` → figures; splits without a second reading are not there.
    """

    counts: dict[str, PairCounts]
    styles: dict[str, Style]
    guesses: dict[str, StyleGuess]
    posts: Similarity
    sources: Similarity
    agreement: dict[str, dict[str, LabelAgreement]]


def describe_pairs(folders: Sequence[Path]) -> PairDescription:
    """Describe labelled posts.

    Args:
        folders: each holds ``*.pairs.jsonl`` and ``*.sources.jsonl``, and may hold ``test/`` (held out) and ``readings/``.

    Raises:
        CorpusError: a row or a table of readings is broken, or an id stands in two parts.
        MissingExtraError: scikit-learn is not installed.
    """
    splits: dict[str, list[tuple[Path, PairSet]]] = {}
    for folder in folders:
        for split, path in ((TRAIN, folder), (TEST, folder / TEST)):
            if pair_files(path):
                splits.setdefault(split, []).append((path, read_pair_folder(path)))
    parts = {split: [pairs for _, pairs in own] for split, own in splits.items()}
    _check_ids(parts)
    posts = {split: [post for pairs in own for post in pairs.posts] for split, own in parts.items()}
    everything = [post for own in posts.values() for post in own]
    readings = {
        split: [
            pair
            for folder, pairs in own
            if (folder / _READINGS).is_dir()
            for pair in read_readings(pairs.posts, folder / _READINGS)
        ]
        for split, own in splits.items()
    }
    return PairDescription(
        {split: _counts(own) for split, own in parts.items()},
        {label: style_of([post.text for post in everything if post.label == label]) for label in LABELS},
        {split: guess_by_style(own) for split, own in posts.items()},
        _similarity(PlacedSentence(split, post.id, post.text) for split, own in posts.items() for post in own),
        _similarity(
            PlacedSentence(split, source.id, sentence)
            for split, own in parts.items()
            for pairs in own
            for source in pairs.sources.values()
            for sentence in sentences_of(source)
            if not _CITATION.fullmatch(sentence.strip())
        ),
        {split: post_agreement(own) for split, own in readings.items() if own},
    )


def _check_ids(parts: Mapping[str, Sequence[PairSet]]) -> None:
    """A post or article that stands in two parts would be learned from and scored."""
    seen: dict[tuple[str, str], str] = {}
    for split, own in parts.items():
        for pairs in own:
            ids = [("post", post.id) for post in pairs.posts] + [("source", id) for id in pairs.sources]
            for kind, id in ids:
                if (kind, id) in seen:
                    raise CorpusError(f"pairs: the {kind} {id!r} of {split} is already in {seen[kind, id]}")
                seen[kind, id] = split


def _counts(parts: Sequence[PairSet]) -> PairCounts:
    posts = [post for pairs in parts for post in pairs.posts]
    sources: list[Document] = [source for pairs in parts for source in pairs.sources.values()]
    labels = Counter(post.label for post in posts)
    codes = Counter(code for post in posts for code in post.codes or (NONE,))
    return PairCounts(
        len(posts),
        len(sources),
        sum(len(sentences_of(source)) for source in sources),
        {label: labels[label] for label in LABELS},
        {code: codes[code] for code in (*CODES, NONE)},
    )


def style_of(texts: Sequence[str]) -> Style:
    """What posts look like."""

    def share(has: Callable[[str], object]) -> float:
        return sum(bool(has(text)) for text in texts) / len(texts) if texts else 0.0

    return Style(
        len(texts),
        sum(map(len, texts)) / len(texts) if texts else 0.0,
        share(_EMOJI.search),
        share(_HASHTAG.search),
        share(_QUOTATION.search),
        share(lambda text: any(_HEARSAY.search(line) for line in re.split(r"\n|(?<=[。！!？?])", text))),
        share(lambda text: "？" in text or "?" in text),
    )


def guess_by_style(posts: Sequence[LabelledPost]) -> StyleGuess:
    """Try to tell flagged posts from the others without their articles.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    gold = [post.is_flagged for post in posts]
    n_equal = sum(guess == flag for guess, flag in zip(post_alone(posts), gold, strict=True))
    n = max(1, len(posts))
    return StyleGuess(len(posts), n_equal / n, max(sum(gold), len(posts) - sum(gold)) / n)


def _similarity(placed: Iterable[PlacedSentence]) -> Similarity:
    # The closest pairs are left out: they would quote held-out posts to those who write rules.
    return replace(compare(list(placed)), closest_within=(), closest_across=())
