"""Gold labels of both forms as one: the corpus format, and one labelled text a line whose labels are those of its main claim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kakudo.document import Block, BlockKind, Document, DocumentKind
from kakudo.errors import CorpusError
from kakudo.findings import Certainty, HolderType, Polarity, Time, stance_of
from kakudo.training.corpus import AXES, LabelledDocument, read_corpus

__all__ = ["GoldClaim", "GoldText", "gold_of", "read_gold"]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What gold says of one claim.

    Attributes:
        document: the id of its document; claims of one document are never parted between training and test.
        start, end: code points into the text of its document; None where gold labels a text by its main claim.
        labels: stance, certainty, holder, polarity and time.
        codes: the rules that an editor would accept; None where gold does not judge overstatement.
    """

    id: str
    document: str
    text: str
    start: int | None
    end: int | None
    labels: dict[str, str]
    axes: frozenset[str]
    codes: frozenset[str] | None
    is_overstated: bool | None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text to tag and the gold claims in it; ``sentences`` are their ranges, empty where gold labels the main claim."""

    document: Document
    sentences: tuple[tuple[int, int], ...]
    claims: tuple[GoldClaim, ...]


def read_gold(paths: Sequence[Path], axes: frozenset[str] = AXES) -> list[GoldText]:
    """Read labelled files, all in the corpus format or all with a labelled text a line.

    Args:
        paths: JSONL files. A labelled text has ``id, text, axes, holder, certainty, polarity, time``[, ``overstated``, ``codes``].
        axes: the axis ids that a claim may carry.

    Raises:
        CorpusError: a file has neither format, breaks it, or the files are of both.
    """
    formats = {_format_of(path) for path in paths}
    if len(formats) != 1:
        raise CorpusError("give files of one format at a time: corpus documents, or a labelled text a line")
    if formats == {"corpus"}:
        return [gold_of(document) for document in read_corpus(paths, axes)]
    return [text for path in paths for text in _labelled_texts(path, axes)]


def _format_of(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(next(line for line in lines if line.strip()))
    except (OSError, StopIteration, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: no labelled JSONL ({error})") from error
    if isinstance(first, dict) and "sentences" in first:
        return "corpus"
    if isinstance(first, dict) and {"text", "holder", "certainty"} <= set(first):
        return "sentences"
    raise CorpusError(
        f"{path}: neither the corpus format (sentences) nor a labelled text a line (text, holder, certainty, …)"
    )


def _labelled_texts(path: Path, axes: frozenset[str]) -> Iterator[GoldText]:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as UTF-8 text ({error}): check the path and the encoding") from error
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _labelled_text(json.loads(line), axes)
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path.name}:{number}: {type(error).__name__}: {error}") from error


def _labelled_text(row: Any, axes: frozenset[str]) -> GoldText:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("a labelled text is an object with a `text`")
    if not isinstance(row["id"], str) or not isinstance(row["axes"], list):
        raise ValueError("`id` must be a text and `axes` a list")
    unknown = set(row["axes"]) - axes
    if unknown:
        raise ValueError(f"axes {sorted(unknown)} are none of {', '.join(sorted(axes))}")
    codes = row.get("codes", [])
    if not isinstance(codes, list):
        raise ValueError("`codes` must be a list")
    is_overstated = bool(row["overstated"]) if "overstated" in row else None
    claim = GoldClaim(
        row["id"],
        row["id"],
        row["text"],
        None,
        None,
        _labels(row["holder"], row["certainty"], row["polarity"], row["time"]),
        frozenset(row["axes"]),
        frozenset(codes) if is_overstated is not None else None,
        is_overstated,
    )
    return GoldText(Document(row["text"], id=row["id"]), (), (claim,))


def _labels(holder: str, certainty: str, polarity: str, time: str) -> dict[str, str]:
    stance = stance_of(HolderType(holder), Certainty(certainty))
    return {
        "stance": str(stance),
        "certainty": certainty,
        "holder": holder,
        "polarity": str(Polarity(polarity)),
        "time": str(Time(time)),
    }


def gold_of(document: LabelledDocument) -> GoldText:
    """A corpus document as the reader would give it, with its claims at their places in that text."""
    given = _as_document(document)
    position = 0
    sentences: list[tuple[int, int]] = []
    claims: list[GoldClaim] = []
    for sentence in document.sentences:
        start = given.text.index(sentence.text, position)
        position = start + len(sentence.text)
        sentences.append((start, position))
        n_before = len(claims)
        claims.extend(
            GoldClaim(
                f"{document.id}#{n_before + number}",
                document.id,
                claim.text,
                start + claim.start,
                start + claim.end,
                _labels(claim.holder, claim.certainty, claim.polarity, claim.time),
                frozenset(claim.axes),
                frozenset(claim.codes),
                bool(claim.codes),
            )
            for number, claim in enumerate(sentence.claims)
        )
    return GoldText(given, tuple(sentences), tuple(claims))


def _as_document(document: LabelledDocument) -> Document:
    """Each run of paragraph sentences is one block."""
    text = ""
    section: tuple[str, ...] = ()
    sentence_blocks: list[Block] = []
    for sentence in document.sentences:
        kind = BlockKind(sentence.block)
        joined = (
            sentence_blocks
            and kind is BlockKind.PARAGRAPH
            and sentence_blocks[-1].kind is kind
            and document.register not in {"headline", "sns"}
        )
        if joined:
            last = sentence_blocks.pop()
            sentence_blocks.append(Block(last.start, last.end + len(sentence.text), kind, last.section))
            text += sentence.text
            continue
        text += "\n" if text else ""
        if document.register == "headline":
            kind = BlockKind.HEADING
        sentence_blocks.append(
            Block(len(text), len(text) + len(sentence.text), kind, section, 1 if kind is BlockKind.HEADING else 0)
        )
        text += sentence.text
        if kind is BlockKind.HEADING and document.register != "headline":
            section = (sentence.text,)
    kind_of = DocumentKind.POST if document.register == "sns" else DocumentKind.ARTICLE
    return Document(text, id=document.id, kind=kind_of, published=document.published, blocks=tuple(sentence_blocks))
