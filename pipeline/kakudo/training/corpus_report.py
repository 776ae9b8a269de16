"""A corpus's description as text: for the terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from kakudo.training.corpus_tables import (
    Part,
    agreement_parts,
    n_exact,
    neighbours_table,
    percent,
    similar_texts,
    with_share,
)
from kakudo.training.counts import Counts
from kakudo.training.cue_recall import GROUP_NAMES, GroupRecall
from kakudo.training.description import CorpusDescription
from kakudo.training.pair_corpus_report import pair_sections
from kakudo.training.similarity import MIN_CHARS
from kakudo.training.splits import TEST, TRAIN
from kakudo.training.table import Table

__all__ = ["render"]


def render(description: CorpusDescription, format: str = "text") -> str:
    """The description as ``text``, ``markdown`` or ``json``.

    Raises:
        ValueError: for another format.
    """
    if format == "json":
        return json.dumps(asdict(description), ensure_ascii=False, indent=1) + "\n"
    if format not in {"text", "markdown"}:
        raise ValueError(f"format {format!r} is none of text, markdown, json")
    is_markdown = format == "markdown"
    lines: list[str] = []
    for title, parts in _sections(description):
        lines += [f"## {title}"] if is_markdown else [title, "=" * len(title)]
        for part in parts:
            lines.append("")
            if isinstance(part, str):
                lines.append(part)
            else:
                lines += part.as_markdown() if is_markdown else part.as_columns()
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _sections(description: CorpusDescription) -> Iterator[tuple[str, Iterator[Part]]]:
    yield "Documents, sentences, claims", _counts(description)
    yield "Labels", _labels(description)
    yield "Diversity", _diversity(description)
    yield "Similarity of sentences", _similarity(description)
    if description.similarity.across:
        yield "ERROR: test sentences that training text holds", _across(description)
    if description.agreement is not None:
        yield "Agreement of two readings", agreement_parts(description.agreement)
    yield "Cues found, by group", _cues(description)
    if description.pairs is not None:
        yield from pair_sections(description.pairs)


def _counts(description: CorpusDescription) -> Iterator[Part]:
    header = ("documents", "sentences", "off topic", "claims", "with a code")

    def row(counts: Counts) -> tuple[str, ...]:
        return (
            str(counts.n_documents),
            str(counts.n_sentences),
            with_share(counts.n_off_topic, counts.n_sentences),
            str(counts.n_claims),
            with_share(counts.n_overstated, counts.n_claims),
        )

    yield Table(("split", "file", *header), [(f.split, f.name, *row(f.counts)) for f in description.files])
    parts = [*description.splits.items(), *description.registers.items()]
    yield Table(("split or register", *header), [(name, *row(counts)) for name, counts in parts])
    yield "off topic: sentences none of whose claims has an axis."


def _labels(description: CorpusDescription) -> Iterator[Part]:
    parts = [*description.splits.items(), *description.registers.items()]
    values: dict[tuple[str, str], None] = {}
    for _, counts in parts:
        values |= {(label, value): None for label, own in counts.labels.items() for value in own}
    rows = [
        (label, value, *(with_share(c.labels[label].get(value, 0), c.n_claims) for _, c in parts))
        for label, value in values
    ]
    yield Table(("label", "value", *(name for name, _ in parts)), rows)
    yield "Claims, and their share of the column's claims. A claim can have several axes and codes; - is none."


def _diversity(description: CorpusDescription) -> Iterator[Part]:
    columns = (
        "tokens",
        "lemmas",
        "once",
        "lemmas/tokens",
        "of 500",
        "claims",
        "endings",
        "once",
        "as written",
        "top 10",
    )
    rows = [
        (
            name,
            str(figures.n_tokens),
            str(figures.n_lemmas),
            str(figures.n_lemmas_once),
            f"{figures.type_token_ratio:.3f}",
            f"{figures.moving_ratio:.3f}",
            str(figures.n_claims),
            str(figures.n_endings),
            str(figures.n_endings_once),
            str(figures.n_ending_surfaces),
            percent(figures.top_share),
        )
        for name, figures in description.diversity.items()
    ]
    yield Table(("split or register", *columns), rows)
    yield (
        "Signs are no tokens. of 500: lemmas by tokens as the mean over windows of 500 tokens, which does not depend on length. "
        "endings: distinct last three lemmas of a claim; top 10: share of the claims that have one of the ten most frequent."
    )
    for split in description.splits:
        top = description.diversity[split].top_endings
        yield f"most frequent endings of {split}: " + ", ".join(f"{ending.replace(' ', '+')} {n}" for ending, n in top)


def _similarity(description: CorpusDescription) -> Iterator[Part]:
    similarity = description.similarity
    yield neighbours_table(similarity)
    yield (
        "Cosine of the sets of character trigrams, every number as 0; 1 is the same sentence. "
        f"{similarity.n_short} sentences of fewer than {MIN_CHARS} characters are left out."
    )
    n_apart = sum(pair.first.document != pair.second.document for pair in similarity.within)
    yield (
        f"Near-duplicate pairs, from {similarity.threshold} on: within a split {len(similarity.within)} "
        f"(exact {n_exact(similarity.within)}, of two documents {n_apart}), "
        f"across splits {len(similarity.across)} (exact {n_exact(similarity.across)})"
    )
    yield "The closest pairs of two documents within a split:"
    yield similar_texts(similarity.closest_within)
    if similarity.closest_across:
        yield "The closest pairs across splits:"
        yield similar_texts(similarity.closest_across)


def _across(description: CorpusDescription) -> Iterator[Part]:
    across = description.similarity.across
    yield f"Near-duplicate pairs across splits: {len(across)}. Rewrite or remove one sentence of each."
    yield similar_texts(across)


def _cues(description: CorpusDescription) -> Iterator[Part]:
    splits = [split for split in (TRAIN, TEST) if split in description.cue_recall]
    groups = {group: None for split in splits for group in description.cue_recall[split]}
    header = [f"{split} {column}" for split in splits for column in ("n", "texts", "found", "as group")]
    rows: list[tuple[str, ...]] = []
    for group in groups:
        own = [description.cue_recall[split].get(group) for split in splits]
        rows.append(
            (group, GROUP_NAMES.get(group, ""), *(cell for x in own for cell in _recall_cells([x] if x else [])))
        )
    totals = [list(description.cue_recall[split].values()) for split in splits]
    rows.append(("all", "", *(cell for own in totals for cell in _recall_cells(own))))
    yield Table(("group", "", *header), rows)
    yield (
        "n: cues that the corpus marks, by the group of their words. found: share on which kakudo reports some cue; as group: share on "
        f"which one of the same group. Lexicon {description.lexicon}, {description.tokenizer}."
    )
    for split in splits:
        missed = [
            (group, " ".join(f"「{text}」{n}" for text, n in x.missed))
            for group, x in description.cue_recall[split].items()
            if x.missed
        ]
        if missed:
            yield f"Not found in {split}, the most frequent words of each group:"
            yield Table(("group", "words and how often"), missed)


def _recall_cells(recalls: Sequence[GroupRecall]) -> tuple[str, ...]:
    n = sum(x.n for x in recalls)
    if not n:
        return ("0", "0", "-", "-")
    found, as_group = sum(x.n_found for x in recalls), sum(x.n_as_group for x in recalls)
    return (str(n), str(sum(x.n_texts for x in recalls)), f"{found / n:.3f}", f"{as_group / n:.3f}")
