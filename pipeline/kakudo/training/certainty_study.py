"""What each part of the certainty stage is worth: the same claims read with less, and with a model on top.

- ``last cue``: the cue lexicon alone; the last cue of a claim that says something decides, without scope and composition.
- ``rules``: the stage as it ships.
- ``rules + model``: logistic regressions over the rules' answer, the cues and the end of the claim, out of fold by document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kakudo.certainty.lexicon import CueRow, load_lexicon
from kakudo.findings import Certainty, CueType, HolderType, Polarity, TaggedClaim, stance_of
from kakudo.linear import Feature
from kakudo.training.baselines import phrase_list, tfidf
from kakudo.training.evaluation import Answer, Tags, aligned
from kakudo.training.gold import GoldClaim, GoldText
from kakudo.training.linear import folds_of, logistic_regression, matrix_of, vocabulary_of
from kakudo.training.metrics import label_table

__all__ = ["CertaintyVariant", "certainty_methods", "certainty_variants"]

_LEARNED = ("certainty", "holder", "polarity")
_LAST_CHARACTERS = 6
_N_FOLDS = 5
_SEED = 19
_TRAINING_PART, _HELD_OUT_PART = "training part", "held-out part"
_TRAILING = "。！？!?w笑 "


@dataclass(frozen=True, slots=True)
class CertaintyVariant:
    """One method's scores on one part of the corpus.

    Attributes:
        part: which documents; the model of ``rules + model`` never saw the one it answers.
    """

    part: str
    name: str
    stance: float
    certainty_macro_f1: float
    holder_macro_f1: float
    polarity: float


def certainty_variants(
    training: Sequence[GoldText], held_out: Sequence[GoldText], analyzer: Tags
) -> tuple[CertaintyVariant, ...]:
    """Every method on both parts; the held-out part is left out when empty.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    variants = []
    gold = [claim for text in training for claim in text.claims]
    for part, texts, source in ((_TRAINING_PART, training, ()), (_HELD_OUT_PART, held_out, training)):
        claims = [claim for text in texts for claim in text.claims]
        if not claims:
            continue
        methods = {
            "phrase list": phrase_list(claims),
            "TF-IDF": tfidf(claims, gold),
            **certainty_methods(texts, analyzer, source),
        }
        variants += [_variant(part, name, claims, answers) for name, answers in methods.items()]
    return tuple(variants)


def _variant(part: str, name: str, claims: Sequence[GoldClaim], answers: Sequence[Answer]) -> CertaintyVariant:
    tables = {
        label: label_table([claim.labels[label] for claim in claims], [answer.labels[label] for answer in answers])
        for label in ("stance", *_LEARNED)
    }
    return CertaintyVariant(
        part,
        name,
        tables["stance"].accuracy,
        tables["certainty"].macro_f1,
        tables["holder"].macro_f1,
        tables["polarity"].accuracy,
    )


def certainty_methods(
    texts: Sequence[GoldText], analyzer: Tags, training: Sequence[GoldText] = ()
) -> dict[str, list[Answer]]:
    """Every method's answers for each gold claim, in order.

    Args:
        training: what the model on top learns from; ``texts`` themselves, out of fold, when empty.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    rows = {row.id: row for row in load_lexicon().rows}
    found = _aligned(texts, analyzer)
    return {
        "last cue": [_by_last_cue(claim, rows) for claim in found],
        "rules": [_by_rules(claim) for claim in found],
        "rules + model": _stacked(texts, found, training, _aligned(training, analyzer)),
    }


def _aligned(texts: Sequence[GoldText], analyzer: Tags) -> list[TaggedClaim | None]:
    tagged = analyzer.pipe(text.document for text in texts)
    return [claim for text, document in zip(texts, tagged, strict=True) for claim in aligned(text, document)]


def _answer(certainty: str, holder: str, polarity: str, time: str) -> Answer:
    stance = stance_of(HolderType(holder), Certainty(certainty))
    labels = {"stance": str(stance), "certainty": certainty, "holder": holder, "polarity": polarity, "time": time}
    return Answer(labels, frozenset())


def _by_rules(claim: TaggedClaim | None) -> Answer:
    if claim is None:
        return _answer("uncommitted", "writer", "affirmed", "present")
    return _answer(str(claim.certainty), str(claim.holder.type), str(claim.polarity), str(claim.time))


def _by_last_cue(claim: TaggedClaim | None, rows: dict[str, CueRow]) -> Answer:
    if claim is None:
        return _by_rules(None)
    certainty, holder, polarity = Certainty.CERTAIN, HolderType.WRITER, Polarity.AFFIRMED
    for cue in sorted(claim.cues, key=lambda cue: cue.end):
        row = rows.get(cue.id)
        if row is None:
            continue
        certainty = row.certainty or certainty
        polarity = row.polarity or polarity
        if row.type in (CueType.ATTRIBUTION, CueType.HEARSAY):
            holder = row.holder or holder
    return _answer(str(certainty), str(holder), str(polarity), str(claim.time))


def _features(claim: TaggedClaim | None) -> list[Feature]:
    if claim is None:
        return [("none",)]
    rules = (str(claim.certainty), str(claim.holder.type), str(claim.polarity))
    end = claim.text.rstrip(_TRAILING)
    features: list[Feature] = [("rules", *rules), ("time", str(claim.time)), ("quoted", str(end[-1:] in "」』"))]
    features += [(name, value) for name, value in zip(_LEARNED, rules, strict=True)]
    features += [("cue", cue.id) for cue in claim.cues] + [("type", str(cue.type)) for cue in claim.cues]
    if claim.cues:
        features.append(("last", claim.cues[-1].id))
    features += [("end", end[-n:]) for n in range(1, _LAST_CHARACTERS + 1)]
    return features


def _stacked(
    texts: Sequence[GoldText],
    found: Sequence[TaggedClaim | None],
    training: Sequence[GoldText],
    learned: Sequence[TaggedClaim | None],
) -> list[Answer]:
    is_own = not training
    source, claims = (texts, found) if is_own else (training, learned)
    gold = [claim for text in source for claim in text.claims]
    items = [_features(claim) for claim in claims]
    vocabulary = vocabulary_of(items, 2)
    matrix = matrix_of(items, vocabulary)
    asked = matrix if is_own else matrix_of([_features(claim) for claim in found], vocabulary)
    n_asked = len(found)
    folds = folds_of([claim.document for claim in gold], _N_FOLDS, _SEED)
    own_fold = folds if is_own else np.full(n_asked, -1)
    columns: dict[str, list[str]] = {}
    for label in _LEARNED:
        target = np.array([claim.labels[label] for claim in gold])
        answers = np.empty(n_asked, dtype=object)
        for fold in sorted(set(own_fold.tolist())):
            seen = target[folds != fold]
            if len(set(seen.tolist())) == 1:
                answers[own_fold == fold] = seen[0]
                continue
            classifier = logistic_regression(C=0.3, max_iter=2000)
            classifier.fit(matrix[folds != fold], seen)
            answers[own_fold == fold] = classifier.predict(asked[own_fold == fold])
        columns[label] = [str(answer) for answer in answers]
    times = [_by_rules(claim).labels["time"] for claim in found]
    return [
        _answer(certainty, holder, polarity, time)
        for certainty, holder, polarity, time in zip(*(columns[label] for label in _LEARNED), times, strict=True)
    ]
