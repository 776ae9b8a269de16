"""``train``: a handful of corpus documents to models that load, with a card whose figures are the report's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kakudo
from kakudo.axes.model import load_axis_model
from kakudo.certainty.time_model import load_time_model
from kakudo.comparison.differences import FEATURES, Weighed, load_differences
from kakudo.comparison.wording import Wording
from kakudo.errors import CorpusError
from kakudo.overstatement.learned import load_suspicion
from kakudo.topic import load_topic
from kakudo.training.axes import train_axes
from kakudo.training.card import TrainingReport, render_card
from kakudo.training.corpus import read_corpus
from kakudo.training.differences import difference_name
from kakudo.training.fit import train, training_examples
from kakudo.training.pair_report import render_codes, render_pair_methods
from kakudo.training.pairs import PAIR_FOLDER, pair_files, source_files

pytest.importorskip("sklearn")

CORPUS = Path(__file__).parents[2] / "corpus"
N_PER_FILE = 3
AXES = [axis.id for axis in load_topic().axes]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first documents of every file that ships."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in sorted(CORPUS.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()[:N_PER_FILE]
        (folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingReport:
    return train(corpus, tmp_path_factory.mktemp("output") / "models")


def test_what_is_written_can_be_loaded(report: TrainingReport) -> None:
    assert [path.name for path in report.files] == [
        "axes.npz",
        "axes.json",
        "time.npz",
        "time.json",
        "overstatement.npz",
        "overstatement.json",
        "README.md",
    ]
    folder = report.files[0].parent
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in report.files)
    model, time_model = load_axis_model(folder), load_time_model(folder)
    assert model.axes == tuple(axis.id for axis in load_topic().axes)
    assert (model.name, time_model.name) == (report.model.name, report.time_model.name)
    np.testing.assert_array_equal(model.linear.weights, report.model.linear.weights)
    np.testing.assert_array_equal(model.thresholds, report.model.thresholds)
    np.testing.assert_array_equal(time_model.weights, report.time_model.weights)
    for metadata in (model.linear.metadata, time_model.metadata):
        assert metadata["kakudo"] == kakudo.__version__
    assert model.linear.metadata["topic"] == "geopolitics"


def test_counts_are_those_of_the_corpus(report: TrainingReport, corpus: Path) -> None:
    documents = read_corpus(sorted(corpus.glob("*.jsonl")))
    claims = [claim for document in documents for sentence in document.sentences for claim in sentence.claims]
    assert (report.n_documents, report.n_claims) == (len(documents), len(claims))
    examples, _ = training_examples(documents)
    assert report.model.linear.metadata["n_examples"] == len(examples) > 0.8 * len(claims)
    # The slices about overstatement have an axis in half of their claims, as no other text has.
    assert {example.document.split("-")[0] for example in examples}.isdisjoint({"bare", "hard"})
    for axis, score in report.scores.labels.items():
        assert score.support == sum(axis in example.axes for example in examples)
    # Nearly all claims are cut as gold cuts them, so that the time model learns from them.
    n_timed = report.time_model.metadata["n_examples"]
    assert 0.8 * len(claims) <= n_timed <= len(claims)
    assert sum(score.support for score in report.times.rule.labels.values()) == n_timed


def test_scores_are_those_out_of_fold_at_the_thresholds(report: TrainingReport, corpus: Path) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    examples, _ = training_examples(read_corpus(sorted(corpus.glob("*.jsonl"))))
    model, held_out = train_axes(examples, AXES)
    assert model.name == report.model.name
    found = held_out >= report.model.thresholds
    gold = np.array([[axis in example.axes for axis in AXES] for example in examples])
    assert report.scores.micro_f1 == pytest.approx(metrics.f1_score(gold, found, average="micro"))
    assert report.scores.macro_f1 == pytest.approx(metrics.f1_score(gold, found, average="macro"))
    off_topic = ~gold.any(axis=1)
    assert report.off_topic_precision == pytest.approx(1 - found[off_topic].any(axis=1).mean())


def test_scores_are_better_than_chance_and_not_those_of_the_training_data(report: TrainingReport) -> None:
    assert 0.3 < report.scores.micro_f1 < 0.99
    assert 0 < report.off_topic_precision <= 1
    assert report.times.model.accuracy > 0.5
    assert report.times.rule.accuracy > 0.5


def test_the_card_says_what_the_report_says(report: TrainingReport) -> None:
    card = report.files[-1].read_text(encoding="utf-8")
    assert card == render_card(report)
    for axis, threshold in zip(report.model.axes, report.model.thresholds.tolist(), strict=True):
        score = report.scores.labels[axis]
        figures = (
            f"{threshold:.2f}",
            f"{score.precision:.3f}",
            f"{score.recall:.3f}",
            f"{score.f1:.3f}",
            score.support,
        )
        assert f"| {axis} | {' | '.join(map(str, figures))} |\n" in card
    assert f"Micro-F1 {report.scores.micro_f1:.3f}, macro-F1 {report.scores.macro_f1:.3f}" in card
    assert f"gold's axes {report.scores.accuracy:.3f}" in card
    assert f"left without an axis {report.off_topic_precision:.3f}" in card
    for name, table in (("rule alone", report.times.rule), ("with the model, out of fold", report.times.model)):
        assert f"| {name} | {table.accuracy:.3f} | {table.macro_f1:.3f} |" in card
    assert f"`{report.model.name}`" in card
    assert f"`{report.time_model.name}`" in card
    assert f"{report.n_documents} documents, {report.n_claims} claims" in card
    assert f"({report.model.linear.metadata['n_examples']} examples" in card
    assert f"Features kept: {len(report.model.linear.vocabulary)}." in card
    assert report.model.linear.metadata["training_data"][:20] in card


def test_training_again_gives_the_same_files(report: TrainingReport, corpus: Path, tmp_path: Path) -> None:
    again = train(corpus, tmp_path)
    for here, there in zip(again.files, report.files, strict=True):
        assert here.read_bytes() == there.read_bytes(), here.name


def test_the_card_that_ships_belongs_to_the_models_that_ship() -> None:
    folder = CORPUS.parent / "models"
    card = (folder / "README.md").read_text(encoding="utf-8")
    model, time_model, differences = load_axis_model(folder), load_time_model(folder), load_differences(folder)
    names = [model.name, time_model.name, load_suspicion(folder).name, differences.name]
    assert re.findall(r"^## \w+ model: `(.*)`$", card, flags=re.MULTILINE) == names
    assert (
        f"{differences.threshold_found:.2f} where a rule found something and {differences.threshold:.2f} elsewhere"
        in card
    )
    thresholds = dict(re.findall(r"^\| (\w+) \| (0\.\d\d) \|", card, flags=re.MULTILINE))
    assert thresholds == {
        axis: f"{value:.2f}" for axis, value in zip(model.axes, model.thresholds.tolist(), strict=True)
    }
    assert str(model.linear.metadata["training_data"])[:20] in card


@pytest.fixture(scope="module")
def pair_report(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingReport:
    """Trained with the posts of one file, and another held out."""
    folder = tmp_path_factory.mktemp("with-pairs")
    for path in corpus.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for part, own in (("", folder / PAIR_FOLDER), ("test", folder / PAIR_FOLDER / "test")):
        own.mkdir()
        shipped = CORPUS / PAIR_FOLDER / part
        for path in (pair_files(shipped)[0], source_files(shipped)[0]):
            (own / path.name).write_bytes(path.read_bytes())
    return train(folder, folder / "models")


def test_posts_against_their_sources_give_a_difference_model(pair_report: TrainingReport) -> None:
    names = [path.name for path in pair_report.files]
    assert names == [
        "axes.npz",
        "axes.json",
        "time.npz",
        "time.json",
        "overstatement.npz",
        "overstatement.json",
        "differences.npz",
        "differences.json",
        "README.md",
    ]
    assert pair_report.pairs is not None
    folder = pair_report.files[0].parent
    model = load_differences(folder)
    trained = pair_report.pairs.model
    assert replace(model, margin=trained.margin) == trained
    post = Weighed(
        (1.0,) * len(FEATURES), Wording(frozenset(trained.added.weights), frozenset(trained.dropped.weights))
    )
    assert model.probability(post) == trained.probability(post)
    learned = folder.parent / PAIR_FOLDER
    assert model.name == difference_name([*pair_files(learned), *source_files(learned)])


def test_the_card_scores_posts_on_the_held_out_part(pair_report: TrainingReport) -> None:
    assert pair_report.pairs is not None
    evaluation = pair_report.pairs.evaluation
    assert evaluation is not None
    assert (evaluation.n_posts, evaluation.n_sources) == (150, 20)
    assert list(evaluation.baselines) == ["majority", "post alone", "string similarity", "TF-IDF cosine"]
    card = pair_report.files[-1].read_text(encoding="utf-8")
    assert card == render_card(pair_report)
    assert f"## Difference model: `{pair_report.pairs.model.name}`" in card
    assert render_pair_methods(evaluation) in card
    assert render_codes(evaluation) in card


def test_without_labelled_posts_there_is_no_difference_model(report: TrainingReport) -> None:
    assert report.pairs is None
    card = report.files[-1].read_text(encoding="utf-8")
    assert "Difference model" not in card
    assert "Posts against" not in card


def test_broken_posts_stop_the_training_before_anything_is_written(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / PAIR_FOLDER).mkdir(parents=True)
    for path in corpus.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / PAIR_FOLDER / "a.pairs.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"^a\.pairs\.jsonl:1: 'pair_id'"):
        train(folder, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_a_folder_without_a_corpus_is_named(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(CorpusError, match=rf"no \*\.jsonl in {folder}"):
            train(folder, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_a_broken_document_stops_the_training_before_anything_is_written(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    line = next(iter(corpus.glob("*.jsonl"))).read_text(encoding="utf-8").splitlines()[0]
    (folder / "small.jsonl").write_text(line + "\n{}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"^small\.jsonl:2: "):
        train(folder, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def documents(time_of: Callable[[int], str], axis_of: Callable[[int], list[str]]) -> str:
    rows: list[dict[str, Any]] = []
    for number in range(20):
        text = "港が開いた"
        claim = {"text": text, "axes": axis_of(number), "holder": "writer", "certainty": "certain"}
        claim |= {"polarity": "affirmed", "time": time_of(number), "cues": [], "codes": []}
        sentence = {"text": f"{text}。", "claims": [claim]}
        rows.append({"id": f"d{number}", "register": "agency", "sentences": [sentence]})
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


TIMES = ("past", "present", "future")


@pytest.mark.parametrize(
    ("time_of", "axis_of", "said"),
    [
        (lambda _: "past", lambda n: [AXES[n % 4]], "time model.* times past"),
        (lambda n: TIMES[n % 2], lambda n: [AXES[n % 4]], "time model.* times past, present"),
        (lambda n: TIMES[n % 3], lambda n: [AXES[n % 3]], f"axis '{AXES[3]}': 0 documents"),
        (lambda n: TIMES[n % 3], lambda n: [AXES[n % 4], AXES[0]], f"axis '{AXES[0]}': 20 documents .* something else"),
        (lambda n: TIMES[n % 3], lambda n: AXES[n : n + 1], f"axis '{AXES[0]}': 1 documents"),
    ],
    ids=["one time", "two times", "no claim of an axis", "every claim of an axis", "one document of each axis"],
)
def test_a_corpus_too_small_to_learn_from_is_named(
    tmp_path: Path, time_of: Callable[[int], str], axis_of: Callable[[int], list[str]], said: str
) -> None:
    (tmp_path / "small.jsonl").write_text(documents(time_of, axis_of), encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        train(tmp_path, tmp_path / "models")
    assert not (tmp_path / "models").exists()
