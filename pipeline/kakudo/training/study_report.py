"""A study of the axis model as Markdown and as JSON; equal input gives equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kakudo.training.axes import BETA
from kakudo.training.study import Study

__all__ = ["render_study", "save_study", "study_record"]

_DIGITS = 4


def save_study(study: Study, folder: Path) -> tuple[Path, Path]:
    """Write ``STUDY.md`` and ``study.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    text, data = folder / "STUDY.md", folder / "study.json"
    text.write_text(render_study(study), encoding="utf-8")
    data.write_text(json.dumps(study_record(study), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return text, data


def study_record(study: Study) -> dict[str, Any]:
    """The study as JSON values, rounded to four digits so that the last bits of a sum do not change the file."""
    record: dict[str, Any] = _rounded(asdict(study))
    for variant in record["ablation"]:
        del variant["scores"]["confusion"]  # of single labels; its keys are no JSON
    return record


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return value


def render_study(study: Study) -> str:
    """The study as Markdown."""
    return f"""# Study of the axis model `{study.model}`

Made by `kakudo train --study` from {study.n_documents} documents with {study.n_claims} claims. Every figure is out of fold: each document is
scored by a model that learned from none of its claims. Claims are counted once, where they stand in their documents.

## Ablation
Each variant is trained and its thresholds are chosen anew. *Off topic* is the share of claims without an axis that got none.

{_ablation_table(study)}

Without words, terms alone are left. TF-IDF of characters sees the claim's text alone, with the same classifier and weights, and the
regularization that suits it best. Examples under an invented heading, which teach the model what a heading says, are learned from but not
counted here: the family of headings costs a little on documents that have none, and is kept for those that have.

## Learning curve
Documents are drawn at random, three times for each share; ± is the standard deviation over the draws.

{_learning_table(study)}

## Calibration
In ten bins of equal width. ECE is the mean gap between predicted probability and observed share, weighted by claims (Naeini et al. 2015);
Brier is the mean squared distance (Brier 1950). Claims of documents off topic weigh more in training, so probabilities lean low.

{_table(("axis", "ECE", "Brier"), ((axis, _figure(item.error), _figure(item.brier)) for axis, item in study.calibration.items()))}

{_reliability_tables(study)}

## Thresholds
An axis is reported from its threshold on: the one with the best F{BETA} among 0.20, 0.22 … 0.80, pooled over several fold assignments, claims of
documents off topic weighing as they do in training. F{BETA} counts precision {1 / BETA**2:.1f} times as much as recall, since a wrong axis on an
unrelated text misleads more than a missing one, and most texts are unrelated. The plateau is where F{BETA} stays within 0.005 of its best: a wide
one means that the choice hardly matters.

{_threshold_table(study)}
{_certainty_section(study)}"""


def _certainty_section(study: Study) -> str:
    if not study.certainty:
        return ""
    rows = [
        (
            item.part,
            item.name,
            *map(_figure, (item.stance, item.certainty_macro_f1, item.holder_macro_f1, item.polarity)),
        )
        for item in study.certainty
    ]
    table = _table(("part", "method", "stance acc.", "certainty F1", "holder F1", "polarity acc."), rows)
    return f"""
## Certainty
What each part of the certainty stage is worth. *last cue* is the cue lexicon without scope and composition: the last cue of a claim decides.
*rules* is the stage as it ships. *rules + model* puts logistic regressions over the rules' answer, the cues and the end of the claim; TF-IDF and
it learn from the training part, out of fold where they answer that part.

{table}

The rules were written with the training part in sight, so their figures there flatter. The model on top moves little on the held-out part and
cannot say why it decides; the rules ship alone.
"""


def _ablation_table(study: Study) -> str:
    full = study.ablation[0].scores.micro_f1
    axes = list(study.thresholds)
    rows = [
        (
            item.name,
            str(item.n_features),
            _figure(item.scores.micro_f1),
            f"{item.scores.micro_f1 - full:+.3f}",
            _figure(item.scores.macro_f1),
            _figure(item.off_topic),
            *(_figure(item.scores.labels[axis].f1) if axis in item.scores.labels else "–" for axis in axes),
        )
        for item in study.ablation
    ]
    return _table(("variant", "features", "micro-F1", "Δ", "macro-F1", "off topic", *axes), rows)


def _learning_table(study: Study) -> str:
    rows = [
        (
            f"{item.share:.0%}",
            str(item.n_documents),
            f"{item.micro_f1:.3f} ± {item.micro_spread:.3f}",
            _figure(item.macro_f1),
            _figure(item.off_topic),
        )
        for item in study.learning_curve
    ]
    return _table(("share", "documents", "micro-F1", "macro-F1", "off topic"), rows)


def _reliability_tables(study: Study) -> str:
    parts = []
    for axis, item in study.calibration.items():
        rows = [
            (f"{row.low:.1f}–{row.high:.1f}", str(row.n_claims), _figure(row.predicted), _figure(row.observed))
            for row in item.bins
        ]
        parts.append(f"### {axis}\n\n" + _table(("probability", "claims", "predicted", "observed"), rows))
    return "\n\n".join(parts)


def _threshold_table(study: Study) -> str:
    rows = [
        (
            axis,
            f"{item.threshold:.2f}",
            f"{item.plateau[0]:.2f}–{item.plateau[1]:.2f}",
            _figure(item.precision),
            _figure(item.recall),
            _figure(item.f_beta),
            f"{item.precision_at_half:.3f} / {item.recall_at_half:.3f}",
        )
        for axis, item in study.thresholds.items()
    ]
    return _table(
        ("axis", "threshold", "plateau", "precision", "recall", f"F{BETA}", "precision / recall at 0.50"), rows
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figure(value: float) -> str:
    return f"{value:.3f}"
