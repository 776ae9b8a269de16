"""Figures of variety, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import corpus_row, gold_claim, write
from kakudo.tokenization import Tokenizer
from kakudo.training.corpus import read_corpus
from kakudo.training.diversity import diversity_of, ending_of, moving_ratio


@pytest.mark.parametrize(
    ("items", "window", "ratio"),
    [
        ("", 3, 0.0),
        ("ab", 3, 1.0),
        ("aab", 3, 2 / 3),
        ("aabc", 2, (1 + 2 + 2) / 6),  # aa, ab, bc
        ("abab", 2, 1.0),
        ("aaaa", 2, 1 / 2),
        ("abcaab", 3, (3 + 3 + 2 + 2) / 12),  # abc, bca, caa, aab
    ],
)
def test_moving_ratio(items: str, window: int, ratio: float) -> None:
    assert moving_ratio(items, window) == pytest.approx(ratio)


def test_endings_and_lemmas(tmp_path: Path, tokenizer: Tokenizer) -> None:
    row = corpus_row(
        "a",
        ("政府が発表した。", [gold_claim("政府が発表した")]),
        ("市が発表し、県も発表した！", [gold_claim("市が発表し"), gold_claim("県も発表した！")]),
    )
    documents = read_corpus([write(tmp_path / "a.jsonl", row)])
    sentence = documents[0].sentences[1]
    tokenized = tokenizer(sentence.text)
    assert [[token.surface for token in ending_of(tokenized, claim)] for claim in sentence.claims] == [
        ["が", "発表", "し"],
        ["発表", "し", "た"],  # ！ is a sign
    ]
    found = diversity_of(documents, tokenizer)
    # 政府 が 発表 し た | 市 が 発表 し 県 も 発表 し た
    assert (found.n_tokens, found.n_lemmas, found.n_lemmas_once) == (14, 8, 4)
    assert found.type_token_ratio == found.moving_ratio == pytest.approx(8 / 14)
    assert (found.n_claims, found.n_endings, found.n_endings_once, found.n_ending_surfaces) == (3, 2, 1, 2)
    assert found.top_endings == (("発表 為る た", 2), ("が 発表 為る", 1))
    assert found.top_share == 1


def test_nothing_has_no_variety(tokenizer: Tokenizer) -> None:
    found = diversity_of([], tokenizer)
    assert (found.n_tokens, found.type_token_ratio, found.moving_ratio, found.top_share) == (0, 0, 0, 0)
