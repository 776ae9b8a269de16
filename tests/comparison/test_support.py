"""KD310: what of a post's claim a source is found to hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source, match_claim
from kakudo.comparison.support import FEATURES, is_checkable, support_features

GistsOf = Callable[[str], tuple[Gist, ...]]

_SOURCE = "町は図書館を来年4月に建て替える方針だ。費用は12億円とみられる。工事は地元の会社が請け負う。"


@pytest.fixture
def features(gists: GistsOf) -> Callable[[str], dict[str, float]]:
    """What the model sees of a post's claim beside the source, by name."""

    def of(post: str) -> dict[str, float]:
        (claim,) = gists(post)
        match = match_claim(claim, Source("s", gists(_SOURCE)))[0]
        return dict(zip(FEATURES, support_features(claim, match), strict=True))

    return of


FeaturesOf = Callable[[str], dict[str, float]]


def test_what_the_sentence_says_is_held(features: FeaturesOf) -> None:
    found = features("町は図書館を建て替えた。")
    assert found["nouns in sentence"] == found["nouns in article"] > 0.75
    assert found["nouns missing in sentence"] == found["nouns missing in article"] == 0
    assert found["predicate in sentence"] == 1.0


def test_what_stands_elsewhere_in_the_article_is_held_there_alone(features: FeaturesOf) -> None:
    found = features("町は図書館を建て替えて地元の会社を喜ばせる。")
    assert found["nouns in article"] > found["nouns in sentence"]
    assert found["nouns missing in sentence"] > found["nouns missing in article"]


def test_an_invention_brings_nouns_of_its_own(features: FeaturesOf) -> None:
    known, invented = features("町は図書館を建て替えた。"), features("町は水族館と遊園地と空港を建てた。")
    assert invented["nouns in article"] < known["nouns in article"]
    assert invented["nouns missing in article"] > known["nouns missing in article"]


@pytest.mark.parametrize(
    ("post", "in_sentence", "missing"),
    [("費用は12億円だ。", 1, 0), ("費用は15億円だ。", 0, 1), ("費用はかなりかさむ。", 0, 0)],
)
def test_numbers_are_counted(post: str, in_sentence: int, missing: int, features: FeaturesOf) -> None:
    found = features(post)
    assert (found["numbers in sentence"], found["numbers missing"]) == (in_sentence, missing)


def test_new_letters_stand_together_in_an_invention_and_scattered_in_a_paraphrase(features: FeaturesOf) -> None:
    paraphrase, invented = (
        features("町立の図書館、来春に新しく建てる。"),
        features("町は図書館の蔵書整理委託を来年4月に始める。"),
    )
    name = "letters in one run nowhere"
    assert invented[name] > paraphrase[name]
    assert invented["words in one run nowhere"] > paraphrase["words in one run nowhere"]


def test_letters_of_another_sentence_are_new_to_this_one_alone(features: FeaturesOf) -> None:
    found = features("町は図書館を来年4月に建て替える地元の会社を選んだ。")
    assert found["letters in one run nowhere"] < found["letters in one run not in sentence"]
    assert found["kanji nowhere"] < found["kanji not in sentence"]


def test_a_claim_without_letters_of_its_own_brings_none(features: FeaturesOf) -> None:
    found = features("町は図書館を来年4月に建て替える方針だ。")
    assert found["letters nowhere"] == found["letters in one run nowhere"] == 0
    assert found["letter pairs in article"] > 0.9


def test_an_uncommitted_claim_says_so(features: FeaturesOf) -> None:
    assert features("町は図書館を建て替えるのか？")["uncommitted"] == 1.0
    assert features("町は図書館を建て替えた。")["uncommitted"] == 0.0


def test_more_words_are_more_content(features: FeaturesOf) -> None:
    assert (
        features("町は図書館を来年4月に地元の会社と建て替える。")["content"]
        > features("図書館を建て替える。")["content"]
    )


def test_no_feature_runs_away(features: FeaturesOf) -> None:
    found = features("町の" + "".join(f"{name}と" for name in "山川海空森林湖島橋駅城寺畑池港岬") + "図書館が12億円。")
    assert all(0 <= value <= 10 for value in found.values()), found


@pytest.mark.parametrize(("post", "expected"), [("町は図書館を建て替えた。", True), ("すごい。", False)])
def test_a_reaction_has_nothing_to_look_for(post: str, expected: bool, gists: GistsOf) -> None:
    (claim,) = gists(post)
    assert is_checkable(claim) is expected
