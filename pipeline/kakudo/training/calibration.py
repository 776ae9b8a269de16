"""Whether probabilities mean what they say: reliability tables, expected calibration error and Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Calibration", "ReliabilityBin", "calibration_of"]

_N_BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Claims whose probability lies in ``[low, high)``; the last bin holds 1 too.

    Attributes:
        predicted: their mean probability.
        observed: the share of them that gold counts.
    """

    low: float
    high: float
    n_claims: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one axis.

    Attributes:
        error: the expected calibration error: the gaps between predicted and observed, weighted by the bins' sizes (Naeini et al. 2015).
        brier: mean squared distance of probability and truth (Brier 1950).
        bins: those that hold a claim.
    """

    error: float
    brier: float
    bins: tuple[ReliabilityBin, ...]


def calibration_of(gold: npt.NDArray[np.bool_], probabilities: npt.NDArray[np.float32]) -> Calibration:
    """The calibration of probabilities in ten bins of equal width.

    Args:
        gold, probabilities: one value a claim.

    Raises:
        ValueError: there is no claim.
    """
    if not len(gold):
        raise ValueError("no claims to calibrate on")
    truth, given = gold.astype(np.float64), probabilities.astype(np.float64)
    place = np.minimum((given * _N_BINS).astype(int), _N_BINS - 1)
    bins = []
    for number in range(_N_BINS):
        inside = place == number
        if inside.any():
            low, high = number / _N_BINS, (number + 1) / _N_BINS
            mean, share = float(given[inside].mean()), float(truth[inside].mean())
            bins.append(ReliabilityBin(low, high, int(inside.sum()), mean, share))
    error = sum(abs(item.predicted - item.observed) * item.n_claims for item in bins) / len(truth)
    return Calibration(error, float(((given - truth) ** 2).mean()), tuple(bins))
