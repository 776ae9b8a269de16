"""``kakudo tag``: texts in, tagged claims out, one document after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from kakudo.cli.options import config_of, fail_option, input_options, tagging_options

if TYPE_CHECKING:
    from kakudo.cli.output import Screen
    from kakudo.config import Config
    from kakudo.findings import TaggedDocument

__all__ = ["tag"]

_Format = Literal["jsonl", "csv", "tsv", "markdown", "terminal", "html"]


@click.command(short_help="Tag the claims of texts.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(get_args(_Format)),
    default="jsonl",
    show_default=True,
    help="Of the output.",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to standard output."
)
@fail_option
@input_options
@tagging_options
def tag(inputs: tuple[str, ...], form: _Format, output: Path | None, **options: Any) -> int:
    """Tag the claims of texts.

    INPUT is a file (text, Markdown, HTML, JSON, JSONL, CSV, TSV, each also as .gz or .zst), a folder, a pattern, or - for
    standard input. Documents are written as they are done. One that cannot be read is reported on standard error and
    stays in the output with its error; the exit code is 2 only when none could be read.

    \b
    Examples:
      kakudo tag article.txt --format terminal
      kakudo tag posts.jsonl -o tagged.jsonl
      kakudo tag posts.csv --text-field 本文 --kind post --format csv -o tagged.csv
      cat article.html | kakudo tag - --input-format html
      kakudo tag articles/ --select KD101,KD102 --fail-on warning > tagged.jsonl
    """
    from kakudo.cli.inputs import Counts, checked_paths, tag_all
    from kakudo.cli.output import messages, open_output, progress, screen_of
    from kakudo.cli.process import collector_spared
    from kakudo.reading import read_options

    config = config_of(options)
    paths = checked_paths(inputs, output)
    counts = Counts(config)
    with messages():
        with collector_spared():
            from kakudo.loading import load

            analyzer = load(config)
        documents = counts.watch(tag_all(analyzer, paths, read_options(config)))
        chunks = _rendered(progress(documents, output), form, config, screen_of(output))
        # An input that fails at once must not cost the file that an earlier run wrote.
        first = next(chunks, "")
        with open_output(output) as stream:
            stream.write(first)
            stream.writelines(chunks)
    return counts.exit_code()


def _rendered(documents: Iterable[TaggedDocument], form: _Format, config: Config, screen: Screen) -> Iterator[str]:
    """The output in pieces."""
    # Each format is imported here, since only HTML needs jinja2 and only the terminal rich.
    if form == "jsonl":
        from kakudo.reports import jsonl

        for document in documents:
            yield jsonl.render(document) + "\n"
    elif form == "csv" or form == "tsv":
        from kakudo.reports import table

        yield table.header(form)
        for document in documents:
            yield from table.rows(document, form)
    elif form == "html":
        yield _page(documents, config)
    else:
        yield from _joined(documents, form, config, screen)


def _joined(documents: Iterable[TaggedDocument], form: _Format, config: Config, screen: Screen) -> Iterator[str]:
    from kakudo.topic import load_topic

    topic = load_topic(config.topic)
    separator = ""
    if form == "markdown":
        from kakudo.reports import markdown

        for document in documents:
            yield separator + markdown.render(document, topic, config.lang)
            separator = "\n"
        return
    from kakudo.reports import terminal

    for document in documents:
        page = terminal.render(document, topic, config.lang, width=screen.width, color=screen.has_color)
        yield separator + page
        separator = "\n\n"


def _page(documents: Iterable[TaggedDocument], config: Config) -> str:
    from kakudo.errors import InputError
    from kakudo.reports import html
    from kakudo.topic import load_topic

    both = iter(documents)
    first = next(both)
    if next(both, None) is not None:
        raise InputError("--format html takes one document: use `kakudo report` for a page of each and an index")
    return html.render(first, load_topic(config.topic), config.lang)
