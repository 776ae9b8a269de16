"""``kakudo evaluate``: how well the tags agree with labelled files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from kakudo.cli.options import config_of, tagging_options

__all__ = ["evaluate"]

_FORMATS = ("text", "markdown", "json")


@click.command(short_help="Score against labelled files.")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
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
    beside kakudo.

    \b
    Examples:
      kakudo evaluate corpus/agency-oil.jsonl
      kakudo evaluate corpus --cross-fit --format markdown -o scores.md
      kakudo evaluate gold.jsonl --baseline-corpus corpus
      kakudo evaluate gold.jsonl --errors | sort -k2
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
