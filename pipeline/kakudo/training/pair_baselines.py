"""Simple methods that flag posts against their articles, so that a score can be read against something.

- ``majority``: flags all posts or none, whichever is right more often.
- ``post alone``: logistic regression over TF-IDF of character 1- to 3-grams of the post, which never sees an article.
- ``string similarity``: rapidfuzz's ``partial_ratio`` of the post and the best sentence of its article; flagged below a threshold.
- ``TF-IDF cosine``: the same with the cosine of TF-IDF of character 2- to 4-grams.

The last two see what is kept and not what is changed: a lost 「可能性がある」 leaves a text as alike as a lost detail does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.document import Document
from kakudo.errors import MissingExtraError
from kakudo.segmentation.sentences import split_block
from kakudo.training.linear import folds_of, logistic_regression
from kakudo.training.metrics import label_table
from kakudo.training.pairs import LabelledPost, PairSet

__all__ = ["best_threshold", "pair_baselines", "post_alone", "sentences_of", "string_similarity", "tfidf_similarity"]

_N_FOLDS = 5
_SEED = 13
_NGRAMS = (2, 4)

Similarities = npt.NDArray[np.float64]


def pair_baselines(asked: PairSet, learned: PairSet | None = None) -> dict[str, list[bool]]:
    """Every baseline's flags of the asked posts.

    Args:
        learned: posts to learn from and to choose thresholds on; when None the asked ones, out of fold by article.

    Raises:
        MissingExtraError: rapidfuzz or scikit-learn is not installed.
    """
    flags = {
        "majority": _majority(asked, learned or asked),
        "post alone": post_alone(asked.posts, None if learned is None else learned.posts),
    }
    methods: tuple[tuple[str, Callable[[PairSet, PairSet], Similarities]], ...] = (
        ("string similarity", string_similarity),
        ("TF-IDF cosine", tfidf_similarity),
    )
    for name, method in methods:
        of_asked = method(asked, learned or asked)
        if learned is not None:
            threshold = best_threshold(method(learned, learned), _gold(learned.posts))
            flags[name] = (of_asked < threshold).tolist()
        else:
            flags[name] = _out_of_fold(of_asked, asked.posts)
    return flags


def _gold(posts: Sequence[LabelledPost]) -> list[bool]:
    return [post.is_flagged for post in posts]


def _majority(asked: PairSet, learned: PairSet) -> list[bool]:
    gold = _gold(learned.posts)
    return [2 * sum(gold) > len(gold)] * len(asked.posts)


def post_alone(asked: Sequence[LabelledPost], learned: Sequence[LabelledPost] | None = None) -> list[bool]:
    """Flags by the style and the words of the posts.

    Args:
        learned: posts to learn from; when None the asked ones, out of fold by article.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    if learned is not None:
        return _learned_flags(asked, learned)
    folds = folds_of([post.source for post in asked], _N_FOLDS, _SEED).tolist()
    flags = [False] * len(asked)
    for fold in sorted(set(folds)):
        own = [index for index, other in enumerate(folds) if other == fold]
        others = [post for post, other in zip(asked, folds, strict=True) if other != fold]
        for index, flag in zip(own, _learned_flags([asked[index] for index in own], others), strict=True):
            flags[index] = flag
    return flags


def _learned_flags(asked: Sequence[LabelledPost], learned: Sequence[LabelledPost]) -> list[bool]:
    gold = _gold(learned)
    if len(set(gold)) < 2:
        return [bool(gold and gold[0])] * len(asked)
    vectors = _vectorizer((1, 3))
    classifier: Any = logistic_regression(C=1.0, max_iter=2000)
    classifier.fit(vectors.fit_transform([post.text for post in learned]), gold)
    return [bool(flag) for flag in classifier.predict(vectors.transform([post.text for post in asked]))]


def _vectorizer(lengths: tuple[int, int]) -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "train", "a baseline by TF-IDF") from error
    return TfidfVectorizer(analyzer="char", ngram_range=lengths, sublinear_tf=True)


def _out_of_fold(similarities: Similarities, posts: Sequence[LabelledPost]) -> list[bool]:
    folds = folds_of([post.source for post in posts], _N_FOLDS, _SEED)
    gold = np.array(_gold(posts), dtype=bool)
    flags = np.zeros(len(posts), dtype=bool)
    for fold in sorted(set(folds.tolist())):
        own = folds == fold
        threshold = best_threshold(similarities[~own], gold[~own].tolist())
        flags[own] = similarities[own] < threshold
    return [bool(flag) for flag in flags]


def best_threshold(similarities: Similarities, gold: Sequence[bool]) -> float:
    """The threshold below which flagging gives the best macro-F1; of equally good ones the lowest.

    Not F1 of the flagged alone: that is never far from its best when every post is flagged.
    """
    if not len(similarities):
        return 0.0
    values = sorted(set(similarities.tolist()))
    between = [(low + high) / 2 for low, high in pairwise(values)]
    candidates: list[float] = [values[0], *between, values[-1] + 1e-6]
    expected = [str(flag) for flag in gold]

    def macro_f1(limit: float) -> float:
        return label_table(expected, [str(value < limit) for value in similarities.tolist()]).macro_f1

    return max(candidates, key=macro_f1)


def sentences_of(source: Document) -> list[str]:
    """The sentences of an article."""
    return [line[start:end] for line in source.text.split("\n") for start, end in split_block(line)]


def string_similarity(asked: PairSet, _: PairSet) -> Similarities:
    """Of each post and the best sentence of its article: how well the shorter fits into the longer, in [0, 1].

    Raises:
        MissingExtraError: rapidfuzz is not installed.
    """
    try:
        from rapidfuzz.fuzz import partial_ratio
    except ImportError as error:
        raise MissingExtraError("rapidfuzz", "train", "the baseline by string similarity") from error
    sentences = {id: sentences_of(asked.sources[id]) for id in {post.source for post in asked.posts}}
    best = [
        max((partial_ratio(post.text, sentence) for sentence in sentences[post.source]), default=0.0)
        for post in asked.posts
    ]
    return np.array(best, dtype=np.float64) / 100


def tfidf_similarity(asked: PairSet, learned: PairSet) -> Similarities:
    """Of each post and the best sentence of its article: the cosine of their n-grams, weighted by the learned articles.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    vectors = _vectorizer(_NGRAMS)
    used = sorted({post.source for post in learned.posts})
    vectors.fit([sentence for id in used for sentence in sentences_of(learned.sources[id])])
    sentences = {
        id: vectors.transform(sentences_of(asked.sources[id]) or [""]) for id in {post.source for post in asked.posts}
    }
    posts = vectors.transform([post.text for post in asked.posts])
    best = [float((sentences[post.source] @ posts[index].T).max()) for index, post in enumerate(asked.posts)]
    return np.array(best, dtype=np.float64)
