"""``kakudo evaluate``: how well the tags, or the check of posts against their sources, agree with labelled files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kakudo.cli.options import config_of, tagging_options

if TYPE_CHECKING:
    from kakudo.analysis import Analyzer
    from kakudo.comparison.index import SourceIndex
    from kakudo.config import Config
    from kakudo.document import Document
    from kakudo.training.pairs import PairSet

__all__ = ["evaluate"]

_FORMATS = ("text", "markdown", "json")


@click.command(short_help="Score against labelled files.")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
@click.option(
    "--against",
    "-a",
    multiple=True,
    metavar="SOURCES",
    help="Of labelled posts: their articles, as for `kakudo check`; the *.sources.jsonl beside GOLD when not given.",
)
@click.option(
    "--baseline-corpus",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="What the baselines learn from; GOLD itself, out of fold, when not given.",
)
@click.option("--no-baselines", is_flag=True, help="Score kakudo alone; scikit-learn is then not needed.")
@click.option(
    "--cross-fit",
    is_flag=True,
    help="Train the models anew without the documents that they are scored on; for GOLD that the models learned from.",
)
@click.option("--errors", is_flag=True, help="List every wrongly tagged claim, one a line, in place of the scores.")
@click.option(
    "--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Of the scores."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to standard output."
)
@tagging_options
def evaluate(
    gold: tuple[Path, ...],
    against: tuple[str, ...],
    baseline_corpus: Path | None,
    no_baselines: bool,
    cross_fit: bool,
    errors: bool,
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Score the tags against labelled JSONL files: in the corpus format, or one labelled text a line.

    A folder stands for its *.jsonl files. Simple methods (the most frequent label, a list of phrases, TF-IDF) are scored
    beside kakudo. Where GOLD holds posts labelled against articles, what is scored is `kakudo check`.

    \b
    Examples:
      kakudo evaluate corpus/agency-oil.jsonl
      kakudo evaluate corpus --cross-fit --format markdown -o scores.md
      kakudo evaluate gold.jsonl --baseline-corpus corpus
      kakudo evaluate gold.jsonl --errors | sort -k2
      kakudo evaluate corpus/pairs
      kakudo evaluate posts.pairs.jsonl --against articles.jsonl --baseline-corpus corpus/pairs
    """
    from kakudo.cli.output import messages, open_output
    from kakudo.loading import load
    from kakudo.topic import DEFAULT_TOPIC, load_topic
    from kakudo.training.baselines import baselines_of
    from kakudo.training.cross_fit import CrossFitted
    from kakudo.training.evaluation import evaluate as score
    from kakudo.training.evaluation_report import render, render_mistakes
    from kakudo.training.gold import read_gold

    if errors and form != "text":
        raise click.UsageError("--errors is a list of lines: leave out --format")
    config = config_of(options)
    if any(_holds_pairs(path) for path in gold):
        if cross_fit:
            raise click.UsageError(
                "--cross-fit is for tags; the difference model's scores out of fold stand in the model card"
            )
        with messages():
            text = _evaluate_pairs(gold, against, baseline_corpus, not (no_baselines or errors), errors, form, config)
        with open_output(output) as stream:
            stream.write(text)
        return
    if against:
        raise click.UsageError(
            "--against goes with posts labelled against articles (rows with `post`); GOLD holds none"
        )
    with messages():
        axes = frozenset(axis.id for axis in load_topic(config.topic or DEFAULT_TOPIC).axes)
        paths = _files(gold)
        texts = read_gold(paths, axes)
        baselines = None
        if not no_baselines and not errors:
            training = texts if baseline_corpus is None else read_gold(_files((baseline_corpus,)), axes)
            baselines = baselines_of(
                [claim for text in texts for claim in text.claims],
                [claim for text in training for claim in text.claims],
            )
        analyzer = CrossFitted(paths, config) if cross_fit else load(config)
        evaluation = score(texts, analyzer, baselines)
    with open_output(output) as stream:
        stream.write(render_mistakes(evaluation) if errors else render(evaluation, form))


def _holds_pairs(path: Path) -> bool:
    from kakudo.training.pairs import is_pair_file, pair_files

    return bool(pair_files(path)) if path.is_dir() else is_pair_file(path)


def _evaluate_pairs(
    gold: tuple[Path, ...],
    against: tuple[str, ...],
    baseline_corpus: Path | None,
    has_baselines: bool,
    errors: bool,
    form: str,
    config: Config,
) -> str:
    """The scores, or the mistakes, of a check of labelled posts against their articles."""
    from kakudo.loading import load, load_checker, load_index
    from kakudo.training.pair_baselines import pair_baselines
    from kakudo.training.pair_evaluation import evaluate_pairs
    from kakudo.training.pair_report import render_pair_mistakes, render_pairs
    from kakudo.training.pairs import read_pair_folder

    analyzer = load(config)
    pairs, index = _pairs(gold, against, analyzer)
    baselines = None
    if has_baselines and index is None:
        learned = None if baseline_corpus is None else read_pair_folder(baseline_corpus)
        baselines = pair_baselines(pairs, learned)
    elif has_baselines:
        click.echo(
            "kakudo: an index holds no texts: no baselines; give the articles themselves with --against", err=True
        )
    if index is None:
        index = load_index(analyzer, pairs.sources.values())
    checker = load_checker(index, config, analyzer)
    evaluation = evaluate_pairs(pairs.posts, checker, baselines, searches=not errors)
    return render_pair_mistakes(evaluation) if errors else render_pairs(evaluation, form)


def _pairs(gold: tuple[Path, ...], against: tuple[str, ...], analyzer: Analyzer) -> tuple[PairSet, SourceIndex | None]:
    """The labelled posts with their articles, and the index in place of these when one was given.

    Raises:
        InputError: a path does not exist, or the articles of a file are neither given nor beside it.
        CorpusError: a row is broken or does not fit its article.
    """
    from kakudo.cli.sources import open_sources
    from kakudo.comparison.index import SourceIndex
    from kakudo.reading import ReadOptions
    from kakudo.training.pairs import PairSet, pair_files, read_posts, read_sources

    paths = [path for given in gold for path in (pair_files(given) if given.is_dir() else [given])]
    if any(SourceIndex.is_index(Path(path)) for path in against):
        index = open_sources(analyzer, against, ReadOptions())
        return PairSet(tuple(read_posts(paths)), {}), index
    sources = _articles(against) if against else read_sources(_beside(paths))
    return PairSet(tuple(read_posts(paths, sources)), sources), None


def _articles(against: tuple[str, ...]) -> dict[str, Document]:
    from kakudo.cli.sources import SourceReader
    from kakudo.errors import SourceIndexError
    from kakudo.reading import ReadOptions, expand

    reader = SourceReader(ReadOptions())
    found: dict[str, Document] = {}
    for document in reader.documents(expand(against)):
        if document.id in found:
            raise SourceIndexError(f"two sources have the id {document.id!r}: give each its own")
        found[document.id] = document
    reader.check()
    return found


def _beside(paths: list[Path]) -> list[Path]:
    """For each file of posts the file of articles that has its name."""
    from kakudo.errors import InputError
    from kakudo.training.pairs import PAIRS, SOURCES

    found = []
    for path in paths:
        own = path.with_name(path.name.removesuffix(PAIRS) + SOURCES)
        if not path.name.endswith(PAIRS) or not own.is_file():
            raise InputError(f"{path}: its articles are not beside it: name them with --against")
        found.append(own)
    return found


def _files(given: tuple[Path, ...]) -> list[Path]:
    """The files that paths and folders name.

    Raises:
        InputError: a path does not exist, or a folder holds no labelled file.
    """
    from kakudo.errors import InputError

    found: list[Path] = []
    for path in given:
        if not os.path.exists(path):
            raise InputError(f"{path}: there is no such file or folder")
        inside = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path}: no *.jsonl file is in this folder")
        found += inside
    return list(dict.fromkeys(found))
