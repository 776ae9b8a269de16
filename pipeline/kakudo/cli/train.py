"""``kakudo train``: a labelled corpus to models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kakudo.cli.options import config_of, lang_option, topic_option

__all__ = ["train"]


@click.command(short_help="Train the models.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of labelled *.jsonl files.  [default: corpus/ of the checkout]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to write the model to.  [default: models/ of the checkout]",
)
@click.option(
    "--study",
    is_flag=True,
    help="Also write STUDY.md and study.json: ablation, learning curve, calibration, thresholds. Takes minutes.",
)
@topic_option
@lang_option
def train(corpus: Path | None, output: Path | None, study: bool, **options: Any) -> None:
    """Train the models on a labelled corpus and write them with their scores and card. Needs the extra `train`.

    The difference model, which `kakudo check` uses, is made when the corpus holds posts labelled against articles (pairs/).

    \b
    Examples:
      kakudo train
      kakudo train --study
      kakudo train --corpus my-corpus --topic health.toml --output health-model
      kakudo tag article.txt --topic health.toml --model health-model
    """
    from kakudo.artifacts import checkout
    from kakudo.cli.output import messages
    from kakudo.training.fit import train as fit

    config = config_of(options)
    root = checkout()
    if corpus is None and root is None:
        raise click.UsageError("the corpus is not part of the installed package: give a folder with --corpus")
    if output is None and root is None:
        raise click.UsageError("give the folder to write the model to with --output")
    source = corpus or (root or Path()) / "corpus"
    with messages():
        click.echo(f"kakudo: training on {source}", err=True)
        done = fit(source, output or (root or Path()) / "models", config.topic, with_study=study)
    click.echo(f"{done.model.name}: {done.n_documents} documents, {done.n_claims} claims; scores out of fold")
    for axis, threshold in zip(done.model.axes, done.model.thresholds.tolist(), strict=True):
        score = done.scores.labels[axis]
        figures = f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
        click.echo(f"  {axis:<12}  threshold {threshold:.2f}  {figures}  n {score.support}")
    click.echo(f"  claims of no axis that got none: {done.off_topic_precision:.3f}")
    if done.pairs is not None:
        model, report = done.pairs.model, done.pairs.report
        click.echo(
            f"{model.name}: {report.n} posts, {report.n_flagged} of them to be flagged; out of fold, "
            f"threshold {model.threshold:.2f}: accuracy {report.accuracy:.3f}, F1 {report.f1:.3f}"
        )
    for path in done.files:
        click.echo(str(path))
