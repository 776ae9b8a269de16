"""Scores of a check of posts, against answers that are known and against the shared scorer."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from case_files import SHARED
from kakudo.analysis import Analyzer
from kakudo.document import Document
from kakudo.findings import Certainty, Failure, Finding, Level, Match, Stance, TaggedDocument
from kakudo.loading import load_checker, load_index
from kakudo.reports import jsonl
from kakudo.training.pair_evaluation import PairEvaluation, evaluate_pairs, flag_scores
from kakudo.training.pairs import LabelledPost, read_pair_folder
from pair_rows import labelled

CORPUS = Path(__file__).parents[2] / "corpus"


class Says:
    """Finds the given codes on the given posts; with a named source a match in it, else one in ``elsewhere``.

    A post without codes of its own in ``codes`` has no match; codes of None are a failure.
    """

    def __init__(
        self, analyzer: Analyzer, codes: Mapping[str, tuple[str, ...] | None], elsewhere: str = "other"
    ) -> None:
        self._analyzer, self._codes, self._elsewhere = analyzer, codes, elsewhere

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        for text in texts:
            assert isinstance(text, Document)
            tagged = self._analyzer(text)
            codes = self._codes.get(text.id, ())
            if codes is None:
                yield msgspec.structs.replace(tagged, sentences=(), error=Failure("InputError", "no"))
                continue
            findings = tuple(Finding(code, "name", Level.WARNING, 0, 1, "message", "needed") for code in codes)
            source = text.sources[0] if text.sources else self._elsewhere
            match = Match(source, 0, 1, "橋", 1.0, Certainty.CERTAIN, 1.0, Stance.ASSERTIVE)
            (sentence,) = tagged.sentences
            claim = msgspec.structs.replace(sentence.claims[0], findings=findings, matches=(match,) if codes else ())
            yield msgspec.structs.replace(tagged, sentences=(msgspec.structs.replace(sentence, claims=(claim,)),))


def score(
    analyzer: Analyzer, posts: Iterable[tuple[LabelledPost, tuple[str, ...] | None]], **more: Any
) -> PairEvaluation:
    both = list(posts)
    says = Says(analyzer, {post.id: found for post, found in both}, more.pop("elsewhere", "other"))
    return evaluate_pairs([post for post, _ in both], says, **more)


def test_flags_are_any_code_of_the_comparison_but_weaker(analyzer: Analyzer) -> None:
    found = score(
        analyzer,
        [
            (labelled("a", text="橋が開いた。"), ()),
            (labelled("b", text="橋が開いた。"), ("KD320",)),
            (labelled("c", text="橋が開いた。"), ("KD102",)),
            (labelled("d", "weaker", "KD320", text="橋が開いた。"), ("KD301",)),
            (labelled("e", "distorted", "KD301", text="橋が開いた。"), ("KD304", "KD320")),
            (labelled("f", "unsupported", "KD310", text="橋が開いた。"), ("KD310",)),
            (labelled("g", "distorted", "KD302", "KD303", text="橋が開いた。"), ()),
            (labelled("h", "distorted", "KD305", text="橋が開いた。"), None),
        ],
    )
    assert found.scores.table.confusion == {("no", "no"): 3, ("no", "yes"): 1, ("yes", "yes"): 2, ("yes", "no"): 2}
    assert found.scores.table.accuracy == pytest.approx(5 / 8)
    assert found.scores.f1 == pytest.approx(4 / 7)
    assert (found.scores.n_false, found.scores.n_sound) == (1, 4)
    assert (found.n_posts, found.n_sources, found.n_failed) == (8, 1, 1)
    assert {code: (x.n_gold, x.n_hit, x.n_found) for code, x in found.codes.items()} == {
        "KD301": (1, 0, 1),
        "KD302": (1, 0, 0),
        "KD303": (1, 0, 0),
        "KD304": (0, 0, 1),
        "KD305": (1, 0, 0),
        "KD310": (1, 1, 1),
        "KD320": (1, 0, 2),
    }
    assert found.code_recall == (1, 5)
    assert [(mistake.post.id, mistake.found) for mistake in found.mistakes] == [
        ("d", ("KD301",)),
        ("e", ("KD304", "KD320")),
        ("g", ()),
        ("h", ()),
    ]


def test_confusion_is_of_main_codes(analyzer: Analyzer) -> None:
    found = score(
        analyzer,
        [
            (labelled("a", text="橋が開いた。"), ()),
            (labelled("b", text="橋が開いた。"), ("KD320", "KD304")),
            (labelled("c", "distorted", "KD301", text="橋が開いた。"), ("KD304", "KD301")),
            (labelled("d", "distorted", "KD301", "KD302", text="橋が開いた。"), ("KD302",)),
            (labelled("e", "weaker", "KD320", text="橋が開いた。"), ("KD320",)),
        ],
    )
    assert found.confusion == {
        ("-", "-"): 1,
        ("-", "KD304"): 1,
        ("KD301", "KD301"): 1,
        ("KD301", "KD302"): 1,
        ("KD320", "KD320"): 1,
    }


def test_without_a_named_source_the_first_match_says_which_article_was_found(analyzer: Analyzer) -> None:
    posts = [
        (labelled("a", "distorted", "KD301", source="s1", text="橋が開いた。"), ("KD301",)),
        (labelled("b", "distorted", "KD301", source="s2", text="橋が開いた。"), ("KD301",)),
        (labelled("c", source="s1", text="橋が開いた。"), ()),
    ]
    found = score(analyzer, posts, elsewhere="s1").retrieval
    assert found is not None
    assert (found.n_right, found.n_matched) == (1, 2)
    assert found.scores.table.accuracy == 1.0
    assert score(analyzer, posts, searches=False).retrieval is None


def test_baselines_are_scored_on_the_same_posts(analyzer: Analyzer) -> None:
    posts = [(labelled("a", text="橋が開いた。"), ()), (labelled("b", "distorted", "KD301", text="橋が開いた。"), ())]
    found = score(analyzer, posts, baselines={"all": [True, True], "right": [False, True]})
    assert {name: x.table.accuracy for name, x in found.baselines.items()} == {"all": 0.5, "right": 1.0}
    assert found.baselines["all"].f1 == pytest.approx(2 / 3)


def test_intervals_hold_their_figures() -> None:
    posts = [labelled(str(n), *(("distorted", "KD301") if n % 2 else ())) for n in range(60)]
    found = flag_scores(posts, [n % 3 == 0 for n in range(60)])
    for value, interval in (
        (found.table.accuracy, found.accuracy_interval),
        (found.f1, found.f1_interval),
        (found.table.macro_f1, found.macro_f1_interval),
    ):
        assert interval.low < value < interval.high
        assert interval.high - interval.low < 0.4


def test_no_posts_and_posts_of_one_kind_have_scores() -> None:
    assert flag_scores([], []).f1 == 0.0
    found = flag_scores([labelled("a")], [True])
    assert (found.table.accuracy, found.f1, found.n_false) == (0.0, 0.0, 1)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["pairs", "pairs/test"])
def test_scores_are_those_of_the_shared_scorer(folder: str, analyzer: Analyzer) -> None:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("the shared development material is not beside the checkout")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)

    pairs = read_pair_folder(CORPUS / folder)
    checker = load_checker(load_index(analyzer, pairs.sources.values()), analyzer=analyzer)
    found = evaluate_pairs(pairs.posts, checker, searches=False)
    rows = [
        json.loads(line)
        for path in sorted((CORPUS / folder).glob("*.pairs.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    checked = checker.pipe(post.document(names_source=True) for post in pairs.posts)
    expected, missing = scorer.score_pairs(rows, [json.loads(jsonl.render(item)) for item in checked], False)
    assert missing == 0
    flagged = expected["flagged"]
    assert found.scores.table.accuracy == pytest.approx(flagged["accuracy"])
    assert found.scores.table.macro_f1 == pytest.approx(flagged["macro_f1"])
    for ours, theirs in (("yes", True), ("no", False)):
        own = found.scores.table.labels[ours]
        assert (own.precision, own.recall, own.f1, own.support) == pytest.approx(flagged["labels"][theirs])
    recall = {code: (x.n_hit, x.n_gold) for code, x in found.codes.items() if x.n_gold and code != "KD320"}
    assert recall == expected["code_recall"]
