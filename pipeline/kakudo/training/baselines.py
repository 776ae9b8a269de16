"""Simple methods that answer the same questions, so that a score can be read against something.

- ``majority``: the most frequent label of the training claims, whatever the text.
- ``phrase list``: substrings as a prose linter lists them (hedges, boosters, attributions, axis words), no grammar.
- ``TF-IDF``: a linear support vector machine over character n-grams, no lexicon, out of fold for documents that it would train on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from kakudo.errors import MissingExtraError
from kakudo.findings import Certainty, HolderType, stance_of
from kakudo.training.evaluation import Answer
from kakudo.training.gold import GoldClaim
from kakudo.training.linear import folds_of

__all__ = ["baselines_of", "majority", "phrase_list", "tfidf"]

_LEARNED = ("certainty", "holder", "polarity", "time")
_N_FOLDS = 5
_SEED = 13

_CERTAINTY_PHRASES = {
    Certainty.POSSIBLE: ("かもしれ", "可能性", "恐れ", "おそれ", "かも", "のではない", "んじゃ", "あり得", "ありう", "かねない"),
    Certainty.PROBABLE: ("だろう", "でしょう", "と思", "ようだ", "ようです", "みられ", "らしい", "見通し", "見込み", "はずだ", "おそらく", "たぶん"),
    Certainty.UNCOMMITTED: ("べき", "必要がある", "方針", "予定", "検討", "目指", "てください", "か？", "？", "たい。"),
    Certainty.EMPHATIC: ("必ず", "絶対", "間違いなく", "明らかに", "完全に", "確実", "100%", "断じて"),
}  # fmt: skip
_HOLDER_PHRASES = {
    HolderType.ANONYMOUS: ("関係者", "専門家", "政府筋", "消息筋", "一部報道"),
    HolderType.AGENTLESS: ("という。", "とされ", "とみられ", "といわれ", "報じられ", "との見方"),
    HolderType.NAMED: ("によると", "によれば", "と述べ", "と発表", "と語", "と話", "としている", "と明らかに", "と主張", "と指摘"),
}  # fmt: skip
_NEGATION = re.compile(r"(?:ない|なかった|ず|ません|ませんでした)[。！!]?$")
_PAST = re.compile(r"[ただ](?:という|とされ.*|と.{1,8}た)?[。！!]?$")
_AXIS_WORDS = {
    "oil": ("石油", "原油", "ガス", "電力", "原発", "エネルギー", "油田", "製油"),
    "finance": ("融資", "債務", "投資", "資金", "億円", "億ドル", "株", "予算", "銀行"),
    "military": ("軍", "武器", "兵", "攻撃", "戦争", "ミサイル", "防衛", "部隊"),
    "diplomacy": ("外交", "制裁", "首脳", "国連", "大使", "条約", "会談", "外相"),
}
_ABSOLUTES = ("すべて", "全て", "誰も", "常に", "一切", "絶対", "必ず", "間違いなく", "完全に", "明らかに")

Method = Callable[[Sequence[GoldClaim], Sequence[GoldClaim]], list[Answer]]


def baselines_of(claims: Sequence[GoldClaim], training: Sequence[GoldClaim]) -> dict[str, list[Answer]]:
    """Every baseline's answers.

    Args:
        claims: to be answered.
        training: to learn from; they may be the same claims.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    return {
        "majority": majority(claims, training),
        "phrase list": phrase_list(claims),
        "TF-IDF": tfidf(claims, training),
    }


def majority(claims: Sequence[GoldClaim], training: Sequence[GoldClaim]) -> list[Answer]:
    """The most frequent label of each column; axes and codes that most claims have, hence as a rule none."""
    labels = {name: Counter(claim.labels[name] for claim in training).most_common(1)[0][0] for name in _LEARNED}
    half = len(training) / 2
    axes = Counter(axis for claim in training for axis in claim.axes)
    answer = _answer(labels, (axis for axis, count in axes.items() if count > half), ())
    return [answer] * len(claims)


def phrase_list(claims: Sequence[GoldClaim]) -> list[Answer]:
    """Labels by substrings; the first group that has one in the text wins."""
    return [_by_phrases(claim.text) for claim in claims]


def _by_phrases(text: str) -> Answer:
    def first(groups: dict[Any, tuple[str, ...]], otherwise: str) -> str:
        return next((str(key) for key, words in groups.items() if any(word in text for word in words)), otherwise)

    labels = {
        "certainty": first(_CERTAINTY_PHRASES, Certainty.CERTAIN),
        "holder": first(_HOLDER_PHRASES, HolderType.WRITER),
        "polarity": "negated" if _NEGATION.search(text) else "affirmed",
        "time": "past" if _PAST.search(text) else "present",
    }
    axes = (axis for axis, words in _AXIS_WORDS.items() if any(word in text for word in words))
    return _answer(labels, axes, ("KD101",) if any(word in text for word in _ABSOLUTES) else ())


def tfidf(claims: Sequence[GoldClaim], training: Sequence[GoldClaim]) -> list[Answer]:
    """A linear support vector machine over TF-IDF of character 1- to 4-grams of the text, one model a column.

    A claim whose document is in ``training`` is answered by a model that did not see the document.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "train", "the TF-IDF baseline") from error
    seen = {claim.document for claim in training}
    documents = sorted(seen)
    fold_of = dict(zip(documents, folds_of(documents, _N_FOLDS, _SEED).tolist(), strict=True))
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True, max_features=60_000)
    learned = vectors.fit_transform([claim.text for claim in training])
    asked = vectors.transform([claim.text for claim in claims])
    folds = np.array([fold_of[claim.document] for claim in training])
    own_fold = np.array([fold_of.get(claim.document, -1) for claim in claims])
    columns: dict[str, list[str]] = {}
    targets: dict[str, list[str]] = {name: [claim.labels[name] for claim in training] for name in _LEARNED}
    targets |= {
        f"axis {axis}": [str(axis in claim.axes) for claim in training]
        for axis in sorted({axis for claim in training for axis in claim.axes})
    }
    targets |= {
        f"code {code}": [str(code in (claim.codes or ())) for claim in training]
        for code in sorted({code for claim in training for code in claim.codes or ()})
    }
    for name, target in targets.items():
        columns[name] = _cross_fitted(learned, np.array(target), folds, asked, own_fold)
    return [
        _answer(
            {label: columns[label][index] for label in _LEARNED},
            (name.split()[1] for name in columns if name.startswith("axis ") and columns[name][index] == "True"),
            (name.split()[1] for name in columns if name.startswith("code ") and columns[name][index] == "True"),
        )
        for index in range(len(claims))
    ]


def _cross_fitted(learned: Any, target: Any, folds: Any, asked: Any, own_fold: Any) -> list[str]:
    from sklearn.svm import LinearSVC

    answers = np.empty(len(own_fold), dtype=object)
    for fold in sorted(set(own_fold.tolist())):
        rows = folds != fold
        labels = np.unique(target[rows])
        if len(labels) == 1:
            answers[own_fold == fold] = labels[0]
            continue
        classifier = LinearSVC(C=0.5, class_weight="balanced")
        classifier.fit(learned[rows], target[rows])
        answers[own_fold == fold] = classifier.predict(asked[own_fold == fold])
    return [str(answer) for answer in answers]


def _answer(labels: dict[str, str], axes: Iterable[str], codes: Iterable[str]) -> Answer:
    stance = stance_of(HolderType(labels["holder"]), Certainty(labels["certainty"]))
    found = frozenset(codes)
    return Answer({**labels, "stance": str(stance)}, frozenset(axes), found, bool(found))
