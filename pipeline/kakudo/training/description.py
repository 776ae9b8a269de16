"""A labelled corpus described: what it holds, how varied it is, how well its labels agree, and which of its cues are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kakudo.certainty.lexicon import Lexicon
from kakudo.tokenization import Tokenizer
from kakudo.training.agreement import LabelAgreement, agreement_of, read_pairs
from kakudo.training.corpus import AXES, LabelledDocument
from kakudo.training.counts import Counts, count
from kakudo.training.cue_recall import GroupRecall, read_cues, recall_by_group
from kakudo.training.diversity import Diversity, diversity_of
from kakudo.training.evaluation import Tags
from kakudo.training.pair_description import PairDescription, describe_pairs
from kakudo.training.pairs import PAIR_FOLDER, pair_files
from kakudo.training.similarity import Similarity, compare, placed
from kakudo.training.splits import TEST, TRAIN, CorpusFile, read_splits

__all__ = ["CorpusDescription", "FileCounts", "describe"]

_READINGS = "readings"


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What one file holds."""

    split: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class CorpusDescription:
    """Everything that `kakudo corpus` says.

    Attributes:
        splits, registers: split or register → what it holds.
        diversity: split → figures, then register → figures.
        agreement: label → figures; None when no second reading is beside the corpus.
        cue_recall: split → group → figures.
        lexicon, tokenizer: the versions that the figures depend on.
        pairs: the posts labelled against their sources; None when the corpus holds none.
    """

    files: tuple[FileCounts, ...]
    splits: dict[str, Counts]
    registers: dict[str, Counts]
    diversity: dict[str, Diversity]
    similarity: Similarity
    agreement: dict[str, LabelAgreement] | None
    cue_recall: dict[str, dict[str, GroupRecall]]
    lexicon: str
    tokenizer: str
    pairs: PairDescription | None = None

    @property
    def n_across(self) -> int:
        """Near-duplicates across splits, of sentences, posts and articles; there should be none."""
        own = [self.similarity] if self.pairs is None else [self.similarity, self.pairs.posts, self.pairs.sources]
        return sum(len(similarity.across) for similarity in own)


def describe(
    folders: Sequence[Path], tags: Tags, lexicon: Lexicon, tokenizer: Tokenizer, axes: frozenset[str] = AXES
) -> CorpusDescription:
    """Describe a corpus.

    Args:
        folders: corpus folders; each may hold ``test/`` (held out), ``readings/`` (a second reading) and ``pairs/``.
        tags: the pipeline whose cues are compared with the marked ones.
        lexicon: the one that it uses.
        axes: the axis ids that a claim may carry.

    Raises:
        CorpusError: a folder holds no corpus, a document or a table of readings is broken, or the readings do not fit the corpus.
        MissingExtraError: scipy is not installed.
    """
    files = read_splits(folders, axes)
    splits = {split: _documents(files, split) for split in (TRAIN, TEST) if _documents(files, split)}
    documents = [document for own in splits.values() for document in own]
    registers = {
        register: [document for document in documents if document.register == register]
        for register in sorted({document.register for document in documents})
    }
    readings = [folder / _READINGS for folder in dict.fromkeys(folders) if (folder / _READINGS).is_dir()]
    pairs = [pair for folder in readings for pair in read_pairs(documents, folder, axes)]
    cues = read_cues(files, tags, lexicon)
    return CorpusDescription(
        tuple(FileCounts(file.split, file.name, count(file.documents, axes)) for file in files),
        {split: count(own, axes) for split, own in splits.items()},
        {register: count(own, axes) for register, own in registers.items()},
        {part: diversity_of(own, tokenizer) for part, own in (*splits.items(), *registers.items())},
        compare(placed(files)),
        agreement_of(pairs) if readings else None,
        recall_by_group(cues, lexicon, tokenizer),
        lexicon.digest,
        tokenizer.name,
        _pairs(folders),
    )


def _pairs(folders: Sequence[Path]) -> PairDescription | None:
    own = [folder / PAIR_FOLDER for folder in dict.fromkeys(folders) if pair_files(folder / PAIR_FOLDER)]
    return describe_pairs(own) if own else None


def _documents(files: Sequence[CorpusFile], split: str) -> list[LabelledDocument]:
    return [document for file in files if file.split == split for document in file.documents]
