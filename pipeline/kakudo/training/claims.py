"""Training of what tells a claim that a source lacks from one that it has.

The corpus says which posts hold such a claim, not which claim it is. Of an unsupported post the one is taken that looks most like
it, and looked for anew with what it taught (Andrews, Tsochantaridis & Hofmann, 2002); of any other post no claim is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.comparison.backing import CLAIM_FEATURES
from kakudo.comparison.margins import LinearMargin
from kakudo.training.linear import logistic_regression

__all__ = ["fit_backing"]

# scikit-learn's C.
_STRENGTH = 0.2
_N_ROUNDS = 4
_DECIMALS = 6


def fit_backing(claims: Sequence[Sequence[tuple[float, ...]]], is_unsupported: npt.NDArray[np.bool_]) -> LinearMargin:
    """Weights over `CLAIM_FEATURES` by which a source lacks a claim.

    Args:
        claims: features of the claims of each post.
        is_unsupported: whether the source lacks a claim of the post.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    rows = np.array([claim for own in claims for claim in own], dtype=np.float64)
    posts = np.array([number for number, own in enumerate(claims) for _ in own], dtype=np.int64)
    if not len(rows) or is_unsupported.all() or not is_unsupported.any():
        return LinearMargin((0.0,) * len(CLAIM_FEATURES), 0.0)
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    standard = (rows - centre) / scale
    suspect = is_unsupported[posts]
    taken = suspect
    for _ in range(_N_ROUNDS):
        kept = taken | ~suspect
        classifier: Any = logistic_regression(C=_STRENGTH, max_iter=5000, tol=1e-8)
        classifier.fit(standard[kept], taken[kept])
        taken = suspect & _is_most(classifier.decision_function(standard), posts, len(claims))
    weights = np.asarray(classifier.coef_[0], dtype=np.float64) / scale
    intercept = float(classifier.intercept_[0] - weights @ centre)
    return LinearMargin(tuple(round(weight, _DECIMALS) for weight in weights.tolist()), round(intercept, _DECIMALS))


def _is_most(scores: npt.NDArray[np.float64], posts: npt.NDArray[np.int64], n_posts: int) -> npt.NDArray[np.bool_]:
    """Whether a claim has the highest score of those of its post."""
    most = np.full(n_posts, -np.inf)
    np.maximum.at(most, posts, scores)
    is_most: npt.NDArray[np.bool_] = scores == most[posts]
    return is_most
