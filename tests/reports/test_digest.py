"""What a reader looks for is found, in order."""

from __future__ import annotations

import msgspec

from kakudo.findings import AxisScore, Stance, TaggedDocument
from kakudo.reports.digest import count_stances, digest
from kakudo.topic import Topic


def test_claims_are_numbered_in_text_order(article: TaggedDocument, topic: Topic) -> None:
    claims = digest(article, topic).claims
    assert [numbered.number for numbered in claims] == list(range(1, len(claims) + 1))
    assert [n.claim.start for n in claims] == sorted(n.claim.start for n in claims)
    assert all(n.claim in n.sentence.claims for n in claims)


def test_axes_hold_their_claims_by_stance_and_keep_scenarios_apart(article: TaggedDocument, topic: Topic) -> None:
    found = digest(article, topic)
    assert [group.axis.id for group in found.axes if group.axis] == ["oil", "finance", "military", "diplomacy"]
    for group in found.axes:
        parts = [*group.scenarios, *(n for stance in Stance for n in group.of(stance))]
        assert sorted(n.number for n in parts) == sorted(n.number for n in group.claims)
        assert all(n.is_scenario for n in group.scenarios)
    firm = found.axes[0].of(Stance.ASSERTIVE)
    assert [n.is_flagged for n in firm] == sorted((n.is_flagged for n in firm), reverse=True)
    assert all(not n.claim.axes for n in found.unassigned.claims)


def test_an_axis_that_the_topic_lacks_is_shown_under_its_id(post: TaggedDocument, topic: Topic) -> None:
    sentence = post.sentences[0]
    claim = msgspec.structs.replace(sentence.claims[0], axes=(AxisScore("climate", 0.8),))
    document = msgspec.structs.replace(post, sentences=(msgspec.structs.replace(sentence, claims=(claim,)),))
    last = digest(document, topic).axes[-1]
    assert last.axis is not None
    assert (last.axis.id, last.axis.name_ja, len(last.claims)) == ("climate", "climate", 1)


def test_the_gravest_findings_come_first(article: TaggedDocument, topic: Topic) -> None:
    codes = [numbered.claim.findings[0].code for numbered in digest(article, topic).flagged]
    assert codes == ["KD107", "KD106", "KD101", "KD104", "KD105", "KD102"]


def test_the_timeline_has_dates_in_order_and_no_durations(article: TaggedDocument, topic: Topic) -> None:
    values = [entry.when.value for entry in digest(article, topic).timeline]
    assert values == (
        [
            "200X",
            "2014-03",
            "2018/2019",
            "2024-12",
            "2025-FA",
            "2025-11-12",
            "2026",
            "2026-01",
            "2026-H2",
            "2027",
            "2027",
        ]
    )


def test_scenarios_and_disclaimers_are_named_with_their_claims(article: TaggedDocument, topic: Topic) -> None:
    found = digest(article, topic)
    assert [(q.text, len(q.claims)) for q in found.scenarios] == [
        ("シナリオA：供給協定が延長される", 2),
        ("シナリオB：制裁が強まる", 2),
    ]
    assert [(q.text, len(q.claims)) for q in found.disclaimers] == [
        ("ここから先は見通しを含み、事実の記述ではありません。", 6)
    ]


def test_counts_cover_every_claim_in_the_order_of_firmness(article: TaggedDocument, topic: Topic) -> None:
    found = digest(article, topic)
    counts = count_stances(found.claims)
    assert list(counts) == [Stance.ASSERTIVE, Stance.ATTRIBUTED, Stance.HEDGED, Stance.NONE]
    assert list(counts.values()) == [18, 6, 10, 12]
