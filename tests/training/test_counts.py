"""Counts of a small corpus, worked out by hand."""

from __future__ import annotations

from pathlib import Path

from gold_rows import corpus_row, gold_claim, write
from kakudo.training.corpus import read_corpus
from kakudo.training.counts import count


def test_what_is_counted(tmp_path: Path) -> None:
    first = corpus_row(
        "a",
        (
            "油が出て、株が上がる。",
            [
                gold_claim("油が出て", axes=["oil"]),
                gold_claim("株が上がる", axes=["oil", "finance"], time="future", codes=["KD101", "KD102"]),
            ],
        ),
        ("晴れた。", [gold_claim("晴れた", certainty="probable")]),
        ("見出し", []),
    )
    second = corpus_row("b", ("雨だ。", [gold_claim("雨だ", polarity="negated")]))
    counts = count(read_corpus([write(tmp_path / "a.jsonl", first, second)]), axes=("oil", "military"))
    assert (counts.n_documents, counts.n_sentences, counts.n_claims) == (2, 4, 4)
    assert (counts.n_off_topic, counts.n_overstated) == (3, 1)  # a sentence without a claim has no axis either
    assert counts.labels["axes"] == {"-": 2, "finance": 1, "military": 0, "oil": 2}
    assert counts.labels["time"] == {"future": 1, "past": 3, "present": 0}
    assert counts.labels["certainty"] == {"certain": 3, "emphatic": 0, "possible": 0, "probable": 1, "uncommitted": 0}
    assert counts.labels["polarity"] == {"affirmed": 3, "negated": 1, "partial": 0}
    assert {value: n for value, n in counts.labels["codes"].items() if n} == {"-": 3, "KD101": 1, "KD102": 1}


def test_nothing_is_counted_as_nothing() -> None:
    counts = count([])
    assert (counts.n_documents, counts.n_sentences, counts.n_claims, counts.n_off_topic) == (0, 0, 0, 0)
    assert counts.labels["axes"] == {"-": 0}
