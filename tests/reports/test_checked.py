"""Checked posts sorted for a fact-checker, as a stream."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from checked_posts import claim, failed, finding, match, post
from kakudo.comparison.triage import TriageWeights, triage
from kakudo.findings import Comparison, TaggedDocument
from kakudo.reports.checked import COMPARISONS, digest_checked

WEIGHTS = TriageWeights()


def ids(found: tuple[object, ...]) -> list[str]:
    return [item.document.id for item in found]  # type: ignore[attr-defined]


def test_the_gravest_come_first_and_the_calm_apart(checked: tuple[TaggedDocument, ...]) -> None:
    found = digest_checked(checked, WEIGHTS)
    assert ids(found.differing) == ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006"]
    scores = [item.triage.score for item in found.differing]
    assert scores == sorted(scores, reverse=True)
    assert [item.triage for item in found.differing] == [triage(item.document, WEIGHTS) for item in found.differing]
    assert ids(found.unreadable) == ["asa-007"]
    assert ids(found.calm) == ["asa-001", "asa-008"]
    assert (found.n_posts, found.n_differing, found.n_unreadable, found.n_calm, found.n_left_out) == (8, 5, 1, 2, 0)


def test_equals_stand_in_the_order_read() -> None:
    same = [post(f"p{i}", claim("船が出た", {"出た": finding("KD305")}, match("船を出す"))) for i in range(20)]
    assert ids(digest_checked(same, WEIGHTS).differing) == [f"p{i}" for i in range(20)]
    assert ids(digest_checked(same, WEIGHTS, 3).differing) == ["p0", "p1", "p2"]


def test_counts_are_of_posts_with_a_code_and_of_all_posts(checked: tuple[TaggedDocument, ...]) -> None:
    twice = post(
        "twice",
        claim("船が出た", {"出た": finding("KD305")}, match("船を出す")),
        claim("港も閉じた", {"閉じた": finding("KD305")}, match("港を閉じる")),
    )
    for max_posts in (100, 2, 0):
        found = digest_checked((*checked, twice), WEIGHTS, max_posts)
        counts = {count.code: count.n_posts for count in found.codes}
        assert counts["KD305"] == 2
        assert list(counts) == ["KD301", "KD303", "KD304", "KD305", "KD307", "KD310", "KD320", "KD101"]
        assert found.n_posts == 9
        assert len(found.posts) == min(max_posts, 9)
        assert sum(found.left_out[key] for key in "abc") == found.left_out["k"] == found.n_left_out
        assert list(found.comparisons) == list(COMPARISONS)
        assert dict(found.comparisons) == {
            Comparison.CONTRADICTED: 2,
            Comparison.STRONGER: 2,
            Comparison.UNMATCHED: 2,
            Comparison.WEAKER: 1,
            Comparison.FAITHFUL: 1,
        }


@pytest.mark.parametrize(
    ("max_posts", "kept"),
    [
        (1, ["asa-004"]),
        (5, ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006"]),
        (6, ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007"]),
        (7, ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007", "asa-001"]),
    ],
)
def test_what_differs_stays_before_errors_and_these_before_the_rest(
    checked: tuple[TaggedDocument, ...], max_posts: int, kept: list[str]
) -> None:
    assert ids(digest_checked(checked, WEIGHTS, max_posts).posts) == kept


def test_no_more_posts_are_held_than_shown() -> None:
    class Tracked(TaggedDocument, frozen=True, weakref=True):
        pass

    seen: list[weakref.ref[Tracked]] = []
    most = 0

    def stream() -> Iterator[TaggedDocument]:
        nonlocal most
        for number in range(200):
            plain = post(f"p{number}", claim("船が出た", {"出た": finding("KD305")}, match("船を出す", number / 200)))
            document = Tracked(**{name: getattr(plain, name) for name in plain.__struct_fields__})
            seen.append(weakref.ref(document))
            yield document
            del document, plain
            gc.collect()
            most = max(most, sum(reference() is not None for reference in seen))

    assert len(digest_checked(stream(), WEIGHTS, 10).posts) == 10
    assert most <= 10 + 2  # the one on its way, and the one that the loop still names


def test_the_word_for_a_post_is_that_of_its_gravest_claim() -> None:
    greeting = claim("おはよう")
    weaker = claim("出るかもしれない", {"かもしれない": finding("KD320")}, match("出る"))
    turned = claim("出ていない", {"ない": finding("KD307")}, match("出た"))
    faithful = claim("船が出た", None, match("船が出た"))
    for claims, word in (
        ((greeting,), Comparison.UNMATCHED),
        ((greeting, faithful), Comparison.FAITHFUL),
        ((greeting, faithful, weaker), Comparison.WEAKER),
        ((weaker, turned, faithful), Comparison.CONTRADICTED),
    ):
        assert digest_checked([post("p", *claims)], WEIGHTS).posts[0].comparison is word
    assert digest_checked([failed("p")], WEIGHTS).posts[0].comparison is None


def test_texts_that_were_only_tagged_count_as_calm(article: TaggedDocument) -> None:
    found = digest_checked([article], WEIGHTS)
    assert (found.n_calm, found.posts[0].comparison) == (1, None)


def test_no_posts_at_all() -> None:
    found = digest_checked([], WEIGHTS)
    assert (found.n_posts, found.posts, found.signature) == (0, (), None)


def test_a_match_that_holds_the_quoted_words_stands_beside_the_best() -> None:
    best, held, other = (
        match("ロープウエーが止まり", 0.9),
        match("最長5時間にわたり取り残された"),
        match("乗客は無事だ"),
    )
    differs = finding(
        "KD304", "出典の数は「最長5時間」、投稿では「5時間」です（出典『最長5時間にわたり取り残された』）。"
    )
    item = claim("ロープウエーが5時間止まった", {"5時間": differs}, best)
    document = post("p", replace(item, matches=(best, other, held)), claim("寒い"))
    (found,) = digest_checked([document], WEIGHTS).differing
    assert found.sources_of(found.claims[0]) == (best, held)
    assert found.sources_of(found.claims[1]) == ()
