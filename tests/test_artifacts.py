"""Where models are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kakudo.artifacts import checkout, find_model
from kakudo.errors import ModelError


def model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "axes.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_path_that_the_user_gives_goes_first(tmp_path: Path) -> None:
    package = tmp_path / "pipeline/kakudo"
    model(package / "models")
    given = model(tmp_path / "mine")
    assert find_model(given, package) == given


def test_a_mistyped_path_does_not_fall_back(tmp_path: Path) -> None:
    package = tmp_path / "pipeline/kakudo"
    model(package / "models")
    with pytest.raises(ModelError) as error:
        find_model(tmp_path / "typo", package)
    assert str(tmp_path / "typo") in str(error.value)
    assert str(package) not in str(error.value)


def test_the_wheel_goes_before_the_checkout(tmp_path: Path) -> None:
    package = tmp_path / "pipeline/kakudo"
    in_checkout = model(tmp_path / "models")
    assert find_model(None, package) == in_checkout
    in_wheel = model(package / "models")
    assert find_model(None, package) == in_wheel


def test_the_error_lists_what_was_tried_and_what_to_do(tmp_path: Path) -> None:
    package = tmp_path / "pipeline/kakudo"
    with pytest.raises(ModelError) as error:
        find_model(None, package)
    for part in (package / "models", tmp_path / "models", "kakudo train", "--model"):
        assert str(part) in str(error.value)


def test_an_installed_package_has_no_checkout(tmp_path: Path) -> None:
    installed = tmp_path / "lib/site-packages/kakudo"
    model(tmp_path / "lib/models")
    assert checkout(installed) is None
    with pytest.raises(ModelError):
        find_model(None, installed)
    assert checkout(tmp_path / "pipeline/kakudo") == tmp_path
