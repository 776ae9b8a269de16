"""Training of the axis model: the examples it sees, its folds, thresholds and weights."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from kakudo.analysis import Analyzer
from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import FORMAT, AxisModel
from kakudo.axes.terms import Term
from kakudo.certainty.context import load_context_rows
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.document import Document
from kakudo.errors import MissingExtraError
from kakudo.evidence.finder import EvidenceFinder
from kakudo.findings import Signature
from kakudo.linear import Feature, LinearModel
from kakudo.overstatement.judge import Judge
from kakudo.tokenization import Tokenizer
from kakudo.training.axes import (
    Example,
    TrainingSettings,
    best_threshold,
    examples_of,
    gold_of,
    out_of_fold,
    sample_weight_of,
    train_axes,
)
from kakudo.training.corpus import LabelledClaim, LabelledDocument, LabelledSentence
from kakudo.training.linear import folds_of, matrix_of, vocabulary_of

metrics = pytest.importorskip("sklearn.metrics")

TERMS = (
    Term("oil", "oil.crude", ("原油", "油田"), (), ()),
    Term("finance", "finance.loan", ("融資", "債務"), (), ()),
    Term("military", "military.force", ("海軍",), (), ()),
)
SIGNATURE = Signature("0", "none", "none", "none")


def sentence(text: str, *axes: str, block: str = "paragraph") -> LabelledSentence:
    """A sentence of one claim."""
    said = text.rstrip("。")
    claim = LabelledClaim(0, len(said), said, axes, "writer", None, "certain", "affirmed", "past", (), ())
    return LabelledSentence(text, block, (claim,))


def document(id: str, *sentences: LabelledSentence) -> LabelledDocument:
    return LabelledDocument(id, "agency", None, None, sentences)


def kind(example: Example, *kinds: str) -> set[Feature]:
    return {feature for feature in example.features if feature[0] in kinds}


# --- examples ---


def test_a_claim_is_seen_with_and_without_the_sentence_before_it(tokenizer: Tokenizer) -> None:
    labelled = document("d", sentence("海軍が動いた。"), sentence("融資が止まった。"))
    first, second, alone = examples_of([labelled], tokenizer, AxisFeatures(TERMS))
    assert kind(first, "a", "c", "s") == {("a", "military")}
    assert kind(second, "a", "c", "s") == {("a", "finance"), ("c", "military")}
    assert kind(alone, "a", "c", "s") == {("a", "finance")}
    assert [example.is_as_written for example in (first, second, alone)] == [True, True, False]
    assert [example.text for example in (first, second, alone)] == ["海軍が動いた", "融資が止まった", "融資が止まった"]
    assert {example.document for example in (first, second, alone)} == {"d"}


def test_a_claim_of_a_document_about_an_axis_is_seen_under_its_heading(tokenizer: Tokenizer) -> None:
    labelled = document(
        "d", sentence("原油が動いた。", "oil"), sentence("桜が咲いた。"), sentence("油田も動いた。", "oil", "finance")
    )
    examples = list(examples_of([labelled], tokenizer, AxisFeatures(TERMS)))
    under = [example for example in examples if kind(example, "s")]
    assert [kind(example, "s") for example in under] == [{("s", "oil")}] * 3
    assert [sorted(example.axes) for example in under] == [["oil"], [], ["finance", "oil"]]


def test_headings_are_the_section_of_what_follows(tokenizer: Tokenizer) -> None:
    labelled = document(
        "d", sentence("海軍の動き", block="heading"), sentence("桜が咲いた。"), sentence("港が開いた。")
    )
    examples = list(examples_of([labelled], tokenizer, AxisFeatures(TERMS)))
    assert kind(examples[0], "s") == set()
    assert all(kind(example, "s") == {("s", "military")} for example in examples[1:])


def test_only_the_claims_own_words_are_its_features(tokenizer: Tokenizer) -> None:
    text = "原油が上がり、融資が止まった。"
    claims = tuple(
        LabelledClaim(start, end, text[start:end], (), "writer", None, "certain", "affirmed", "past", (), ())
        for start, end in ((0, 6), (7, 14))
    )
    labelled = document("d", LabelledSentence(text, "paragraph", claims))
    first, second = examples_of([labelled], tokenizer, AxisFeatures(TERMS))
    assert kind(first, "t", "a") == {("t", "oil.crude"), ("a", "oil")}
    assert kind(second, "t", "a") == {("t", "finance.loan"), ("a", "finance")}
    assert kind(first, "c") == {("c", "finance")}
    assert kind(second, "c") == {("c", "oil")}


class Recorder(AxisModel):
    """A model that keeps what it is asked."""

    __slots__ = ("seen",)
    seen: list[frozenset[Feature]]

    def __init__(self) -> None:
        linear = LinearModel(("oil",), {}, np.zeros((0, 1), np.float32), np.zeros(1, np.float32), {"name": "none"})
        super().__init__(linear, np.ones(1, dtype=np.float32))
        object.__setattr__(self, "seen", [])

    def predict_proba(self, claims: Sequence[Iterable[Feature]]) -> npt.NDArray[np.float32]:
        self.seen.extend(frozenset(features) for features in claims)
        return AxisModel.predict_proba(self, claims)


def test_training_sees_the_features_of_the_analysis(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    sentences = [
        sentence("1. 油田の動き", block="heading"),
        sentence("海軍が港を閉じた。", "military"),
        sentence("桜が咲いた。"),
        sentence("政府系銀行が融資を止めた。", "finance"),
    ]
    recorder = Recorder()
    analyzer = Analyzer(
        tokenizer=tokenizer,
        tagger=tagger,
        context_rows=load_context_rows(),
        evidence=EvidenceFinder(),
        features=AxisFeatures(TERMS),
        model=recorder,
        judge=Judge([]),
        signature=SIGNATURE,
    )
    tagged = analyzer(Document("# 油田の動き\n\n" + "".join(item.text for item in sentences[1:])))
    assert tagged.error is None
    assert [item.section for item in tagged.sentences][1:] == [("油田の動き",)] * 3
    examples = {
        example.features for example in examples_of([document("d", *sentences)], tokenizer, AxisFeatures(TERMS))
    }
    assert len(recorder.seen) == 4
    assert [features in examples for features in recorder.seen[1:]] == [True] * 3


# --- folds ---


def test_a_document_is_in_one_fold_and_folds_are_of_a_size() -> None:
    names = [f"d{number}" for number in range(23) for _ in range(number % 4 + 1)]
    folds = folds_of(names, 5, seed=3)
    of_document = {
        name: {fold for other, fold in zip(names, folds.tolist(), strict=True) if other == name} for name in names
    }
    assert all(len(found) == 1 for found in of_document.values())
    sizes = [sum(found == {fold} for found in of_document.values()) for fold in range(5)]
    assert sorted(sizes) == [4, 4, 5, 5, 5]


def test_folds_depend_on_the_seed_and_on_nothing_else() -> None:
    names = [f"d{number}" for number in range(20)]
    folds = folds_of(names, 5, seed=1)
    assert folds.tolist() == folds_of(names, 5, seed=1).tolist()
    assert folds.tolist() != folds_of(names, 5, seed=2).tolist()
    assert folds[::-1].tolist() == folds_of(names[::-1], 5, seed=1).tolist()


def test_a_matrix_has_a_one_for_each_known_feature() -> None:
    items: list[list[Feature]] = [[("w", "b"), ("w", "a")], [], [("w", "a"), ("w", "rare"), ("w", "b")], [("w", "a")]]
    vocabulary = vocabulary_of(items, 2)
    assert vocabulary == {("w", "a"): 0, ("w", "b"): 1}
    assert matrix_of(items, vocabulary).toarray().tolist() == [[1, 1], [0, 0], [1, 1], [1, 0]]


# --- fitting ---

AXES = ("oil", "finance")
WORDS = {"oil": ("原油", "油田", "製油所"), "finance": ("融資", "債務", "利払い"), "": ("桜", "祭り", "猫")}


def examples(n_documents: int = 30) -> list[Example]:
    """Documents of one axis each, or none; the first word of each tells, another is noise."""
    found = []
    for number in range(n_documents):
        axis = ("oil", "finance", "")[number % 3]
        for place in range(3):
            features: set[Feature] = {("w", WORDS[axis][place]), ("w", ("町", "川", "山")[(number + place) % 3])}
            found.append(Example(f"d{number}", frozenset(features), frozenset({axis} - {""})))
    return found


def test_a_trained_model_tells_the_axes_apart() -> None:
    model, held_out = train_axes(examples(), AXES, topic="small")
    assert model.axes == AXES
    assert held_out.shape == (90, 2)
    oil, finance, none = model.decide(
        model.predict_proba([[("w", "原油"), ("w", "町")], [("w", "債務"), ("w", "川")], [("w", "猫"), ("w", "川")]])
    )
    assert [[score.id for score in scores] for scores in (oil, finance, none)] == [["oil"], ["finance"], []]
    metadata = model.linear.metadata
    assert metadata["format"] == FORMAT
    assert metadata["n_examples"] == 90
    assert metadata["topic"] == "small"
    assert metadata["settings"]["regularization"] == TrainingSettings().regularization
    assert {"scikit-learn", "numpy", "fugashi", "unidic-lite"} <= set(metadata["libraries"])


def test_probabilities_out_of_fold_come_from_a_model_that_did_not_see_the_document() -> None:
    # ("w", "謎") stands in one document alone, which is about oil by label only: nobody else can know.
    odd = [Example("odd", frozenset({("w", "謎")}), frozenset({"oil"}))] * 6
    given = [*examples(), *odd]
    settings = TrainingSettings(regularization=5)
    model, held_out = train_axes(given, AXES, settings)
    assert (held_out[-6:, 0] < 0.45).all()
    assert model.predict_proba([[("w", "謎")]])[0, 0] > 0.55
    # … and it is that of a model fitted on the other folds, with the features that all examples have.
    folds = folds_of([example.document for example in given], settings.n_folds, settings.seed)
    vocabulary = vocabulary_of([example.features for example in given], settings.min_count)
    matrix = matrix_of([example.features for example in given], vocabulary)
    gold = np.array(["oil" in example.axes for example in given])
    on_topic = {example.document for example in given if example.axes}
    weight = np.array([1.0 if example.document in on_topic else settings.off_topic_weight for example in given])
    from sklearn.linear_model import LogisticRegression

    for fold in range(settings.n_folds):
        seen = folds != fold
        classifier = LogisticRegression(C=settings.regularization, solver="liblinear", max_iter=2000)
        classifier.fit(matrix[seen], gold[seen], sample_weight=weight[seen])
        np.testing.assert_allclose(held_out[~seen, 0], classifier.predict_proba(matrix[~seen])[:, 1], atol=1e-4)


def test_a_claim_off_topic_weighs_as_many_as_it_should() -> None:
    given = examples(12)
    off_topic = [example for example in given if not example.axes]
    doubled, _ = train_axes(given, AXES, TrainingSettings(off_topic_weight=2, min_count=1))
    twice, _ = train_axes([*given, *off_topic], AXES, TrainingSettings(off_topic_weight=1, min_count=1))
    once, _ = train_axes(given, AXES, TrainingSettings(off_topic_weight=1, min_count=1))
    assert doubled.linear.vocabulary == twice.linear.vocabulary
    np.testing.assert_allclose(doubled.linear.weights, twice.linear.weights, atol=0.01)
    assert np.abs(doubled.linear.bias - once.linear.bias).max() > 0.01


def test_a_rare_feature_is_left_out() -> None:
    given = [*examples(), Example("x", frozenset({("w", "一度")}), frozenset())]
    assert ("w", "一度") not in train_axes(given, AXES)[0].linear.vocabulary
    assert ("w", "一度") in train_axes(given, AXES, TrainingSettings(min_count=1))[0].linear.vocabulary


def test_the_name_tells_the_training_data_and_training_repeats_itself() -> None:
    given = examples()
    first, again = train_axes(given, AXES)[0], train_axes(given, AXES)[0]
    assert first.name == again.name
    assert first.name.startswith("axes-")
    np.testing.assert_array_equal(first.linear.weights, again.linear.weights)
    np.testing.assert_array_equal(first.thresholds, again.thresholds)
    for changed in (
        given[:-1],
        [replace(given[0], axes=frozenset()), *given[1:]],
        [replace(given[0], features=frozenset({("w", "町")})), *given[1:]],
        [replace(given[0], document="other"), *given[1:]],
    ):
        assert train_axes(changed, AXES)[0].name != first.name


# --- thresholds ---


def f_scores(gold: Sequence[bool], probabilities: Sequence[float]) -> dict[float, float]:
    """F0.8 at each candidate, as scikit-learn counts it."""
    return {
        round(candidate, 2): metrics.fbeta_score(gold, np.array(probabilities) >= candidate, beta=0.8, zero_division=0)
        for candidate in np.arange(0.20, 0.81, 0.02)
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_threshold_is_the_best_there_is(seed: int) -> None:
    random = np.random.default_rng(seed)
    gold = random.random(80) < 0.4
    probabilities = np.clip(random.normal(0.35 + 0.25 * gold, 0.2), 0, 1).astype(np.float32)
    threshold = best_threshold(gold, probabilities)
    scores = f_scores(gold.tolist(), probabilities.tolist())
    assert scores[threshold] == pytest.approx(max(scores.values()))


def test_a_threshold_weighs_its_examples() -> None:
    # At 0.3 one more is right and one more is wrong: worth it, unless the wrong one stands for many.
    gold = np.array([True, True, True, False])
    probabilities = np.array([0.9, 0.3, 0.3, 0.3], dtype=np.float32)
    assert best_threshold(gold, probabilities) < 0.3
    assert best_threshold(gold, probabilities, np.array([1.0, 1.0, 1.0, 9.0])) > 0.3


def test_the_models_thresholds_are_chosen_over_several_fold_assignments() -> None:
    given, settings = examples(), TrainingSettings(n_repeats=2, min_count=1)
    model, held_out = train_axes(given, AXES, settings)
    matrix = matrix_of([item.features for item in given], model.linear.vocabulary)
    gold, weight = gold_of(given, AXES), sample_weight_of(given, settings)
    runs = [out_of_fold(given, gold, matrix, settings, settings.seed + number) for number in range(2)]
    np.testing.assert_array_equal(held_out, runs[0])
    for column, threshold in enumerate(model.thresholds.tolist()):
        pooled = np.concatenate(runs)[:, column]
        expected = best_threshold(np.concatenate([gold[:, column]] * 2), pooled, np.concatenate([weight] * 2))
        assert threshold == pytest.approx(expected)


def test_what_may_not_be_learned_from_is_not() -> None:
    given, settings = examples(), TrainingSettings()
    gold = gold_of(given, AXES)
    items = [item.features for item in given]
    matrix = matrix_of(items, vocabulary_of(items, 1))
    learned = np.array([not item.axes for item in given])
    assert (out_of_fold(given, gold, matrix, settings, 1, learned) < 0.01).all()  # it has seen no claim of an axis


def test_among_equal_thresholds_the_middle_one_is_taken() -> None:
    gold = np.array([True] * 5 + [False] * 5)
    assert best_threshold(gold, np.array([0.7] * 5 + [0.3] * 5, dtype=np.float32)) == pytest.approx(0.5, abs=0.021)
    assert best_threshold(gold, np.array([0.9] * 5 + [0.1] * 5, dtype=np.float32)) == pytest.approx(0.5, abs=0.021)


def test_precision_counts_for_more() -> None:
    # At 0.6: precision 1, recall 2/3; at 0.3: precision 3/5, recall 1. F1 is close (0.80 to 0.75), F0.7 is not.
    gold = np.array([True, True, True, False, False])
    threshold = best_threshold(gold, np.array([0.9, 0.9, 0.3, 0.3, 0.3], dtype=np.float32))
    assert threshold > 0.3


@pytest.mark.parametrize("missing", ["sklearn.linear_model", "scipy.sparse"])
def test_training_without_its_libraries_names_the_extra(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'kakudo\[train\]'"):
        train_axes(examples(), AXES)


def test_an_axis_whose_documents_share_a_fold_can_be_trained() -> None:
    # Out of that fold no claim is about it: the model that scores the fold has seen none, and says no.
    given = examples()
    settings = TrainingSettings()
    names = sorted({example.document for example in given if not example.axes})
    everywhere = [example.document for example in given]
    fold_of = dict(zip(everywhere, folds_of(everywhere, settings.n_folds, settings.seed).tolist(), strict=True))
    pair = next([a, b] for a in names for b in names if a < b and fold_of[a] == fold_of[b])
    marked = [replace(example, axes=frozenset({"rare"})) if example.document in pair else example for example in given]
    model, held_out = train_axes(marked, [*AXES, "rare"], settings)
    inside = np.array([example.document in pair for example in marked])
    assert (held_out[inside, 2] < 0.01).all()
    assert model.linear.weights[:, 2].any()
