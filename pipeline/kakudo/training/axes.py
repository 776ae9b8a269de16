"""Training of the axis model with scikit-learn: one logistic regression per axis, thresholds from held-out documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import FORMAT, AxisModel
from kakudo.axes.terms import Term
from kakudo.document import Span
from kakudo.errors import CorpusError
from kakudo.linear import Feature, LinearModel
from kakudo.tokenization import TokenizedText, Tokenizer
from kakudo.training.corpus import LabelledDocument
from kakudo.training.linear import folds_of, libraries, logistic_regression, matrix_of, vocabulary_of

__all__ = [
    "BETA",
    "Example",
    "TrainingSettings",
    "best_threshold",
    "examples_of",
    "f_beta",
    "gold_of",
    "out_of_fold",
    "sample_weight_of",
    "train_axes",
]


BETA = 0.8
"""Of the F-score by which thresholds are chosen: precision weighs 1/BETA² of what recall does."""

_MIN_DOCUMENTS = 2
_SURE = 10.0


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How the axis model is fitted.

    Attributes:
        regularization: inverse strength ``C`` of the L2 penalty.
        min_count: claims that a feature must stand in to be kept.
        n_folds: document-wise folds for out-of-fold probabilities, from which thresholds are chosen.
        n_repeats: fold assignments that thresholds are chosen over, so that they do not hang on one.
        off_topic_weight: weight of claims of documents that touch no axis, in fitting and in choosing thresholds: they are most of the world
            and little of the corpus.
        seed: of the fold assignment.
    """

    regularization: float = 0.07
    off_topic_weight: float = 2.0
    min_count: int = 2
    n_folds: int = 5
    n_repeats: int = 5
    seed: int = 13


@dataclass(frozen=True, slots=True)
class Example:
    """One claim to learn from.

    Attributes:
        text: the claim's own words, for methods that do not take its features.
        is_as_written: whether it is seen where it stands in its document, not alone or under another heading.
    """

    document: str
    features: frozenset[Feature]
    axes: frozenset[str]
    text: str = ""
    is_as_written: bool = True


def examples_of(
    documents: Sequence[LabelledDocument], tokenizer: Tokenizer, features: AxisFeatures
) -> Iterator[Example]:
    """Claims of the corpus with their features, in the context that `kakudo.analysis` would give them.

    A claim after another sentence is seen a second time without it, as posts and single sentences come; and each claim of a document about
    an axis is seen once more as if it stood under a heading that names the document's main axis.
    """
    for document in documents:
        before: list[Term] = []
        section: list[Term] = []
        heading = _as_heading(document)
        for sentence in document.sentences:
            tokenized = tokenizer(sentence.text)
            terms = features.terms_of(tokenized.tokens, 0, len(tokenized.tokens))
            for claim in sentence.claims:
                span = _token_span(tokenized, claim.start, claim.end)
                axes = frozenset(claim.axes)
                views: list[tuple[Sequence[Term], Sequence[Term]]] = [((*before, *terms), section)]
                if before:
                    views.append((terms, section))
                if heading:
                    views.append((terms, heading))
                for number, (context, above) in enumerate(views):
                    found = frozenset(features(tokenized.tokens, span, context, above))
                    yield Example(document.id, found, axes, claim.text, number == 0)
            before = terms
            if sentence.block == "heading":
                section = terms


def _as_heading(document: LabelledDocument) -> list[Term]:
    """The term of a heading that names the axis most claims of the document have; empty for a document about none."""
    counts = Counter(axis for sentence in document.sentences for claim in sentence.claims for axis in claim.axes)
    if not counts:
        return []
    axis = counts.most_common(1)[0][0]
    return [Term(axis, f"{axis}.heading", (), (), ())]


def _token_span(tokenized: TokenizedText, start: int, end: int) -> Span:
    inside = [index for index in range(len(tokenized.tokens)) if start <= tokenized.starts[index] < end]
    return Span(inside[0], inside[-1] + 1) if inside else Span(0, 0)


def train_axes(
    examples: Sequence[Example], axes: Sequence[str], settings: TrainingSettings | None = None, **metadata: Any
) -> tuple[AxisModel, npt.NDArray[np.float32]]:
    """Fit the axis model.

    Args:
        examples: labelled claims.
        axes: axis ids, in the order of the columns.
        metadata: written into the model beside what training itself knows.

    Returns:
        The model fitted on all examples, and out-of-fold probabilities of shape (n_examples, n_axes): the first of those on which its
        thresholds were chosen.

    Raises:
        CorpusError: an axis that no claim, or every claim, is about.
        MissingExtraError: scikit-learn is not installed.
    """
    settings = settings or TrainingSettings()
    items = [example.features for example in examples]
    vocabulary = vocabulary_of(items, settings.min_count)
    gold = gold_of(examples, axes)
    matrix = matrix_of(items, vocabulary)
    for axis in axes:
        n_documents = len({example.document for example in examples if axis in example.axes})
        if n_documents < _MIN_DOCUMENTS or all(axis in example.axes for example in examples):
            raise CorpusError(
                f"the corpus cannot train axis {axis!r}: {n_documents} documents have a claim about it; "
                f"at least {_MIN_DOCUMENTS}, and claims that are about something else, are needed"
            )
    weight = sample_weight_of(examples, settings)
    repeats = [
        out_of_fold(examples, gold, matrix, settings, seed)
        for seed in range(settings.seed, settings.seed + settings.n_repeats)
    ]
    pooled, pooled_gold = np.concatenate(repeats), np.concatenate([gold] * len(repeats))
    pooled_weight = np.concatenate([weight] * len(repeats))
    thresholds = np.array(
        [best_threshold(pooled_gold[:, column], pooled[:, column], pooled_weight) for column in range(len(axes))],
        dtype=np.float32,
    )
    weights, bias = _fit(matrix, gold, weight, settings)
    digest = hashlib.sha256()
    for example in examples:
        digest.update(repr((example.document, sorted(example.features), sorted(example.axes))).encode())
    linear = LinearModel(
        tuple(axes),
        vocabulary,
        weights,
        bias,
        {
            "format": FORMAT,
            "name": f"axes-{digest.hexdigest()[:12]}",
            "training_data": f"sha256:{digest.hexdigest()}",
            "n_examples": len(examples),
            "settings": asdict(settings),
            "libraries": libraries(),
            **metadata,
        },
    )
    model = AxisModel(linear, thresholds)
    return model, repeats[0]


def _fit(
    matrix: Any, gold: npt.NDArray[np.bool_], sample_weight: npt.NDArray[np.float64], settings: TrainingSettings
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    weights = np.zeros((matrix.shape[1], gold.shape[1]), dtype=np.float32)
    bias = np.zeros(gold.shape[1], dtype=np.float32)
    for column in range(gold.shape[1]):
        if gold[:, column].all() or not gold[:, column].any():
            bias[column] = _SURE if gold[0, column] else -_SURE  # a fold whose documents all agree on the axis
            continue
        if not matrix.shape[1]:  # a study without the only family of features that a corpus has
            bias[column] = np.log(gold[:, column].mean() / (1 - gold[:, column].mean()))
            continue
        classifier = logistic_regression(C=settings.regularization, max_iter=2000, solver="liblinear")
        classifier.fit(matrix, gold[:, column], sample_weight=sample_weight)
        weights[:, column] = classifier.coef_[0]
        bias[column] = classifier.intercept_[0]
    return weights, bias


def gold_of(examples: Sequence[Example], axes: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which example is about which axis, of shape (n_examples, n_axes)."""
    return np.array([[axis in example.axes for axis in axes] for example in examples], dtype=bool)


def sample_weight_of(examples: Sequence[Example], settings: TrainingSettings) -> npt.NDArray[np.float64]:
    """What each example counts for: those of documents that touch no axis count for more."""
    on_topic = {example.document for example in examples if example.axes}
    return np.array([1.0 if example.document in on_topic else settings.off_topic_weight for example in examples])


def out_of_fold(
    examples: Sequence[Example],
    gold: npt.NDArray[np.bool_],
    matrix: Any,
    settings: TrainingSettings,
    seed: int,
    learned: npt.NDArray[np.bool_] | None = None,
) -> npt.NDArray[np.float32]:
    """Probabilities for each example from a model that saw no claim of its document.

    Args:
        matrix: the examples' features, a row each.
        seed: of the fold assignment.
        learned: the examples that may be learned from; all by default.
    """
    folds = folds_of([example.document for example in examples], settings.n_folds, seed)
    weight = sample_weight_of(examples, settings)
    probabilities = np.zeros(gold.shape, dtype=np.float32)
    for fold in range(settings.n_folds):
        seen = folds != fold if learned is None else (folds != fold) & learned
        weights, bias = _fit(matrix[seen], gold[seen], weight[seen], settings)
        scores = matrix[folds == fold] @ weights + bias
        probabilities[folds == fold] = 1.0 / (1.0 + np.exp(-scores))
    return probabilities


def best_threshold(
    gold: npt.NDArray[np.bool_],
    probabilities: npt.NDArray[np.float32],
    weight: npt.NDArray[np.float64] | None = None,
) -> float:
    """The threshold in [0.2, 0.8] with the best F-score of `BETA`; the middle of equally good ones, so that it is no accident of one claim.

    Precision counts more than recall, since most of the world is off topic and the corpus is not.

    Args:
        weight: what each example counts for; one by default.
    """
    candidates = np.arange(0.20, 0.81, 0.02)
    scores = np.array([f_beta(gold, probabilities >= candidate, weight) for candidate in candidates])
    best = candidates[scores >= scores.max() - 1e-9]
    return float(round(best[len(best) // 2], 2))


def f_beta(
    gold: npt.NDArray[np.bool_], predicted: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64] | None = None
) -> float:
    """The F-score of `BETA`, that by which thresholds are chosen (van Rijsbergen 1979)."""
    counted = np.ones(len(gold)) if weight is None else weight
    total = BETA**2 * counted[gold].sum() + counted[predicted].sum()
    return float((1 + BETA**2) * counted[gold & predicted].sum() / total) if total else 0.0
