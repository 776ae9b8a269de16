"""The study of the axis model, on documents whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from kakudo.axes.features import AxisFeatures
from kakudo.axes.terms import Term
from kakudo.document import Span
from kakudo.linear import Feature
from kakudo.tokenization import Tokenizer
from kakudo.training.axes import Example, TrainingSettings, best_threshold, out_of_fold, sample_weight_of, train_axes
from kakudo.training.linear import matrix_of, vocabulary_of
from kakudo.training.study import FAMILIES, Study, study_axes

pytest.importorskip("sklearn")

AXES = ("oil", "finance")
WORDS = {"oil": ("原油", "油田", "製油所"), "finance": ("融資", "債務", "利払い"), "": ("桜", "祭り", "猫")}
SETTINGS = TrainingSettings(n_repeats=1)


def examples(n_documents: int = 40) -> list[Example]:
    """Documents of one axis each, or none. Words tell the axis; the context says nothing; each claim is seen a second time."""
    found = []
    for number in range(n_documents):
        axis = ("oil", "finance", "")[number % 3]
        for place in range(3):
            word = WORDS[axis][place]
            features: set[Feature] = {("w", word), ("none",), ("c", AXES[(number + place) % 2])}
            for is_as_written in (True, False):
                text = f"{word}が動いた"
                found.append(Example(f"d{number}", frozenset(features), frozenset({axis} - {""}), text, is_as_written))
    return found


@pytest.fixture(scope="module")
def study() -> Study:
    given = examples()
    return study_axes(given, train_axes(given, AXES, SETTINGS)[0], SETTINGS)


def test_claims_are_counted_where_they_stand(study: Study) -> None:
    assert (study.n_documents, study.n_claims) == (40, 120)
    assert study.ablation[0].scores.labels["oil"].support == 42
    for calibration in study.calibration.values():
        assert sum(item.n_claims for item in calibration.bins) == 120


def test_what_a_family_is_worth_shows_when_it_is_taken_away(study: Study) -> None:
    scores = {variant.name: variant for variant in study.ablation}
    assert list(scores) == [
        "all features",
        *(f"without {name}" for name in FAMILIES),
        "words only",
        "TF-IDF of characters (1–3) of the claim",
    ]
    full = scores["all features"]
    assert full.scores.micro_f1 == 1.0
    assert full.off_topic == 1.0
    assert full.n_features == 9 + 1 + 2
    without_words = scores["without words (`w`)"]
    assert without_words.scores.micro_f1 < 0.8
    assert without_words.n_features == 3
    assert scores["words only"].n_features == 9
    assert scores["words only"].scores.micro_f1 == 1.0
    assert scores["without axes of the surroundings (`c`, `cx`)"].scores.micro_f1 == 1.0
    assert scores["TF-IDF of characters (1–3) of the claim"].scores.micro_f1 > 0.9


def test_the_families_are_the_kinds_that_features_have(tokenizer: Tokenizer) -> None:
    terms = (
        Term("oil", "oil.crude", ("原油", "油田"), (), ()),
        Term("finance", "finance.economy", ("経済", "景気"), (), (), is_weak=True),
        Term("", "other.sport", ("試合",), (), ()),
        Term("", "other.state", ("ロシア",), (), ()),
        Term("oil", "oil.act", ("抗議",), (), (), beside="other.state"),
    )
    tokens = tokenizer("ロシアは原油と油田と経済と景気の試合に抗議した").tokens
    extract = AxisFeatures(terms)
    seen = extract(tokens, Span(0, len(tokens)), terms, terms) | extract(tokens, Span(0, 0), terms, terms)
    kinds = [kind for family in FAMILIES.values() for kind in family]
    assert {feature[0] for feature in seen} == set(kinds)
    assert len(kinds) == len(set(kinds))


def test_more_documents_teach_more(study: Study) -> None:
    assert [(point.share, point.n_documents) for point in study.learning_curve] == [
        (0.1, 4),
        (0.25, 10),
        (0.5, 20),
        (0.75, 30),
        (1.0, 40),
    ]
    first, last = study.learning_curve[0], study.learning_curve[-1]
    assert first.micro_f1 < last.micro_f1 == 1.0
    assert first.micro_spread > last.micro_spread == 0.0


def test_thresholds_are_the_models_with_what_they_trade() -> None:
    # Two words stand for oil four times of five: no threshold is free.
    given = [
        Example(
            f"d{number}", frozenset({("w", "油"), ("w", f"{number % 4}")}), frozenset({"oil"} if number % 5 else ())
        )
        for number in range(60)
    ]
    given += [Example(f"n{number}", frozenset({("w", "桜")}), frozenset({"finance"}), "桜") for number in range(20)]
    model, _ = train_axes(given, AXES, SETTINGS)
    choice = study_axes(given, model, SETTINGS).thresholds["oil"]
    items = [item.features for item in given]
    matrix = matrix_of(items, vocabulary_of(items, SETTINGS.min_count))
    gold = np.array([[axis in item.axes for axis in AXES] for item in given])
    probabilities = out_of_fold(given, gold, matrix, SETTINGS, SETTINGS.seed)[:, 0]
    threshold = best_threshold(gold[:, 0], probabilities, sample_weight_of(given, SETTINGS))
    assert choice.threshold == pytest.approx(threshold)
    assert choice.plateau[0] <= round(choice.threshold, 2) <= choice.plateau[1]
    at_half = probabilities >= 0.5
    assert choice.precision_at_half == pytest.approx(gold[at_half, 0].mean())
    assert choice.recall_at_half == pytest.approx(at_half[gold[:, 0]].mean())
    assert 0 < choice.precision <= 1
    assert 0 < choice.recall <= 1
