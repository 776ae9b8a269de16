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
@click.option("--errors", is_flag=True, help="List every wrongly tagged claim, one a line, in place of the scores.")
@click.option(
    "--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Of the scores."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to standard output."
)
@tagging_options
def evaluate(gold: tuple[Path, ...], errors: bool, form: str, output: Path | None, **options: Any) -> None:
    """Score the tags against labelled JSONL files: in the corpus format, or one labelled text a line.

    A folder stands for its *.jsonl files.

    \b
    Examples:
      kakudo evaluate corpus/agency-oil.jsonl
      kakudo evaluate corpus --format markdown -o scores.md
      kakudo evaluate gold.jsonl --errors | sort -k2
    """
    from kakudo.cli.output import messages, open_output
    from kakudo.loading import load
    from kakudo.training.evaluation import evaluate as score
    from kakudo.training.evaluation_report import render, render_mistakes

    if errors and form != "text":
        raise click.UsageError("--errors is a list of lines: leave out --format")
    paths = _files(gold)
    with messages():
        evaluation = score(paths, load(config_of(options)))
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
