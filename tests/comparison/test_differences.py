"""The model that weighs what was compared: its arithmetic, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kakudo.artifacts import find_model
from kakudo.comparison.differences import (
    CODES,
    DIFFERENCE_FILE,
    FEATURES,
    UNTRAINED,
    DifferenceModel,
    difference_features,
    load_differences,
    save_differences,
)
from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source, match_claim
from kakudo.comparison.pair import Pair
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.errors import ModelError

GistsOf = Callable[[str], tuple[Gist, ...]]

_NOTHING = (0.0,) * len(FEATURES)
_MODEL = DifferenceModel(
    tuple(number / 7 for number in range(len(FEATURES))),
    -0.5,
    tuple(tuple(float(number == row) for number in range(len(FEATURES))) for row in range(len(CODES))),
    tuple(number / 3 for number in range(len(CODES))),
    0.25,
    "differences-0",
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


def test_the_probability_is_that_of_a_logistic_regression() -> None:
    assert replace(_MODEL, intercept=0.0).probability(_NOTHING) == 0.5
    assert _MODEL.probability((0.0, 7.0, *_NOTHING[2:])) == pytest.approx(0.6225, abs=1e-4)  # 1 / (1 + e^-0.5)
    assert 0 <= replace(_MODEL, intercept=-1e9).probability(_NOTHING) < 1e-9
    assert 1 - 1e-9 < replace(_MODEL, intercept=1e9).probability(_NOTHING) <= 1
    with pytest.raises(ValueError, match="features for"):
        _MODEL.probability(_NOTHING[:-1])


def test_the_likeliest_code_has_the_highest_score() -> None:
    assert _MODEL.likeliest(_NOTHING) == CODES[-1]
    assert _MODEL.likeliest((9.0, *_NOTHING[1:])) == CODES[0]
    assert UNTRAINED.likeliest(_NOTHING) in CODES


def test_a_saved_model_is_the_same_when_loaded(tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / DIFFERENCE_FILE
    assert load_differences(path.parent) == _MODEL
    first = path.read_bytes()
    save_differences(_MODEL, path.parent)
    assert path.read_bytes() == first


def test_the_model_that_ships() -> None:
    model = load_differences(find_model())
    assert 0 < model.threshold < 1
    assert model.name.startswith("differences-")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=rf"{DIFFERENCE_FILE} is missing: .*kakudo train"):
        load_differences(tmp_path)


@pytest.mark.parametrize("key", ["features", "codes"])
def test_a_model_of_other_features_or_codes_is_refused(key: str, tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content[key].reverse()
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelError, match="other features"):
        load_differences(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"weights": 3}, id="no-list"),
        pytest.param({"weights": ["x"]}, id="no-number"),
        pytest.param({"weights": [1.0]}, id="too-few"),
        pytest.param({"code_weights": [[1.0]] * len(CODES)}, id="too-few-of-a-code"),
        pytest.param({"code_weights": [], "code_intercepts": []}, id="no-codes"),
        pytest.param({"code_intercepts": []}, id="no-intercepts"),
        pytest.param({"threshold": None}, id="null"),
        pytest.param({"features": 3}, id="features"),
    ],
)
def test_a_model_with_wrong_values_is_damaged(change: dict[str, Any], tmp_path: Path) -> None:
    path = save_differences(_MODEL, tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(ModelError, match="is damaged"):
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
