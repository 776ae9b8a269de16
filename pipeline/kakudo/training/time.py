"""Training of the time model on the corpus's claims, as the certainty stage cuts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kakudo.certainty.tagger import CertaintyTagger, SentenceReading
from kakudo.certainty.time_model import FORMAT, MARGIN, STEM
from kakudo.errors import CorpusError
from kakudo.findings import Time
from kakudo.linear import Feature, LinearModel
from kakudo.tokenization import Tokenizer
from kakudo.training.corpus import LabelledClaim, LabelledDocument
from kakudo.training.linear import folds_of, logistic_regression, matrix_of, multinomial, vocabulary_of

__all__ = ["TimeExample", "TimeSettings", "time_examples_of", "train_time"]


@dataclass(frozen=True, slots=True)
class TimeSettings:
    """How the time model is fitted; see `kakudo.training.axes.TrainingSettings`."""

    regularization: float = 0.3
    min_count: int = 2
    n_folds: int = 5
    seed: int = 13


@dataclass(frozen=True, slots=True)
class TimeExample:
    """One claim: its features, its gold time, and what the rule alone says."""

    document: str
    features: tuple[Feature, ...]
    time: str
    rule: str


def time_examples_of(
    documents: Sequence[LabelledDocument], tokenizer: Tokenizer, tagger: CertaintyTagger
) -> Iterator[TimeExample]:
    """Claims that the stage cuts as gold does (their ends agree); the tagger must have no time model of its own."""
    for document in documents:
        for sentence in document.sentences:
            is_heading = document.register == "headline" or sentence.block == "heading"
            reading = tagger(tokenizer(sentence.text), is_heading=is_heading)
            for claim in sentence.claims:
                index = _same_end(reading, claim)
                if index is not None:
                    labels = reading.labels[index]
                    yield TimeExample(document.id, labels.time_keys, claim.time, str(labels.time))


def _same_end(reading: SentenceReading, claim: LabelledClaim) -> int | None:
    ends = reading.tokenized.ends
    return next((index for index, span in enumerate(reading.claims) if abs(ends[span.end - 1] - claim.end) <= 1), None)


def train_time(
    examples: Sequence[TimeExample], settings: TimeSettings | None = None, **metadata: Any
) -> tuple[LinearModel, list[str]]:
    """Fit the time model.

    Returns:
        The model fitted on all examples, and for each example the label given by a model that did not see its document.

    Raises:
        CorpusError: there are too few documents, or a time that no claim has.
        MissingExtraError: scikit-learn is not installed.
    """
    settings = settings or TimeSettings()
    times = {example.time for example in examples}
    n_documents = len({example.document for example in examples})
    if len(times) < len(Time) or n_documents < settings.n_folds:
        raise CorpusError(
            f"the corpus cannot train the time model: it has {n_documents} documents with the times {', '.join(sorted(times)) or 'none'}; "
            f"at least {settings.n_folds} documents and claims of all three times are needed"
        )
    items = [example.features for example in examples]
    vocabulary = vocabulary_of(items, settings.min_count)
    matrix = matrix_of(items, vocabulary)
    gold = np.array([example.time for example in examples])
    folds = folds_of([example.document for example in examples], settings.n_folds, settings.seed)
    held_out = np.empty(len(examples), dtype=object)
    for fold in range(settings.n_folds):
        seen = np.unique(gold[folds != fold])
        if len(seen) == 1:  # the documents of the other folds agree on one time
            held_out[folds == fold] = seen[0]
            continue
        classifier = logistic_regression(C=settings.regularization, max_iter=3000)
        classifier.fit(matrix[folds != fold], gold[folds != fold])
        rules = [example.rule for example, is_here in zip(examples, folds == fold, strict=True) if is_here]
        held_out[folds == fold] = _gated(classifier, matrix[folds == fold], rules)
    classifier = logistic_regression(C=settings.regularization, max_iter=3000)
    classifier.fit(matrix, gold)
    data = ((example.document, example.features, example.time) for example in examples)
    model = multinomial(classifier, vocabulary, data, settings, stem=STEM, format=FORMAT, **metadata)
    return model, [str(label) for label in held_out]


def _gated(classifier: Any, matrix: Any, rules: Sequence[str]) -> list[str]:
    """What `TimeDecider` would say: the rule's time unless another one is clearly more probable."""
    labels = [str(label) for label in classifier.classes_]
    decided = []
    for row, rule in zip(classifier.predict_log_proba(matrix), rules, strict=True):
        is_sure = rule not in labels or row.max() - row[labels.index(rule)] > MARGIN
        decided.append(labels[int(row.argmax())] if is_sure else rule)
    return decided
