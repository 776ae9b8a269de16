"""Configuration: where it is found, what it may hold, and what is said about what it may not."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kakudo.config import CHOICES, Config, find_config, read_config, suggestion
from kakudo.document import DocumentKind
from kakudo.errors import ConfigError
from kakudo.findings import Level
from kakudo.reading import InputFormat
from kakudo.reports.messages import LANGUAGES

ALL = """
topic = "topics/health.toml"
model = "/srv/model"
lang = "en"
select = ["KD1", "KD201"]
ignore = ["KD106"]
fail-on = "warning"
input_format = "jsonl"
encoding = "cp932"
text-field = "本文"
id_field = "no"
title_field = "見出し"
published_field = "日付"
kind = "post"

[thresholds]
oil = 0.4
finance = 1

[triage]
reach = 0
KD304 = 0.8
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_can_be_written_in_a_file(tmp_path: Path) -> None:
    config = read_config(write(tmp_path / "kakudo.toml", ALL))
    assert config == Config(
        topic=tmp_path / "topics/health.toml",
        model=Path("/srv/model"),
        lang="en",
        select=("KD1", "KD201"),
        ignore=("KD106",),
        fail_on="warning",
        thresholds={"oil": 0.4, "finance": 1.0},
        triage={"reach": 0.0, "KD304": 0.8},
        input_format="jsonl",
        encoding="cp932",
        text_field="本文",
        id_field="no",
        title_field="見出し",
        published_field="日付",
        kind="post",
    )
    default = Config()
    assert [item.name for item in fields(Config) if getattr(config, item.name) == getattr(default, item.name)] == []


def test_project_file(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", '[project]\nname = "x"\n[tool.kakudo]\nlang = "en"\n')
    assert read_config(path) == Config(lang="en")


@pytest.mark.parametrize(
    ("files", "start", "expected"),
    [
        pytest.param({}, "a/b", None, id="none"),
        pytest.param({"kakudo.toml": ""}, "a/b", "kakudo.toml", id="above"),
        pytest.param({"kakudo.toml": "", "a/kakudo.toml": ""}, "a/b", "a/kakudo.toml", id="nearest"),
        pytest.param({"kakudo.toml": "", "a/b/c/kakudo.toml": ""}, "a/b", "kakudo.toml", id="not-below"),
        pytest.param({"pyproject.toml": "[tool.kakudo]"}, "a", "pyproject.toml", id="project"),
        pytest.param(
            {"kakudo.toml": "", "a/pyproject.toml": "[tool.kakudo]"}, "a/b", "a/pyproject.toml", id="nearest-project"
        ),
        pytest.param(
            {"kakudo.toml": "", "pyproject.toml": "[tool.kakudo]"}, "", "kakudo.toml", id="own-before-project"
        ),
        pytest.param(
            {"kakudo.toml": "", "a/pyproject.toml": '[project]\ndependencies = ["kakudo"]'},
            "a",
            "kakudo.toml",
            id="project-of-another",
        ),
        pytest.param({"a/pyproject.toml": "not = [toml"}, "a", None, id="broken-project-of-another"),
        pytest.param({"a/pyproject.toml": '[tool]\nkakudo = {lang = "en"}'}, "a", "a/pyproject.toml", id="inline"),
    ],
)
def test_discovery(tmp_path: Path, files: dict[str, str], start: str, expected: str | None) -> None:
    (tmp_path / "a/b/c").mkdir(parents=True)
    for name, text in files.items():
        write(tmp_path / name, text)
    found = find_config(tmp_path / start)
    assert found == (tmp_path / expected if expected else None)


def test_discovery_from_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "kakudo.toml", "")
    monkeypatch.chdir(tmp_path / "a")
    assert find_config(Path()) == tmp_path / "kakudo.toml"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("fail-no = 'error'", ["there is no setting 'fail-no'", "did you mean 'fail-on'"], id="misspelt"),
        pytest.param("colour = 1", ["there is no setting 'colour'", "text-field"], id="unknown"),
        pytest.param("lang = 3", ["lang must be a text", "found an integer: 3"], id="integer"),
        pytest.param("lang = ''", ["lang must be a text that is not empty"], id="empty"),
        pytest.param("topic = ['a']", ["topic must be a path", "found an array"], id="path"),
        pytest.param("select = 'KD1'", ["select must be an array of texts", "found a text: 'KD1'"], id="not-an-array"),
        pytest.param("select = ['KD1', 2]", ["select must be an array of texts"], id="mixed"),
        pytest.param("thresholds = 0.5", ["thresholds must be a table of numbers", "found a float"], id="not-a-table"),
        pytest.param("[thresholds]\noil = true", ["thresholds must be a table of numbers"], id="boolean"),
        pytest.param("[thresholds]\noil = 40", ["oil is 40.0", "from 0 to 1"], id="percent"),
        pytest.param("[thresholds]\noil = nan", ["oil is nan", "from 0 to 1"], id="nan"),
        pytest.param("triage = 'KD304'", ["triage must be a table of numbers", "found a text"], id="triage-text"),
        pytest.param("[triage]\nreach = 15", ["triage: reach is 15.0", "from 0 to 1"], id="triage-percent"),
        pytest.param("[triage]\nKD304 = nan", ["triage: KD304 is nan", "from 0 to 1"], id="triage-nan"),
        pytest.param("lang = 'jp'", ["lang is 'jp'", "ja, en"], id="lang"),
        pytest.param("fail_on = 'warn'", ["fail_on is 'warn'", "did you mean 'warning'"], id="level"),
        pytest.param("input-format = 'docx'", ["input_format is 'docx'", "markdown"], id="format"),
        pytest.param("kind = 'tweet'", ["kind is 'tweet'", "article, post"], id="kind"),
        pytest.param("fail-on = 'error'\nfail_on = 'info'", ["stands twice"], id="twice"),
        pytest.param("lang = ", ["is not valid TOML"], id="toml"),
        pytest.param("encoding = 2020-01-01", ["found a date or time"], id="date"),
    ],
)
def test_what_a_file_cannot_hold(tmp_path: Path, text: str, messages: list[str]) -> None:
    path = write(tmp_path / "kakudo.toml", text)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    for message in [str(path), *messages]:
        assert message in str(error.value)


def test_a_file_that_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(tmp_path / "kakudo.toml")
    (tmp_path / "kakudo.toml").write_bytes("lang = '日本語'".encode("cp932"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_config(tmp_path / "kakudo.toml")


def test_a_project_file_named_by_the_user_needs_the_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no \[tool.kakudo\] table"):
        read_config(write(tmp_path / "pyproject.toml", "[tool.other]"))
    with pytest.raises(ConfigError, match=r"tool\.kakudo must be a table"):
        read_config(write(tmp_path / "pyproject.toml", "[tool]\nkakudo = 3"))


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "kakudo.toml").write_bytes(b"\xef\xbb\xbflang = 'en'")
    assert read_config(tmp_path / "kakudo.toml").lang == "en"


def test_overrides_leave_what_is_not_given() -> None:
    config = Config(lang="en", select=("KD1",)).with_overrides(lang=None, select=("KD2",), encoding="cp932")
    assert config == Config(lang="en", select=("KD2",), encoding="cp932")
    with pytest.raises(ConfigError, match="lang is 'fr'"):
        config.with_overrides(lang="fr")
    with pytest.raises(TypeError, match="colour"):
        config.with_overrides(colour="red")


@pytest.mark.parametrize(
    ("fail_on", "levels"),
    [("never", []), ("error", ["error"]), ("warning", ["warning", "error"]), ("info", ["info", "warning", "error"])],
)
def test_levels_to_fail_on(fail_on: str, levels: list[str]) -> None:
    config = Config(fail_on=fail_on)
    assert [level for level in Level if config.fails_on(level)] == levels


def test_choices_are_those_of_the_stages() -> None:
    assert set(CHOICES["input_format"]) == set(InputFormat)
    assert set(CHOICES["kind"]) == set(DocumentKind)
    assert CHOICES["lang"] == LANGUAGES
    assert set(CHOICES["fail_on"]) == {*Level, "never"}


def test_suggestion_keeps_the_spelling_of_what_is_known() -> None:
    assert suggestion("kd11", ["KD101", "KD201"]) == "; did you mean 'KD101'?"
    assert suggestion("zzz", ["KD101"]) == ""
