"""Scores of pairs as text, Markdown and JSON."""

from __future__ import annotations

import json

import pytest

from kakudo.training.pair_evaluation import CodeScore, PairEvaluation, PairMistake, Retrieval, flag_scores
from kakudo.training.pair_report import render_codes, render_pair_methods, render_pair_mistakes, render_pairs
from kakudo.training.pairs import LabelledPost
from pair_rows import labelled

POSTS = [labelled("a"), labelled("b", "distorted", "KD301"), labelled("c", "weaker", "KD320")]
SCORES = flag_scores(POSTS, [True, True, False])
MISTAKE = PairMistake(LabelledPost("a", "s1", "橋が\n開いた", "faithful", (), "橋は\t開いた。"), ("KD304", "KD320"))
EVALUATION = PairEvaluation(
    3,
    1,
    SCORES,
    {"KD301": CodeScore(1, 1, 1), "KD304": CodeScore(0, 0, 1), "KD320": CodeScore(1, 0, 1)},
    {("-", "KD304"): 1, ("KD301", "KD301"): 1, ("KD320", "-"): 1},
    Retrieval(SCORES, 2, 3),
    0,
    (MISTAKE,),
    {"majority": flag_scores(POSTS, [False] * 3)},
)


def test_text() -> None:
    text = render_pairs(EVALUATION)
    assert text.startswith("3 posts checked against 1 articles\n\ncompared by ")
    assert "\nmajority     0.667         0.000       0.400     0.000                -            -\n" in text
    assert "\nkakudo       0.667         0.667       0.667     0.500                1.000        0.667\n" in text
    assert "accuracy 0.667 [" in text
    assert "2 of 3 matched posts find theirs (0.667)" in text
    assert "\nKD304  0      0      -       1         0.000\n" in text
    assert "\ngold \\ found  -  KD301  KD304\n-                       1\n" in text


def test_markdown() -> None:
    text = render_pairs(EVALUATION, "markdown")
    assert render_pair_methods(EVALUATION) in text
    assert render_codes(EVALUATION) in text
    assert (
        render_pair_methods(EVALUATION).splitlines()[-1] == "| kakudo | 0.667 | 0.667 | 0.667 | 0.500 | 1.000 | 0.667 |"
    )


def test_json() -> None:
    found = json.loads(render_pairs(EVALUATION, "json"))
    assert found["flagged"]["accuracy"] == pytest.approx(2 / 3)
    assert found["codes"]["KD301"] == {"n": 1, "hit": 1, "found": 1}
    assert found["without_named_source"]["n_right"] == 2
    assert found["confusion"][0] == {"gold": "-", "found": "KD304", "n": 1}
    assert found["baselines"]["majority"]["n_false"] == 0


def test_what_was_not_asked_for_is_not_there() -> None:
    bare = PairEvaluation(0, 0, flag_scores([], []), {}, {}, None, 2, ())
    text = render_pairs(bare)
    assert "2 could not be checked" in text
    assert "without naming" not in text
    assert "\nkakudo       0.000         0.000       0.000     -                    -            -\n" in text
    assert json.loads(render_pairs(bare, "json"))["without_named_source"] is None
    assert render_pair_mistakes(bare) == ""


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'xml' is none of"):
        render_pairs(EVALUATION, "xml")


def test_a_mistake_is_a_line() -> None:
    assert render_pair_mistakes(EVALUATION) == "a\tfaithful\t- → KD304 KD320\t橋が 開いた\t⟵ 橋は 開いた。\n"
