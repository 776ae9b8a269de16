"""The axis model at inference: thresholds, order, persistence, and the probabilities of scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from kakudo.axes.model import FORMAT, AxisModel, load_axis_model, save_axis_model
from kakudo.errors import ModelError
from kakudo.linear import Feature, LinearModel, save_linear

AXES = ("oil", "finance", "military")


def model_of(
    weights: dict[str, tuple[float, ...]],
    bias: tuple[float, ...] = (0, 0, 0),
    thresholds: tuple[float, ...] = (0.5, 0.5, 0.5),
) -> AxisModel:
    vocabulary: dict[Feature, int] = {("w", word): index for index, word in enumerate(weights)}
    table = np.array(list(weights.values()), dtype=np.float32).reshape(len(weights), len(AXES))
    linear = LinearModel(
        AXES, vocabulary, table, np.array(bias, dtype=np.float32), {"format": FORMAT, "name": "axes-test"}
    )
    return AxisModel(linear, np.array(thresholds, dtype=np.float32))


def decide(model: AxisModel, *rows: tuple[float, ...]) -> list[list[tuple[str, float]]]:
    decided = model.decide(np.array(rows, dtype=np.float32).reshape(len(rows), len(AXES)))
    return [[(score.id, score.probability) for score in scores] for scores in decided]


def test_axes_at_or_above_their_own_threshold() -> None:
    model = model_of({}, thresholds=(0.25, 0.5, 0.75))
    assert decide(model, (0.25, 0.5, 0.75), (0.2499, 0.4999, 0.7499), (0.3, 0.1, 0.7)) == [
        [("military", 0.75), ("finance", 0.5), ("oil", 0.25)],
        [],
        [("oil", 0.3)],
    ]


def test_the_most_probable_axis_is_first_and_equal_ones_keep_the_models_order() -> None:
    model = model_of({}, thresholds=(0.1, 0.1, 0.1))
    assert [[axis for axis, _ in row] for row in decide(model, (0.2, 0.9, 0.5), (0.4, 0.4, 0.4))] == [
        ["finance", "military", "oil"],
        ["oil", "finance", "military"],
    ]


def test_a_threshold_holds_for_the_probability_before_it_is_rounded() -> None:
    model = model_of({}, thresholds=(0.5, 0.5, 0.5))
    assert decide(model, (0.499999, 0.500001, 0.1)) == [[("finance", 0.5)]]


def test_no_claims_no_decisions() -> None:
    model = model_of({"石油": (1, 0, 0)})
    assert model.predict_proba([]).shape == (0, 3)
    assert decide(model) == []


def test_probabilities_are_logistic_and_axes_do_not_share_them() -> None:
    model = model_of({"石油": (2, 0, -1), "融資": (0, 3, 0)}, bias=(-1, 0, 0))
    found = model.predict_proba([[("w", "石油")], [("w", "石油"), ("w", "融資")], [("w", "桜")]])
    scores = np.array([[1, 0, -1], [1, 3, -1], [-1, 0, 0]], dtype=float)
    np.testing.assert_allclose(found, 1 / (1 + np.exp(-scores)), rtol=1e-6)
    assert found.dtype == np.float32


@pytest.mark.parametrize("seed", range(6))
def test_probabilities_are_those_of_scikit_learn(seed: int) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    random = np.random.default_rng(seed)
    n_items, n_features = 60, 25
    matrix = (random.random((n_items, n_features)) < 0.3).astype(float)
    gold = random.random((n_items, len(AXES))) < 1 / (1 + np.exp(-matrix @ random.normal(size=(n_features, len(AXES)))))
    classifiers = [
        linear_model.LogisticRegression(C=random.uniform(0.1, 5), solver="liblinear").fit(matrix, column)
        for column in gold.T
    ]
    order = random.permutation(n_features)  # rows of the weights need not be in the vocabulary's order
    weights = np.column_stack([classifier.coef_[0][order] for classifier in classifiers]).astype(np.float32)
    bias = np.array([classifier.intercept_[0] for classifier in classifiers], dtype=np.float32)
    vocabulary: dict[Feature, int] = {("w", str(feature)): row for row, feature in enumerate(order.tolist())}
    model = AxisModel(LinearModel(AXES, vocabulary, weights, bias, {"name": "x"}), np.zeros(3, dtype=np.float32))

    unseen = (random.random((40, n_features)) < 0.3).astype(float)
    items = [[("w", str(index)) for index in np.flatnonzero(row)] + [("w", "never seen")] for row in unseen]
    expected = np.column_stack([classifier.predict_proba(unseen)[:, 1] for classifier in classifiers])
    np.testing.assert_allclose(model.predict_proba(items), expected, atol=1e-5)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    model = model_of({"石油": (2, 0, -1), "融資": (0, 3, 0)}, bias=(-1, 0, 0), thresholds=(0.2, 0.44, 0.8))
    assert [path.name for path in save_axis_model(model, tmp_path)] == ["axes.npz", "axes.json"]
    loaded = load_axis_model(tmp_path)
    assert (loaded.axes, loaded.name) == (AXES, "axes-test")
    np.testing.assert_array_equal(loaded.thresholds, model.thresholds)
    items: list[list[Feature]] = [[("w", "石油")], [("w", "融資"), ("w", "桜")]]
    np.testing.assert_array_equal(loaded.predict_proba(items), model.predict_proba(items))


@pytest.mark.parametrize("arrays", [{}, {"thresholds": np.zeros(2, dtype=np.float32)}], ids=["none", "too few"])
def test_a_model_without_its_thresholds_is_refused(tmp_path: Path, arrays: dict[str, npt.NDArray[np.float32]]) -> None:
    save_linear(model_of({"石油": (1, 0, 0)}).linear, tmp_path, "axes", arrays)
    with pytest.raises(ModelError, match="threshold for each of its axes"):
        load_axis_model(tmp_path)


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    save_axis_model(model_of({"石油": (1, 0, 0)}), tmp_path)
    path = tmp_path / "axes.json"
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": "kakudo-time/1"}), encoding="utf-8"
    )
    with pytest.raises(ModelError, match=f"format 'kakudo-time/1', this kakudo reads '{FORMAT}'"):
        load_axis_model(tmp_path)


def test_the_model_that_ships_knows_its_topic() -> None:
    from kakudo.artifacts import find_model
    from kakudo.topic import load_topic

    model = load_axis_model(find_model())
    assert set(model.axes) == {axis.id for axis in load_topic().axes}
    assert ((model.thresholds > 0) & (model.thresholds < 1)).all()
    (scores,) = model.decide(model.predict_proba([[("t", "oil.crude"), ("a", "oil"), ("w", "原油")]]))
    assert scores[0].id == "oil"


def test_a_heading_that_names_an_axis_lowers_its_threshold() -> None:
    model = model_of({}, thresholds=(0.5, 0.5, 0.5))
    rows = np.array([[0.35, 0.0, 0.0]] * 3, dtype=np.float32)
    named = frozenset({AXES[0]})
    decided = model.decide(rows, [frozenset(), named, frozenset({AXES[1]})])
    assert [[score.id for score in scores] for scores in decided] == [[], [AXES[0]], []]
