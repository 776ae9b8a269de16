"""How much of what a labelled corpus holds: documents, sentences, claims, and the share of every label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kakudo.training.corpus import CHOICES, CODES, LabelledDocument

__all__ = ["NONE", "SET_LABELS", "SINGLE_LABELS", "Counts", "count"]

SINGLE_LABELS = ("holder", "certainty", "polarity", "time")
SET_LABELS = ("axes", "codes")
NONE = "-"
"""Stands for the empty set, as in ``readings/*.tsv``."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a part of the corpus holds.

    Attributes:
        n_off_topic: sentences none of whose claims has an axis.
        n_overstated: claims with a code.
        labels: label → value → claims that carry it; of ``axes`` and ``codes`` a claim may carry several, and counts for ``-`` when it
            carries none. Values that may stand and do not are there with 0.
    """

    n_documents: int
    n_sentences: int
    n_claims: int
    n_off_topic: int
    n_overstated: int
    labels: dict[str, dict[str, int]]


def count(documents: Sequence[LabelledDocument], axes: Iterable[str] = ()) -> Counts:
    """Count a part of the corpus.

    Args:
        axes: axis ids that may stand in it, so that one without a claim is shown.
    """
    sentences = [sentence for document in documents for sentence in document.sentences]
    claims = [claim for sentence in sentences for claim in sentence.claims]
    found: dict[str, Counter[str]] = {label: Counter() for label in (*SINGLE_LABELS, *SET_LABELS)}
    for claim in claims:
        for label in SINGLE_LABELS:
            found[label][getattr(claim, label)] += 1
        for label in SET_LABELS:
            found[label].update(set(getattr(claim, label)) or (NONE,))
    known = {**CHOICES, "axes": frozenset(axes) | {NONE}, "codes": CODES | {NONE}}
    return Counts(
        len(documents),
        len(sentences),
        len(claims),
        sum(not any(claim.axes for claim in sentence.claims) for sentence in sentences),
        sum(bool(claim.codes) for claim in claims),
        {
            label: {value: counter[value] for value in sorted({*known[label], *counter})}
            for label, counter in found.items()
        },
    )
