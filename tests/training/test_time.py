"""Training of the time model, and its decisions at inference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from kakudo.certainty.tagger import CertaintyTagger
from kakudo.certainty.time_model import FORMAT, MARGIN, STEM, TimeDecider, load_time_model
from kakudo.errors import ModelError
from kakudo.findings import Time
from kakudo.linear import Feature, LinearModel, save_linear
from kakudo.tokenization import Tokenizer
from kakudo.training.corpus import LabelledClaim, LabelledDocument, LabelledSentence
from kakudo.training.linear import folds_of, matrix_of
from kakudo.training.time import TimeExample, TimeSettings, time_examples_of, train_time


def labelled(
    text: str, *claims: tuple[str, str], register: str = "agency", block: str = "paragraph"
) -> LabelledDocument:
    """A document of one sentence, with the times of its claims."""
    found = []
    for said, time in claims:
        start = text.index(said)
        found.append(
            LabelledClaim(start, start + len(said), said, (), "writer", None, "certain", "affirmed", time, (), ())
        )
    return LabelledDocument("d", register, None, None, (LabelledSentence(text, block, tuple(found)),))


def examples_of(document: LabelledDocument, tokenizer: Tokenizer, tagger: CertaintyTagger) -> list[TimeExample]:
    return list(time_examples_of([document], tokenizer, tagger))


def test_an_example_holds_gold_and_what_the_rule_says(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    (example,) = examples_of(labelled("海軍は港を閉じた。", ("海軍は港を閉じた", "future")), tokenizer, tagger)
    assert (example.document, example.time, example.rule) == ("d", "future", "past")
    assert ("rule", "past") in example.features


def test_claims_are_found_by_their_ends(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    text = "海軍は港を閉じたが、商船は明日も出る。"
    first, second = examples_of(
        labelled(text, ("港を閉じたが", "past"), ("商船は明日も出る", "future")), tokenizer, tagger
    )
    assert (first.rule, first.time) == ("past", "past")  # gold begins later, and ends at the same word
    assert second.time == "future"


def test_a_claim_that_the_stage_cuts_elsewhere_teaches_nothing(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    assert examples_of(labelled("海軍は港を閉じた。", ("海軍は", "past")), tokenizer, tagger) == []


@pytest.mark.parametrize(
    ("register", "block", "is_heading"),
    [("agency", "paragraph", "False"), ("agency", "heading", "True"), ("headline", "paragraph", "True")],
)
def test_headlines_are_read_as_headings(
    register: str, block: str, is_heading: str, tokenizer: Tokenizer, tagger: CertaintyTagger
) -> None:
    document = labelled("両国、港の共用で合意", ("両国、港の共用で合意", "past"), register=register, block=block)
    (example,) = examples_of(document, tokenizer, tagger)
    assert ("heading", is_heading) in example.features


ENDINGS = {"past": ("tail", "た"), "present": ("tail", "て", "居る"), "future": ("tail", "だろう")}


def examples(n_documents: int = 30) -> list[TimeExample]:
    """Claims whose ending tells their time, and a rule that always says present."""
    found = []
    for number in range(n_documents):
        for place, (time, ending) in enumerate(ENDINGS.items()):
            noise: Feature = ("stem", str((number + place) % 4))
            found.append(TimeExample(f"d{number}", (ending, noise, ("rule", "present")), time, "present"))
    return found


def test_a_trained_model_decides_the_time() -> None:
    model, held_out = train_time(examples(), kakudo="0")
    assert model.labels == ("future", "past", "present")
    assert held_out == [example.time for example in examples()]
    assert model.metadata["format"] == FORMAT
    assert model.metadata["n_examples"] == 90
    assert model.metadata["kakudo"] == "0"


def test_labels_out_of_fold_come_from_a_model_that_did_not_see_the_document() -> None:
    odd = [TimeExample("odd", (("stem", "謎"),), "future", "present")] * 40
    pasts = [TimeExample(f"p{n}", (("tail", "た"),), "past", "past") for n in range(60)]
    model, held_out = train_time([*examples(), *pasts, *odd], TimeSettings(regularization=10))
    assert set(held_out[-40:]) == {"past"}  # what most others are
    scores = model.scores([[("stem", "謎")]])
    assert model.labels[int(scores.argmax())] == "future"


def test_training_repeats_itself_and_the_name_tells_its_data() -> None:
    first, again = train_time(examples())[0], train_time(examples())[0]
    assert first.name == again.name
    assert first.name.startswith("time-")
    np.testing.assert_array_equal(first.weights, again.weights)
    changed = [replace(examples()[0], time="future"), *examples()[1:]]
    assert train_time(changed)[0].name != first.name


def random_examples(seed: int, n: int) -> list[TimeExample]:
    random = np.random.default_rng(seed)
    pool: list[Feature] = [("stem", str(number)) for number in range(20)]
    found = []
    for number in range(n):
        chosen = [feature for feature in pool if random.random() < 0.3]
        time = ("past", "present", "future")[(len(chosen) + random.integers(0, 2)) % 3]
        found.append(TimeExample(f"d{number}", tuple(chosen), time, time))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_decision_is_that_of_scikit_learn(seed: int, tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    from sklearn.linear_model import LogisticRegression

    given, settings = random_examples(seed, 120), TimeSettings(min_count=1)
    model, _ = train_time(given, settings)
    vocabulary = dict(model.vocabulary)
    matrix = matrix_of([example.features for example in given], vocabulary)
    classifier = LogisticRegression(C=settings.regularization, max_iter=3000).fit(
        matrix, [example.time for example in given]
    )

    unseen = [(*example.features, ("stem", "never seen")) for example in random_examples(seed + 100, 80)]
    exponents = np.exp(model.scores(unseen).astype(float))
    expected = classifier.predict_proba(matrix_of(unseen, vocabulary))
    np.testing.assert_allclose(exponents / exponents.sum(axis=1, keepdims=True), expected, atol=1e-4)

    (labels,) = tagger(tokenizer("海軍は港を閉じた。")).labels
    assert labels.time is Time.PAST
    decided = TimeDecider(model)([structs.replace(labels, time_keys=keys) for keys in unseen])
    odds = np.log(expected.max(axis=1) / expected[:, list(classifier.classes_).index("past")])
    assert (odds > MARGIN).sum() > 5
    assert ((odds > 0) & (odds < MARGIN)).sum() > 5
    for item, row, odd in zip(decided, expected, odds, strict=True):
        if abs(odd - MARGIN) > 1e-3:
            assert item.time == (classifier.classes_[row.argmax()] if odd > MARGIN else "past")
    assert (
        structs.replace(decided[0], time=labels.time, time_keys=labels.time_keys) == labels
    )  # nothing but the time changes


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    model, _ = train_time(examples())
    save_linear(model, tmp_path, STEM)
    loaded = load_time_model(tmp_path)
    assert (loaded.labels, loaded.name) == (model.labels, model.name)
    np.testing.assert_array_equal(loaded.weights, model.weights)


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    model, _ = train_time(examples())
    other = LinearModel(
        model.labels, model.vocabulary, model.weights, model.bias, {**model.metadata, "format": "other/1"}
    )
    save_linear(other, tmp_path, STEM)
    with pytest.raises(ModelError, match=f"format 'other/1', this kakudo reads '{FORMAT}'"):
        load_time_model(tmp_path)


def test_the_model_that_ships_leaves_the_rule_alone_without_a_reason(
    tokenizer: Tokenizer, tagger: CertaintyTagger
) -> None:
    from kakudo.artifacts import find_model

    model = load_time_model(find_model())
    assert {Time(label) for label in model.labels} == set(Time)
    (labels,) = tagger(tokenizer("海軍は港を閉じた。")).labels
    for time in Time:
        (decided,) = TimeDecider(model)([structs.replace(labels, time=time, time_keys=(("rule", str(time)),))])
        assert decided.time is time


def test_a_label_out_of_fold_is_the_rules_where_the_model_is_not_sure() -> None:
    given = [
        TimeExample(f"d{number}", (("tail", "る"),), "past" if number % 2 else "future", "future")
        for number in range(40)
    ]
    given += [TimeExample(f"p{number}", (("tail", "いる"),), "present", "present") for number in range(40)]
    _, held_out = train_time(given)
    assert set(held_out[:40]) == {"future"}


def test_times_that_share_a_fold_can_be_trained() -> None:
    names = [f"d{number}" for number in range(20)]
    fold_of = dict(zip(names, folds_of(names, TimeSettings().n_folds, TimeSettings().seed).tolist(), strict=True))
    one, other = [name for name in names if fold_of[name] == fold_of["d0"]][:2]
    time_of = {one: "present", other: "future"}
    given = [TimeExample(name, (("stem", "x"),), time_of.get(name, "past"), "past") for name in names]
    _, held_out = train_time(given)
    assert [held_out[names.index(name)] for name in (one, other)] == ["past", "past"]
