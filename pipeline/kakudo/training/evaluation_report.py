"""An evaluation as text: for the terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from kakudo.training.evaluation import Column, Evaluation
from kakudo.training.metrics import LabelTable

__all__ = ["render", "render_methods", "render_mistakes"]


def render(evaluation: Evaluation, format: str = "text") -> str:
    """The scores as ``text``, ``markdown`` or ``json``.

    Raises:
        ValueError: for another format.
    """
    if format == "json":
        return json.dumps(_as_json(evaluation), ensure_ascii=False, indent=1) + "\n"
    if format not in {"text", "markdown"}:
        raise ValueError(f"format {format!r} is none of text, markdown, json")
    return "\n".join(_lines(evaluation, markdown=format == "markdown")) + "\n"


def _lines(evaluation: Evaluation, *, markdown: bool) -> Iterator[str]:
    yield f"{evaluation.n_claims} labels compared, one for each {evaluation.unit}"
    yield ""
    if evaluation.baselines:
        yield from _table(("method", *(name for name, _ in _HEADLINE)), _methods(evaluation), markdown=markdown)
        yield ""
    header = ("label", "accuracy", "macro-F1", "micro-F1")
    rows = []
    for name, column in evaluation.columns.items():
        table = column.table
        main, interval = (table.micro_f1, column.accuracy) if not table.confusion else (table.accuracy, column.accuracy)
        rows.append(
            (
                name,
                f"{table.accuracy:.3f}",
                f"{table.macro_f1:.3f} [{column.macro_f1.low:.3f}, {column.macro_f1.high:.3f}]",
                f"{main:.3f} [{interval.low:.3f}, {interval.high:.3f}]",
            )
        )
    yield from _table(header, rows, markdown=markdown)
    if evaluation.boundaries is not None:
        yield ""
        table = evaluation.boundaries
        yield f"claim boundaries: micro-F1 {table.micro_f1:.3f}, sentences with exactly gold's claims {table.accuracy:.3f}"
    if evaluation.off_topic_precision is not None:
        yield f"off-topic claims left without an axis: {evaluation.off_topic_precision:.3f}"
    for name, column in evaluation.columns.items():
        yield ""
        yield f"### {name}" if markdown else name
        yield ""
        yield from _table(
            (name, "precision", "recall", "F1", "n"),
            [
                (label, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.support))
                for label, score in column.table.labels.items()
            ],
            markdown=markdown,
        )
        confused = sorted(
            ((n, pair) for pair, n in column.table.confusion.items() if pair[0] != pair[1]), reverse=True
        )[:8]
        if confused:
            yield ""
            yield "confused: " + ", ".join(f"{gold}→{found} {n}" for n, (gold, found) in confused)


def render_methods(evaluation: Evaluation) -> str:
    """The table of methods alone, as Markdown: a row for each baseline, kakudo last."""
    return "\n".join(_table(("method", *(name for name, _ in _HEADLINE)), _methods(evaluation), markdown=True))


def _methods(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """A row for each method, kakudo last; a dash where gold does not judge."""
    rows = []
    for method, columns in (*evaluation.baselines.items(), ("kakudo", evaluation.columns)):
        cells = (figure(columns[label].table) if label in columns else None for label, figure in _FIGURES)
        rows.append((method, *("-" if value is None else f"{value:.3f}" for value in cells)))
    return rows


def _yes_f1(table: LabelTable) -> float:
    return table.labels["yes"].f1 if "yes" in table.labels else 0.0


_HEADLINE: tuple[tuple[str, tuple[str, Callable[[LabelTable], float]]], ...] = (
    ("stance acc.", ("stance", lambda table: table.accuracy)),
    ("stance F1", ("stance", lambda table: table.macro_f1)),
    ("certainty F1", ("certainty", lambda table: table.macro_f1)),
    ("holder F1", ("holder", lambda table: table.macro_f1)),
    ("polarity acc.", ("polarity", lambda table: table.accuracy)),
    ("time acc.", ("time", lambda table: table.accuracy)),
    ("axes micro", ("axes", lambda table: table.micro_f1)),
    ("axes macro", ("axes", lambda table: table.macro_f1)),
    ("overstated F1", ("overstated", _yes_f1)),
)
_FIGURES = tuple(figure for _, figure in _HEADLINE)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, markdown: bool) -> Iterator[str]:
    if markdown:
        yield "| " + " | ".join(header) + " |"
        yield "|" + "---|" * len(header)
        for row in rows:
            yield "| " + " | ".join(row) + " |"
        return
    widths = [max(len(row[index]) for row in (header, *rows)) for index in range(len(header))]
    for row in (header, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _as_json(evaluation: Evaluation) -> dict[str, object]:
    return {
        "unit": evaluation.unit,
        "n_claims": evaluation.n_claims,
        "off_topic_precision": evaluation.off_topic_precision,
        "boundaries_micro_f1": None if evaluation.boundaries is None else evaluation.boundaries.micro_f1,
        "columns": _columns_as_json(evaluation.columns),
        "baselines": {name: _columns_as_json(columns) for name, columns in evaluation.baselines.items()},
    }


def _columns_as_json(columns: Mapping[str, Column]) -> dict[str, object]:
    return {
        name: {
            "accuracy": column.table.accuracy,
            "micro_f1": column.table.micro_f1,
            "macro_f1": column.table.macro_f1,
            "intervals": {
                "main": [column.accuracy.low, column.accuracy.high],
                "macro_f1": [column.macro_f1.low, column.macro_f1.high],
            },
            "labels": {
                label: {
                    "precision": score.precision,
                    "recall": score.recall,
                    "f1": score.f1,
                    "support": score.support,
                }
                for label, score in column.table.labels.items()
            },
            "confusion": [
                {"gold": gold, "predicted": found, "n": n}
                for (gold, found), n in sorted(column.table.confusion.items())
            ],
        }
        for name, column in columns.items()
    }


def render_mistakes(evaluation: Evaluation) -> str:
    """Every mistake on a line: id, what is wrong (gold→predicted), the cues that fired, the text."""
    lines = []
    for mistake in evaluation.mistakes:
        wrong = " ".join(f"{label}:{gold}→{found}" for label, (gold, found) in mistake.wrong.items())
        lines.append(f"{mistake.id}\t{wrong}\t{','.join(mistake.cues)}\t{' '.join(mistake.text.split())}")
    return "\n".join(lines) + ("\n" if lines else "")
