"""KD310, claim by claim: names that a source has, and what is said of them that it has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kakudo.analysis import Analyzer
from kakudo.comparison.backing import CLAIM_FEATURES, claim_features
from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source, match_claim
from kakudo.document import Document, DocumentKind
from kakudo.loading import load_checker, load_index

GistsOf = Callable[[str], tuple[Gist, ...]]
FeaturesOf = Callable[[str], dict[str, float]]

_SOURCE = (
    "鴨島水族館は12日、イルカの飼育をやめると発表した。鴨島水族館では老朽化した水槽から水が漏れていた。"
    "3頭のイルカは6月に県外の施設へ移される。鴨島市の職員は見学者に事情を説明している。"
)


@pytest.fixture
def features(gists: GistsOf) -> FeaturesOf:
    """What the model sees of the last claim of a post beside the source, by name."""
    source = Source("s", gists(_SOURCE))

    def of(post: str) -> dict[str, float]:
        claim = gists(post)[-1]
        match = next(iter(match_claim(claim, source)), None)
        return dict(zip(CLAIM_FEATURES, claim_features(claim, source, match), strict=True))

    return of


def test_the_names_of_the_lead_are_the_topic_and_the_deed_is_not(features: FeaturesOf) -> None:
    found = features("鴨島水族館はペンギンの名前を募集した。")
    assert found["topical words"] >= 2
    assert found["other words"] == 3
    assert found["words nowhere"] == 3
    assert found["share of new words"] > 0.6


def test_a_deed_told_in_other_words_is_less_new_than_an_invented_one(features: FeaturesOf) -> None:
    told, invented = (
        features("水族館のイルカ3頭は県外に移動する。"),
        features("水族館のイルカ3頭は海で発信器をつけた。"),
    )
    for name in ("share of new words", "words nowhere", "last words new"):
        assert told[name] < invented[name], name
    for name in ("other words in one sentence", "predicate in article"):
        assert told[name] > invented[name], name


def test_words_of_different_sentences_do_not_stand_together(features: FeaturesOf) -> None:
    together, mixed = features("水槽から水が漏れていた。"), features("職員の水槽が県外に漏れた。")
    assert together["neighbours in one sentence"] > mixed["neighbours in one sentence"]
    assert together["neighbours apart"] == 0 < mixed["neighbours apart"]
    assert together["other words in one sentence"] > mixed["other words in one sentence"]


def test_a_claim_that_shares_nothing_is_wholly_new(features: FeaturesOf) -> None:
    found = features("サッカー代表がメダルを取った。")
    assert found["coverage"] == found["support"] == found["topical words"] == 0
    assert found["share of new words"] > 0.7


def _codes(analyzer: Analyzer, post: str) -> list[tuple[str, set[str]]]:
    checker = load_checker(load_index(analyzer, [Document(_SOURCE, id="s")]), None, analyzer)
    (tagged,) = checker.pipe([Document(post, id="p", kind=DocumentKind.POST, sources=("s",))])
    return [
        (claim.text, {finding.code for finding in claim.findings if finding.code >= "KD3"})
        for sentence in tagged.sentences
        for claim in sentence.claims
    ]


def test_an_invention_beside_what_the_source_says_is_found_on_its_own_claim(analyzer: Analyzer) -> None:
    first, second = _codes(analyzer, "鴨島水族館がイルカの飼育をやめると発表。元館長は退職金の返納を申し出たとのこと")
    assert "KD310" not in first[1]
    assert "KD310" in second[1]


@pytest.mark.parametrize("comment", ["さみしくなるなあ", "小さいころから大好きだったのに", "みんな元気でいてほしい"])
def test_what_the_writer_feels_is_no_invention(comment: str, analyzer: Analyzer) -> None:
    found = _codes(analyzer, f"鴨島水族館がイルカの飼育をやめると発表した。{comment}")
    assert all("KD310" not in codes for _, codes in found)
