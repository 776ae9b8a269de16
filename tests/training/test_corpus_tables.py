"""Tables that the sections of a corpus's description share."""

from __future__ import annotations

from kakudo.training.agreement import LabelPair, label_agreement
from kakudo.training.corpus_tables import (
    agreement_parts,
    figure,
    n_exact,
    neighbours_table,
    percent,
    similar_texts,
    with_share,
)
from kakudo.training.similarity import Distribution, Pair, PlacedSentence, Similarity
from kakudo.training.table import Table

NEAR = Pair(0.75, False, PlacedSentence("test", "a", "橋" * 50), PlacedSentence("train", "b", "橋が開いた。"))
SAME = Pair(1.0, True, PlacedSentence("test", "a", "港"), PlacedSentence("train", "b", "港"))


def test_figures() -> None:
    assert (figure(None), figure(0.5), percent(0.125), with_share(1, 4), with_share(3, 0)) == (
        "-",
        "0.500",
        "12.5 %",
        "1 (25.0 %)",
        "3",
    )


def test_similar_texts_are_cut() -> None:
    assert n_exact((NEAR, SAME)) == 1
    assert similar_texts((NEAR, SAME)).rows == [
        ("0.75", f"a: {'橋' * 39}…", "b: 橋が開いた。"),
        ("exact", "a: 港", "b: 港"),
    ]


def test_neighbours() -> None:
    found = Similarity(0.6, 0, {"train": Distribution(3, 0.1, 0.2, 0.3, 0.456)}, (), (), (), ())
    assert neighbours_table(found).rows == [("train", "3", "0.10", "0.20", "0.30", "0.46")]


def test_agreement() -> None:
    yes, no = frozenset(("yes",)), frozenset(("no",))
    pairs = [LabelPair("a", "label", yes, yes, None), LabelPair("b", "label", yes, no, yes)]
    table, _, members, confused = agreement_parts({"label": label_agreement(pairs, is_set=False, by_member=True)})
    assert isinstance(table, Table)
    assert table.rows == [("label", "2", "0.500", "0.000", "-", "-", "1", "1", "0", "0", "0")]
    assert isinstance(members, Table)
    assert members.rows == [("label", "no", "0", "1", "0.000"), ("label", "yes", "2", "1", "0.000")]
    assert confused == "label, first → second: yes → no 1"
