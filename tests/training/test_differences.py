"""The difference model: what it learns from is what the checker asks it, and its choices hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kakudo.analysis import Analyzer
from kakudo.artifacts import find_model
from kakudo.comparison.checker import Checker
from kakudo.comparison.differences import CODES, FEATURES, UNTRAINED, DifferenceModel, load_differences
from kakudo.comparison.margins import KernelMargin
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.loading import load_index
from kakudo.training.differences import DifferenceReport, difference_name, train_differences
from kakudo.training.pairs import PAIR_FOLDER, PairSet, pair_files, read_posts, read_sources, source_files
from pair_rows import labelled

pytest.importorskip("sklearn")

FOLDER = Path(__file__).parents[2] / "corpus" / PAIR_FOLDER


def checker_of(pairs: PairSet, analyzer: Analyzer, model: DifferenceModel = UNTRAINED) -> Checker:
    return Checker(analyzer, load_index(analyzer, pairs.sources.values()), COMPARISON_RULES, model)


@pytest.fixture(scope="module")
def pairs() -> PairSet:
    """One file of posts: enough to learn from, and quick."""
    return PairSet(tuple(read_posts(pair_files(FOLDER)[:1])), read_sources(source_files(FOLDER)[:1]))


@pytest.fixture(scope="module")
def trained(pairs: PairSet, analyzer: Analyzer) -> tuple[DifferenceModel, DifferenceReport]:
    return train_differences(pairs, checker_of(pairs, analyzer), "test")


def test_scores_are_out_of_fold(pairs: PairSet, trained: tuple[DifferenceModel, DifferenceReport]) -> None:
    model, report = trained
    assert model.name == "test"
    assert isinstance(model.margin, KernelMargin)
    assert len(model.margin.centre) == len(report.importances) == len(FEATURES)
    assert model.added.weights
    assert model.dropped.weights
    assert 0 < len(model.margin.coefficients) == report.n_vectors <= report.n
    assert 0.9 * len(pairs.posts) < report.n <= len(pairs.posts)
    assert 0 < report.n_code <= report.n_hit <= report.n_flagged < report.n
    majority = max(report.n_flagged, report.n - report.n_flagged) / report.n
    assert majority < report.accuracy < 1
    assert 0 < report.log_loss < 0.69  # a coin's


def test_the_checker_decides_as_the_model_says(
    pairs: PairSet, trained: tuple[DifferenceModel, DifferenceReport], analyzer: Analyzer
) -> None:
    model, report = trained
    documents = [post.document(names_source=True) for post in pairs.posts]
    weighed = list(checker_of(pairs, analyzer).weigh(documents))
    n_right = 0
    for post, own, checked in zip(
        pairs.posts, weighed, checker_of(pairs, analyzer, model).pipe(documents), strict=True
    ):
        codes = {finding.code for s in checked.sentences for claim in s.claims for finding in claim.findings}
        if own is not None:
            is_lacking = max(map(model.unbacked, own.claims)) >= model.threshold_unbacked
            assert bool(codes & set(CODES)) == (is_lacking or model.differs(own)), post.id
            assert ("KD310" in codes) <= (is_lacking or model.likeliest(own.features) == "KD310"), post.id
            n_right += bool(codes & set(CODES)) == post.is_flagged
    # On what it learned from it is no worse than out of fold.
    assert n_right / report.n >= report.accuracy


def test_a_post_without_a_shared_word_or_without_content_is_not_weighed(analyzer: Analyzer) -> None:
    texts = ("橋は来年閉鎖されるらしい", "サッカー日本代表が五輪で優勝した", "えっ、本当に？")
    posts = tuple(labelled(text, text=text) for text in texts)
    pairs = PairSet(posts, {"s1": Document("市は橋を来年閉鎖する。", id="s1")})
    bridge, football, reaction = checker_of(pairs, analyzer).weigh(post.document(names_source=True) for post in posts)
    assert bridge is not None
    assert len(bridge.features) == len(FEATURES)
    assert "しい" in bridge.wording.added
    assert "閉鎖" not in bridge.wording.added
    assert (football, reaction) == (None, None)


def test_a_code_that_the_corpus_lacks_is_never_the_likeliest(pairs: PairSet, analyzer: Analyzer) -> None:
    posts = tuple(post for post in pairs.posts if "KD306" not in post.codes)
    some = PairSet(posts, pairs.sources)
    model, _ = train_differences(some, checker_of(some, analyzer), "test")
    answers = {
        model.likeliest(own.features)
        for own in checker_of(pairs, analyzer).weigh(post.document(names_source=True) for post in pairs.posts)
        if own is not None
    }
    assert "KD306" not in answers
    assert len(answers) > 5


@pytest.mark.parametrize("kind", ["few", "one kind"])
def test_too_few_posts_are_named(kind: str, pairs: PairSet, analyzer: Analyzer) -> None:
    kept = pairs.posts[:20] if kind == "few" else tuple(post for post in pairs.posts if post.is_flagged)
    some = replace(pairs, posts=kept)
    with pytest.raises(CorpusError, match=r"^difference model: \d+ posts, \d+ of them to be flagged, are too few"):
        train_differences(some, checker_of(some, analyzer), "small")


def test_the_name_tells_what_it_learned_from(tmp_path: Path) -> None:
    one, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    one.write_text("1", encoding="utf-8")
    other.write_text("2", encoding="utf-8")
    name = difference_name([one, other])
    assert name.startswith("differences-")
    assert name == difference_name([other, one])
    other.write_text("3", encoding="utf-8")
    assert name != difference_name([one, other])


def test_the_model_that_ships_learned_from_the_posts_that_ship() -> None:
    name = difference_name([*pair_files(FOLDER), *source_files(FOLDER)])
    assert load_differences(find_model()).name == name
