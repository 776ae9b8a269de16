"""What the trainings share: features to a sparse matrix, folds by document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.errors import MissingExtraError
from kakudo.linear import Feature, LinearModel

__all__ = [
    "character_tf_idf",
    "folds_of",
    "libraries",
    "logistic_regression",
    "matrix_of",
    "multinomial",
    "vocabulary_of",
]


def vocabulary_of(items: Iterable[Iterable[Feature]], min_count: int) -> dict[Feature, int]:
    """Features that stand in at least ``min_count`` items, numbered in sorted order."""
    counts = Counter(feature for features in items for feature in features)
    return {feature: index for index, feature in enumerate(sorted(f for f, n in counts.items() if n >= min_count))}


def matrix_of(
    items: Sequence[Iterable[Feature]], vocabulary: dict[Feature, int], purpose: str = "training a model"
) -> Any:
    """A scipy CSR matrix of ones, of shape (n_items, n_features).

    Args:
        purpose: what it is needed for, for the error's message.

    Raises:
        MissingExtraError: scipy, which comes with scikit-learn, is not installed.
    """
    try:
        from scipy.sparse import csr_matrix
    except ImportError as error:
        raise MissingExtraError("scipy", "train", purpose) from error
    indices: list[int] = []
    pointers = [0]
    for features in items:
        indices.extend(sorted(vocabulary[feature] for feature in features if feature in vocabulary))
        pointers.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(items), len(vocabulary)))


def character_tf_idf(texts: Sequence[str], min_count: int) -> Any:
    """A matrix of TF-IDF weights of character 1- to 3-grams, the usual features of short Japanese texts, to compare others with.

    Args:
        min_count: texts that an n-gram must stand in to be kept.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "train", "training a model") from error
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=min_count, sublinear_tf=True)
    return vectorizer.fit_transform(texts)


def folds_of(documents: Sequence[str], n_folds: int, seed: int) -> npt.NDArray[np.int64]:
    """The fold of each item; items of one document are in one fold."""
    names = sorted(set(documents))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[index]: position % n_folds for position, index in enumerate(order)}
    return np.array([fold[document] for document in documents])


def logistic_regression(**settings: Any) -> Any:
    """scikit-learn's classifier.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "train", "training a model") from error
    return LogisticRegression(**settings)


def multinomial(
    classifier: Any,
    vocabulary: dict[Feature, int],
    data: Iterable[object],
    settings: Any,
    *,
    stem: str,
    format: str,
    **metadata: Any,
) -> LinearModel:
    """A fitted multinomial classifier as arrays, named after a digest of what it was fitted on.

    Args:
        classifier: scikit-learn's, of three labels or more.
        data: its examples, in order; their ``repr`` goes into the digest.
        settings: a dataclass, kept in the metadata.
        stem: of the model's files; begins its name.
    """
    digest = hashlib.sha256()
    n_examples = 0
    for example in data:
        digest.update(repr(example).encode())
        n_examples += 1
    return LinearModel(
        tuple(str(label) for label in classifier.classes_),
        vocabulary,
        np.asarray(classifier.coef_.T, dtype=np.float32),
        np.asarray(classifier.intercept_, dtype=np.float32),
        {
            "format": format,
            "name": f"{stem}-{digest.hexdigest()[:12]}",
            "training_data": f"sha256:{digest.hexdigest()}",
            "n_examples": n_examples,
            "settings": asdict(settings),
            "libraries": libraries(),
            **metadata,
        },
    )


def libraries() -> dict[str, str]:
    """Versions of what a training's result depends on."""
    return {name: version(name) for name in ("scikit-learn", "numpy", "fugashi", "unidic-lite")}
