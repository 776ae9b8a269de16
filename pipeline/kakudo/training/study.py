"""A study of the axis model: what each family of features is worth, what more corpus would bring, whether its probabilities hold.

All figures are out of fold, over the claims as they stand in their documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.axes.model import AxisModel
from kakudo.training.axes import (
    Example,
    TrainingSettings,
    best_threshold,
    f_beta,
    gold_of,
    out_of_fold,
    sample_weight_of,
)
from kakudo.training.calibration import Calibration, calibration_of
from kakudo.training.certainty_study import CertaintyVariant
from kakudo.training.linear import character_tf_idf, matrix_of, vocabulary_of
from kakudo.training.metrics import LabelTable, set_table

__all__ = ["FAMILIES", "LearningPoint", "Study", "ThresholdChoice", "Variant", "study_axes"]

FAMILIES: dict[str, frozenset[str]] = {
    "words (`w`)": frozenset({"w"}),
    "term groups (`t`)": frozenset({"t"}),
    "axes of the claim's groups (`a`, `a2`, `x`, `x2`, `none`)": frozenset({"a", "a2", "x", "x2", "none"}),
    "states and deeds between them (`g`, `cg`, `act`, `ag`, `xg`)": frozenset({"g", "cg", "act", "ag", "xg"}),
    "other matters (`o`, `co`)": frozenset({"o", "co"}),
    "axes of the surroundings (`c`, `cx`)": frozenset({"c", "cx"}),
    "headings (`s`)": frozenset({"s"}),
}
"""Families of features, by the kinds that `kakudo.axes.features.AxisFeatures` gives them."""

_SHARES = (0.10, 0.25, 0.50, 0.75, 1.0)
_N_DRAWS = 3
_PLATEAU = 0.005
# Rows of TF-IDF have length 1, rows of our features about length 3: the same C would leave nothing of them. The best of 1, 3, 10, 30.
_TF_IDF_REGULARIZATION = 10.0


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to train, and its scores.

    Attributes:
        off_topic: share of claims without an axis that got none.
    """

    name: str
    n_features: int
    scores: LabelTable
    off_topic: float


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """Scores of models that learned from a share of the documents: mean and standard deviation over random draws.

    Attributes:
        n_documents: of the corpus that the share stands for; a fold's model saw four fifths of them.
    """

    share: float
    n_documents: int
    micro_f1: float
    micro_spread: float
    macro_f1: float
    off_topic: float


@dataclass(frozen=True, slots=True)
class ThresholdChoice:
    """One axis' threshold and what it trades.

    Attributes:
        plateau: the lowest and the highest threshold whose F-score of `kakudo.training.axes.BETA` is within 0.005 of the best.
        precision, recall, f_beta: at the threshold.
        precision_at_half, recall_at_half: at 0.5.
    """

    threshold: float
    plateau: tuple[float, float]
    precision: float
    recall: float
    f_beta: float
    precision_at_half: float
    recall_at_half: float


@dataclass(frozen=True, slots=True)
class Study:
    """What `study_axes` found; mappings are by axis.

    Attributes:
        certainty: what each part of the certainty stage is worth; empty when it was not studied.
    """

    model: str
    n_documents: int
    n_claims: int
    ablation: tuple[Variant, ...]
    learning_curve: tuple[LearningPoint, ...]
    calibration: dict[str, Calibration]
    thresholds: dict[str, ThresholdChoice]
    certainty: tuple[CertaintyVariant, ...] = ()


def study_axes(examples: Sequence[Example], model: AxisModel, settings: TrainingSettings | None = None) -> Study:
    """Study the axis model of a corpus.

    Args:
        examples: those that the model was trained on.
        model: whose thresholds are explained.
        settings: those that the model was trained with.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    given = _Given(examples, model.axes, settings or TrainingSettings())
    probabilities = given.out_of_fold(given.matrix())[given.written]
    gold = given.gold[given.written]
    columns = {axis: (gold[:, column], probabilities[:, column]) for column, axis in enumerate(model.axes)}
    weight = given.weight[given.written]
    return Study(
        model.name,
        len(set(given.documents)),
        int(given.written.sum()),
        tuple(_ablation(given)),
        tuple(_learning_point(given, share) for share in _SHARES),
        {axis: calibration_of(*column) for axis, column in columns.items()},
        {
            axis: _threshold_choice(*columns[axis], weight, float(threshold))
            for axis, threshold in zip(model.axes, model.thresholds.tolist(), strict=True)
        },
    )


class _Given:
    """The examples, in the forms that every part of the study asks for."""

    def __init__(self, examples: Sequence[Example], axes: tuple[str, ...], settings: TrainingSettings) -> None:
        self.examples, self.axes, self.settings = examples, axes, settings
        self.documents = [example.document for example in examples]
        self.gold = gold_of(examples, axes)
        self.weight = sample_weight_of(examples, settings)
        self.written = np.array([example.is_as_written for example in examples])

    def matrix(self, without: frozenset[str] = frozenset(), only: frozenset[str] = frozenset()) -> Any:
        """The examples' features, but for some kinds, or of some kinds only."""
        items = [
            [feature for feature in example.features if feature[0] not in without and (not only or feature[0] in only)]
            for example in self.examples
        ]
        return matrix_of(items, vocabulary_of(items, self.settings.min_count))

    def out_of_fold(
        self, matrix: Any, seed: int | None = None, learned: npt.NDArray[np.bool_] | None = None
    ) -> npt.NDArray[np.float32]:
        fold_seed = self.settings.seed if seed is None else seed
        return out_of_fold(self.examples, self.gold, matrix, self.settings, fold_seed, learned)

    def scores(self, probabilities: npt.NDArray[np.float32]) -> tuple[LabelTable, float]:
        """Scores at thresholds chosen on these probabilities, as the model's are, and the share of off-topic claims left alone."""
        thresholds = [
            best_threshold(self.gold[:, column], probabilities[:, column], self.weight)
            for column in range(len(self.axes))
        ]
        found = self._sets(probabilities[self.written] >= np.array(thresholds, dtype=np.float32))
        expected = self._sets(self.gold[self.written])
        left_alone = [not got for want, got in zip(expected, found, strict=True) if not want]
        return set_table(expected, found), sum(left_alone) / max(1, len(left_alone))

    def _sets(self, rows: npt.NDArray[np.bool_]) -> list[frozenset[str]]:
        return [frozenset(axis for axis, is_on in zip(self.axes, row, strict=True) if is_on) for row in rows.tolist()]


def _ablation(given: _Given) -> list[Variant]:
    def variant(name: str, matrix: Any, settings: TrainingSettings = given.settings) -> Variant:
        probabilities = out_of_fold(given.examples, given.gold, matrix, settings, settings.seed)
        return Variant(name, int(matrix.shape[1]), *given.scores(probabilities))

    characters = character_tf_idf([example.text for example in given.examples], given.settings.min_count)
    return [
        variant("all features", given.matrix()),
        *(variant(f"without {name}", given.matrix(without=kinds)) for name, kinds in FAMILIES.items()),
        variant("words only", given.matrix(only=frozenset({"w"}))),
        variant(
            "TF-IDF of characters (1–3) of the claim",
            characters,
            replace(given.settings, regularization=_TF_IDF_REGULARIZATION),
        ),
    ]


def _learning_point(given: _Given, share: float) -> LearningPoint:
    names = sorted(set(given.documents))
    n_documents = round(share * len(names))
    matrix = given.matrix()
    micro, macro, off_topic = [], [], []
    for draw in range(_N_DRAWS):
        seed = given.settings.seed + draw
        order = np.random.default_rng(seed + 1000).permutation(len(names))
        kept = {names[index] for index in order[:n_documents]}
        learned = np.array([document in kept for document in given.documents])
        scores, left_alone = given.scores(given.out_of_fold(matrix, seed, learned))
        micro.append(scores.micro_f1)
        macro.append(scores.macro_f1)
        off_topic.append(left_alone)
    return LearningPoint(
        share,
        n_documents,
        float(np.mean(micro)),
        float(np.std(micro)),
        float(np.mean(macro)),
        float(np.mean(off_topic)),
    )


def _threshold_choice(
    gold: npt.NDArray[np.bool_],
    probabilities: npt.NDArray[np.float32],
    weight: npt.NDArray[np.float64],
    threshold: float,
) -> ThresholdChoice:
    candidates = np.arange(0.20, 0.81, 0.02)
    scores = np.array([f_beta(gold, probabilities >= candidate, weight) for candidate in candidates])
    near = candidates[scores >= scores.max() - _PLATEAU]
    precision, recall = _precision_and_recall(gold, probabilities >= np.float32(threshold))
    half = _precision_and_recall(gold, probabilities >= 0.5)
    return ThresholdChoice(
        threshold,
        (round(float(near[0]), 2), round(float(near[-1]), 2)),
        precision,
        recall,
        f_beta(gold, probabilities >= np.float32(threshold), weight),
        *half,
    )


def _precision_and_recall(gold: npt.NDArray[np.bool_], predicted: npt.NDArray[np.bool_]) -> tuple[float, float]:
    n_hits = int((gold & predicted).sum())
    return n_hits / max(1, int(predicted.sum())), n_hits / max(1, int(gold.sum()))
