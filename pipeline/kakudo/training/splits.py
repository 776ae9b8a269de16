"""A labelled corpus with its parts: what models learn from, and what is held out to score them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kakudo.errors import CorpusError
from kakudo.training.corpus import AXES, LabelledDocument, read_corpus

__all__ = ["TEST", "TRAIN", "CorpusFile", "read_splits"]

TRAIN, TEST = "train", "test"


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus.

    Attributes:
        split: ``train`` for the files of a corpus folder itself, ``test`` for those of its folder ``test``.
        name: the file's path under its corpus folder, with ``/``.
    """

    split: str
    name: str
    documents: tuple[LabelledDocument, ...]


def read_splits(folders: Sequence[Path], axes: frozenset[str] = AXES) -> tuple[CorpusFile, ...]:
    """Read the labelled files of corpus folders and of their folders ``test``.

    Args:
        folders: corpus folders; ``*.jsonl`` in them is read.
        axes: the axis ids that a claim may carry.

    Returns:
        The files in order of folder, split and name.

    Raises:
        CorpusError: a folder holds no labelled file, a document is broken, or an id stands in two files.
    """
    files: list[CorpusFile] = []
    seen: dict[str, str] = {}
    for folder in dict.fromkeys(folders):
        paths = [(TRAIN, path) for path in sorted(folder.glob("*.jsonl"))]
        paths += [(TEST, path) for path in sorted((folder / TEST).glob("*.jsonl"))]
        if not paths:
            raise CorpusError(f"no *.jsonl in {folder} or {folder / TEST}: name a folder that holds a labelled corpus")
        for split, path in paths:
            name = path.relative_to(folder).as_posix()
            documents = read_corpus([path], axes)
            for document in documents:
                # A document that stands in both parts would be learned and scored; `read_corpus` saw one file alone.
                if document.id in seen:
                    raise CorpusError(f"{name}: id {document.id!r} is already in {seen[document.id]}")
                seen[document.id] = name
            files.append(CorpusFile(split, name, tuple(documents)))
    return tuple(files)
