"""The triage score: its parts, its order, and the weights that a configuration may set."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from checked_posts import claim, failed, finding, match, post
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.comparison.triage import PARTS, Triage, TriageWeights, triage
from kakudo.errors import ConfigError
from kakudo.findings import Certainty, TaggedDocument

WEIGHTS = TriageWeights()


def differing(
    *codes: str,
    similarity: float | None = 0.8,
    certainty: Certainty = Certainty.CERTAIN,
    metadata: dict[str, Any] | None = None,
) -> TaggedDocument:
    """A post of one claim with these codes, each at words of its own."""
    words = ("海峡", "封鎖", "した", "船が")
    found = {words[index]: finding(code) for index, code in enumerate(codes)}
    matched = None if similarity is None else match("海峡を封鎖する可能性がある", similarity)
    return post("p", claim("船が海峡を封鎖した", found, matched, certainty), metadata=metadata)


def part(found: Triage, name: str) -> tuple[float, float]:
    return next((item.value, item.weight) for item in found.parts if item.name == name)


def test_the_parts_add_up_to_the_score() -> None:
    for document in (
        differing("KD307", metadata={"likes": 10}),
        differing("KD301", "KD304", "KD305"),
        differing("KD310", similarity=None),
    ):
        found = triage(document, WEIGHTS)
        assert [item.name for item in found.parts] == list(PARTS)
        assert sum(item.weight for item in found.parts) == pytest.approx(1)
        assert found.score == pytest.approx(sum(item.value * item.weight for item in found.parts))
        assert 0 < found.score <= 1


def test_what_differs_in_nothing_or_could_not_be_checked_scores_nothing() -> None:
    faithful = post("p", claim("海峡で訓練を始めた", None, match("海峡で訓練を始めた")), metadata={"likes": 10**6})
    boosted = post("p", claim("必ず上がる", {"必ず": finding("KD101")}))
    for document in (faithful, boosted, failed("p"), post("p")):
        assert triage(document, WEIGHTS) == Triage(0.0, ())


def test_the_gravest_code_counts_whichever_claim_has_it() -> None:
    light = claim("港は閉じたかもしれない", {"かもしれない": finding("KD320")}, match("港は閉じた", 0.9))
    grave = claim("船は出ていない", {"ない": finding("KD307")}, match("船は出た", 0.6), Certainty.PROBABLE)
    for claims in ((light, grave), (grave, light)):
        found = triage(post("p", *claims), WEIGHTS)
        assert part(found, "severity")[0] == WEIGHTS.severities["KD307"]
        assert part(found, "confidence")[0] == 0.6
        assert part(found, "certainty")[0] == grave.strength
        assert part(found, "codes")[0] == pytest.approx(2 / 3)


def test_confidence_is_turned_round_where_there_is_no_source() -> None:
    assert part(triage(differing("KD304", similarity=0.7), WEIGHTS), "confidence")[0] == 0.7
    assert part(triage(differing("KD310", similarity=0.3), WEIGHTS), "confidence")[0] == pytest.approx(0.7)
    assert part(triage(differing("KD310", similarity=None), WEIGHTS), "confidence")[0] == 1


def test_many_codes_count_once_full() -> None:
    three = triage(differing("KD301", "KD303", "KD305"), WEIGHTS)
    four = triage(differing("KD301", "KD303", "KD305", "KD308"), WEIGHTS)
    assert part(three, "codes")[0] == part(four, "codes")[0] == 1


def test_a_code_of_a_later_version_is_neither_first_nor_last() -> None:
    low, unknown, high = (triage(differing(code), WEIGHTS).score for code in ("KD320", "KD399", "KD307"))
    assert low < unknown < high


@pytest.mark.parametrize(
    ("metadata", "value"),
    [
        ({"likes": 0}, 0.0),
        ({"likes": 99_999}, 1.0),
        ({"likes": 10**12}, 1.0),
        ({"likes": 10**400}, 1.0),
        ({"views": 9_999_999}, 1.0),
        ({"likes": 9, "views": 9_999}, 4 / 7),
        ({"retweet_count": "99,999"}, 1.0),
        ({"favorite_count": "９９９"}, 3 / 5),
        ({"followers": "1.2万"}, 0.5827),
        ({"reposts": "3K"}, 0.6954),
        ({"retweets": 9.0}, 0.2),
    ],
)
def test_reach_is_logarithmic_and_the_widest_counts(metadata: dict[str, Any], value: float) -> None:
    assert part(triage(differing("KD301", metadata=metadata), WEIGHTS), "reach")[0] == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"likes": None},
        {"likes": True},
        {"likes": "多い"},
        {"likes": ""},
        {"likes": -3},
        {"likes": float("nan")},
        {"likes": float("inf")},
        {"likes": {"count": 3}},
        {"Likes by mail": 3},
    ],
)
def test_without_reach_the_other_parts_share_its_weight(metadata: dict[str, Any]) -> None:
    found = triage(differing("KD301", metadata=metadata), WEIGHTS)
    assert part(found, "reach") == (0.0, 0.0)
    share = WEIGHTS.severity / (1 - WEIGHTS.reach)
    assert part(found, "severity")[1] == pytest.approx(share)


def test_more_of_anything_never_lowers_the_score() -> None:
    def score(**changes: Any) -> float:
        return triage(differing("KD301", metadata={"likes": 5}, **changes), WEIGHTS).score

    assert score(similarity=0.9) > score(similarity=0.5)
    assert score(certainty=Certainty.EMPHATIC) > score(certainty=Certainty.PROBABLE)
    low, high = (triage(differing("KD301", metadata={"likes": n}), WEIGHTS).score for n in (5, 5000))
    assert high > low


def test_a_trifle_that_all_have_seen_stays_behind_what_few_have() -> None:
    seen = differing("KD320", similarity=1.0, certainty=Certainty.PROBABLE, metadata={"views": 10**8})
    for code in WEIGHTS.severities.keys() - {"KD320"}:
        assert (
            triage(differing(code, similarity=0.6, metadata={"views": 10}), WEIGHTS).score > triage(seen, WEIGHTS).score
        )


# ---- weights


def test_severities_are_those_of_the_rules() -> None:
    assert dict(WEIGHTS.severities) == {rule.code: rule.weight for rule in COMPARISON_RULES}
    assert {item.name for item in fields(TriageWeights)} == {*PARTS, "severities"}


def test_a_configuration_replaces_parts_and_codes() -> None:
    found = TriageWeights.from_config({"reach": 0.0, "KD304": 0.2})
    assert found == replace(WEIGHTS, reach=0.0, severities={**WEIGHTS.severities, "KD304": 0.2})
    assert TriageWeights.from_config({}) == WEIGHTS


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"reech": 0.5}, ["no part or code 'reech'", "did you mean 'reach'", "severity, codes"]),
        ({"KD3O4": 0.5}, ["did you mean 'KD304'"]),
        ({"KD101": 0.5}, ["no part or code 'KD101'"]),
        ({"severities": 0.5}, ["no part or code 'severities'", "did you mean 'severity'"]),
        ({"reach": 2}, ["reach is 2", "from 0 to 1"]),
        ({"KD304": -0.1}, ["KD304 is -0.1"]),
        ({"reach": float("nan")}, ["reach is nan"]),
        (dict.fromkeys(PARTS, 0.0), ["all parts weigh 0"]),
    ],
)
def test_what_a_configuration_cannot_hold(table: dict[str, float], said: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        TriageWeights.from_config(table)
    for words in said:
        assert words in str(caught.value)


def test_only_the_ratio_of_weights_counts() -> None:
    half = TriageWeights(**{name: weight / 2 for name, weight in WEIGHTS.parts().items()})
    document = differing("KD304", metadata={"likes": 100})
    assert triage(document, half).score == pytest.approx(triage(document, WEIGHTS).score)


def test_reach_alone_on_a_post_without_it_is_no_reason() -> None:
    alone = TriageWeights.from_config({**dict.fromkeys(PARTS, 0.0), "reach": 1.0})
    assert triage(differing("KD307"), alone).score == 0
