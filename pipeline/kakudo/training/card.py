"""What a training run did, and the model card with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kakudo.axes.model import AxisModel
from kakudo.linear import LinearModel
from kakudo.training.evaluation import Evaluation
from kakudo.training.evaluation_report import render_methods
from kakudo.training.metrics import LabelTable

__all__ = ["TimeScores", "TrainingReport", "render_card"]


@dataclass(frozen=True, slots=True)
class TimeScores:
    """Scores of the time label: by the rule alone, and out of fold with the model."""

    rule: LabelTable
    model: LabelTable


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training run did.

    Attributes:
        scores: out-of-fold scores of the axes over all claims, at the chosen thresholds.
        off_topic_precision: share of claims without an axis that got none, out of fold.
        files: what was written.
        evaluation: of everything, on the held-out part of the corpus, if it has one.
    """

    model: AxisModel
    time_model: LinearModel
    n_documents: int
    n_claims: int
    scores: LabelTable
    off_topic_precision: float
    times: TimeScores
    files: tuple[Path, ...]
    evaluation: Evaluation | None = None


def render_card(report: TrainingReport) -> str:
    """The card as Markdown."""
    model, scores, times = report.model, report.scores, report.times
    metadata = model.linear.metadata
    rows = [
        f"| {axis} | {float(threshold):.2f} | {scores.labels[axis].precision:.3f} | {scores.labels[axis].recall:.3f} "
        f"| {scores.labels[axis].f1:.3f} | {scores.labels[axis].support} |"
        for axis, threshold in zip(model.axes, model.thresholds, strict=True)
    ]
    settings = ", ".join(f"{key} {value}" for key, value in metadata["settings"].items())
    libraries = ", ".join(f"{name} {number}" for name, number in metadata["libraries"].items())
    return f"""# Model card

## Axis model: `{model.name}`

Which axes a claim of Japanese text is about. One logistic regression per axis over lemmas (no names of people, nor the source named
before 「によると」) and the topic's term groups in the claim, in its neighbours and in the headings above it: strong and weak ones, states, and
words of other matters such as sport and crime. Weights are arrays (`axes.npz`), labels JSON (`axes.json`); nothing
here is pickled, and inference does not import scikit-learn.

- Topic: `{metadata["topic"]}`; axes: {", ".join(model.axes)}.
- Trained by `kakudo train` on {report.n_documents} documents with {report.n_claims} claims of `corpus/` ({metadata["n_examples"]} examples: a claim
  that follows another sentence is seen with and without it). Training data `{metadata["training_data"][:23]}…`.
- Settings: {settings}. Features kept: {len(model.linear.vocabulary)}. Libraries: {libraries}.

Out of fold (each document scored by a model that did not see it), at the thresholds that ship:

| axis | threshold | precision | recall | F1 | claims |
|---|---|---|---|---|---|
{chr(10).join(rows)}

Micro-F1 {scores.micro_f1:.3f}, macro-F1 {scores.macro_f1:.3f}; claims with exactly gold's axes {scores.accuracy:.3f};
off-topic claims left without an axis {report.off_topic_precision:.3f}. Thresholds were chosen on these and other out-of-fold probabilities, so the
figures flatter slightly; `kakudo evaluate` scores any labelled file, and `kakudo train --study` writes what each family of features is worth,
the learning curve, and the calibration.

## Time model: `{report.time_model.name}`
Past, present or future of a claim: a multinomial logistic regression over the tense rule's decision, the head predicate and its endings,
adverbials and cues ({len(report.time_model.vocabulary)} features, {report.time_model.metadata["n_examples"]} claims whose ends
the segmentation finds).

| | accuracy | macro-F1 |
|---|---|---|
| rule alone | {times.rule.accuracy:.3f} | {times.rule.macro_f1:.3f} |
| with the model, out of fold | {times.model.accuracy:.3f} | {times.model.macro_f1:.3f} |

{_held_out(report)}## Limits
The corpus is written for this purpose and smaller than the world. Names of states pull claims towards `diplomacy` even where a text only
reports from a country; metaphors of war and money that the corpus has not seen may be taken at their word.
"""


def _held_out(report: TrainingReport) -> str:
    evaluation = report.evaluation
    if evaluation is None:
        return ""
    intervals = ", ".join(
        f"{label} {column.table.accuracy:.3f} [{column.accuracy.low:.3f}, {column.accuracy.high:.3f}]"
        for label, column in evaluation.columns.items()
        if label in {"stance", "certainty", "holder", "polarity", "time"}
    )
    off_topic = evaluation.off_topic_precision
    return f"""## All labels, on the held-out part
{evaluation.n_claims} claims of `corpus/test`, which no rule, lexicon row or weight was made with. Baselines learn from the training part.

{render_methods(evaluation)}

Accuracy with 95 % bootstrap intervals: {intervals}. Off-topic claims left without an axis: {off_topic or 0:.3f}.

"""
