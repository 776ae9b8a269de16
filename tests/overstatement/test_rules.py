"""Every rule is held to its own examples, through the whole path."""

from __future__ import annotations

import pytest

from kakudo.analysis import Analyzer
from kakudo.findings import TaggedDocument
from kakudo.overstatement.rule import Rule
from kakudo.overstatement.rules import RULES


def _codes(document: TaggedDocument) -> set[str]:
    return {finding.code for sentence in document.sentences for claim in sentence.claims for finding in claim.findings}


_FIRING = [
    pytest.param(rule, example.text, id=f"{rule.code}:{example.text[:20]}") for rule in RULES for example in rule.fires
]
_QUIET = [
    pytest.param(rule, example.text, id=f"{rule.code}:{example.text[:20]}") for rule in RULES for example in rule.quiet
]
_BETTER = [
    pytest.param(rule, example.better, id=f"{rule.code}:{example.better[:20]}")
    for rule in RULES
    for example in rule.fires
    if example.better
]


@pytest.mark.parametrize(("rule", "text"), _FIRING)
def test_fires(rule: Rule, text: str, analyzer: Analyzer) -> None:
    assert rule.code in _codes(analyzer(text))


@pytest.mark.parametrize(("rule", "text"), _QUIET)
def test_stays_quiet(rule: Rule, text: str, analyzer: Analyzer) -> None:
    assert rule.code not in _codes(analyzer(text))


@pytest.mark.parametrize(("rule", "text"), _BETTER)
def test_the_suggested_wording_is_clean(rule: Rule, text: str, analyzer: Analyzer) -> None:
    assert rule.code not in _codes(analyzer(text))


def test_codes_are_unique_and_worded_in_both_languages() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        for wording in (rule.ja, rule.en):
            assert all((wording.title, wording.why, wording.message, wording.needed, wording.rephrase))
        assert rule.fires
        assert rule.quiet
