"""Similarity of sentences: constructed pairs, by hand."""

from __future__ import annotations

import sys

import pytest

from kakudo.errors import MissingExtraError
from kakudo.training.similarity import PlacedSentence, compare

pytest.importorskip("scipy")


def train(text: str, document: str = "a") -> PlacedSentence:
    return PlacedSentence("train", document, text)


def held(text: str, document: str = "t") -> PlacedSentence:
    return PlacedSentence("test", document, text)


def test_the_figure_of_a_pair() -> None:
    # Eight characters between two marks have eight trigrams; one other last character costs the last two of them.
    found = compare([train("あいうえおかきく"), train("あいうえおかきけ", "b")])
    (pair,) = found.within
    assert (pair.similarity, pair.is_exact) == (0.75, False)
    assert found.closest_within == (pair,)
    neighbours = found.neighbours["train"]
    assert (neighbours.n, neighbours.median, neighbours.maximum) == (2, 0.75, 0.75)


def test_a_copy_with_other_figures_width_and_spaces_is_a_copy() -> None:
    found = compare([train("原油は１２ドル、ガスは3ドルだ。"), train("原油は9ドル、 ガスは450ドルだ。", "b")])
    assert [(pair.similarity, pair.is_exact) for pair in found.within] == [(1.0, False)]
    found = compare([train("原油は１２ドル、ガスは3ドルだ。"), train("原油は12ドル、 ガスは3ドルだ。", "b")])
    assert [(pair.similarity, pair.is_exact) for pair in found.within] == [(1.0, True)]


def test_the_threshold() -> None:
    sentences = [train("あいうえおかきく"), train("あいうえおかきけ", "b")]
    assert len(compare(sentences, threshold=0.75).within) == 1
    assert compare(sentences, threshold=0.76).within == ()


def test_pairs_across_splits_are_apart_from_those_within() -> None:
    copied = "首相は来週にも議会を解散する方針を固めた。"
    edited = "首相は来月にも議会を解散する方針を固めた。"
    other = "市場では円が売られ、株は小幅に上げて終えた。"
    found = compare([train(copied), train(other, "b"), held(edited), held(other.replace("円", "ドル"), "u")])
    assert found.within == ()
    assert [(pair.first.document, pair.second.document) for pair in found.across] == [("t", "a"), ("u", "b")]
    assert all(pair.first.split == "test" and 0.6 <= pair.similarity < 1 for pair in found.across)
    assert found.across[0].similarity >= found.across[1].similarity
    assert found.neighbours["test → train"].n == 2
    assert found.neighbours["test → train"].maximum == found.across[0].similarity
    assert found.neighbours["test"].maximum < 0.6


def test_sentences_of_one_document_are_duplicates_but_not_the_closest_of_two() -> None:
    found = compare(
        [
            train("金は46個、銀は29個を取った。"),
            train("金は38個、銀は27個を取った。"),
            train("空は晴れて風もない。", "b"),
        ]
    )
    assert [pair.similarity for pair in found.within] == [1.0]
    assert all(pair.first.document != pair.second.document for pair in found.closest_within)


def test_set_phrases_copy_nothing() -> None:
    found = compare([train("知らんけど。"), held("知らんけど。"), train("原油は上がると思う。")])
    assert (found.n_short, found.across) == (2, ())


def test_a_pair_stands_once_however_many_blocks_there_are() -> None:
    sentences = [
        train(chr(0x4E00 + 9 * number) + "".join(chr(0x4E00 + 9 * number + step) for step in range(1, 9)), str(number))
        for number in range(600)
    ]
    found = compare([*sentences, train(sentences[0].text, "copy"), train(sentences[599].text, "copy 2")])
    assert [(pair.first.document, pair.second.document, pair.is_exact) for pair in found.within] == [
        ("0", "copy", True),
        ("599", "copy 2", True),
    ]
    assert found.neighbours["train"].p90 == 0


@pytest.mark.parametrize("sentences", [[], [train("短い")], [train("ひとつしかない文です。")]])
def test_too_few_to_compare(sentences: list[PlacedSentence]) -> None:
    found = compare(sentences)
    assert (found.within, found.across, found.closest_within) == ((), (), ())
    assert found.neighbours["train"].maximum == 0


def test_without_scipy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(MissingExtraError, match=r"comparing sentences needs scipy.*kakudo\[train\]"):
        compare([train("あいうえおかきく"), train("あいうえおかきけ", "b")])
