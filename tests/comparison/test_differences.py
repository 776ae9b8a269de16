"""The model that weighs what was compared: its arithmetic, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kakudo.artifacts import find_model
from kakudo.comparison.differences import (
    CODES,
    DIFFERENCE_FILE,
    FEATURES,
    UNTRAINED,
    DifferenceModel,
    Weighed,
    difference_features,
    is_enough,
    load_differences,
    save_differences,
)
from kakudo.comparison.gist import Gist
from kakudo.comparison.margins import KernelMargin, LinearMargin
from kakudo.comparison.matching import Source, match_claim
from kakudo.comparison.pair import Pair
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.comparison.wording import Wording, WordingModel
from kakudo.errors import ModelError

GistsOf = Callable[[str], tuple[Gist, ...]]

_NOTHING = (0.0,) * len(FEATURES)
_N = len(FEATURES)
_CODE_WEIGHTS = tuple(tuple(float(number == row) for number in range(_N)) for row in range(len(CODES)))
_MODEL = DifferenceModel(
    KernelMargin(
        np.arange(_N) / 7,
        np.arange(1, _N + 1) / 3,
        np.vstack([np.arange(_N), -np.ones(_N)]).astype(np.float32),
        np.array([1.5, -0.25]),
        np.linspace(-1, 1, _N),
        0.01,
        -0.5,
    ),
    _CODE_WEIGHTS,
    tuple(number / 3 for number in range(len(CODES))),
    0.25,
    "differences-0",
    WordingModel({"全": 1.5, "かも": -0.75}),
    WordingModel({"一部": 0.5, "年": -0.25, "約": 1.0}),
    0.125,
)


@pytest.fixture
def features(gists: GistsOf) -> Callable[..., dict[str, float]]:
    """What is weighed about a post of one claim beside a source, by name."""

    def of(post: str, source: str, *codes: str) -> dict[str, float]:
        (claim,) = gists(post)
        whole = Source("s", gists(source))
        best = match_claim(claim, whole)[0]
        pair = Pair(claim, [claim], best.gist, best.sentence, [], whole, best.coverage, best.support)
        return dict(zip(FEATURES, difference_features(pair, codes, codes), strict=True))

    return of


FeaturesOf = Callable[..., dict[str, float]]


def test_the_codes_are_those_of_the_rules() -> None:
    known = {rule.code for rule in COMPARISON_RULES}
    assert set(CODES) == known - {"KD320"}


def test_what_the_rules_found_is_weighed(features: FeaturesOf) -> None:
    found = features("議会は法案を可決した。", "議会は法案を否決した。", "KD307")
    assert found["KD307 on the claim"] == found["KD307 on the post"] == 1.0
    assert found["KD301 on the claim"] == 0.0


def test_a_copy_differs_in_nothing(features: FeaturesOf) -> None:
    found = features("議会は29日に法案を賛成7人で可決した。", "議会は29日に法案を賛成7人で可決した。")
    for name in (
        "certainty rank above source",
        "strength above source",
        "polarity differs",
        "numbers nowhere",
        "dates nowhere",
    ):
        assert found[name] == 0.0, name
    assert found["coverage"] == pytest.approx(1.0)
    assert not any(value for name, value in found.items() if name.endswith((" dropped", " added")))


def test_what_is_lost_and_what_is_new_are_told_apart(features: FeaturesOf) -> None:
    flat, hedged = "議会は法案を可決する。", "議会は法案を可決するかもしれない。"
    assert features(flat, hedged)["strength above source"] > 0 > features(hedged, flat)["strength above source"]
    some, number = "議員の一部が法案に賛成した。", "議員9人が法案に賛成した。"
    assert features("議員が法案に賛成した。", some)["partial dropped"] == 1.0
    assert features(some, "議員が法案に賛成した。")["partial added"] == 1.0
    assert features(number, "議員7人が法案に賛成した。")["numbers nowhere"] == 1.0


def test_the_probability_is_that_of_the_log_odds() -> None:
    linear = LinearMargin(tuple(number / 7 for number in range(_N)), -0.5)
    model = replace(_MODEL, margin=linear, added=WordingModel(), dropped=WordingModel())
    nothing = Weighed(_NOTHING)
    assert replace(model, margin=replace(linear, intercept=0.0)).probability(nothing) == 0.5
    seventh = Weighed((0.0, 7.0, *_NOTHING[2:]))
    assert model.probability(seventh) == pytest.approx(0.6225, abs=1e-4)  # 1 / (1 + e^-0.5)
    assert 0 <= replace(model, margin=replace(linear, intercept=-1e9)).probability(nothing) < 1e-9
    assert 1 - 1e-9 < replace(model, margin=replace(linear, intercept=1e9)).probability(nothing) <= 1


def test_what_the_words_add_and_drop_is_added_to_the_log_odds() -> None:
    own = 21**0.5  # what one sequence is divided by
    model = replace(
        _MODEL,
        margin=LinearMargin(_NOTHING, 0.0),
        added=WordingModel({"全": 1.5 * own, "かも": -3.0 * own}),
        dropped=WordingModel({"約": 1.5 * own}),
    )
    assert model.probability(Weighed(_NOTHING)) == 0.5
    added, dropped = Wording(added=frozenset({"全"})), Wording(dropped=frozenset({"約"}))
    assert model.probability(Weighed(_NOTHING, added)) == pytest.approx(0.8176, abs=1e-4)  # 1 / (1 + e^-1.5)
    assert model.probability(Weighed(_NOTHING, dropped)) == pytest.approx(0.8176, abs=1e-4)
    assert model.differs(Weighed(_NOTHING, added))
    assert not model.differs(Weighed(_NOTHING, Wording(added=frozenset({"かも"}))))


@pytest.mark.parametrize(
    ("probability", "coverage", "code", "expected"),
    [
        (0.6, 0.0, "", True),
        (0.59, 1.0, "", False),
        (0.45, 0.95, "KD307 on the claim", True),
        (0.45, 0.7, "KD307 on the claim", False),
        (0.45, 0.95, "KD320 on the claim", False),
        (0.45, 0.95, "KD307 on the post", False),
        (0.5, 0.1, "KD307 on the post", True),
        (0.5, 0.1, "KD320 on the post", False),
        (0.3, 1.0, "KD307 on the claim", False),
    ],
)
def test_less_is_asked_where_a_rule_finds_something_and_least_of_near_copies(
    probability: float, coverage: float, code: str, expected: bool
) -> None:
    features = [1.0 if name == code else coverage if name == "coverage" else 0.0 for name in FEATURES]
    assert is_enough(probability, features, 0.6, 0.5) is expected


def test_the_likeliest_code_has_the_highest_score() -> None:
    assert _MODEL.likeliest(_NOTHING) == CODES[-1]
    assert _MODEL.likeliest((9.0, *_NOTHING[1:])) == CODES[0]
    assert UNTRAINED.likeliest(_NOTHING) in CODES


def test_a_saved_model_is_the_same_when_loaded(tmp_path: Path) -> None:
    files = save_differences(_MODEL, tmp_path / "new" / "folder")
    assert [path.name for path in files] == ["differences.npz", DIFFERENCE_FILE]
    loaded = load_differences(files[0].parent)
    assert replace(loaded, margin=_MODEL.margin) == _MODEL
    for features in (_NOTHING, tuple(map(float, range(_N))), (0.5,) * _N):
        post = Weighed(features, Wording(frozenset({"全", "未知"}), frozenset({"約"})))
        assert loaded.probability(post) == _MODEL.probability(post)
    first = [path.read_bytes() for path in files]
    save_differences(_MODEL, files[0].parent)
    assert [path.read_bytes() for path in files] == first


def test_an_untrained_model_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="trained"):
        save_differences(UNTRAINED, tmp_path)


def test_the_model_that_ships() -> None:
    model = load_differences(find_model())
    assert 0 < model.threshold_found <= model.threshold < 1
    assert model.name.startswith("differences-")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=rf"{DIFFERENCE_FILE} is missing: .*kakudo train"):
        load_differences(tmp_path)


@pytest.mark.parametrize("key", ["features", "codes"])
def test_a_model_of_other_features_or_codes_is_refused(key: str, tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)[1]
    content = json.loads(path.read_text(encoding="utf-8"))
    content[key].reverse()
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelError, match="other features"):
        load_differences(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"gamma": "x"}, id="no-number"),
        pytest.param({"code_weights": 3}, id="no-list"),
        pytest.param({"code_weights": [[1.0]] * len(CODES)}, id="too-few-of-a-code"),
        pytest.param({"code_weights": [], "code_intercepts": []}, id="no-codes"),
        pytest.param({"code_intercepts": []}, id="no-intercepts"),
        pytest.param({"threshold": None}, id="null"),
        pytest.param({"threshold_found": None}, id="null-found"),
        pytest.param({"features": 3}, id="features"),
        pytest.param({"added": ["全"]}, id="too-few-words"),
        pytest.param({"dropped": 3}, id="no-words"),
    ],
)
def test_a_model_with_wrong_values_is_damaged(change: dict[str, Any], tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)[1]
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(ModelError, match="is damaged"):
        load_differences(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"vectors": np.ones((2, 3))}, id="other-width"),
        pytest.param({"coefficients": np.ones(3)}, id="other-count"),
        pytest.param({"coefficients": np.array([1.0, np.nan])}, id="not-finite"),
        pytest.param({"weights": np.ones(3)}, id="other-weights"),
        pytest.param({"scale": np.zeros(_N)}, id="no-scale"),
        pytest.param({"centre": np.array(["x"] * _N)}, id="no-numbers"),
        pytest.param({"centre": None}, id="missing"),
        pytest.param({"added": np.array([np.nan, 1.0])}, id="words-not-finite"),
        pytest.param({"dropped": None}, id="no-words"),
    ],
)
def test_arrays_that_do_not_fit_are_damaged(change: dict[str, Any], tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)[0]
    with np.load(path, allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files} | change
    np.savez_compressed(path, **{key: array for key, array in arrays.items() if array is not None})
    with pytest.raises(ModelError, match="is damaged"):
        load_differences(tmp_path)


def test_missing_and_broken_arrays_are_named(tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)[0]
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ModelError, match="is damaged"):
        load_differences(tmp_path)
    path.unlink()
    with pytest.raises(ModelError, match=r"differences\.npz is missing: .*kakudo train"):
        load_differences(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe"])
def test_a_file_that_is_no_model_is_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / DIFFERENCE_FILE).write_bytes(content)
    with pytest.raises(ModelError, match="is damaged"):
        load_differences(tmp_path)


def test_a_folder_in_the_model_s_place_is_damaged(tmp_path: Path) -> None:
    (tmp_path / DIFFERENCE_FILE).mkdir()
    with pytest.raises(ModelError, match="is damaged"):
        load_differences(tmp_path)
