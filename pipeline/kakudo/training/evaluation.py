"""Evaluation of an analyzer against labelled files, beside simple methods that answer the same questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kakudo.document import Document
from kakudo.findings import Level, TaggedClaim, TaggedDocument, Verdict
from kakudo.training.gold import GoldClaim, GoldText
from kakudo.training.metrics import Interval, LabelTable, bootstrap, label_table, set_table

__all__ = ["LABELS", "Answer", "Column", "Evaluation", "Mistake", "aligned", "columns_of", "evaluate"]

LABELS = ("stance", "certainty", "holder", "polarity", "time")
"""The columns of single labels, in the order of the tables."""


class Tags(Protocol):
    """What is evaluated: anything that tags documents, such as `kakudo.analysis.Analyzer`."""

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says of one gold claim.

    Attributes:
        labels: as `kakudo.training.gold.GoldClaim.labels`.
        cues: ids of the cues found in the claim.
    """

    labels: Mapping[str, str]
    axes: frozenset[str]
    codes: frozenset[str] = frozenset()
    is_overstated: bool = False
    cues: tuple[str, ...] = ()


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
        baselines: the columns of other methods on the same claims, by the method's name.
    """

    unit: str
    n_claims: int
    columns: dict[str, Column]
    boundaries: LabelTable | None
    off_topic_precision: float | None
    mistakes: tuple[Mistake, ...]
    baselines: dict[str, dict[str, Column]] = field(default_factory=dict)


_NOTHING = {"holder": "writer", "certainty": "uncommitted", "polarity": "affirmed", "time": "present", "stance": "none"}


def evaluate(
    texts: Sequence[GoldText], analyzer: Tags, baselines: Mapping[str, Sequence[Answer]] | None = None
) -> Evaluation:
    """Score an analyzer.

    Args:
        texts: gold, as `kakudo.training.gold.read_gold` reads it.
        baselines: name of a method → its answer for each gold claim, in order; see `kakudo.training.baselines`.
    """
    claims = [claim for text in texts for claim in text.claims]
    answers: list[Answer] = []
    spans: tuple[list[frozenset[str]], list[frozenset[str]]] = ([], [])
    for text, tagged in zip(texts, analyzer.pipe(text.document for text in texts), strict=True):
        answers.extend(_answers(text, tagged, spans))
    has_spans = bool(spans[0])
    off_topic = [answer for claim, answer in zip(claims, answers, strict=True) if not claim.axes]
    return Evaluation(
        "claim" if has_spans else "main claim",
        len(claims),
        columns_of(claims, answers),
        set_table(*spans) if has_spans else None,
        sum(not answer.axes for answer in off_topic) / len(off_topic) if off_topic else None,
        tuple(_mistakes(claims, answers)),
        {name: columns_of(claims, given) for name, given in (baselines or {}).items()},
    )


def columns_of(claims: Sequence[GoldClaim], answers: Sequence[Answer]) -> dict[str, Column]:
    """The scores of one method's answers, a column for each label."""
    columns = {
        label: _column([claim.labels[label] for claim in claims], [answer.labels[label] for answer in answers])
        for label in LABELS
    }
    columns["axes"] = _set_column([claim.axes for claim in claims], [answer.axes for answer in answers])
    judged = [(claim, answer) for claim, answer in zip(claims, answers, strict=True) if claim.is_overstated is not None]
    if judged:
        columns["overstated"] = _column(
            ["yes" if claim.is_overstated else "no" for claim, _ in judged],
            ["yes" if answer.is_overstated else "no" for _, answer in judged],
        )
        columns["codes"] = _set_column(
            [claim.codes or frozenset() for claim, _ in judged], [answer.codes for _, answer in judged]
        )
    return columns


def _answers(
    text: GoldText, tagged: TaggedDocument, spans: tuple[list[frozenset[str]], list[frozenset[str]]]
) -> Iterator[Answer]:
    predicted = [claim for sentence in tagged.sentences for claim in sentence.claims]
    for start, end in text.sentences:
        own = [claim for claim in text.claims if claim.start is not None and start <= claim.start < end]
        spans[0].append(frozenset(f"{claim.start}-{claim.end}" for claim in own))
        spans[1].append(frozenset(f"{claim.start}-{claim.end}" for claim in predicted if start <= claim.start < end))
    for best in aligned(text, tagged):
        # Labels of a whole text hold for its main claim, its axes and codes for all claims.
        yield _answer(best, predicted if not text.sentences else [best] if best is not None else [])


def aligned(text: GoldText, tagged: TaggedDocument) -> list[TaggedClaim | None]:
    """For each gold claim the tagged claim that answers it: the one that shares most with it, or the text's main claim."""
    if not text.sentences:
        main = next((sentence.claims[-1] for sentence in reversed(tagged.sentences) if sentence.claims), None)
        return [main] * len(text.claims)
    predicted = [claim for sentence in tagged.sentences for claim in sentence.claims]
    found: list[TaggedClaim | None] = []
    for start, end in text.sentences:
        inside = [claim for claim in predicted if start <= claim.start < end]
        for claim in text.claims:
            if claim.start is None or not start <= claim.start < end:
                continue
            best = max(inside, key=lambda item, gold=claim: _overlap(item, gold), default=None)  # type: ignore[misc]
            found.append(best if best is not None and _overlap(best, claim) > 0 else None)
    return found


def _overlap(claim: TaggedClaim, gold: GoldClaim) -> float:
    start, end = gold.start or 0, gold.end or 0
    shared = min(claim.end, end) - max(claim.start, start)
    # Among claims that share text, the one that ends where gold ends holds the same predicate.
    return (
        shared / max(claim.end - claim.start, end - start) + (0.5 if abs(claim.end - end) <= 1 else 0.0)
        if shared > 0
        else 0.0
    )


def _answer(main: TaggedClaim | None, claims: Sequence[TaggedClaim]) -> Answer:
    labels = dict(_NOTHING)
    if main is not None:
        labels = {label: str(getattr(main, label)) for label in LABELS if label != "holder"}
        labels["holder"] = str(main.holder.type)
    return Answer(
        labels,
        frozenset(axis.id for claim in claims for axis in claim.axes),
        frozenset(finding.code for claim in claims for finding in claim.findings if finding.level is not Level.INFO),
        any(claim.verdict is Verdict.OVERSTATED for claim in claims),
        tuple(cue.id for cue in main.cues) if main is not None else (),
    )


def _column(gold: Sequence[str], predicted: Sequence[str]) -> Column:
    sets = [frozenset((label,)) for label in gold], [frozenset((label,)) for label in predicted]
    intervals = bootstrap(*sets)
    return Column(label_table(gold, predicted), intervals.accuracy, intervals.macro_f1)


def _set_column(gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]]) -> Column:
    intervals = bootstrap(gold, predicted)
    return Column(set_table(gold, predicted), intervals.micro_f1, intervals.macro_f1)


def _mistakes(claims: Sequence[GoldClaim], answers: Sequence[Answer]) -> Iterator[Mistake]:
    for claim, answer in zip(claims, answers, strict=True):
        wrong = {
            label: (claim.labels[label], answer.labels[label])
            for label in LABELS
            if claim.labels[label] != answer.labels[label]
        }
        if claim.axes != answer.axes:
            wrong["axes"] = (_listed(claim.axes), _listed(answer.axes))
        if claim.is_overstated is not None and claim.is_overstated != answer.is_overstated:
            wrong["overstated"] = (_listed(claim.codes or frozenset()), _listed(answer.codes))
        if wrong:
            yield Mistake(claim.id, claim.text, wrong, answer.cues)


def _listed(labels: frozenset[str]) -> str:
    return " ".join(sorted(labels)) or "-"
