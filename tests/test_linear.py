"""Linear models: what is saved is loaded, what is damaged is refused, and scores are those of a matrix product."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kakudo.errors import ModelError
from kakudo.linear import Feature, LinearModel, load_linear, save_linear

FORMAT = "test/1"
STEM = "small"


def model_of(features: list[Feature], labels: tuple[str, ...] = ("a", "b", "c"), seed: int = 5) -> LinearModel:
    """A model with random weights."""
    random = np.random.default_rng(seed)
    return LinearModel(
        labels,
        {feature: index for index, feature in enumerate(features)},
        random.normal(size=(len(features), len(labels))).astype(np.float32),
        random.normal(size=len(labels)).astype(np.float32),
        {"format": FORMAT, "name": "small-1", "settings": {"C": 0.5}},
    )


def words(n: int) -> list[Feature]:
    return [("w", str(number)) for number in range(n)]


# Lemmas can hold anything that might end a JSON string, list or line.
AWKWARD: list[Feature] = [
    ("w", '"],["'),
    ("w", "}\n]}"),
    ("b", "エル サルバドル", "\u2028"),
    ("none",),
    ("form", ""),
    ("w", "\\"),
    ("w", "🚀"),
    ("w", "a", "b\tc"),
]


@pytest.mark.parametrize(
    "features", [[], words(1), words(99), words(100), words(101), words(250), AWKWARD], ids=lambda f: f"{len(f)}"
)
def test_what_is_saved_is_loaded(tmp_path: Path, features: list[Feature]) -> None:
    model = model_of(features)
    extra = np.array([0.25, 0.5], dtype=np.float32)
    files = save_linear(model, tmp_path / "new" / "folder", STEM, {"thresholds": extra})
    assert [path.name for path in files] == ["small.npz", "small.json"]
    loaded, arrays = load_linear(tmp_path / "new" / "folder", STEM, FORMAT)
    assert loaded.labels == model.labels
    assert dict(loaded.vocabulary) == dict(model.vocabulary)
    assert loaded.metadata == model.metadata
    assert loaded.name == "small-1"
    for there, here in ((loaded.weights, model.weights), (loaded.bias, model.bias), (arrays["thresholds"], extra)):
        assert there.dtype == np.float32
        np.testing.assert_array_equal(there, here)
    assert list(arrays) == ["thresholds"]


@pytest.mark.parametrize("last", [{}, {"a": {"b": {}}}, "}", "\n}", [], None, [{"}": "}"}]], ids=repr)
def test_metadata_may_end_in_anything(tmp_path: Path, last: object) -> None:
    model = model_of(words(2))
    metadata = {**model.metadata, "last": last}
    save_linear(LinearModel(model.labels, model.vocabulary, model.weights, model.bias, metadata), tmp_path, STEM)
    assert load_linear(tmp_path, STEM, FORMAT)[0].metadata == metadata


def test_the_vocabulary_is_written_by_row_whatever_its_order(tmp_path: Path) -> None:
    model = model_of(words(3))
    turned = dict(reversed(list(model.vocabulary.items())))
    save_linear(LinearModel(model.labels, turned, model.weights, model.bias, model.metadata), tmp_path, STEM)
    assert dict(load_linear(tmp_path, STEM, FORMAT)[0].vocabulary) == dict(model.vocabulary)


def test_features_take_a_line_a_hundred(tmp_path: Path) -> None:
    save_linear(model_of(words(250)), tmp_path, STEM)
    lines = (tmp_path / "small.json").read_text(encoding="utf-8").splitlines()
    assert [line.count('["w",') for line in lines if '["w",' in line] == [100, 100, 50]


def dense_scores(model: LinearModel, items: list[frozenset[Feature]]) -> Any:
    """The reference: a 0/1 matrix times the weights, in double precision."""
    matrix = np.array([[feature in item for feature in model.vocabulary] for item in items], dtype=np.float64).reshape(
        len(items), len(model.vocabulary)
    )
    return matrix @ model.weights.astype(np.float64) + model.bias


ITEMS = st.lists(
    st.frozensets(st.sampled_from([*words(40), ("w", "unknown"), ("b", "1", "2")]), max_size=30), max_size=8
)


@given(ITEMS, st.integers(0, 3))
def test_scores_are_those_of_a_matrix_product(items: list[frozenset[Feature]], seed: int) -> None:
    model = model_of(words(40), seed=seed)
    scores = model.scores(items)
    assert scores.shape == (len(items), 3)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, dense_scores(model, items), rtol=1e-4, atol=1e-5)


@given(ITEMS)
def test_scores_do_not_depend_on_neighbours_or_order(items: list[frozenset[Feature]]) -> None:
    model = model_of(words(40))
    alone = [model.scores([item])[0] for item in items]
    turned = [sorted(item, reverse=True) for item in items]
    for there, here, other in zip(model.scores(items), alone, model.scores(turned), strict=True):
        assert there.tobytes() == here.tobytes() == other.tobytes()


def test_items_may_be_read_once() -> None:
    model = model_of(words(3))
    once = (iter(item) for item in ([("w", "1")], [("w", "0"), ("w", "2")]))
    expected = model.weights[[1]].sum(axis=0) + model.bias
    np.testing.assert_allclose(model.scores(list(once))[0], expected, rtol=1e-6)


class Trap:
    """Unpickled, it would write a file."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.write_text, (self.target, "run"))


@pytest.mark.parametrize("key", ["weights", "bias", "thresholds"])
def test_a_pickled_array_is_refused_and_not_run(tmp_path: Path, key: str) -> None:
    save_linear(model_of(words(2)), tmp_path, STEM)
    ran = tmp_path / "ran"
    arrays: dict[str, Any] = {"weights": np.zeros((2, 3), np.float32), "bias": np.zeros(3, np.float32)}
    arrays[key] = np.array([Trap(ran)], dtype=object)
    np.savez(tmp_path / "small.npz", **arrays)
    with pytest.raises(ModelError, match="damaged"):
        load_linear(tmp_path, STEM, FORMAT)
    assert not ran.exists()


def test_a_pickle_in_place_of_the_arrays_is_refused_and_not_run(tmp_path: Path) -> None:
    save_linear(model_of(words(2)), tmp_path, STEM)
    ran = tmp_path / "ran"
    (tmp_path / "small.npz").write_bytes(pickle.dumps(Trap(ran)))
    with pytest.raises(ModelError, match="damaged"):
        load_linear(tmp_path, STEM, FORMAT)
    assert not ran.exists()


def edit_json(**changes: object) -> Callable[[Path], None]:
    """Change keys of the JSON file; ``...`` takes one away."""

    def change(folder: Path) -> None:
        path = folder / "small.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        for key, value in changes.items():
            if value is ...:
                del document[key]
            else:
                document[key] = value
        path.write_text(json.dumps(document), encoding="utf-8")

    return change


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return change


def cut(folder: Path) -> None:
    path = folder / "small.npz"
    path.write_bytes(path.read_bytes()[:-40])


def flip(folder: Path) -> None:
    path = folder / "small.npz"
    content = bytearray(path.read_bytes())
    content[60:80] = bytes(20)
    path.write_bytes(content)


def save_arrays(**arrays: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        np.savez(folder / "small.npz", **arrays)

    return change


def one_array() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.zeros((3, 3), dtype=np.float32))
    return stream.getvalue()


W, B = np.zeros((3, 3), np.float32), np.zeros(3, np.float32)
DAMAGES = {
    "no json": (lambda folder: (folder / "small.json").unlink(), r"no model in .*small\.json is missing"),
    "no npz": (lambda folder: (folder / "small.npz").unlink(), r"no model in .*small\.npz is missing"),
    "half a json": (write("small.json", b'{"labels": ["a"'), "damaged"),
    "empty json": (write("small.json", b""), "damaged"),
    "not utf-8": (write("small.json", b'{"labels": "\x82\xa0"}'), "damaged"),
    "a number": (write("small.json", b"5"), "damaged"),
    "no labels": (edit_json(labels=...), "damaged"),
    "no features": (edit_json(features=...), "damaged"),
    "no arrays in it": (write("small.npz", b"no arrays at all"), "damaged"),
    "a folder": (lambda folder: ((folder / "small.npz").unlink(), (folder / "small.npz").mkdir()), "damaged"),
    "no bias": (save_arrays(weights=W), "damaged"),
    "no weights": (save_arrays(bias=B), "damaged"),
    "other format": (edit_json(format="other/2"), r"format 'other/2', this kakudo reads 'test/1'"),
    "no format": (edit_json(format=...), r"format None, this kakudo reads 'test/1'"),
    "fewer labels": (edit_json(labels=["a", "b"]), r"does not fit its labels: weights \(3, 3\), 3 features, 2 labels"),
    "fewer features": (edit_json(features=[["w", "0"]]), "does not fit .* 1 features"),
    "fewer rows": (save_arrays(weights=W[:2], bias=B), r"does not fit .* weights \(2, 3\)"),
    "flat weights": (save_arrays(weights=W.ravel(), bias=B), r"does not fit .* weights \(9,\)"),
    "short bias": (save_arrays(weights=W, bias=B[:2]), "does not fit"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_a_broken_model_is_named(tmp_path: Path, damage: Callable[[Path], object], said: str) -> None:
    save_linear(model_of(words(3)), tmp_path, STEM)
    load_linear(tmp_path, STEM, FORMAT)
    damage(tmp_path)
    with pytest.raises(ModelError, match=said) as caught:
        load_linear(tmp_path, STEM, FORMAT)
    assert str(tmp_path) in str(caught.value)


ESCAPING = {
    "cut off": cut,
    "flipped bytes": flip,
    "empty npz": write("small.npz", b""),
    "one array": write("small.npz", one_array()),
    "a list": write("small.json", b"[]"),
    "labels are null": edit_json(labels=None),
    "features are a number": edit_json(features=5),
    "a feature is a number": edit_json(features=[1, 2, 3]),
    "a feature holds a list": edit_json(features=[["w", []], ["w", "1"], ["w", "2"]]),
    "a feature is a text": edit_json(features=["w", ["w", 1], ["w", "2"]]),
    "a label is a number": edit_json(labels=[1, "b", "c"]),
    "no name": edit_json(name=...),
    "weights are texts": save_arrays(weights=W.astype("U8"), bias=B),
    "weights are no numbers": save_arrays(weights=np.full_like(W, np.nan), bias=B),
    "thresholds are texts": save_arrays(weights=W, bias=B, thresholds=B.astype("U8")),
}


@pytest.mark.parametrize("damage", ESCAPING.values(), ids=ESCAPING)
def test_no_damage_escapes_as_another_error(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    save_linear(model_of(words(3)), tmp_path, STEM)
    damage(tmp_path)
    with pytest.raises(ModelError, match=r"damaged|does not fit"):
        load_linear(tmp_path, STEM, FORMAT)
