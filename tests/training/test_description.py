"""A corpus described as a whole, and what must hold of the one that ships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gold_rows import corpus_row, gold_claim, write
from kakudo.analysis import Analyzer
from kakudo.certainty.lexicon import load_lexicon
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.findings import TaggedDocument
from kakudo.tokenization import Tokenizer
from kakudo.training.agreement import agreement_of, read_pairs
from kakudo.training.corpus import LabelledDocument
from kakudo.training.description import CorpusDescription, describe
from kakudo.training.similarity import compare, placed
from kakudo.training.splits import CorpusFile, read_splits

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two splits of one register and another, and a second reading of one claim."""
    (tmp_path / "test").mkdir()
    news = corpus_row(
        "news",
        (
            "原油の値段は来月も上がるだろう。",
            [gold_claim("原油の値段は来月も上がるだろう", axes=["oil"], cues=["だろう"])],
        ),
        (
            "空はよく晴れて、風もなかった。",
            [gold_claim("空はよく晴れて"), gold_claim("風もなかった", cues=["なかった"])],
        ),
    )
    post = corpus_row(
        "post", ("うちの猫がいちばんかわいい。", [gold_claim("うちの猫がいちばんかわいい")]), register="sns"
    )
    held = corpus_row(
        "held", ("市場では円が売られたという。", [gold_claim("市場では円が売られたという", cues=["という"])])
    )
    write(tmp_path / "a.jsonl", news, post)
    write(tmp_path / "test" / "b.jsonl", held)
    (tmp_path / "readings").mkdir()
    (tmp_path / "readings" / "second.tsv").write_text(
        "claim\tholder\tcertainty\tpolarity\ttime\taxes\tcodes\nheld#0\tagentless\tcertain\taffirmed\tpast\t-\t-\n",
        encoding="utf-8",
    )
    return tmp_path


def described(folder: Path, analyzer: Analyzer, tokenizer: Tokenizer) -> CorpusDescription:
    pytest.importorskip("scipy")
    return describe([folder], analyzer, load_lexicon(), tokenizer)


def test_every_part_is_described(folder: Path, analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    found = described(folder, analyzer, tokenizer)
    assert [(file.split, file.name, file.counts.n_claims) for file in found.files] == [
        ("train", "a.jsonl", 4),
        ("test", "test/b.jsonl", 1),
    ]
    assert {split: counts.n_sentences for split, counts in found.splits.items()} == {"train": 3, "test": 1}
    assert {register: counts.n_sentences for register, counts in found.registers.items()} == {"agency": 3, "sns": 1}
    assert list(found.diversity) == ["train", "test", "agency", "sns"]
    assert found.diversity["agency"].n_claims == 4
    assert found.similarity.across == ()
    assert found.agreement is not None
    assert (found.agreement["holder"].n, found.agreement["holder"].n_unsettled) == (1, 1)
    assert {split: sum(group.n for group in own.values()) for split, own in found.cue_recall.items()} == {
        "train": 2,
        "test": 1,
    }
    assert found.cue_recall["train"]["C2"].n_as_group == 1
    assert (found.lexicon, found.tokenizer) == (load_lexicon().digest, tokenizer.name)


def test_without_readings_nothing_is_said_of_agreement(folder: Path, analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    (folder / "readings" / "second.tsv").unlink()
    with pytest.raises(CorpusError, match=r"second\.tsv cannot be read"):
        described(folder, analyzer, tokenizer)
    (folder / "readings").rmdir()
    assert described(folder, analyzer, tokenizer).agreement is None


def test_documents_are_tagged_once(folder: Path, analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    pytest.importorskip("scipy")
    asked: list[str] = []

    class Counting:
        def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
            for text in texts:
                assert isinstance(text, Document)
                asked.append(text.id)
                yield analyzer(text)

    describe([folder, folder], Counting(), load_lexicon(), tokenizer)
    assert asked == ["news", "post", "held"]


# --- the corpus that ships ---


@pytest.fixture(scope="module")
def shipped() -> tuple[CorpusFile, ...]:
    return read_splits([CORPUS])


def test_no_test_sentence_stands_in_training_text(shipped: tuple[CorpusFile, ...]) -> None:
    pytest.importorskip("scipy")
    found = compare(placed(shipped))
    assert [(pair.first, pair.second) for pair in found.across] == []
    assert found.neighbours["train"].p90 < 0.4  # nobody wrote by template


def test_the_second_reading_fits_the_corpus_and_agrees(shipped: tuple[CorpusFile, ...]) -> None:
    documents: list[LabelledDocument] = [document for file in shipped for document in file.documents]
    found = agreement_of(read_pairs(documents, CORPUS / "readings"))
    for label, figures in found.items():
        assert figures.n >= 1500, label
        assert figures.n_unsettled == 0, label
        assert figures.kappa is not None, label
        assert figures.kappa >= 0.8, label  # "almost perfect" of Landis & Koch 1977
