"""Reading and checking the labelled corpus. The format is described in ``corpus/GUIDELINES.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kakudo.errors import CorpusError

__all__ = ["LabelledClaim", "LabelledDocument", "LabelledSentence", "labelled_lines", "read_corpus"]

REGISTERS = frozenset({"agency", "editorial", "headline", "blog", "sns"})
BLOCKS = frozenset({"paragraph", "heading", "list_item", "quote"})
CHOICES = {
    "holder": frozenset({"writer", "named", "anonymous", "agentless"}),
    "certainty": frozenset({"emphatic", "certain", "probable", "possible", "uncommitted"}),
    "polarity": frozenset({"affirmed", "negated", "partial"}),
    "time": frozenset({"past", "present", "future"}),
}
AXES = frozenset({"oil", "finance", "military", "diplomacy"})
CODES = frozenset(f"KD10{n}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One claim and its gold labels; ``start`` and ``end`` are code points into the sentence."""

    start: int
    end: int
    text: str
    axes: tuple[str, ...]
    holder: str
    holder_text: str | None
    certainty: str
    polarity: str
    time: str
    cues: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    text: str
    block: str
    claims: tuple[LabelledClaim, ...]


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    id: str
    register: str
    published: str | None
    title: str | None
    sentences: tuple[LabelledSentence, ...]

    @property
    def text(self) -> str:
        """The sentences as one text, a sentence a line."""
        return "\n".join(sentence.text for sentence in self.sentences)


def read_corpus(paths: Iterable[Path], axes: frozenset[str] = AXES) -> list[LabelledDocument]:
    """Read labelled documents, checking every label and span.

    Args:
        paths: JSONL files in the corpus format.
        axes: the axis ids that a claim may carry.

    Raises:
        CorpusError: naming file, line and what is wrong, at the first broken document.
    """
    documents: list[LabelledDocument] = []
    seen: dict[str, str] = {}
    for place, line in labelled_lines(paths):
        try:
            document = _document(json.loads(line), axes)
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{place}: {type(error).__name__}: {error}") from error
        if document.id in seen:
            raise CorpusError(f"{place}: id {document.id!r} is already at {seen[document.id]}")
        seen[document.id] = place
        documents.append(document)
    return documents


def labelled_lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The lines of labelled files that hold something, each with its place (``name:number``).

    Raises:
        CorpusError: a file cannot be read as UTF-8.
    """
    for path in paths:
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(
                f"{path} cannot be read as UTF-8 text ({error}): check the path and the encoding"
            ) from error
        # Not splitlines: U+2028 and others may stand inside a JSON text.
        for number, line in enumerate(content.split("\n"), start=1):
            if line.strip():
                yield f"{path.name}:{number}", line


def _document(row: dict[str, Any], axes: frozenset[str]) -> LabelledDocument:
    register = row["register"]
    if register not in REGISTERS:
        raise ValueError(f"register {register!r} is none of {sorted(REGISTERS)}")
    sentences = tuple(_sentence(item, axes) for item in row["sentences"])
    if not sentences:
        raise ValueError("a document needs a sentence")
    return LabelledDocument(row["id"], register, row.get("published"), row.get("title"), sentences)


def _sentence(row: dict[str, Any], axes: frozenset[str]) -> LabelledSentence:
    text, block = row["text"], row.get("block", "paragraph")
    if block not in BLOCKS:
        raise ValueError(f"block {block!r} is none of {sorted(BLOCKS)}")
    return LabelledSentence(text, block, tuple(_claims(text, row["claims"], axes)))


def _claims(sentence: str, rows: list[dict[str, Any]], axes: frozenset[str]) -> Iterator[LabelledClaim]:
    position = 0
    for row in rows:
        text = row["text"]
        start = sentence.find(text, position)
        if start < 0 or not text:
            raise ValueError(f"claim {text!r} does not stand in {sentence!r} after character {position}")
        position = start + len(text)
        for key, allowed in CHOICES.items():
            if row[key] not in allowed:
                raise ValueError(f"{key} {row[key]!r} is none of {sorted(allowed)} in {text!r}")
        for key, allowed in (("axes", axes), ("codes", CODES)):
            unknown = set(row[key]) - allowed
            if unknown:
                raise ValueError(f"{key} {sorted(unknown)} unknown in {text!r}")
        if not isinstance(row["cues"], list):
            raise ValueError(f"cues must be a list of texts in {text!r}")
        missing = [cue for cue in row["cues"] if cue not in text]
        if missing:
            raise ValueError(f"cues {missing} do not stand in {text!r}")
        yield LabelledClaim(
            start,
            position,
            text,
            tuple(row["axes"]),
            row["holder"],
            row.get("holder_text"),
            row["certainty"],
            row["polarity"],
            row["time"],
            tuple(row["cues"]),
            tuple(row["codes"]),
        )
