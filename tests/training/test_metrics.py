"""Scores against those of scikit-learn, on random labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from kakudo.training.metrics import Interval, LabelScore, bootstrap, label_table, set_table

metrics = pytest.importorskip("sklearn.metrics")
LABELS = ["past", "present", "future", "never"]


def random_labels(seed: int, n: int, *, rare: bool) -> tuple[list[str], list[str]]:
    """Gold and predicted labels that agree half the time; ``never`` is only predicted."""
    random = np.random.default_rng(seed)
    weights = [0.9, 0.08, 0.02] if rare else [1 / 3] * 3
    gold = random.choice(LABELS[:3], n, p=weights).tolist()
    other = random.choice(LABELS, n).tolist()
    return gold, [g if random.random() < 0.5 else o for g, o in zip(gold, other, strict=True)]


@pytest.mark.parametrize("rare", [False, True])
@pytest.mark.parametrize(("seed", "n"), [(1, 1), (2, 7), (3, 60), (4, 400)])
def test_single_labels(seed: int, n: int, rare: bool) -> None:
    gold, predicted = random_labels(seed, n, rare=rare)
    table = label_table(gold, predicted)
    held = sorted(set(gold))
    expected = metrics.precision_recall_fscore_support(gold, predicted, labels=held, zero_division=0)
    assert list(table.labels) == held
    for index, label in enumerate(held):
        precision, recall, f1, support = (column[index] for column in expected)
        score = table.labels[label]
        assert (score.precision, score.recall, score.f1, score.support) == pytest.approx(
            (precision, recall, f1, support)
        )
    assert table.accuracy == table.micro_f1 == pytest.approx(metrics.accuracy_score(gold, predicted))
    assert table.macro_f1 == pytest.approx(
        metrics.f1_score(gold, predicted, labels=held, average="macro", zero_division=0)
    )
    every = sorted({*gold, *predicted})
    confusion = metrics.confusion_matrix(gold, predicted, labels=[*every, "none of these"])
    assert table.confusion == {
        (g, p): confusion[i, j] for i, g in enumerate(every) for j, p in enumerate(every) if confusion[i, j]
    }


def random_sets(seed: int, n: int) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    random = np.random.default_rng(seed)

    def draw(labels: Sequence[str], chance: float) -> list[frozenset[str]]:
        return [frozenset(label for label in labels if random.random() < chance) for _ in range(n)]

    gold, noise = draw(LABELS[:3], 0.4), draw(LABELS, 0.2)
    return gold, [g ^ x for g, x in zip(gold, noise, strict=True)]


@pytest.mark.parametrize(("seed", "n"), [(1, 3), (2, 20), (3, 300)])
def test_label_sets(seed: int, n: int) -> None:
    gold, predicted = random_sets(seed, n)
    table = set_table(gold, predicted)
    named = sorted({label for labels in (*gold, *predicted) for label in labels})
    truth, found = (np.array([[label in labels for label in named] for labels in side]) for side in (gold, predicted))
    expected = metrics.precision_recall_fscore_support(truth, found, zero_division=0)
    assert list(table.labels) == named
    for index, label in enumerate(named):
        precision, recall, f1, support = (column[index] for column in expected)
        score = table.labels[label]
        assert (score.precision, score.recall, score.f1, score.support) == pytest.approx(
            (precision, recall, f1, support)
        )
    assert table.accuracy == pytest.approx(metrics.accuracy_score(truth, found))
    assert table.micro_f1 == pytest.approx(metrics.f1_score(truth, found, average="micro", zero_division=0))
    held = [index for index, label in enumerate(named) if any(label in labels for labels in gold)]
    assert table.macro_f1 == pytest.approx(
        metrics.f1_score(truth[:, held], found[:, held], average="macro", zero_division=0)
    )
    assert table.confusion == {}


def test_a_label_that_is_only_predicted_counts_against_precision_not_macro_f1() -> None:
    table = set_table([frozenset(), frozenset({"oil"})], [frozenset({"finance"}), frozenset({"oil"})])
    assert table.labels["finance"] == LabelScore(0.0, 0.0, 0.0, 0)
    assert (table.macro_f1, table.accuracy) == (1.0, 0.5)
    assert table.micro_f1 == pytest.approx(2 / 3)


def test_nothing_scores_nothing() -> None:
    for table in (label_table([], []), set_table([], []), set_table([frozenset()], [frozenset()])):
        assert (table.macro_f1, table.micro_f1) == (0.0, 0.0)
        assert table.labels == {}
    assert set_table([frozenset()], [frozenset()]).accuracy == 1.0
    assert bootstrap([], []).accuracy == Interval(0.0, 0.0)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        label_table(["past"], [])
    with pytest.raises(ValueError, match="zip"):
        set_table([frozenset()], [])


def shares(hits: int, misses: int) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    right = frozenset({"yes"})
    return [right] * (hits + misses), [right] * hits + [frozenset({"no"})] * misses


def test_an_interval_of_a_share_is_close_to_the_normal_one() -> None:
    # 0.8 ± 1.96 · √(0.8 · 0.2 / 100)
    interval = bootstrap(*shares(80, 20), n_samples=4000).accuracy
    assert interval.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert interval.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)


def test_every_figure_is_that_of_the_table_of_the_drawn_items() -> None:
    gold, predicted = random_sets(5, 40)
    draws = np.random.default_rng(7).multinomial(40, np.full(40, 1 / 40), 300)
    tables = []
    for draw in draws:
        chosen = [index for index, times in enumerate(draw) for _ in range(times)]
        tables.append(set_table([gold[i] for i in chosen], [predicted[i] for i in chosen]))
    intervals = bootstrap(gold, predicted, n_samples=300)
    for name in ("accuracy", "macro_f1", "micro_f1"):
        low, high = np.percentile([getattr(table, name) for table in tables], [2.5, 97.5])
        found = getattr(intervals, name)
        assert (found.low, found.high) == pytest.approx((low, high)), name


def test_an_interval_is_the_same_in_every_run_and_moves_with_the_seed() -> None:
    columns = shares(20, 10)
    assert bootstrap(*columns) == bootstrap(*columns)
    assert bootstrap(*columns) != bootstrap(*columns, seed=8)
    assert bootstrap(*shares(30, 0)).accuracy == Interval(1.0, 1.0)
