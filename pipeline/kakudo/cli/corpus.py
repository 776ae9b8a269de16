"""``kakudo corpus``: what a labelled corpus holds, how varied it is, and how far its labels can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kakudo.cli.options import config_of, lang_option, topic_option

__all__ = ["corpus"]

_FORMATS = ("text", "markdown", "json")
_DONE, _FOUND = 0, 1


@click.command(short_help="Describe a labelled corpus.")
@click.argument("folders", nargs=-1, metavar="[FOLDER...]", type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Of the figures."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to standard output."
)
@topic_option
@lang_option
def corpus(folders: tuple[Path, ...], form: str, output: Path | None, **options: Any) -> int:
    """Describe a labelled corpus: counts, diversity, duplicates, agreement of two readings, recall of its cues.

    A FOLDER holds labelled *.jsonl files; its folder test/, when there is one, those that are held out; its folder
    readings/ a second reading; its folder pairs/ posts labelled against articles, with folders of the same names.
    Without a FOLDER the corpus of the checkout is described. Needs the extra `train`.

    Exits with 1 when a sentence of test/ is a near-duplicate of one that models learn from, or a post or article of
    pairs/test/ of one in pairs/.

    \b
    Examples:
      kakudo corpus
      kakudo corpus my-corpus --topic health.toml
      kakudo corpus corpus --format markdown -o corpus.md
    """
    from kakudo.artifacts import checkout
    from kakudo.certainty.lexicon import load_lexicon
    from kakudo.cli.output import messages, open_output
    from kakudo.loading import load
    from kakudo.tokenization import Tokenizer
    from kakudo.topic import DEFAULT_TOPIC, load_topic
    from kakudo.training.corpus_report import render
    from kakudo.training.description import describe

    config = config_of(options)
    root = checkout()
    if not folders and root is None:
        raise click.UsageError("the corpus is not part of the installed package: give a FOLDER")
    with messages():
        axes = frozenset(axis.id for axis in load_topic(config.topic or DEFAULT_TOPIC).axes)
        # The shipped model whatever the topic: cues do not depend on the axes.
        description = describe(folders or ((root or Path()) / "corpus",), load(), load_lexicon(), Tokenizer(), axes)
    with open_output(output) as stream:
        stream.write(render(description, form))
    n_across = description.n_across
    if n_across:
        click.echo(f"kakudo: error: near-duplicate pairs across splits: {n_across}", err=True)
    return _FOUND if n_across else _DONE
