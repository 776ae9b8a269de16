"""Evaluation of an analyzer against labelled files: the corpus format, or one labelled sentence a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kakudo.document import Block, BlockKind, Document, DocumentKind
from kakudo.errors import CorpusError
from kakudo.findings import (
    Certainty,
    HolderType,
    Level,
    Polarity,
    TaggedClaim,
    TaggedDocument,
    Time,
    Verdict,
    stance_of,
)
from kakudo.training.corpus import LabelledDocument, read_corpus
from kakudo.training.metrics import Interval, LabelTable, bootstrap, label_table, set_table

__all__ = ["Column", "Evaluation", "Mistake", "evaluate"]

_LABELS = ("stance", "certainty", "holder", "polarity", "time")


class Tags(Protocol):
    """What is evaluated: anything that tags documents, such as `kakudo.analysis.Analyzer`."""

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One label's scores with 95 % intervals of its two main figures."""

    table: LabelTable
    accuracy: Interval
    macro_f1: Interval


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrongly labelled claim.

    Attributes:
        wrong: label → (gold, predicted).
        cues: ids of the cues found in the predicted claim.
    """

    id: str
    text: str
    wrong: dict[str, tuple[str, str]]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores over all labelled claims.

    Attributes:
        unit: what was compared: ``main claim`` of each text, or every ``claim``.
        boundaries: exact-span scores of the claims themselves; None when the file gives no spans.
        off_topic_precision: share of gold claims without an axis that got none.
    """

    unit: str
    n_claims: int
    columns: dict[str, Column]
    boundaries: LabelTable | None
    off_topic_precision: float | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    id: str
    text: str
    gold: dict[str, str]
    gold_axes: frozenset[str]
    gold_overstated: bool | None
    gold_codes: frozenset[str]
    predicted: dict[str, str]
    axes: frozenset[str]
    overstated: bool
    codes: frozenset[str]
    cues: tuple[str, ...]


_NOTHING = {"holder": "writer", "certainty": "uncommitted", "polarity": "affirmed", "time": "present", "stance": "none"}


def evaluate(gold: Sequence[Path], analyzer: Tags) -> Evaluation:
    """Score an analyzer.

    Args:
        gold: JSONL files, all in the corpus format or all with a labelled text a line
            (``id, text, axes, holder, certainty, polarity, time``[, ``overstated``, ``codes``]; the labels describe the main claim).

    Raises:
        CorpusError: a file has neither format, or breaks it.
    """
    pairs: list[_Pair] = []
    spans: tuple[list[frozenset[str]], list[frozenset[str]]] = ([], [])
    formats = {_format_of(path) for path in gold}
    if len(formats) != 1:
        raise CorpusError("evaluate takes files of one format at a time: corpus documents, or a labelled text a line")
    if formats == {"corpus"}:
        unit = "claim"
        documents = read_corpus(gold)
        inputs = [_as_document(document) for document in documents]
        for document, tagged in zip(documents, analyzer.pipe(inputs), strict=True):
            pairs.extend(_corpus_pairs(document, tagged, spans))
    else:
        unit = "main claim"
        rows = [row for path in gold for row in _labelled_texts(path)]
        for row, tagged in zip(rows, analyzer.pipe(Document(row["text"], id=row["id"]) for row in rows), strict=True):
            pairs.append(_sentence_pair(row, tagged))
    return _evaluation(unit, pairs, set_table(*spans) if unit == "claim" else None)


def _format_of(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(next(line for line in lines if line.strip()))
    except (OSError, StopIteration, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: no labelled JSONL ({error})") from error
    if "sentences" in first:
        return "corpus"
    if {"text", "holder", "certainty"} <= set(first):
        return "sentences"
    raise CorpusError(
        f"{path}: neither the corpus format (sentences) nor a labelled text a line (text, holder, certainty, …)"
    )


def _labelled_texts(path: Path) -> Iterator[dict[str, Any]]:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as UTF-8 text ({error}): check the path and the encoding") from error
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise ValueError("a labelled text is an object with a `text`")
            _gold_labels(row["holder"], row["certainty"], Polarity(row["polarity"]), Time(row["time"]))
            if not isinstance(row["id"], str) or not isinstance(row["axes"], list):
                raise ValueError("`id` must be a text and `axes` a list")
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path.name}:{number}: {type(error).__name__}: {error}") from error
        yield row


def _as_document(document: LabelledDocument) -> Document:
    """The labelled document as the reader would give it: each run of paragraph sentences is one block."""
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


def _labels_of(claim: TaggedClaim | None) -> dict[str, str]:
    if claim is None:
        return dict(_NOTHING)
    return {
        "holder": str(claim.holder.type),
        "certainty": str(claim.certainty),
        "polarity": str(claim.polarity),
        "time": str(claim.time),
        "stance": str(claim.stance),
    }


def _gold_labels(holder: str, certainty: str, polarity: str, time: str) -> dict[str, str]:
    stance = str(stance_of(HolderType(holder), Certainty(certainty)))
    return {"holder": holder, "certainty": certainty, "polarity": polarity, "time": time, "stance": stance}


def _corpus_pairs(
    document: LabelledDocument, tagged: TaggedDocument, spans: tuple[list[frozenset[str]], list[frozenset[str]]]
) -> Iterator[_Pair]:
    predicted = [claim for sentence in tagged.sentences for claim in sentence.claims]
    position = n_claims = 0
    text = _as_document(document).text
    for sentence in document.sentences:
        start = text.index(sentence.text, position)
        position = start + len(sentence.text)
        inside = [claim for claim in predicted if start <= claim.start < position]
        spans[0].append(frozenset(f"{start + claim.start}-{start + claim.end}" for claim in sentence.claims))
        spans[1].append(frozenset(f"{claim.start}-{claim.end}" for claim in inside))
        for claim in sentence.claims:
            low, high = start + claim.start, start + claim.end
            best = max(inside, key=lambda item: _overlap(item, low, high), default=None)
            if best is not None and _overlap(best, low, high) <= 0:
                best = None
            yield _pair(
                f"{document.id}#{n_claims}",
                claim.text,
                _gold_labels(claim.holder, claim.certainty, claim.polarity, claim.time),
                claim.axes,
                bool(claim.codes),
                claim.codes,
                [best] if best is not None else [],
                best,
            )
            n_claims += 1


def _overlap(claim: TaggedClaim, start: int, end: int) -> float:
    shared = min(claim.end, end) - max(claim.start, start)
    # Among claims that share text, the one that ends where gold ends holds the same predicate.
    return (
        shared / max(claim.end - claim.start, end - start) + (0.5 if abs(claim.end - end) <= 1 else 0.0)
        if shared > 0
        else 0.0
    )


def _sentence_pair(row: dict[str, Any], tagged: TaggedDocument) -> _Pair:
    claims = [claim for sentence in tagged.sentences for claim in sentence.claims]
    main = next((sentence.claims[-1] for sentence in reversed(tagged.sentences) if sentence.claims), None)
    return _pair(
        row["id"],
        row["text"],
        _gold_labels(row["holder"], row["certainty"], row["polarity"], row["time"]),
        row["axes"],
        row.get("overstated"),
        row.get("codes", ()),
        claims,
        main,
    )


def _pair(
    id: str,
    text: str,
    gold: dict[str, str],
    gold_axes: Iterable[str],
    gold_overstated: bool | None,
    gold_codes: Iterable[str],
    claims: Sequence[TaggedClaim],
    main: TaggedClaim | None,
) -> _Pair:
    return _Pair(
        id,
        text,
        gold,
        frozenset(gold_axes),
        gold_overstated,
        frozenset(gold_codes),
        _labels_of(main),
        frozenset(axis.id for claim in claims for axis in claim.axes),
        any(claim.verdict is Verdict.OVERSTATED for claim in claims),
        frozenset(finding.code for claim in claims for finding in claim.findings if finding.level is not Level.INFO),
        tuple(cue.id for cue in main.cues) if main is not None else (),
    )


def _evaluation(unit: str, pairs: Sequence[_Pair], boundaries: LabelTable | None) -> Evaluation:
    columns = {}
    for label in _LABELS:
        gold, predicted = [pair.gold[label] for pair in pairs], [pair.predicted[label] for pair in pairs]
        columns[label] = _single(gold, predicted)
    columns["axes"] = _sets([pair.gold_axes for pair in pairs], [pair.axes for pair in pairs])
    judged = [pair for pair in pairs if pair.gold_overstated is not None]
    if judged:
        columns["overstated"] = _single(
            ["yes" if pair.gold_overstated else "no" for pair in judged],
            ["yes" if pair.overstated else "no" for pair in judged],
        )
        columns["codes"] = _sets([pair.gold_codes for pair in judged], [pair.codes for pair in judged])
    off_topic = [pair for pair in pairs if not pair.gold_axes]
    precision = sum(not pair.axes for pair in off_topic) / len(off_topic) if off_topic else None
    return Evaluation(unit, len(pairs), columns, boundaries, precision, tuple(_mistakes(pairs)))


def _single(gold: Sequence[str], predicted: Sequence[str]) -> Column:
    def sampled(figure: Callable[[LabelTable], float]) -> Interval:
        return bootstrap(
            len(gold), lambda chosen: figure(label_table([gold[i] for i in chosen], [predicted[i] for i in chosen]))
        )

    return Column(label_table(gold, predicted), sampled(lambda t: t.accuracy), sampled(lambda t: t.macro_f1))


def _sets(gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]]) -> Column:
    def sampled(figure: Callable[[LabelTable], float]) -> Interval:
        return bootstrap(
            len(gold), lambda chosen: figure(set_table([gold[i] for i in chosen], [predicted[i] for i in chosen])), 200
        )

    return Column(set_table(gold, predicted), sampled(lambda t: t.micro_f1), sampled(lambda t: t.macro_f1))


def _mistakes(pairs: Sequence[_Pair]) -> Iterator[Mistake]:
    for pair in pairs:
        wrong = {
            label: (pair.gold[label], pair.predicted[label])
            for label in _LABELS
            if pair.gold[label] != pair.predicted[label]
        }
        if pair.gold_axes != pair.axes:
            wrong["axes"] = (" ".join(sorted(pair.gold_axes)) or "-", " ".join(sorted(pair.axes)) or "-")
        if pair.gold_overstated is not None and (pair.gold_overstated != pair.overstated):
            wrong["overstated"] = (" ".join(sorted(pair.gold_codes)) or "-", " ".join(sorted(pair.codes)) or "-")
        if wrong:
            yield Mistake(pair.id, pair.text, wrong, pair.cues)
