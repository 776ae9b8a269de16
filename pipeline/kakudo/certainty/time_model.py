"""The time model: corrects the tense rule where endings are ambiguous (「行われる」 may be a habit or tomorrow's event).

A multinomial logistic regression over a few features a claim, small enough to be scored in plain Python.
"""

from __future__ import annotations

from pathlib import Path

from kakudo.certainty.labels import Labels
from kakudo.findings import Time
from kakudo.linear import Feature, LinearModel, load_linear

__all__ = ["FORMAT", "STEM", "TimeDecider", "load_time_model"]

FORMAT = "kakudo-time/1"
STEM = "time"


def load_time_model(folder: Path) -> LinearModel:
    """Read ``time.npz`` and ``time.json``.

    Raises:
        ModelError: a file is missing, damaged, of another format, or the files do not fit each other.
    """
    return load_linear(folder, STEM, FORMAT)[0]


class TimeDecider:
    """Sets the time label of claims.

    Args:
        model: its labels are the values of `Time`.
    """

    def __init__(self, model: LinearModel) -> None:
        self._times = [Time(label) for label in model.labels]
        rows = model.weights.tolist()
        self._weights: dict[Feature, list[float]] = {
            feature: rows[index] for feature, index in model.vocabulary.items()
        }
        self._bias: list[float] = model.bias.tolist()

    def __call__(self, labels: list[Labels]) -> list[Labels]:
        """The labels with the most probable time each."""
        return [item._replace(time=self._decide(item.time_keys)) for item in labels]

    def _decide(self, keys: tuple[Feature, ...]) -> Time:
        totals = list(self._bias)
        lookup = self._weights.get
        for key in keys:
            weights = lookup(key)
            if weights is not None:
                for column, weight in enumerate(weights):
                    totals[column] += weight
        return self._times[totals.index(max(totals))]
