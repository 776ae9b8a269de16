"""``kakudo train``: corpus → axis model, with its scores and card."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kakudo import __version__
from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import AxisModel, save_axis_model
from kakudo.axes.terms import load_terms
from kakudo.errors import CorpusError
from kakudo.tokenization import Tokenizer
from kakudo.topic import DEFAULT_TOPIC, load_topic
from kakudo.training.axes import Example, TrainingSettings, examples_of, train_axes
from kakudo.training.card import render_card
from kakudo.training.corpus import read_corpus
from kakudo.training.metrics import LabelTable, set_table

__all__ = ["TrainingReport", "train"]


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training run did.

    Attributes:
        scores: out-of-fold scores of the axes over all claims, at the chosen thresholds.
        off_topic_precision: share of claims without an axis that got none, out of fold.
        files: what was written.
    """

    model: AxisModel
    n_documents: int
    n_claims: int
    scores: LabelTable
    off_topic_precision: float
    files: tuple[Path, ...]


def train(corpus: Path, output: Path, topic: Path | None = None, settings: TrainingSettings | None = None) -> TrainingReport:
    """Train the axis model of a topic and write it with its card.

    Args:
        corpus: a folder of labelled ``*.jsonl`` files.
        output: the folder to write ``axes.npz``, ``model.json`` and ``README.md`` to.
        topic: the topic file whose axes the corpus labels; the shipped one by default.

    Raises:
        CorpusError: the folder holds no corpus, or a document is broken.
        MissingExtraError: scikit-learn is not installed.
    """
    paths = sorted(corpus.glob("*.jsonl"))
    if not paths:
        raise CorpusError(f"no *.jsonl in {corpus}: name the folder that holds the labelled corpus")
    source = topic or DEFAULT_TOPIC
    axes = [axis.id for axis in load_topic(source).axes]
    term_path = source.with_suffix(".terms.toml")
    features = AxisFeatures(load_terms(term_path) if term_path.exists() else ())
    documents = read_corpus(paths, frozenset(axes))
    examples = list(examples_of(documents, Tokenizer(), features))
    model, held_out = train_axes(examples, axes, settings, kakudo=__version__, topic=load_topic(source).id)
    scores, off_topic = _held_out_scores(examples, held_out >= model.thresholds, axes)
    n_claims = sum(len(sentence.claims) for document in documents for sentence in document.sentences)
    save_axis_model(model, output)
    card = output / "README.md"
    card.write_text(render_card(model, scores, off_topic, len(documents), n_claims), encoding="utf-8")
    return TrainingReport(
        model, len(documents), n_claims, scores, off_topic, (output / "axes.npz", output / "model.json", card)
    )


def _held_out_scores(examples: list[Example], decided: np.ndarray, axes: list[str]) -> tuple[LabelTable, float]:  # type: ignore[type-arg]
    predicted = [frozenset(axis for axis, is_on in zip(axes, row, strict=True) if is_on) for row in decided.tolist()]
    gold = [example.axes for example in examples]
    off_topic = [found for expected, found in zip(gold, predicted, strict=True) if not expected]
    return set_table(gold, predicted), sum(not found for found in off_topic) / max(1, len(off_topic))
