"""The sections of a corpus's description on labelled posts. Held-out posts are named, not quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kakudo.training.corpus_tables import Part, agreement_parts, n_exact, neighbours_table, percent, with_share
from kakudo.training.pair_description import PairDescription
from kakudo.training.similarity import Pair, Similarity
from kakudo.training.splits import TRAIN
from kakudo.training.table import Table

__all__ = ["pair_sections"]


def pair_sections(description: PairDescription) -> Iterator[tuple[str, Iterator[Part]]]:
    """Titles and what stands under them."""
    yield "Posts against their sources", _counts(description)
    yield "Style of the posts", _style(description)
    yield "Similarity of posts and of articles", _similarity(description)
    if description.posts.across or description.sources.across:
        yield "ERROR: held-out posts or articles that the others hold", _across(description)
    for split, agreement in description.agreement.items():
        part = "" if split == TRAIN else ", held out"
        yield f"Agreement of two readings of the posts{part}", agreement_parts(agreement)


def _counts(description: PairDescription) -> Iterator[Part]:
    yield Table(
        ("split", "posts", "articles", "sentences"),
        [
            (split, str(counts.n_posts), str(counts.n_sources), str(counts.n_sentences))
            for split, counts in description.counts.items()
        ],
    )
    rows = [
        (kind, value, *(with_share(getattr(c, f"{kind}s")[value], c.n_posts) for c in description.counts.values()))
        for kind in ("label", "code")
        for value in getattr(next(iter(description.counts.values())), f"{kind}s")
    ]
    yield Table(("", "", *description.counts), rows)


def _style(description: PairDescription) -> Iterator[Part]:
    shares = ("emoji", "hashtag", "quotation", "hearsay", "question")
    yield Table(
        ("label", "posts", "mean length", *shares),
        [
            (label, str(style.n), f"{style.mean_chars:.1f}", *(percent(getattr(style, name)) for name in shares))
            for label, style in description.styles.items()
        ],
    )
    yield "Shares of the posts; hearsay: a line ends in らしい, だって, とのこと or the like. Style should not give the label away."
    yield Table(
        ("split", "posts", "n-grams of the post alone", "majority"),
        [
            (split, str(guess.n), f"{guess.accuracy:.3f}", f"{guess.majority:.3f}")
            for split, guess in description.guesses.items()
        ],
    )
    yield (
        "Accuracy of telling distorted and unsupported posts from the others without their articles: logistic regression over TF-IDF of "
        "character 1- to 3-grams, out of fold by article, beside the more frequent answer."
    )


def _similarity(description: PairDescription) -> Iterator[Part]:
    for name, similarity in (("posts", description.posts), ("sentences of articles", description.sources)):
        yield f"{name[0].upper()}{name[1:]}:"
        yield neighbours_table(similarity)
        yield (
            f"Near-duplicate pairs, from {similarity.threshold} on: within a split {len(similarity.within)} "
            f"(exact {n_exact(similarity.within)}), across splits {len(similarity.across)} (exact {n_exact(similarity.across)})"
        )


def _across(description: PairDescription) -> Iterator[Part]:
    for similarity in (description.posts, description.sources):
        if similarity.across:
            yield _ids(similarity)


def _ids(similarity: Similarity) -> Table:
    pairs: Sequence[Pair] = similarity.across
    rows = [("exact" if p.is_exact else f"{p.similarity:.2f}", p.first.document, p.second.document) for p in pairs]
    return Table(("", "held out", "other"), rows)
