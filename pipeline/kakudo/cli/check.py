"""``kakudo check``: posts and the articles they rest on in, what the posts say beyond them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from kakudo.cli.options import config_of, fail_option, input_options, tagging_options

if TYPE_CHECKING:
    from kakudo.cli.output import Screen
    from kakudo.comparison.triage import TriageWeights
    from kakudo.config import Config
    from kakudo.findings import TaggedDocument

__all__ = ["check"]

_Format = Literal["jsonl", "csv", "tsv", "markdown", "terminal", "html"]
_WEB_PAGES = (".html", ".htm", ".html.gz", ".htm.gz")


@click.command(short_help="Check posts against articles.")
@click.argument("posts", nargs=-1, required=True, metavar="POSTS...")
@click.option(
    "--against",
    "-a",
    multiple=True,
    required=True,
    metavar="SOURCES",
    help="Articles: a file, folder or pattern, or a folder that `kakudo index` wrote. May be given several times.",
)
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
def check(posts: tuple[str, ...], against: tuple[str, ...], form: _Format, output: Path | None, **options: Any) -> int:
    """Compare every claim of posts with the articles that they rest on: is it put more strongly than there?

    POSTS and SOURCES are files (text, Markdown, HTML, JSON, JSONL, CSV, TSV, each also as .gz), folders, patterns, or -
    for standard input. A record of POSTS may name its `sources` by their ids; else the article it speaks of is
    looked for. The options for input concern POSTS; articles with other field names go through `kakudo index` first.

    The exit code is 1 when there is a finding at or above --fail-on (warning when not given).

    \b
    Examples:
      kakudo check posts.jsonl --against articles/ --format terminal
      kakudo check posts.csv --text-field body --against news-index --format html -o check.html
      cat posts.jsonl | kakudo check - --against article.txt > checked.jsonl
      kakudo check newer.html --against older.html --format markdown
    """
    from kakudo.cli.inputs import Counts, checked_paths, tag_all
    from kakudo.cli.output import messages, open_output, progress, screen_of
    from kakudo.cli.process import collector_spared
    from kakudo.cli.sources import check_sources, open_sources
    from kakudo.comparison.triage import TriageWeights
    from kakudo.document import DocumentKind
    from kakudo.loading import load, load_checker
    from kakudo.reading import ReadOptions, read_options

    config = config_of(options)
    config = config.with_overrides(fail_on=config.fail_on or "warning")
    paths = checked_paths(posts, output)
    check_sources(against, paths, output)
    reading = read_options(config)
    if config.kind is None and not all(path.lower().endswith(_WEB_PAGES) for path in paths):
        reading = replace(reading, kind=DocumentKind.POST)
    weights = TriageWeights.from_config(config.triage)
    counts = Counts(config, noun="post", deed="checked")
    with messages():
        with collector_spared():
            analyzer = load(config)
        checker = load_checker(open_sources(analyzer, against, ReadOptions()), config, analyzer)
        documents = counts.watch(tag_all(checker, paths, reading))
        chunks = rendered(progress(documents, output), form, config, weights, screen_of(output))
        # An input that fails at once must not cost the file that an earlier run wrote.
        first = next(chunks, "")
        with open_output(output) as stream:
            stream.write(first)
            stream.writelines(chunks)
    return counts.exit_code()


def rendered(
    documents: Iterable[TaggedDocument], form: _Format, config: Config, weights: TriageWeights, screen: Screen
) -> Iterator[str]:
    """The output in pieces: records as they are done, pages sorted by how much a fact-checker should care."""
    # Each format is imported here, since only HTML needs jinja2 and only the terminal rich.
    if form == "jsonl":
        from kakudo.reports import jsonl

        for document in documents:
            yield jsonl.render(document) + "\n"
    elif form == "csv" or form == "tsv":
        from kakudo.reports import table

        yield table.header(form, is_check=True)
        for document in documents:
            yield from table.rows(document, form, weights)
    elif form == "html":
        from kakudo.reports import html

        yield html.render_check(documents, weights, config.lang)
    elif form == "markdown":
        from kakudo.reports import markdown

        yield markdown.render_check(documents, weights, config.lang)
    else:
        from kakudo.reports import terminal

        yield terminal.render_check(documents, weights, config.lang, width=screen.width, color=screen.has_color)
