"""``kakudo rule``: every rule can be listed and explained in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.comparison.rules import COMPARISON_RULES

Line = Callable[..., Any]
RULES = (*CLAIM_RULES, *sorted(COMPARISON_RULES, key=lambda rule: rule.code))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_list_has_every_rule(run: Line, lang: str) -> None:
    lines = run("rule", "--lang", lang).out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in RULES]
    assert all(line.endswith(rule.wording(lang).title) for line, rule in zip(lines, RULES, strict=True))


@pytest.mark.parametrize("rule", CLAIM_RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_explanation_holds_everything(run: Line, rule: Any, lang: str) -> None:
    result = run("rule", rule.code, "--lang", lang)
    assert result.code == 0
    wording = rule.wording(lang)
    examples = [example.text for example in (*rule.fires, *rule.quiet)] + [example.better for example in rule.fires]
    for part in (rule.code, rule.name, wording.title, wording.why, wording.needed, wording.rephrase, *examples):
        assert part in result.out


@pytest.mark.parametrize("rule", COMPARISON_RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_rule_of_the_comparison_shows_each_post_under_its_source(run: Line, rule: Any, lang: str) -> None:
    result = run("rule", rule.name, "--lang", lang)
    assert result.code == 0
    wording = rule.wording(lang)
    for part in (rule.code, wording.title, wording.why, wording.needed, wording.rephrase):
        assert part in result.out
    heading = {"ja": "出典", "en": "Source"}[lang]
    for examples, sign in ((rule.fires, "✗"), (rule.quiet, "✓")):
        for example in examples:
            assert f"  {heading}: {example.source}\n  {sign} {example.post}\n" in result.out
            assert example.better in result.out


def test_codes_in_any_case_and_names(run: Line) -> None:
    assert run("rule", "kd102").out == run("rule", "KD102").out == run("rule", "forecast-as-fact").out


def test_a_near_miss_is_answered_with_a_suggestion(run: Line) -> None:
    result = run("rule", "forcast-as-fact")
    assert result.code == 2
    assert "did you mean 'forecast-as-fact'?" in result.err


def test_the_language_of_the_file(run: Line) -> None:
    Path("kakudo.toml").write_text('lang = "en"', encoding="utf-8")
    assert "Forecast as fact" in run("rule", "KD102").out
