"""The model card, written by training so that its figures are the run's own."""

from __future__ import annotations

from kakudo.axes.model import AxisModel
from kakudo.training.metrics import LabelTable

__all__ = ["render_card"]


def render_card(model: AxisModel, scores: LabelTable, off_topic_precision: float, n_documents: int, n_claims: int) -> str:
    """The card as Markdown.

    Args:
        scores: out-of-fold scores over the training corpus.
        off_topic_precision: share of claims without an axis that got none.
    """
    rows = [
        f"| {axis} | {float(threshold):.2f} | {scores.labels[axis].precision:.3f} | {scores.labels[axis].recall:.3f} "
        f"| {scores.labels[axis].f1:.3f} | {scores.labels[axis].support} |"
        for axis, threshold in zip(model.axes, model.thresholds, strict=True)
    ]
    settings = ", ".join(f"{key} {value}" for key, value in model.metadata["settings"].items())
    libraries = ", ".join(f"{name} {number}" for name, number in model.metadata["libraries"].items())
    return f"""# Model card: `{model.name}`

Which axes a claim of Japanese text is about. One logistic regression per axis over lemmas, lemma pairs, and the topic's term groups in the
claim, in its neighbours and in the headings above it. Weights are arrays (`axes.npz`), labels and thresholds JSON (`model.json`); nothing
here is pickled, and inference does not import scikit-learn.

- Topic: `{model.metadata["topic"]}`; axes: {", ".join(model.axes)}.
- Trained by `kakudo train` on {n_documents} documents with {n_claims} claims of `corpus/` ({model.metadata["n_examples"]} examples: a claim
  that follows another sentence is seen with and without it). Training data `{model.metadata["training_data"][:23]}…`.
- Settings: {settings}. Features kept: {len(model.vocabulary)}. Libraries: {libraries}.

## Scores
Out of fold (each document scored by a model that did not see it), at the thresholds that ship:

| axis | threshold | precision | recall | F1 | claims |
|---|---|---|---|---|---|
{chr(10).join(rows)}

Micro-F1 {scores.micro_f1:.3f}, macro-F1 {scores.macro_f1:.3f}; claims with exactly gold's axes {scores.accuracy:.3f};
off-topic claims left without an axis {off_topic_precision:.3f}. Thresholds were chosen on these same out-of-fold probabilities, so the
figures flatter slightly; `kakudo evaluate` scores any labelled file.

## Limits
The corpus is written for this purpose and smaller than the world. Names of states pull claims towards `diplomacy` even where a text only
reports from a country; metaphors of war and money that the corpus has not seen may be taken at their word.
"""
