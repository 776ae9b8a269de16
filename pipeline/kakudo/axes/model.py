"""The axis model at inference: one logistic output per axis, and the probability from which each is reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kakudo.errors import ModelError
from kakudo.findings import AxisScore
from kakudo.linear import Feature, LinearModel, load_linear, save_linear

__all__ = ["FORMAT", "STEM", "AxisModel", "load_axis_model", "save_axis_model"]

FORMAT = "kakudo-axes/1"
STEM = "axes"
_UNDER_HEADING = 0.6


@dataclass(frozen=True, slots=True)
class AxisModel:
    """A linear model with thresholds.

    Attributes:
        linear: scores per axis.
        thresholds: the probability from which an axis is reported, float32 of shape (n_axes,).
    """

    linear: LinearModel
    thresholds: npt.NDArray[np.float32]

    @property
    def axes(self) -> tuple[str, ...]:
        """Axis ids, in the order of the columns."""
        return self.linear.labels

    @property
    def name(self) -> str:
        """For signatures."""
        return self.linear.name

    def predict_proba(self, claims: Sequence[Iterable[Feature]]) -> npt.NDArray[np.float32]:
        """Probability of every axis for every claim.

        Returns:
            Array of shape (n_claims, n_axes).
        """
        return np.asarray(1.0 / (1.0 + np.exp(-self.linear.scores(claims))), dtype=np.float32)

    def decide(
        self, probabilities: npt.NDArray[np.float32], sections: Sequence[frozenset[str]] | None = None
    ) -> list[tuple[AxisScore, ...]]:
        """The axes at or above their threshold, most probable first.

        Args:
            probabilities: of shape (n_claims, n_axes).
            sections: for each claim the axes that the headings above it name, whose threshold is lower there: 「老朽化した設備」
                under 「石油」 is about oil.
        """
        thresholds = np.broadcast_to(self.thresholds, probabilities.shape)
        if sections is not None and any(sections):
            under = np.array([[axis in named for axis in self.axes] for named in sections], dtype=bool)
            thresholds = np.where(under, self.thresholds * _UNDER_HEADING, self.thresholds)
        decided: list[tuple[AxisScore, ...]] = [()] * len(probabilities)
        claims, columns = np.nonzero(probabilities >= thresholds)
        # Most claims are about no axis: only what lies above is walked, claim by claim and there in the order of the axes.
        above = probabilities[claims, columns].tolist()
        for claim, column, probability in zip(claims.tolist(), columns.tolist(), above, strict=True):
            decided[claim] += (AxisScore(self.axes[column], round(probability, 4)),)
        return [
            tuple(sorted(scores, key=lambda score: -score.probability)) if len(scores) > 1 else scores
            for scores in decided
        ]


def save_axis_model(model: AxisModel, folder: Path) -> tuple[Path, Path]:
    """Write ``axes.npz`` and ``axes.json``."""
    return save_linear(model.linear, folder, STEM, {"thresholds": model.thresholds})


def load_axis_model(folder: Path) -> AxisModel:
    """Read what `save_axis_model` wrote.

    Raises:
        ModelError: a file is missing, damaged, of another format, or the files do not fit each other.
    """
    linear, arrays = load_linear(folder, STEM, FORMAT)
    thresholds = arrays.get("thresholds")
    if thresholds is None or thresholds.shape != (len(linear.labels),):
        raise ModelError(
            f"the axis model in {folder} lacks a threshold for each of its axes; make it anew with `kakudo train`"
        )
    return AxisModel(linear, thresholds)
