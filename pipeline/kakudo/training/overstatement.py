"""Training of the overstatement model on the corpus's claims, as the analyzer sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kakudo.analysis import Analyzer
from kakudo.errors import CorpusError
from kakudo.linear import Feature, LinearModel
from kakudo.overstatement.learned import FORMAT, LEARNED_CODES, NOTHING, STEM, is_open, suspicion_features
from kakudo.overstatement.view import ClaimView
from kakudo.training.gold import GoldClaim, GoldText
from kakudo.training.linear import folds_of, logistic_regression, matrix_of, multinomial, vocabulary_of

__all__ = [
    "OverstatementExample",
    "OverstatementSettings",
    "has_every_code",
    "overstatement_examples_of",
    "train_overstatement",
]


@dataclass(frozen=True, slots=True)
class OverstatementSettings:
    """How the overstatement model is fitted; see `kakudo.training.axes.TrainingSettings`."""

    regularization: float = 1.0
    min_count: int = 2
    n_folds: int = 5
    seed: int = 19


@dataclass(frozen=True, slots=True)
class OverstatementExample:
    """One open claim: its features, and its code or `NOTHING`."""

    document: str
    features: tuple[Feature, ...]
    code: str


def overstatement_examples_of(texts: Sequence[GoldText], analyzer: Analyzer) -> Iterator[OverstatementExample]:
    """The claims of texts that the analyzer leaves open (`is_open`), with the code that gold gives the claim most of which they are.

    Args:
        texts: whose claims have places and codes, as those of the corpus format have.
        analyzer: whose labels the model will see; its own judgement is not asked for.
    """
    for text, (_, sentences) in zip(texts, analyzer.pipe_views(text.document for text in texts), strict=True):
        for view in (view for views in sentences for view in views):
            gold = _gold_of(view, text.claims)
            if gold is not None and is_open(view):
                codes = sorted(set(gold.codes or ()) & set(LEARNED_CODES))
                code = codes[0] if codes else NOTHING
                yield OverstatementExample(gold.document, tuple(suspicion_features(view)), code)


def _gold_of(view: ClaimView, claims: Sequence[GoldClaim]) -> GoldClaim | None:
    """The gold claim that shares most characters with a claim."""
    best, most = None, 0
    for claim in claims:
        if claim.start is None or claim.end is None or claim.codes is None:
            continue
        shared = min(claim.end, view.end) - max(claim.start, view.start)
        if shared > most:
            best, most = claim, shared
    return best


def has_every_code(examples: Sequence[OverstatementExample]) -> bool:
    """Whether there is an example of every code: a corpus of another topic need not label overstatement."""
    return {NOTHING, *LEARNED_CODES} <= {example.code for example in examples}


def train_overstatement(
    examples: Sequence[OverstatementExample], settings: OverstatementSettings | None = None, **metadata: Any
) -> tuple[LinearModel, list[str]]:
    """Fit the overstatement model.

    Returns:
        The model fitted on all examples, and for each example the label given by a model that did not see its document.

    Raises:
        CorpusError: there are too few documents, or a code that no claim has.
        MissingExtraError: scikit-learn is not installed.
    """
    settings = settings or OverstatementSettings()
    codes = {example.code for example in examples}
    n_documents = len({example.document for example in examples})
    missing = sorted({NOTHING, *LEARNED_CODES} - codes)
    if missing or n_documents < settings.n_folds:
        raise CorpusError(
            f"the corpus cannot train the overstatement model: it has {n_documents} documents, and open claims of every code "
            f"but {', '.join(missing) or 'none'}; at least {settings.n_folds} documents and claims of every code are needed"
        )
    items = [example.features for example in examples]
    vocabulary = vocabulary_of(items, settings.min_count)
    matrix = matrix_of(items, vocabulary)
    gold = np.array([example.code for example in examples])
    folds = folds_of([example.document for example in examples], settings.n_folds, settings.seed)
    held_out = np.full(len(examples), NOTHING, dtype=object)
    for fold in range(settings.n_folds):
        classifier = _fitted(matrix[folds != fold], gold[folds != fold], settings)
        held_out[folds == fold] = classifier.predict(matrix[folds == fold])
    classifier = _fitted(matrix, gold, settings)
    data = ((example.document, example.features, example.code) for example in examples)
    model = multinomial(classifier, vocabulary, data, settings, stem=STEM, format=FORMAT, **metadata)
    return model, [str(label) for label in held_out]


def _fitted(matrix: Any, gold: Any, settings: OverstatementSettings) -> Any:
    return logistic_regression(C=settings.regularization, max_iter=3000).fit(matrix, gold)
