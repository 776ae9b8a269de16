"""Scores: accuracy, precision, recall, F1, macro-F1, confusion, bootstrap intervals. Standard library and numpy only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Interval", "Intervals", "LabelScore", "LabelTable", "bootstrap", "label_table", "set_table"]


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


@dataclass(frozen=True, slots=True)
class Intervals:
    """95 % intervals of a table's figures."""

    accuracy: Interval
    macro_f1: Interval
    micro_f1: Interval


def bootstrap(
    gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]], n_samples: int = 1000, seed: int = 7
) -> Intervals:
    """95 % percentile intervals by resampling items with replacement (Efron 1979).

    Args:
        gold, predicted: label sets; single labels as sets of one.
    """
    n_items = len(gold)
    names = sorted({label for labels in (*gold, *predicted) for label in labels})
    if not n_items:
        return Intervals(Interval(0.0, 0.0), Interval(0.0, 0.0), Interval(0.0, 0.0))
    truth, found = (
        np.array([[label in labels for label in names] for labels in side], dtype=np.float64).reshape(n_items, -1)
        for side in (gold, predicted)
    )
    equal = np.array([expected == given for expected, given in zip(gold, predicted, strict=True)], dtype=np.float64)
    # How often each item is drawn into each sample, of shape (n_samples, n_items): all figures are sums over items.
    drawn = np.random.default_rng(seed).multinomial(n_items, np.full(n_items, 1 / n_items), n_samples).astype(float)
    hits, n_gold, n_predicted = drawn @ (truth * found), drawn @ truth, drawn @ found
    f1 = _ratio(2 * hits, n_gold + n_predicted)
    held = n_gold > 0
    macro = _ratio((f1 * held).sum(axis=1), held.sum(axis=1).astype(float))
    micro = _ratio(2 * hits.sum(axis=1), n_gold.sum(axis=1) + n_predicted.sum(axis=1))
    return Intervals(_interval(drawn @ equal / n_items), _interval(macro), _interval(micro))


def _ratio(numerator: npt.NDArray[np.float64], denominator: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def _interval(values: npt.NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
