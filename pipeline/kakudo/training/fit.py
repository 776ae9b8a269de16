"""``kakudo train``: corpus → axis model, time model and difference model, with their scores and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kakudo import __version__
from kakudo.analysis import Analyzer
from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import save_axis_model
from kakudo.axes.terms import load_terms
from kakudo.certainty.holders import load_holder_lexicon
from kakudo.certainty.lexicon import load_lexicon
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.certainty.time_model import STEM
from kakudo.comparison.checker import Checker
from kakudo.comparison.differences import UNTRAINED, DifferenceModel, save_differences
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.config import Config
from kakudo.errors import CorpusError
from kakudo.linear import save_linear
from kakudo.loading import Models, load, load_index
from kakudo.overstatement.learned import STEM as OVERSTATEMENT_STEM
from kakudo.tokenization import Tokenizer
from kakudo.topic import DEFAULT_TOPIC, load_topic
from kakudo.training.axes import Example, TrainingSettings, examples_of, train_axes
from kakudo.training.baselines import baselines_of
from kakudo.training.card import OverstatementScores, PairScores, TimeScores, TrainingReport, render_card
from kakudo.training.certainty_study import certainty_variants
from kakudo.training.corpus import LabelledDocument, read_corpus
from kakudo.training.differences import difference_name, train_differences
from kakudo.training.evaluation import Evaluation, evaluate
from kakudo.training.gold import GoldText, gold_of
from kakudo.training.metrics import LabelTable, label_table, set_table
from kakudo.training.overstatement import (
    OverstatementExample,
    has_every_code,
    overstatement_examples_of,
    train_overstatement,
)
from kakudo.training.pair_baselines import pair_baselines
from kakudo.training.pair_evaluation import evaluate_pairs
from kakudo.training.pairs import PAIR_FOLDER, PairSet, pair_files, read_pair_folder, source_files
from kakudo.training.splits import TEST
from kakudo.training.study import study_axes
from kakudo.training.study_report import save_study
from kakudo.training.time import TimeExample, time_examples_of, train_time

__all__ = ["train", "training_examples"]

# These slices are about overstatement: far more of their claims have an axis than of other texts, which made the axis model find one too
# readily in news (micro-F1 on real sentences .01 to .02 lower with them).
_HALF_TOPICAL = ("bare-", "hard-")


def train(
    corpus: Path,
    output: Path,
    topic: Path | None = None,
    settings: TrainingSettings | None = None,
    with_study: bool = False,
) -> TrainingReport:
    """Train the models of a topic and write them with their card.

    Args:
        corpus: a folder of labelled ``*.jsonl`` files; the difference model is made when its folder ``pairs`` holds labelled posts,
            the overstatement model when claims of every code that it learns are there.
        output: the folder to write ``axes.*``, ``time.*``, ``overstatement.*``, ``differences.*`` and ``README.md`` to.
        topic: the topic file whose axes the corpus labels; the shipped one by default.
        with_study: whether to write ``STUDY.md`` and ``study.json`` too, which takes minutes.

    Raises:
        CorpusError: the folder holds no corpus, or a document is broken.
        MissingExtraError: scikit-learn is not installed.
    """
    paths = sorted(corpus.glob("*.jsonl"))
    if not paths:
        raise CorpusError(f"no *.jsonl in {corpus}: name the folder that holds the labelled corpus")
    source = topic or DEFAULT_TOPIC
    axes = [axis.id for axis in load_topic(source).axes]
    documents = read_corpus(paths, frozenset(axes))
    pairs, held_out_pairs = (_pairs(folder) for folder in (corpus / PAIR_FOLDER, corpus / PAIR_FOLDER / TEST))
    examples, time_examples = training_examples(documents, source)
    model, held_out = train_axes(examples, axes, settings, kakudo=__version__, topic=load_topic(source).id)
    scores, off_topic = _held_out_scores(examples, held_out >= model.thresholds, axes)
    n_claims = sum(len(sentence.claims) for document in documents for sentence in document.sentences)
    time_model, time_held_out = train_time(time_examples, kakudo=__version__)
    time_gold = [example.time for example in time_examples]
    times = TimeScores(
        label_table(time_gold, [example.rule for example in time_examples]), label_table(time_gold, time_held_out)
    )
    config, training = Config(topic=topic), [gold_of(document) for document in documents]
    overstated = list(overstatement_examples_of(training, load(config, Models(model, time_model))))
    judging = _overstatement_scores(overstated) if has_every_code(overstated) else None
    analyzer = load(config, Models(model, time_model, None if judging is None else judging.model))
    pair_scores = None if pairs is None else _pair_scores(corpus / PAIR_FOLDER, pairs, held_out_pairs, analyzer)
    files: tuple[Path, ...] = (
        *save_axis_model(model, output),
        *save_linear(time_model, output, STEM),
        *([] if judging is None else save_linear(judging.model, output, OVERSTATEMENT_STEM)),
    )
    if pair_scores is not None:
        files = (*files, *save_differences(pair_scores.model, output))
    card = output / "README.md"
    test_paths = sorted((corpus / TEST).glob("*.jsonl"))
    test = [gold_of(document) for document in read_corpus(test_paths, frozenset(axes))]
    evaluation = _evaluation(test, training, analyzer) if test else None
    if with_study:
        certainty = certainty_variants(training, test, analyzer)
        study = replace(study_axes(examples, model, settings), certainty=certainty)
        files = (*files, *save_study(study, output))
    report = TrainingReport(
        model,
        time_model,
        len(documents),
        n_claims,
        scores,
        off_topic,
        times,
        judging,
        (*files, card),
        evaluation,
        pair_scores,
    )
    card.write_text(render_card(report), encoding="utf-8")
    return report


def _evaluation(test: Sequence[GoldText], training: Sequence[GoldText], analyzer: Analyzer) -> Evaluation:
    claims = [claim for text in test for claim in text.claims]
    learned = [claim for text in training for claim in text.claims]
    return evaluate(test, analyzer, baselines_of(claims, learned))


def _overstatement_scores(examples: Sequence[OverstatementExample]) -> OverstatementScores:
    model, held_out = train_overstatement(examples, kakudo=__version__)
    return OverstatementScores(model, label_table([example.code for example in examples], held_out))


def _pairs(folder: Path) -> PairSet | None:
    return read_pair_folder(folder) if pair_files(folder) else None


def _pair_scores(folder: Path, pairs: PairSet, test: PairSet | None, analyzer: Analyzer) -> PairScores:
    name = difference_name([*pair_files(folder), *source_files(folder)])
    model, report = train_differences(pairs, _checker(pairs, UNTRAINED, analyzer), name)
    if test is None:
        return PairScores(model, report, None)
    baselines = pair_baselines(test, pairs)
    return PairScores(model, report, evaluate_pairs(test.posts, _checker(test, model, analyzer), baselines))


def _checker(pairs: PairSet, model: DifferenceModel, analyzer: Analyzer) -> Checker:
    return Checker(analyzer, load_index(analyzer, pairs.sources.values()), COMPARISON_RULES, model)


def training_examples(
    documents: Sequence[LabelledDocument], topic: Path = DEFAULT_TOPIC
) -> tuple[list[Example], list[TimeExample]]:
    """What the axis model and the time model learn from, of labelled documents."""
    term_path = topic.with_suffix(".terms.toml")
    features = AxisFeatures(load_terms(term_path) if term_path.exists() else ())
    tokenizer = Tokenizer()
    tagger = CertaintyTagger(load_lexicon(), load_holder_lexicon())
    topical = [document for document in documents if not document.id.startswith(_HALF_TOPICAL)]
    return list(examples_of(topical, tokenizer, features)), list(time_examples_of(documents, tokenizer, tagger))


def _held_out_scores(
    examples: list[Example], decided: npt.NDArray[np.bool_], axes: list[str]
) -> tuple[LabelTable, float]:
    predicted = [frozenset(axis for axis, is_on in zip(axes, row, strict=True) if is_on) for row in decided.tolist()]
    gold = [example.axes for example in examples]
    off_topic = [found for expected, found in zip(gold, predicted, strict=True) if not expected]
    return set_table(gold, predicted), sum(not found for found in off_topic) / max(1, len(off_topic))
