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

__all__ = ["Example", "TrainingSettings", "examples_of", "train_axes"]


_BETA = 0.7
_MIN_DOCUMENTS = 2
_SURE = 10.0


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How the axis model is fitted.

    Attributes:
        regularization: inverse strength ``C`` of the L2 penalty.
        min_count: claims that a feature must stand in to be kept.
        n_folds: document-wise folds for out-of-fold probabilities, from which thresholds are chosen.
        off_topic_weight: weight of claims of documents that touch no axis, which are most of the world and little of the corpus.
        seed: of the fold assignment.
    """

    regularization: float = 0.1
    off_topic_weight: float = 3.0
    min_count: int = 2
    n_folds: int = 5
    seed: int = 13


@dataclass(frozen=True, slots=True)
class Example:
    """One claim to learn from."""

    document: str
    features: frozenset[Feature]
    axes: frozenset[str]


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
                for context in ((*before, *terms), terms) if before else (terms,):
                    yield Example(
                        document.id,
                        frozenset(features(tokenized.tokens, span, context, section)),
                        frozenset(claim.axes),
                    )
                if heading:
                    yield Example(
                        document.id, frozenset(features(tokenized.tokens, span, terms, heading)), frozenset(claim.axes)
                    )
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
        The model fitted on all examples, and out-of-fold probabilities of shape (n_examples, n_axes), on which its thresholds were chosen.

    Raises:
        CorpusError: an axis that no claim, or every claim, is about.
        MissingExtraError: scikit-learn is not installed.
    """
    settings = settings or TrainingSettings()
    items = [example.features for example in examples]
    vocabulary = vocabulary_of(items, settings.min_count)
    gold = np.array([[axis in example.axes for axis in axes] for example in examples], dtype=bool)
    matrix = matrix_of(items, vocabulary)
    for axis in axes:
        n_documents = len({example.document for example in examples if axis in example.axes})
        if n_documents < _MIN_DOCUMENTS or all(axis in example.axes for example in examples):
            raise CorpusError(
                f"the corpus cannot train axis {axis!r}: {n_documents} documents have a claim about it; "
                f"at least {_MIN_DOCUMENTS}, and claims that are about something else, are needed"
            )
    held_out = _out_of_fold(examples, gold, matrix, settings)
    thresholds = np.array(
        [best_threshold(gold[:, column], held_out[:, column]) for column in range(len(axes))], dtype=np.float32
    )
    weights, bias = _fit(matrix, gold, _sample_weight(examples, settings), settings)
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
    return model, held_out


def _fit(
    matrix: Any, gold: npt.NDArray[np.bool_], sample_weight: npt.NDArray[np.float64], settings: TrainingSettings
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    weights = np.zeros((matrix.shape[1], gold.shape[1]), dtype=np.float32)
    bias = np.zeros(gold.shape[1], dtype=np.float32)
    for column in range(gold.shape[1]):
        if gold[:, column].all() or not gold[:, column].any():
            bias[column] = _SURE if gold[0, column] else -_SURE  # a fold whose documents all agree on the axis
            continue
        classifier = logistic_regression(C=settings.regularization, max_iter=2000, solver="liblinear")
        classifier.fit(matrix, gold[:, column], sample_weight=sample_weight)
        weights[:, column] = classifier.coef_[0]
        bias[column] = classifier.intercept_[0]
    return weights, bias


def _sample_weight(examples: Sequence[Example], settings: TrainingSettings) -> npt.NDArray[np.float64]:
    on_topic = {example.document for example in examples if example.axes}
    return np.array([1.0 if example.document in on_topic else settings.off_topic_weight for example in examples])


def _out_of_fold(
    examples: Sequence[Example], gold: npt.NDArray[np.bool_], matrix: Any, settings: TrainingSettings
) -> npt.NDArray[np.float32]:
    """Probabilities for each example from a model that saw no claim of its document."""
    folds = folds_of([example.document for example in examples], settings.n_folds, settings.seed)
    sample_weight = _sample_weight(examples, settings)
    probabilities = np.zeros(gold.shape, dtype=np.float32)
    for fold in range(settings.n_folds):
        weights, bias = _fit(matrix[folds != fold], gold[folds != fold], sample_weight[folds != fold], settings)
        scores = matrix[folds == fold] @ weights + bias
        probabilities[folds == fold] = 1.0 / (1.0 + np.exp(-scores))
    return probabilities


def best_threshold(gold: npt.NDArray[np.bool_], probabilities: npt.NDArray[np.float32]) -> float:
    """The threshold in [0.2, 0.8] with the best F0.7; the middle of equally good ones, so that it is no accident of one claim.

    Precision counts more than recall, since most of the world is off topic and the corpus is not.
    """
    candidates = np.arange(0.20, 0.81, 0.02)
    scores = np.array([_f_beta(gold, probabilities >= candidate) for candidate in candidates])
    best = candidates[scores >= scores.max() - 1e-9]
    return float(round(best[len(best) // 2], 2))


def _f_beta(gold: npt.NDArray[np.bool_], predicted: npt.NDArray[np.bool_]) -> float:
    total = _BETA**2 * int(gold.sum()) + int(predicted.sum())
    return (1 + _BETA**2) * int((gold & predicted).sum()) / total if total else 0.0
