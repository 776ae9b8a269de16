"""What a training run did, and the model card with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kakudo.axes.model import AxisModel
from kakudo.comparison.differences import FEATURES, DifferenceModel
from kakudo.linear import LinearModel
from kakudo.overstatement.learned import NOTHING
from kakudo.training.differences import DifferenceReport
from kakudo.training.evaluation import Evaluation
from kakudo.training.evaluation_report import render_methods
from kakudo.training.metrics import LabelTable
from kakudo.training.pair_evaluation import PairEvaluation
from kakudo.training.pair_report import render_codes, render_pair_methods

__all__ = ["OverstatementScores", "PairScores", "TimeScores", "TrainingReport", "render_card"]

_N_WEIGHTS = 12


@dataclass(frozen=True, slots=True)
class TimeScores:
    """Scores of the time label: by the rule alone, and out of fold with the model."""

    rule: LabelTable
    model: LabelTable


@dataclass(frozen=True, slots=True)
class OverstatementScores:
    """The overstatement model and its scores by code, out of fold, over the claims that the rules could fire on."""

    model: LinearModel
    table: LabelTable


@dataclass(frozen=True, slots=True)
class PairScores:
    """The difference model, its scores out of fold, and those of the whole check on the held-out posts, if there are any."""

    model: DifferenceModel
    report: DifferenceReport
    evaluation: PairEvaluation | None


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training run did.

    Attributes:
        scores: out-of-fold scores of the axes over all claims, at the chosen thresholds.
        off_topic_precision: share of claims without an axis that got none, out of fold.
        files: what was written.
        evaluation: of everything, on the held-out part of the corpus, if it has one.
        pairs: of the check of posts against their sources, if the corpus holds pairs.
    """

    model: AxisModel
    time_model: LinearModel
    n_documents: int
    n_claims: int
    scores: LabelTable
    off_topic_precision: float
    times: TimeScores
    overstatement: OverstatementScores | None
    files: tuple[Path, ...]
    evaluation: Evaluation | None = None
    pairs: PairScores | None = None


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
- Trained by `kakudo train` on the slices of `corpus/` ({report.n_documents} documents, {report.n_claims} claims) that are not
  about overstatement ({metadata["n_examples"]} examples: a claim that follows another sentence is seen with and without it).
  Training data `{metadata["training_data"][:23]}…`.
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

{_overstatement(report.overstatement)}{_differences(report.pairs)}{_held_out(report)}{_held_out_pairs(report.pairs)}## Limits
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


def _overstatement(scores: OverstatementScores | None) -> str:
    if scores is None:
        return ""
    rows = [
        f"| {code} | {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} | {row.support} |"
        for code, row in scores.table.labels.items()
        if code != NOTHING
    ]
    metadata = scores.model.metadata
    return f"""## Overstatement model: `{scores.model.name}`
Reads what the rules KD102 to KD106 leave: a multinomial logistic regression over words and ending of a claim, its labels, cues and evidence, and
the claim before it ({len(scores.model.vocabulary)} features, {metadata["n_examples"]} flat claims of the writer with no source in view). A finding
of the model points at the whole claim. Alone, out of fold:

| code | precision | recall | F1 | claims |
|---|---|---|---|---|
{chr(10).join(rows)}

"""


def _differences(pairs: PairScores | None) -> str:
    if pairs is None:
        return ""
    model, report = pairs.model, pairs.report
    weights = sorted(zip(FEATURES, report.importances, strict=True), key=lambda item: -abs(item[1]))[:_N_WEIGHTS]
    heaviest = ", ".join(f"{name} {weight:+.2f}" for name, weight in weights)
    return f"""## Difference model: `{model.name}`
Whether a post differs from its source: a support vector machine (radial basis function, {report.n_vectors} support vectors) and, for posts
like none of those, a logistic regression, their sum scaled to log-odds out of fold; over {len(FEATURES)} features of the post's best matched
claim beside the source: what the rules KD301 to KD309 find, certainty, holder, polarity, time and numbers on both sides, marks such as
conditions and negations that one side has and the other has not, and what the source holds of the post's words. Logistic regressions over
the letters that the post adds to its source sentence, and over those that it drops beside words which both have, are summed with it. A
logistic regression for each code says what the difference is where no rule points at one, and when it is that nothing speaks of the post
(KD310). Fitted on the {report.n} posts of `corpus/pairs` that share a word with their article, {report.n_flagged} of them distorted or unsupported.

C {report.strength:g} and gamma {report.gamma:g} (standardised features) have the least log loss out of fold by article
({report.log_loss:.3f}). At the thresholds, {model.threshold_found:.2f} where a rule found something and {model.threshold:.2f} elsewhere,
chosen out of fold too, accuracy is {report.accuracy:.3f}, F1 {report.f1:.3f},
and the likeliest code of a flagged post is right in {report.n_code} of {report.n_hit}.

Heaviest weights of the logistic regression (standardised features): {heaviest}.

"""


def _held_out_pairs(pairs: PairScores | None) -> str:
    if pairs is None or pairs.evaluation is None:
        return ""
    evaluation = pairs.evaluation
    scores, found = evaluation.scores, evaluation.retrieval
    accuracy, f1 = scores.accuracy_interval, scores.f1_interval
    intervals = (
        f"accuracy {scores.table.accuracy:.3f} [{accuracy.low:.3f}, {accuracy.high:.3f}], "
        f"F1 {scores.f1:.3f} [{f1.low:.3f}, {f1.high:.3f}]"
    )
    search = (
        ""
        if found is None
        else f" Without naming its article, {found.n_right} of {found.n_matched} matched posts find theirs; "
        f"flagged accuracy {found.scores.table.accuracy:.3f}, F1 {found.scores.f1:.3f}."
    )
    return f"""## Posts against their sources, on the held-out part
{evaluation.n_posts} posts over the {evaluation.n_sources} articles of `corpus/pairs/test`, from which no weight was learned; some of its
faithful posts were read to see where a rule fires wrongly, so that the share of sound posts flagged flatters. A post
is flagged by any KD3xx but KD320; distorted and unsupported posts should be, faithful and weaker ones (`sound`) should not. Thresholds of the
baselines were chosen on `corpus/pairs`. `code recall`: expected codes that were found; `right source`: matched posts that find their own
article among all when none is named.

{render_pair_methods(evaluation)}

Flagged, with 95 % bootstrap intervals: {intervals}.{search}

{render_codes(evaluation)}

"""
