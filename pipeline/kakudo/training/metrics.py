"""Scores: accuracy, precision, recall, F1, macro-F1, confusion, bootstrap intervals. Standard library and numpy only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Interval", "LabelScore", "LabelTable", "bootstrap", "label_table", "set_table"]


@dataclass(frozen=True, slots=True)
class LabelScore:
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap percentile interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabelTable:
    """Scores of one label column.

    Attributes:
        accuracy: share of equal labels (of equal sets for `set_table`).
        macro_f1: mean F1 over the labels that gold holds.
        micro_f1: F1 over all decisions; equals accuracy for single labels.
        labels: label → score.
        confusion: (gold, predicted) → count; empty for sets.
    """

    accuracy: float
    macro_f1: float
    micro_f1: float
    labels: dict[str, LabelScore]
    confusion: dict[tuple[str, str], int]


def _score(hits: int, n_predicted: int, n_gold: int) -> LabelScore:
    precision = hits / n_predicted if n_predicted else 0.0
    recall = hits / n_gold if n_gold else 0.0
    f1 = 2 * hits / (n_predicted + n_gold) if n_predicted + n_gold else 0.0
    return LabelScore(precision, recall, f1, n_gold)


def label_table(gold: Sequence[str], predicted: Sequence[str]) -> LabelTable:
    """Scores of single labels."""
    hits, n_gold, n_predicted = Counter[str](), Counter(gold), Counter(predicted)
    for expected, found in zip(gold, predicted, strict=True):
        hits[expected] += expected == found
    labels = {label: _score(hits[label], n_predicted[label], n_gold[label]) for label in sorted(n_gold)}
    accuracy = sum(hits.values()) / len(gold) if gold else 0.0
    macro = sum(score.f1 for score in labels.values()) / len(labels) if labels else 0.0
    return LabelTable(accuracy, macro, accuracy, labels, dict(Counter(zip(gold, predicted, strict=True))))


def set_table(gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]]) -> LabelTable:
    """Scores of label sets: micro and macro F1, and the share of equal sets as accuracy."""
    hits, n_gold, n_predicted = Counter[str](), Counter[str](), Counter[str]()
    for expected, found in zip(gold, predicted, strict=True):
        hits.update(expected & found)
        n_gold.update(expected)
        n_predicted.update(found)
    labels = {
        label: _score(hits[label], n_predicted[label], n_gold[label]) for label in sorted({*n_gold, *n_predicted})
    }
    micro = _score(sum(hits.values()), sum(n_predicted.values()), sum(n_gold.values())).f1
    held = [score.f1 for label, score in labels.items() if n_gold[label]]
    exact = sum(expected == found for expected, found in zip(gold, predicted, strict=True)) / len(gold) if gold else 0.0
    return LabelTable(exact, sum(held) / len(held) if held else 0.0, micro, labels, {})


def bootstrap(n_items: int, score: Callable[[Sequence[int]], float], n_samples: int = 500, seed: int = 7) -> Interval:
    """A 95 % percentile interval by resampling items with replacement (Efron 1979).

    Args:
        score: the score of a list of item indices.
    """
    if not n_items:
        return Interval(0.0, 0.0)
    generator = np.random.default_rng(seed)
    values = [score(generator.integers(0, n_items, n_items).tolist()) for _ in range(n_samples)]
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
