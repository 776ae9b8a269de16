"""The model that reads what the rules leave: what it is asked about, what it sees, and that it answers by a rule's words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

import kakudo
from kakudo.analysis import Analyzer
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.linear import Feature, LinearModel
from kakudo.overstatement.judge import Judge
from kakudo.overstatement.learned import LEARNED_CODES, NOTHING, Suspicion, is_open, suspicion_features
from kakudo.overstatement.view import ClaimView


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return kakudo.load()


def view_of(analyzer: Analyzer, text: str) -> ClaimView:
    ((_, sentences),) = analyzer.pipe_views([text])
    return sentences[-1][-1]


def model(label: str, features: Iterable[Feature]) -> LinearModel:
    """Says a label of whatever has one of some features."""
    vocabulary = {feature: index for index, feature in enumerate(features)}
    labels = (*LEARNED_CODES, NOTHING)
    weights = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    weights[:, labels.index(label)] = 9.0
    bias = np.array([0.0] * len(LEARNED_CODES) + [4.0], dtype=np.float32)
    return LinearModel(labels, vocabulary, weights, bias, {"name": "test"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("橋は落ちる。", True),
        ("橋は落ちるかもしれない。", False),  # hedged
        ("専門家は橋が落ちると話した。", False),  # another's words
        ("県の報告書によると、橋は落ちる。", False),  # a source
        ("橋が落ちるとは限らない。", False),  # partial
    ],
)
def test_only_flat_claims_of_the_writer_without_a_source_are_asked_about(
    analyzer: Analyzer, text: str, *, expected: bool
) -> None:
    assert is_open(view_of(analyzer, text)) is expected


def test_names_and_numbers_are_seen_as_such(analyzer: Analyzer) -> None:
    features = suspicion_features(view_of(analyzer, "山田は橋を3本架ける。"))
    assert ("number",) in features
    assert ("w", "橋") in features
    assert ("w", "山田") not in features
    assert len(features) == len(set(features))


def test_the_likeliest_code_is_given_where_nothing_is_unlikely(analyzer: Analyzer) -> None:
    suspicion = Suspicion(model("KD102", [("w", "橋")]))
    assert suspicion(view_of(analyzer, "橋は落ちる。")) == "KD102"
    assert suspicion(view_of(analyzer, "塔は落ちる。")) is None
    assert suspicion(view_of(analyzer, "橋は落ちるかもしれない。")) is None


def test_a_finding_of_the_model_has_the_words_of_its_rule(analyzer: Analyzer) -> None:
    text = "橋は落ちる。"
    view = view_of(analyzer, text)
    judge = Judge(CLAIM_RULES, suspicion=Suspicion(model("KD104", [("w", "橋")])))
    (finding,) = judge(view, 0, text)
    rule = next(rule for rule in CLAIM_RULES if rule.code == "KD104")
    assert (finding.code, finding.name, finding.start, finding.end) == ("KD104", rule.name, 0, len(text) - 1)
    assert finding.message == rule.ja.message.format(text="橋は落ちる")


def test_what_a_rule_finds_is_not_asked_about_and_what_is_ordinary_is_spared(analyzer: Analyzer) -> None:
    judge = Judge(CLAIM_RULES, suspicion=Suspicion(model("KD105", [("w", "橋"), ("w", "停電")])))
    flat = "橋は必ず落ちる。"
    assert "KD105" not in {finding.code for finding in judge(view_of(analyzer, flat), 0, flat)}
    everyday = "停電は台風のせいだ。"
    assert judge(view_of(analyzer, everyday), 0, everyday) == ()


@pytest.mark.parametrize(
    ("code", "spared", "found"),
    [
        ("KD102", "橋は川に架かる。", "橋は来年には落ちる。"),  # nothing is to come
        ("KD106", "橋は川に架かる。", "橋は三千人を抱えている。"),  # no figure
    ],
)
def test_a_forecast_is_of_what_comes_and_a_number_is_one(
    analyzer: Analyzer, code: str, spared: str, found: str
) -> None:
    judge = Judge([rule for rule in CLAIM_RULES if rule.code == code], suspicion=Suspicion(model(code, [("w", "橋")])))
    assert judge(view_of(analyzer, spared), 0, spared) == ()
    assert [finding.code for finding in judge(view_of(analyzer, found), 0, found)] == [code]


def test_a_rule_that_is_switched_off_stays_off(analyzer: Analyzer) -> None:
    text = "橋は落ちる。"
    rules = [rule for rule in CLAIM_RULES if rule.code != "KD104"]
    assert Judge(rules, suspicion=Suspicion(model("KD104", [("w", "橋")])))(view_of(analyzer, text), 0, text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("兵舎の裏じゃ、もう四千人は飯を食ってるぞ。", "KD106"),
        ("来年の今ごろ、この国の硬貨は子どもの石けりに使われてるね。", "KD102"),
    ],
)
def test_the_model_that_ships_sees_what_no_table_names(analyzer: Analyzer, text: str, code: str) -> None:
    found = {
        finding.code for sentence in analyzer(text).sentences for claim in sentence.claims for finding in claim.findings
    }
    assert code in found
