"""The simple methods: what they answer, and that none learns from a document it answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import text_row, write
from kakudo.training.baselines import baselines_of, majority, phrase_list, tfidf
from kakudo.training.gold import GoldClaim, read_gold


def claims(tmp_path: Path, *rows: dict[str, object]) -> list[GoldClaim]:
    return [claim for text in read_gold([write(tmp_path / "g.jsonl", *rows)]) for claim in text.claims]


def test_majority_is_the_most_frequent_label_of_each_column(tmp_path: Path) -> None:
    gold = claims(
        tmp_path,
        text_row("a", "海軍は動いた。", axes=["military"], time="past"),
        text_row("b", "海軍は動く。", axes=["military"], time="future"),
        text_row("c", "港は閉じた。", axes=[], time="past", holder="named"),
    )
    answers = majority(gold, gold)
    assert len(answers) == 3
    assert answers[0] is answers[2]
    assert dict(answers[0].labels) == {
        "stance": "assertive",
        "certainty": "certain",
        "holder": "writer",
        "polarity": "affirmed",
        "time": "past",
    }
    assert answers[0].axes == {"military"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("値は上がるかもしれない。", {"certainty": "possible", "stance": "hedged"}),
        ("省によると、港は閉じた", {"holder": "named", "stance": "attributed", "time": "past"}),
        ("関係者によると、港は閉じる", {"holder": "anonymous", "time": "present"}),
        ("必ず勝つ", {"certainty": "emphatic"}),
        ("必ず勝つとは限らない", {"certainty": "emphatic", "polarity": "negated"}),  # a list knows no partial negation
    ],
)
def test_a_phrase_list_sees_substrings(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    (answer,) = phrase_list(claims(tmp_path, text_row("a", text)))
    assert {label: answer.labels[label] for label in expected} == expected


def test_tfidf_answers_a_document_by_a_model_that_did_not_see_it(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    # One document alone has its label: a model that saw it would know, one that did not cannot.
    rows = [text_row(f"d{n}", f"港の倉庫{n}は閉じた。") for n in range(20)]
    gold = claims(tmp_path, *rows, text_row("odd", "猫が鳴いた。", certainty="possible"))
    assert tfidf(gold, gold)[-1].labels["certainty"] == "certain"
    assert {answer.labels["certainty"] for answer in tfidf(gold, gold)[:-1]} == {"certain"}


def test_all_are_answered_in_order(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    gold = claims(tmp_path, *[text_row(f"d{n}", f"港の倉庫{n}は閉じた。") for n in range(8)])
    answers = baselines_of(gold, gold)
    assert list(answers) == ["majority", "phrase list", "TF-IDF"]
    assert {len(given) for given in answers.values()} == {8}
