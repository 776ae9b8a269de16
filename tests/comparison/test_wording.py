"""What a post's words add to its source's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.wording import NO_WORDING, WordingModel, added_wording

GistsOf = Callable[[str], tuple[Gist, ...]]


def test_what_the_source_has_itself_is_not_added(gists: GistsOf) -> None:
    added = added_wording(gists("町は橋を全部直した。"), gists("町は橋を直した。"))
    assert {"全", "全部", "を全部"} <= added
    assert not {"町", "橋を", "直した", "た\n"} & added


def test_a_copy_adds_nothing_and_another_number_is_no_wording(gists: GistsOf) -> None:
    assert added_wording(gists("橋は12本ある。"), gists("橋は７本ある。")) == frozenset()


def test_how_a_claim_ends_is_wording(gists: GistsOf) -> None:
    added = added_wording(gists("橋は直した"), gists("橋は直したという。"))
    assert "た\n" in added


def test_long_posts_say_no_more_than_short_ones() -> None:
    model = WordingModel({"全": 1.0, "部": 1.0, "皆": 1.0, "が": 1.0}, 0.25)
    assert model({"全"}) == 1.25
    assert model({"全", "部", "皆", "が"}) == 2.25
    assert model({"無"}) == model(()) == 0.25
    assert NO_WORDING({"全"}) == 0.0


@pytest.mark.parametrize("order", [("ab", "b", "c"), ("c", "b", "ab")])
def test_the_order_does_not_count(order: tuple[str, ...]) -> None:
    assert WordingModel({"ab": 0.1, "b": 0.2, "c": 1e9})(order) == WordingModel({"c": 1e9, "b": 0.2, "ab": 0.1})(
        order[::-1]
    )
