"""The reports' own words: complete in both languages."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from kakudo import findings
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.comparison.triage import PARTS
from kakudo.document import DocumentKind
from kakudo.errors import ConfigError
from kakudo.reports.messages import load_messages

LABELS: list[tuple[str, type[StrEnum]]] = [
    ("stance", findings.Stance),
    ("sign", findings.Stance),
    ("legend", findings.Stance),
    ("holder", findings.HolderType),
    ("certainty", findings.Certainty),
    ("polarity", findings.Polarity),
    ("time", findings.Time),
    ("verdict", findings.Verdict),
    ("level", findings.Level),
    ("evidence", findings.EvidenceType),
    ("context", findings.ContextType),
    ("cue", findings.CueType),
    ("kind", DocumentKind),
    ("comparison", findings.Comparison),
]


@pytest.mark.parametrize(("kind", "values"), LABELS, ids=[kind for kind, _ in LABELS])
def test_every_value_of_the_contract_has_a_name(kind: str, values: type[StrEnum]) -> None:
    for lang in ("ja", "en"):
        texts = load_messages(lang).texts
        assert [value for value in values if not texts.get(f"{kind}.{value}", "").strip()] == []


def test_every_part_of_a_score_and_every_rule_has_a_name() -> None:
    for lang in ("ja", "en"):
        texts = load_messages(lang).texts
        assert [name for name in PARTS if not texts.get(f"triage.{name}")] == []
        assert [rule.code for rule in [*CLAIM_RULES, *COMPARISON_RULES] if not texts.get(f"rule.{rule.code}")] == []


def test_both_languages_have_the_same_keys_and_fill_ins() -> None:
    ja, en = load_messages("ja").texts, load_messages("en").texts
    assert list(ja) == list(en)
    free = {"month_name"}  # a month has a name in English and a number in Japanese

    def names(text: str) -> set[str]:
        return {name for name in re.findall(r"{(\w+)}", text) if name not in free} - {"month"}

    assert [key for key in ja if names(ja[key]) != names(en[key])] == []


def test_english_texts_are_not_japanese() -> None:
    assert [key for key, text in load_messages("en").texts.items() if re.search(r"[\u3040-\u9fff]", text)] == []


def test_an_unknown_value_is_its_own_label_and_an_unknown_language_an_error() -> None:
    assert load_messages().label("stance", "doubtful") == "doubtful"
    with pytest.raises(ConfigError, match="choose one of ja, en"):
        load_messages("fr")
