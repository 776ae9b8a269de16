"""Every rule of the comparison is held to its own examples, through the whole path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kakudo.comparison.checker import Checker
from kakudo.comparison.pair import ComparisonRule, PairExample
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.document import Document
from kakudo.findings import Finding, Level, TaggedDocument

CheckerOf = Callable[..., Checker]
_UNSUPPORTED = "KD310"


def _examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.code}:{example.post[:20]}")
        for rule in COMPARISON_RULES
        for example in getattr(rule, kind)
    ]


_BETTER = [
    pytest.param(rule, PairExample(example.source, example.better), id=f"{rule.code}:{example.better[:20]}")
    for rule in COMPARISON_RULES
    for example in rule.fires
    if example.better
]


def _check(checker_of: CheckerOf, rule: ComparisonRule, example: PairExample, lang: str = "ja") -> TaggedDocument:
    checker = checker_of({"s": example.source}, "nouns" if rule.code == _UNSUPPORTED else "never", lang)
    (document,) = checker.pipe([Document(example.post, id="p", sources=("s",))])
    assert document.error is None
    return document


def _findings(document: TaggedDocument) -> list[Finding]:
    found = [finding for sentence in document.sentences for claim in sentence.claims for finding in claim.findings]
    return [finding for finding in found if finding.code.startswith("KD3")]


def _is_matched(document: TaggedDocument) -> bool:
    return any(claim.matches for sentence in document.sentences for claim in sentence.claims)


@pytest.mark.parametrize(("rule", "example"), _examples("fires"))
def test_fires(rule: ComparisonRule, example: PairExample, checker_of: CheckerOf) -> None:
    assert rule.code in {finding.code for finding in _findings(_check(checker_of, rule, example))}


@pytest.mark.parametrize(("rule", "example"), _examples("quiet"))
def test_stays_quiet(rule: ComparisonRule, example: PairExample, checker_of: CheckerOf) -> None:
    document = _check(checker_of, rule, example)
    assert rule.code not in {finding.code for finding in _findings(document)}
    assert _is_matched(document)  # a post that was compared with nothing would be quiet in any rule


@pytest.mark.parametrize(("rule", "example"), _BETTER)
def test_the_suggested_wording_is_clean(rule: ComparisonRule, example: PairExample, checker_of: CheckerOf) -> None:
    document = _check(checker_of, rule, example)
    assert not _findings(document)
    assert _is_matched(document)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("rule", "example"), _examples("fires"))
def test_a_message_quotes_both_sides(
    rule: ComparisonRule, example: PairExample, lang: str, checker_of: CheckerOf
) -> None:
    finding = next(item for item in _findings(_check(checker_of, rule, example, lang)) if item.code == rule.code)
    assert 0 <= finding.start < finding.end <= len(example.post)
    assert example.post[finding.start : finding.end].rstrip("。！") in finding.message
    assert "{" not in finding.message
    assert (finding.level, finding.name, finding.needed) == (rule.level, rule.name, rule.wording(lang).needed)
    if rule.code != _UNSUPPORTED:
        sentences = [sentence for sentence in example.source.split("。") if sentence]
        assert any(sentence in finding.message for sentence in sentences)


def test_codes_and_names_are_unique() -> None:
    n_rules = len(COMPARISON_RULES)
    assert len({rule.code for rule in COMPARISON_RULES}) == len({rule.name for rule in COMPARISON_RULES}) == n_rules


def test_the_turned_and_the_undone_come_first_and_the_weaker_last() -> None:
    codes = [rule.code for rule in COMPARISON_RULES]
    assert codes[:3] == ["KD307", "KD305", "KD304"]
    assert codes[-2:] == ["KD310", "KD320"]


@pytest.mark.parametrize("rule", COMPARISON_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_worded_in_both_languages_and_has_examples(rule: ComparisonRule) -> None:
    for wording in (rule.ja, rule.en):
        assert all((wording.title, wording.why, wording.message, wording.needed, wording.rephrase))
    assert rule.wording("ja") is rule.ja
    assert rule.wording("en") is rule.en
    assert 0 <= rule.weight <= 1
    assert min(len(rule.fires), len(rule.quiet)) >= 2


@pytest.mark.parametrize("rule", COMPARISON_RULES, ids=lambda rule: rule.code)
def test_a_level_follows_what_the_finding_does_to_the_fact(rule: ComparisonRule) -> None:
    expected = {"KD304": Level.ERROR, "KD305": Level.ERROR, "KD307": Level.ERROR, "KD320": Level.INFO}
    assert rule.level is expected.get(rule.code, Level.WARNING)


def test_unsupported_is_never_called_false() -> None:
    rule = next(rule for rule in COMPARISON_RULES if rule.code == _UNSUPPORTED)
    assert "見つかりませんでした" in rule.ja.message
    assert "false" not in f"{rule.en.message} {rule.en.title}".lower()


def test_what_nothing_supports_has_this_finding_alone(checker_of: CheckerOf) -> None:
    checker = checker_of({"s": "議会は法案を否決した。"}, "always")
    (document,) = checker.pipe([Document("議会は法案を可決した。", sources=("s",))])
    assert [finding.code for finding in _findings(document)] == [_UNSUPPORTED]
