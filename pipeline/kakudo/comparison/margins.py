"""How far features speak for one answer rather than the other, as log-odds: by weights, or by likeness to what was learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["KernelMargin", "LinearMargin", "Margin", "dot"]


class Margin(Protocol):
    """Log-odds of a difference, from the features of a post beside its source."""

    def __call__(self, features: Sequence[float]) -> float: ...


@dataclass(frozen=True, slots=True)
class LinearMargin:
    """Weights and an intercept."""

    weights: tuple[float, ...]
    intercept: float

    def __call__(self, features: Sequence[float]) -> float:
        """The log-odds.

        Raises:
            ValueError: there are not as many features as weights.
        """
        return self.intercept + dot(self.weights, features)


@dataclass(frozen=True, slots=True, eq=False)
class KernelMargin:
    """A support vector machine with a radial basis function (Boser, Guyon & Vapnik, 1992), its margin scaled to log-odds (Platt, 1999).

    What a lost hedge says depends on the rest: how closely the sentences match, whether the teller is kept. A linear model adds such
    things up; this one asks which posts of the corpus are most alike in all of them. Where none is (「議会は法案を可決した」, four words
    beside four), its answer is no more than the intercept, and a linear part goes on.

    Attributes:
        centre, scale: mean and deviation of each feature, of shape (n_features,).
        vectors: standardised features of the support vectors, of shape (n_vectors, n_features).
        coefficients: their signed weights, scaled to log-odds, of shape (n_vectors,).
        weights: of the linear part, for the standardised features, of shape (n_features,).
        gamma: how fast likeness falls with the squared distance.
        intercept: log-odds far from every vector, at the mean of the features.
    """

    centre: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    vectors: npt.NDArray[np.float32]
    coefficients: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    gamma: float
    intercept: float

    def __call__(self, features: Sequence[float]) -> float:
        """The log-odds.

        Raises:
            ValueError: there are not as many features as the model has.
        """
        if len(features) != len(self.centre):
            raise ValueError(f"{len(features)} features for {len(self.centre)} of the model")
        own = (np.asarray(features, dtype=np.float64) - self.centre) / self.scale
        apart = self.vectors - own
        likeness = np.exp(-self.gamma * np.einsum("ij,ij->i", apart, apart))
        return float(self.coefficients @ likeness + self.weights @ own) + self.intercept


def dot(weights: Sequence[float], values: Sequence[float]) -> float:
    """The inner product.

    Raises:
        ValueError: the two are of different length.
    """
    if len(weights) != len(values):
        raise ValueError(f"{len(values)} features for {len(weights)} weights")
    return float(sum(map(mul, weights, values)))
