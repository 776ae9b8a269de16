"""What a post's words add to its source's, and drop of them."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.wording import NO_WORDING, WordingModel, wording_of

GistsOf = Callable[[str], tuple[Gist, ...]]


def test_what_the_source_has_itself_is_not_added(gists: GistsOf) -> None:
    added = wording_of(gists("町は橋を全部直した。"), gists("町は橋を直した。")).added
    assert {"全", "全部", "を全部"} <= added
    assert not {"町", "橋を", "直した", "た\n"} & added


def test_a_copy_adds_and_drops_nothing_and_another_number_is_no_wording(gists: GistsOf) -> None:
    wording = wording_of(gists("橋は12本ある。"), gists("橋は７本ある。"))
    assert wording.added == wording.dropped == frozenset()


def test_how_a_claim_ends_is_wording(gists: GistsOf) -> None:
    wording = wording_of(gists("橋は直した"), gists("橋は直したという。"))
    assert "た\n" in wording.added
    assert {"とい", "う\n"} <= wording.dropped


def test_what_qualifies_a_shared_word_is_dropped_and_what_stands_far_off_is_not(gists: GistsOf) -> None:
    source = gists(
        "洪水では少なくとも190人ほどの死亡が、三日にわたって降り続いた雨に道を閉ざされた谷の奥の小さな集落も残らず歩いて調べ終えた救助隊の手で確認された。"
    )
    dropped = wording_of(gists("洪水、190人の死亡を確認。"), source).dropped
    assert {"少なく", "とも0", "人ほど"} <= dropped
    assert not {"谷", "奥の", "集落"} & dropped


def test_words_that_nothing_in_the_post_speaks_of_are_not_dropped(gists: GistsOf) -> None:
    assert wording_of(gists("洪水で橋が流された。"), gists("首相は近く退く見通しだ。")).dropped == frozenset()


def test_more_sequences_say_more_but_not_in_proportion() -> None:
    model = WordingModel({"全": 1.0, "部": 1.0, "皆": 1.0, "が": 1.0})
    assert model({"全"}) == 1 / sqrt(21)
    assert model({"全", "部", "皆", "が"}) == 4 / sqrt(24)
    assert model({"無"}) == model(()) == NO_WORDING({"全"}) == 0.0


@pytest.mark.parametrize("order", [("ab", "b", "c"), ("c", "b", "ab")])
def test_the_order_does_not_count(order: tuple[str, ...]) -> None:
    assert WordingModel({"ab": 0.1, "b": 0.2, "c": 1e9})(order) == WordingModel({"c": 1e9, "b": 0.2, "ab": 0.1})(
        order[::-1]
    )
