"""From a configuration to an analyzer, and what a plain import does not load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import kakudo
from kakudo.analysis import Analyzer
from kakudo.artifacts import find_model
from kakudo.axes.model import FORMAT as AXES
from kakudo.axes.model import AxisModel, save_axis_model
from kakudo.certainty.time_model import FORMAT as TIME
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.config import Config
from kakudo.document import Document
from kakudo.errors import ConfigError, LexiconError, ModelError
from kakudo.findings import Time
from kakudo.linear import LinearModel, save_linear
from kakudo.loading import load, load_checker, load_index, select_rules
from kakudo.overstatement.learned import load_suspicion

SAMPLE = Path(__file__).parents[1] / "corpus" / "samples" / "article.txt"
TOPIC = """
id = "kitchen"
name_ja = "台所"
name_en = "Kitchen"
[[axes]]
id = "fruit"
name_ja = "果物"
name_en = "Fruit"
icon = "🍎"
color = "#aa0000"
color_dark = "#ffaaaa"
description_ja = "果物"
description_en = "Fruit"
"""
TERMS = '[[term]]\nid = "fruit.apple"\naxis = "fruit"\nwords = ["りんご"]\nfires = ["りんごだ。"]\nquiet = ["桃だ。"]\n'


def save_model(folder: Path, *axes: str) -> Path:
    """A model that gives the first axis 0.73 where a term of it stands, and 0.27 elsewhere."""
    weights = np.zeros((1, len(axes)), dtype=np.float32)
    weights[0, 0] = 2
    bias = np.full(len(axes), -1, dtype=np.float32)
    thresholds = np.full(len(axes), 0.5, dtype=np.float32)
    metadata = {"format": AXES, "name": "axes-test"}
    save_axis_model(AxisModel(LinearModel(axes, {("a", axes[0]): 0}, weights, bias, metadata), thresholds), folder)
    save_time_model(folder, *Time)
    return folder


def save_time_model(folder: Path, *labels: str) -> None:
    weights, bias = np.zeros((1, len(labels)), dtype=np.float32), np.zeros(len(labels), dtype=np.float32)
    save_linear(
        LinearModel(labels, {("none",): 0}, weights, bias, {"format": TIME, "name": "time-test"}), folder, "time"
    )


@pytest.fixture
def kitchen(tmp_path: Path) -> Config:
    topic = tmp_path / "kitchen.toml"
    topic.write_text(TOPIC, encoding="utf-8")
    topic.with_name("kitchen.terms.toml").write_text(TERMS, encoding="utf-8")
    return Config(topic=topic, model=save_model(tmp_path / "model", "fruit"))


def axes_of(config: Config, text: str) -> list[str]:
    (sentence,) = load(config)(text).sentences
    return [axis.id for claim in sentence.claims for axis in claim.axes]


def test_a_topic_brings_its_terms_and_model(kitchen: Config) -> None:
    assert axes_of(kitchen, "りんごを買った。") == ["fruit"]
    assert axes_of(kitchen, "桃を買った。") == []
    # What overstates is the same in every topic: that model is the shipped one where a folder has none.
    assert load(kitchen).signature.model == f"axes-test time-test {load_suspicion(find_model()).name}"


def test_a_topic_without_terms_is_complete(kitchen: Config) -> None:
    assert kitchen.topic is not None
    kitchen.topic.with_name("kitchen.terms.toml").unlink()
    assert axes_of(kitchen, "りんごを買った。") == []


def test_thresholds_override_those_of_the_model(kitchen: Config) -> None:
    assert axes_of(kitchen.with_overrides(thresholds={"fruit": 0.8}), "りんごを買った。") == []
    assert axes_of(kitchen.with_overrides(thresholds={"fruit": 0.2}), "桃を買った。") == ["fruit"]
    with pytest.raises(ConfigError, match=r"no axis 'fruits'; did you mean 'fruit'\?; axes are fruit"):
        load(kitchen.with_overrides(thresholds={"fruits": 0.5}))


def test_model_and_topic_have_to_agree(kitchen: Config, tmp_path: Path) -> None:
    other = save_model(tmp_path / "other", "fruit", "fish")
    with pytest.raises(ConfigError) as error:
        load(kitchen.with_overrides(model=other))
    for part in ("'kitchen'", "axes fruit,", "fruit, fish", str(other), "kakudo train --topic"):
        assert part in str(error.value)


def test_broken_parts_are_named(kitchen: Config, tmp_path: Path) -> None:
    assert kitchen.topic is not None
    with pytest.raises(ModelError, match="nowhere"):
        load(kitchen.with_overrides(model=tmp_path / "nowhere"))
    (tmp_path / "model" / "axes.npz").rename(tmp_path / "axes.npz")
    with pytest.raises(ModelError, match=r"axes\.npz is missing"):
        load(kitchen)
    (tmp_path / "axes.npz").rename(tmp_path / "model" / "axes.npz")
    save_time_model(tmp_path / "model", "once", "ever")
    with pytest.raises(ModelError, match="has the labels once, ever, not those of this kakudo"):
        load(kitchen)
    save_time_model(tmp_path / "model", *Time)
    with pytest.raises(ConfigError, match=r"none\.toml cannot be read"):
        load(kitchen.with_overrides(topic=tmp_path / "none.toml"))
    kitchen.topic.with_name("kitchen.terms.toml").write_text("[[term]]", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"kitchen\.terms\.toml"):
        load(kitchen)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), [rule.code for rule in CLAIM_RULES]),
        (("KD101", " kd103"), (), ["KD101", "KD103"]),
        (("KD10",), ("KD101",), [rule.code for rule in CLAIM_RULES if "KD102" <= rule.code <= "KD109"]),
        ((), ("KD",), []),
    ],
)
def test_rules_by_code_or_beginning(select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]) -> None:
    assert [rule.code for rule in select_rules(CLAIM_RULES, select, ignore)] == expected


@pytest.mark.parametrize("code", ["KD11", "booster", ""])
@pytest.mark.parametrize("setting", ["select", "ignore"])
def test_a_code_of_no_rule(setting: str, code: str) -> None:
    with pytest.raises(ConfigError, match=f"{setting}: no rule's code begins with") as error:
        select_rules(CLAIM_RULES, **{setting: (code,)})
    assert "kakudo rule" in str(error.value)


def test_messages_in_the_language_asked_for(kitchen: Config) -> None:
    text = "政権は必ず崩壊する。"
    found = {}
    for lang in ("ja", "en"):
        (sentence,) = load(kitchen.with_overrides(lang=lang, select=("KD101",)))(text).sentences
        (found[lang],) = sentence.claims[0].findings
    assert found["ja"].message == CLAIM_RULES[0].ja.message.format(text="必ず")
    assert found["en"].message == CLAIM_RULES[0].en.message.format(text="必ず")


def test_a_configuration_file_does_not_matter_to_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kakudo.toml").write_text("this is no TOML", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    load()


def test_the_sample_article_from_end_to_end() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    document = kakudo.load()(text)
    assert document.error is None
    claims = [claim for sentence in document.sentences for claim in sentence.claims]
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert {axis.id for claim in claims for axis in claim.axes} == {"oil", "finance", "military", "diplomacy"}
    assert {"KD101", "KD102", "KD107", "KD109"} <= {finding.code for claim in claims for finding in claim.findings}
    assert document.signature.kakudo == kakudo.__version__


def test_a_plain_import_loads_no_library() -> None:
    heavy = ("click", "fugashi", "jinja2", "msgspec", "numpy", "rich", "sklearn", "trafilatura")
    code = (
        "import json, sys\n"
        "import kakudo\n"
        f"print(json.dumps([sorted(set({heavy!r}) & set(sys.modules)), [n for n in dir(kakudo) if n[0] != '_']]))\n"
        "kakudo.Config\n"
        f"print(json.dumps(sorted(set({heavy!r}) & set(sys.modules))))\n"
    )
    path = str(Path(__file__).parents[1] / "pipeline")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": path})
    (loaded, names), after_config = map(json.loads, done.stdout.splitlines())
    assert loaded == []
    assert {"Analyzer", "Config", "load"} <= set(names)
    assert after_config == []


def test_the_package_names_its_parts() -> None:
    assert kakudo.load is load
    assert kakudo.Config is Config
    with pytest.raises(AttributeError, match="has no attribute 'laod'"):
        kakudo.laod  # type: ignore[attr-defined]  # noqa: B018
    assert (Path(kakudo.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize("silenced", ["KD301", "KD305", "KD320"])
def test_a_comparison_rule_that_is_off_changes_no_other_finding(silenced: str, analyzer: Analyzer) -> None:
    # The model weighs what every rule finds, also what is not to be reported.
    source = Document("町は図書館を来年4月に建て替える方針だ。費用は12億円とみられる。議会は反対していない。", id="s")
    posts = [
        Document(text, id=text, sources=("s",))
        for text in (
            "町は図書館を建て替えた。",
            "図書館の費用は12億円だ。",
            "議会は図書館の建て替えに反対している。",
            "費用は12億円かも",
        )
    ]
    index = load_index(analyzer, [source])

    def found(config: Config) -> list[list[str]]:
        checked = load_checker(index, config, analyzer).pipe(posts)
        return [[f.code for s in d.sentences for c in s.claims for f in c.findings if f.code >= "KD3"] for d in checked]

    every = found(Config())
    assert any(every)
    assert found(Config(ignore=(silenced,))) == [[code for code in codes if code != silenced] for codes in every]
    assert found(Config(select=(silenced,))) == [[code for code in codes if code == silenced] for codes in every]
