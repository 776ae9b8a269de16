"""Recall of marked cues by group: what is on a cue, and to which group words belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gold_rows import Row, corpus_row, gold_claim, write
from kakudo.analysis import Analyzer
from kakudo.certainty.lexicon import Lexicon, load_lexicon
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.findings import TaggedDocument
from kakudo.tokenization import Tokenizer
from kakudo.training.corpus import read_corpus
from kakudo.training.cue_recall import GROUP_NAMES, NO_GROUP, GroupRecall, MarkedCue, read_cues, recall_by_group
from kakudo.training.splits import CorpusFile


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def file(path: Path, *rows: Row) -> CorpusFile:
    return CorpusFile("train", path.name, tuple(read_corpus([write(path / "a.jsonl", *rows)])))


def test_every_group_of_the_lexicon_has_a_name(lexicon: Lexicon) -> None:
    assert {row.group for row in lexicon.rows} | {NO_GROUP} == set(GROUP_NAMES)


def test_what_is_found_on_a_marked_cue(tmp_path: Path, analyzer: Analyzer, lexicon: Lexicon) -> None:
    row = corpus_row(
        "a",
        ("きのうは雨だった。", [gold_claim("きのうは雨だった")]),
        (
            "あすは雪かもしれず、電車は遅れるかもしれない。",
            [
                gold_claim("あすは雪かもしれず", cues=["かもしれず"]),
                # Out of text order, as no cue should be; the words are found all the same.
                gold_claim("電車は遅れるかもしれない", cues=["かもしれない", "電車"]),
            ],
        ),
    )
    found = read_cues([file(tmp_path, row)], analyzer, lexicon)
    assert [cue.text for cue in found] == ["かもしれず", "かもしれない", "電車"]
    assert found[1] == MarkedCue("train", "かもしれない", (("C5", 1.0),))
    assert found[2].found == ()
    assert all(group == "C5" for group, _ in found[0].found)


def test_of_equal_words_each_is_looked_up_where_it_stands(tmp_path: Path, analyzer: Analyzer, lexicon: Lexicon) -> None:
    text = "かもめが来るかも"
    row = corpus_row("a", (text, [gold_claim(text, cues=["かも", "かも"])]), register="sns")
    first, second = read_cues([file(tmp_path, row)], analyzer, lexicon)
    assert first.found == ()
    assert ("C5", 1.0) in second.found


def test_a_document_that_cannot_be_tagged_is_named(tmp_path: Path, analyzer: Analyzer, lexicon: Lexicon) -> None:
    class Failing:
        def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
            for text in texts:
                assert isinstance(text, Document)
                yield analyzer.failure(text, "ValueError", "broken")

    row = corpus_row("doc-7", ("雨だ。", [gold_claim("雨だ")]))
    with pytest.raises(CorpusError, match="'doc-7' cannot be tagged: broken"):
        read_cues([file(tmp_path, row)], Failing(), lexicon)


def recall(cues: list[MarkedCue], lexicon: Lexicon, tokenizer: Tokenizer) -> dict[str, GroupRecall]:
    return recall_by_group(cues, lexicon, tokenizer)["train"]


def test_words_belong_to_the_row_that_matches_them_alone(lexicon: Lexicon, tokenizer: Tokenizer) -> None:
    cues = [
        MarkedCue("train", "かもしれない", (("C5", 1.0),)),
        MarkedCue("train", "かもしれない", (("G2", 0.3),)),
        MarkedCue("train", "かもしれない", ()),
        MarkedCue("train", "可能性がある", ()),
    ]
    assert recall(cues, lexicon, tokenizer) == {
        "C5": GroupRecall(4, 2, 2, 1, (("かもしれない", 1), ("可能性がある", 1)))
    }


def test_other_words_belong_to_the_group_that_covers_them_in_half_of_their_places(
    lexicon: Lexicon, tokenizer: Tokenizer
) -> None:
    half = [MarkedCue("train", "犬小屋", (("D1", 0.5),)), MarkedCue("train", "犬小屋", ())]
    assert recall(half, lexicon, tokenizer) == {"D1": GroupRecall(2, 1, 1, 1, (("犬小屋", 1),))}
    third = [*half, MarkedCue("train", "犬小屋", ())]
    assert recall(third, lexicon, tokenizer) == {NO_GROUP: GroupRecall(3, 1, 1, 0, (("犬小屋", 2),))}
    touched = [MarkedCue("train", "犬小屋", (("D1", 0.4),))]
    assert list(recall(touched, lexicon, tokenizer)) == [NO_GROUP]


def test_a_bare_particle_is_no_headline(lexicon: Lexicon, tokenizer: Tokenizer) -> None:
    assert list(recall([MarkedCue("train", "へ", ())], lexicon, tokenizer)) == [NO_GROUP]
    assert list(recall([MarkedCue("train", "へ", (("H", 1.0),))], lexicon, tokenizer)) == ["H"]


def test_groups_of_words_are_those_of_all_splits(lexicon: Lexicon, tokenizer: Tokenizer) -> None:
    cues = [
        MarkedCue("train", "犬小屋", (("D1", 1.0),)),
        MarkedCue("test", "犬小屋", ()),
        MarkedCue("test", "おそらく", (("C6", 1.0),)),
    ]
    found = recall_by_group(cues, lexicon, tokenizer)
    assert list(found["test"]) == ["C6", "D1"]  # in the order of the names
    assert (found["test"]["D1"].n, found["test"]["D1"].n_found, found["train"]["D1"].n_found) == (1, 0, 1)
