"""The time model: corrects the tense rule where endings are ambiguous (「行われる」 may be a habit or tomorrow's event).

The rule stands unless the model is sure: another time must lie above the rule's by a margin.
A multinomial logistic regression over a few features a claim, small enough to be scored in plain Python.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from kakudo.certainty.labels import Labels
from kakudo.findings import Time
from kakudo.linear import Feature, LinearModel, load_linear

__all__ = ["FORMAT", "MARGIN", "STEM", "TimeDecider", "load_time_model"]

FORMAT = "kakudo-time/1"
STEM = "time"
MARGIN = 1.25
"""By how much a time's score must exceed that of the rule's time to overrule it: the log of the odds between them."""


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
        """The labels with the most probable time each, where it is clearly more probable than the time that they have."""
        decided = []
        for item in labels:
            time = self._decide(item.time, item.time_keys)
            decided.append(item if time is item.time else structs.replace(item, time=time))
        return decided

    def _decide(self, rule: Time, keys: tuple[Feature, ...]) -> Time:
        known = [weights for weights in map(self._weights.get, keys) if weights is not None]
        totals = [sum(column) for column in zip(self._bias, *known, strict=True)]
        best = max(totals)
        return self._times[totals.index(best)] if best - totals[self._times.index(rule)] > MARGIN else rule
