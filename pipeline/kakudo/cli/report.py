"""``kakudo report``: one document to a page, many to a folder of pages with an index."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from kakudo.cli.options import config_of, fail_option, input_options, tagging_options

if TYPE_CHECKING:
    from kakudo.config import Config
    from kakudo.findings import TaggedDocument
    from kakudo.topic import Topic

__all__ = ["report"]

_SUFFIXES = {"html": ".html", "markdown": ".md"}
_FOLDER = Path("report")
_INDEX = "index"
# File systems allow 255 bytes in a name; a kanji takes three, and a number and suffix follow.
_MAX_NAME_CHARS = 60


@click.command(short_help="Write reports.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    help="File of one document (- for standard output), or folder.  [default: ID-report.html, or report/]",
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(tuple(_SUFFIXES)),
    default="html",
    show_default=True,
    help="Of the pages.",
)
@fail_option
@input_options
@tagging_options
def report(inputs: tuple[str, ...], output: str | None, form: str, **options: Any) -> int:
    """Write reports of texts, or of JSON Lines that `kakudo tag` wrote.

    One document becomes one file that needs no other and no network. Many become a folder with a page each and, in
    HTML, an index.html; a folder that PATH names (it exists, or PATH ends in /) is used for one document too. The path
    of the file or index is printed.

    \b
    Examples:
      kakudo report article.txt
      kakudo report https-page.html -o page.html --lang en
      kakudo report articles/*.txt -o reports/
      kakudo tag posts.jsonl -o tagged.jsonl && kakudo report tagged.jsonl -o reports/
    """
    from kakudo.cli.inputs import Counts, checked_paths
    from kakudo.cli.output import messages, open_output, progress
    from kakudo.topic import load_topic

    config = config_of(options)
    to_stdout = output == "-"
    target = None if output is None or to_stdout else Path(output)
    is_folder = output is not None and not to_stdout and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    paths = checked_paths(inputs, target)
    topic = load_topic(config.topic)
    counts = Counts(config)
    with messages():
        documents = iter(progress(counts.watch(_documents(paths, config)), target))
        first = [document for _, document in zip(range(2), documents, strict=False)]
        if len(first) > 1 or is_folder:
            _check_folder(output)
            written = _write_folder(chain(first, documents), target or _FOLDER, form, topic, config.lang)
        elif not first or first[0].error is not None:
            return counts.exit_code()  # what is wrong has been said, and a page would only repeat it
        else:
            page = _renderer(form, topic, config.lang)(first[0])
            if to_stdout:
                with open_output(None) as stream:
                    stream.write(page)
                return counts.exit_code()
            written = target or Path(f"{_file_name(first[0].id, set())}-report{_SUFFIXES[form]}")
            _write(written, page)
    click.echo(str(written))
    return counts.exit_code()


def _documents(paths: Sequence[str], config: Config) -> Iterator[TaggedDocument]:
    """Tagged documents as they are, texts after tagging. The analyzer is built when a text needs it."""
    from kakudo.cli.inputs import is_tagged, tag_all, tagged_documents

    # Neighbouring texts are read together, so that two files of one name get different ids.
    texts: list[str] = []

    def tagged_texts() -> Iterator[TaggedDocument]:
        if texts:
            from kakudo.loading import load
            from kakudo.reading import read_options

            yield from tag_all(load(config), tuple(texts), read_options(config))
            texts.clear()

    for path in paths:
        if is_tagged(path):
            yield from tagged_texts()
            yield from tagged_documents(path)
        else:
            texts.append(path)
    yield from tagged_texts()


def _check_folder(output: str | None) -> None:
    if output == "-":
        raise click.UsageError(
            "standard output holds one report, and the inputs are several documents: give a folder with -o"
        )
    if output is not None and os.path.isfile(output):
        raise click.UsageError(f"{output} is a file, and the inputs are several documents: give a folder with -o")
    if output is not None and output.lower().endswith(tuple(_SUFFIXES.values())):
        raise click.UsageError(
            f"{output} names a file, and the inputs are several documents: "
            f"give a folder, such as {output.rpartition('.')[0]}/"
        )


def _write_folder(documents: Iterable[TaggedDocument], folder: Path, form: str, topic: Topic, lang: str) -> Path:
    """Write a page per document and the index.

    Returns:
        The index, or the folder where the format has none.
    """
    render = _renderer(form, topic, lang)
    suffix = _SUFFIXES[form]
    taken = {_INDEX}
    if form != "html":
        for document in documents:
            _write(folder / (_file_name(document.id, taken) + suffix), render(document))
        return folder
    from kakudo.reports.html import IndexEntry, render_index

    entries = []
    for document in documents:
        name = _file_name(document.id, taken) + suffix
        _write(folder / name, render(document))
        entries.append(IndexEntry.from_document(document, quote(name), topic, lang))
    index = folder / (_INDEX + suffix)
    _write(index, render_index(entries, topic, lang))
    return index


def _renderer(form: str, topic: Topic, lang: str) -> Callable[[TaggedDocument], str]:
    if form == "html":
        from kakudo.reports.html import render
    else:
        from kakudo.reports.markdown import render
    return lambda document: render(document, topic, lang)


def _write(path: Path, page: str) -> None:
    from kakudo.cli.output import write_page

    write_page(path, page)


def _file_name(id: str, taken: set[str]) -> str:
    """A name for a document's page: its id where a file can be called so, numbered when taken.

    An id such as ``../a`` or ``https://…`` must name a file in the folder and no other; some file systems do not tell
    A from a.
    """
    kept = "".join(char if char.isalnum() or char in "-_." else "-" for char in unicodedata.normalize("NFC", id))
    name = kept.strip("-.")[:_MAX_NAME_CHARS] or "document"
    unique, number = name, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique.casefold())
    return unique
