"""Training of the difference model: does a post differ from its source, and what is the difference most likely?

It learns from the labelled posts what the checker weighs of each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.comparison.checker import Checker
from kakudo.comparison.differences import CODES, DifferenceModel, has_finding, is_enough
from kakudo.comparison.margins import KernelMargin
from kakudo.comparison.wording import WordingModel, scaled_length
from kakudo.errors import CorpusError, MissingExtraError
from kakudo.findings import UNSUPPORTED
from kakudo.training.claims import fit_backing
from kakudo.training.linear import folds_of, logistic_regression, matrix_of, vocabulary_of
from kakudo.training.pairs import PairSet

__all__ = ["DifferenceReport", "difference_name", "train_differences"]

# scikit-learn's C and gamma of the support vector machine; C of the logistic regressions of the codes.
_SETTINGS = tuple((strength, gamma) for strength in (1.0, 2.0, 4.0) for gamma in (0.003, 0.005, 0.008))
_LINEAR_STRENGTH = 0.02
# How much the logistic regression counts beside the support vector machine; out of fold, shares from 0.2 to 0.5 are about as good.
_LINEAR_SHARE = 0.35
# Sequences of letters that fewer posts add or drop are chance.
_WORDING_STRENGTH, _MIN_COUNT = 3.0, 4
_N_FOLDS, _SEEDS = 8, (23, 24)
_DECIMALS = 6
_MIN_POSTS = 50
_SURE = 30.0
# A faithful post that is flagged costs a fact-checker's trust, one of several distortions missed less; and of thresholds that
# decide about as well the highest is taken, but for claims that a source lacks, which name what to look up, the lowest. Those of
# posts on which no rule finds anything begin at even odds.
_COST_OF_A_FALSE_FLAG = 1.5
_THRESHOLDS = tuple(round(0.5 + 0.02 * step, 2) for step in range(13))
_THRESHOLDS_FOUND = tuple(round(0.3 + 0.02 * step, 2) for step in range(21))
_THRESHOLDS_UNBACKED = tuple(round(0.1 + 0.02 * step, 2) for step in range(26))
_ABOUT_AS_WELL = 0.005

_Array = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """Out-of-fold scores of the training posts.

    Attributes:
        n: posts that share anything with their article.
        n_flagged: those of them that are to be flagged.
        n_hit, n_code: those of them that are flagged, and whose likeliest code is one of theirs.
        accuracy, f1: of what is flagged at the chosen threshold.
        strength, gamma: scikit-learn's C (smaller is more regular) and the width of the kernel.
        n_vectors: posts that the model keeps to compare with.
        importances: weights of the standardised features, in the order of `FEATURES`, in a logistic regression that learned the same.
    """

    n: int
    n_flagged: int
    n_hit: int
    n_code: int
    accuracy: float
    f1: float
    log_loss: float
    strength: float
    gamma: float
    n_vectors: int
    importances: tuple[float, ...]


def difference_name(paths: Sequence[Path]) -> str:
    """``differences-`` and the hash of the files that it learns from."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    return f"differences-{digest.hexdigest()[:12]}"


def train_differences(pairs: PairSet, checker: Checker, name: str) -> tuple[DifferenceModel, DifferenceReport]:
    """Fit the model.

    How strongly to regularise, and how wide the kernel is, is chosen by the log loss out of fold by article, the thresholds by what wrong flags and
    missed ones cost.

    Args:
        pairs: the labelled posts.
        checker: with their articles and the rules; its own model is not asked.

    Raises:
        CorpusError: there are too few posts, or none of a kind.
        MissingExtraError: scikit-learn is not installed.
    """
    weighed = list(checker.weigh(post.document(names_source=True) for post in pairs.posts))
    kept = [(post, own) for post, own in zip(pairs.posts, weighed, strict=True) if own is not None]
    gold = np.array([post.is_flagged for post, _ in kept], dtype=bool)
    if len(kept) < _MIN_POSTS or gold.all() or not gold.any():
        raise CorpusError(f"difference model: {len(kept)} posts, {int(gold.sum())} of them to be flagged, are too few")
    features = np.array([own.features for _, own in kept], dtype=np.float64)
    wordings = [[own.wording.added for _, own in kept], [own.wording.dropped for _, own in kept]]
    articles = [post.source for post, _ in kept]
    by_wording = [_held_out_wording(own, gold, articles) for own in wordings]
    choices = [
        (_log_loss(held_out, gold), strength, gamma, slopes, offset, held_out)
        for strength, gamma in _SETTINGS
        for columns in [np.column_stack([_held_out_margins(features, gold, articles, strength, gamma), *by_wording])]
        for slopes, offset in [_platt(columns, gold)]
        for held_out in [_logistic(columns @ slopes + offset)]
    ]
    loss, strength, gamma, (slope, *wording_slopes), offset, held_out = min(choices, key=lambda choice: choice[0])
    found = np.array([has_finding(own.features) for _, own in kept], dtype=bool)
    threshold_found = _threshold(held_out[found], gold[found], _THRESHOLDS_FOUND)
    # Where no rule sees anything, no less is asked than where one does.
    threshold = max(threshold_found, _threshold(held_out[~found], gold[~found], _THRESHOLDS))
    margin = _fit_margin(features, gold, strength, gamma)
    margin = replace(
        margin,
        coefficients=slope * margin.coefficients,
        weights=slope * margin.weights,
        intercept=slope * margin.intercept + offset,
    )
    added, dropped = (
        _scaled(_fit_wording(own, gold), float(by)) for own, by in zip(wordings, wording_slopes, strict=True)
    )
    codes = [np.array([code in post.codes for post, _ in kept], dtype=bool) for code in CODES]
    claims = [own.claims for _, own in kept]
    unsupported = codes[CODES.index(UNSUPPORTED)]
    # Of other posts that are to be flagged it does not matter whether this flags them.
    of_claims = unsupported | ~gold
    unbacked = _held_out_backing(claims, unsupported, articles)
    threshold_unbacked = _threshold(unbacked[of_claims], unsupported[of_claims], _THRESHOLDS_UNBACKED, min)
    fitted = [_fit(features, has_code) for has_code in codes]
    model = DifferenceModel(
        margin,
        tuple(_rounded(own) for own, _ in fitted),
        tuple(round(own, _DECIMALS) for _, own in fitted),
        threshold,
        name,
        added,
        dropped,
        threshold_found,
        fit_backing(claims, unsupported),
        threshold_unbacked,
    )
    flagged = np.array(
        [
            is_enough(one, own, threshold, threshold_found) or lacking >= threshold_unbacked
            for one, own, lacking in zip(held_out.tolist(), features.tolist(), unbacked.tolist(), strict=True)
        ]
    )
    likeliest = np.argmax([_held_out(features, has_code, articles) for has_code in codes], axis=0)
    is_right = np.array(codes)[likeliest, np.arange(len(kept))]
    hits = flagged & gold
    return model, DifferenceReport(
        n=len(kept),
        n_flagged=int(gold.sum()),
        n_hit=int(hits.sum()),
        n_code=int((hits & is_right).sum()),
        accuracy=float((flagged == gold).mean()),
        f1=2 * int(hits.sum()) / max(1, int(flagged.sum()) + int(gold.sum())),
        log_loss=loss,
        strength=strength,
        gamma=gamma,
        n_vectors=len(margin.coefficients),
        importances=_rounded(_fit(features, gold)[0] * features.std(axis=0)),
    )


def _threshold(
    held_out: _Array, gold: _Flags, values: Sequence[float], choose: Callable[[Iterable[float]], float] = max
) -> float:
    """The highest, or the lowest, of the thresholds that decide about as well as the best."""
    if not len(gold):
        return values[0]

    def cost(value: float) -> float:
        flagged = held_out >= value
        return float((_COST_OF_A_FALSE_FLAG * (flagged & ~gold) + (gold & ~flagged)).mean())

    costs = {value: cost(value) for value in values}
    return choose(value for value, own in costs.items() if own <= min(costs.values()) + _ABOUT_AS_WELL)


def _rounded(weights: _Array) -> tuple[float, ...]:
    return tuple(round(weight, _DECIMALS) for weight in weights.tolist())


def _folds(articles: Sequence[str]) -> Iterator[_Flags]:
    """Which posts are held out, by article, fold by fold and seed by seed."""
    for seed in _SEEDS:
        folds = folds_of(articles, _N_FOLDS, seed)
        for fold in range(_N_FOLDS):
            own: _Flags = folds == fold
            if own.any():
                yield own


def _held_out(features: _Array, gold: _Flags, articles: Sequence[str]) -> _Array:
    """Probabilities of a code out of fold."""
    total = np.zeros(len(gold))
    for own in _folds(articles):
        weights, intercept = _fit(features[~own], gold[~own])
        total[own] += _logistic(features[own] @ weights + intercept)
    return total / len(_SEEDS)


def _held_out_margins(features: _Array, gold: _Flags, articles: Sequence[str], strength: float, gamma: float) -> _Array:
    total = np.zeros(len(gold))
    for own in _folds(articles):
        margin = _fit_margin(features[~own], gold[~own], strength, gamma)
        total[own] += [margin(row) for row in features[own].tolist()]
    return total / len(_SEEDS)


def _fit_margin(features: _Array, gold: _Flags, strength: float, gamma: float) -> KernelMargin:
    """A support vector machine and a logistic regression on standardised features, as one margin.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.svm import SVC
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "train", "training a model") from error
    centre, scale = _standard(features)
    classifier: Any = SVC(C=strength, gamma=gamma)
    classifier.fit((features - centre) / scale, gold)
    raw, intercept = _fit(features, gold)
    share = _LINEAR_SHARE
    return KernelMargin(
        centre,
        scale,
        np.asarray(classifier.support_vectors_, dtype=np.float32),
        (1 - share) * np.asarray(classifier.dual_coef_[0], dtype=np.float64),
        share * raw * scale,
        gamma,
        (1 - share) * float(classifier.intercept_[0]) + share * (intercept + float(raw @ centre)),
    )


def _held_out_backing(
    claims: Sequence[Sequence[tuple[float, ...]]], unsupported: _Flags, articles: Sequence[str]
) -> _Array:
    """Probabilities out of fold that the source lacks the claim of a post that it has least of."""
    total = np.zeros(len(unsupported))
    for own in _folds(articles):
        margin = fit_backing([item for item, is_out in zip(claims, own, strict=True) if not is_out], unsupported[~own])
        total[own] += [max(map(margin, item)) for item, is_out in zip(claims, own, strict=True) if is_out]
    return _logistic(total / len(_SEEDS))


def _held_out_wording(wording: Sequence[frozenset[str]], gold: _Flags, articles: Sequence[str]) -> _Array:
    """Log-odds out of fold by what posts add, or by what they drop."""
    total = np.zeros(len(gold))
    for own in _folds(articles):
        model = _fit_wording([item for item, is_out in zip(wording, own, strict=True) if not is_out], gold[~own])
        total[own] += [model(item) for item, is_out in zip(wording, own, strict=True) if is_out]
    return total / len(_SEEDS)


def _fit_wording(wording: Sequence[frozenset[str]], gold: _Flags) -> WordingModel:
    """A logistic regression on sequences of letters, those of each post scaled, without an intercept.

    With one, a post that adds nothing would be suspect for having no word that speaks for it.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    items = [[(sequence,) for sequence in own] for own in wording]
    vocabulary = vocabulary_of(items, _MIN_COUNT)
    if not vocabulary or gold.all() or not gold.any():
        return WordingModel()
    matrix = matrix_of(items, vocabulary)
    n_known = np.diff(matrix.indptr)
    matrix.data /= np.repeat([scaled_length(int(n)) for n in n_known], n_known)
    classifier: Any = logistic_regression(C=_WORDING_STRENGTH, max_iter=1000, fit_intercept=False)
    classifier.fit(matrix, gold)
    weights = classifier.coef_[0].tolist()
    return WordingModel({sequence: weights[at] for (sequence,), at in vocabulary.items()})


def _scaled(model: WordingModel, slope: float) -> WordingModel:
    # As the file keeps them, so that a model that was read decides as the one that was trained.
    return WordingModel({sequence: float(np.float32(slope * weight)) for sequence, weight in model.weights.items()})


def _platt(margins: _Array, gold: _Flags) -> tuple[_Array, float]:
    """Slopes and offset that make margins out of fold, a column each, log-odds together (Platt, 1999)."""
    classifier: Any = logistic_regression(C=100.0, max_iter=1000)
    classifier.fit(margins, gold)
    return np.asarray(classifier.coef_[0], dtype=np.float64), float(classifier.intercept_[0])


def _fit(features: _Array, gold: _Flags) -> tuple[_Array, float]:
    """A logistic regression on standardised features, as weights and intercept for the raw ones."""
    if gold.all() or not gold.any():  # a corpus, or what a fold leaves of it, without a code cannot teach it
        return np.zeros(features.shape[1]), _SURE if gold.any() else -_SURE
    centre, scale = _standard(features)
    classifier: Any = logistic_regression(C=_LINEAR_STRENGTH, max_iter=5000, tol=1e-8)
    classifier.fit((features - centre) / scale, gold)
    weights = np.asarray(classifier.coef_[0], dtype=np.float64) / scale
    return weights, float(classifier.intercept_[0] - weights @ centre)


def _standard(features: _Array) -> tuple[_Array, _Array]:
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale == 0] = 1.0
    return centre, scale


def _logistic(log_odds: _Array) -> _Array:
    odds: _Array = 1 / (1 + np.exp(-log_odds))
    return odds


def _log_loss(probabilities: _Array, gold: _Flags) -> float:
    sure = np.clip(np.where(gold, probabilities, 1 - probabilities), 1e-12, 1.0)
    return float(-np.log(sure).mean())
