"""``kakudo index``: articles to an index on disk, so that they are tagged once and checked against often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kakudo.cli.options import config_of, input_options, tagging_options

__all__ = ["index"]


@click.command(short_help="Make an index of articles.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of the index."
)
@input_options
@tagging_options
def index(sources: tuple[str, ...], output: Path, **options: Any) -> None:
    """Tag articles and write an index that ``kakudo check --against DIR`` opens at once.

    The index is memory-mapped and holds no code. It is refused by another version of kakudo or its tables, with the
    command that makes it anew.

    \b
    Examples:
      kakudo index articles/ -o news-index
      kakudo index archive.jsonl.gz --text-field body --id-field url -o news-index
      kakudo check posts.jsonl --against news-index
    """
    from kakudo.cli.output import messages, progress
    from kakudo.cli.process import collector_spared
    from kakudo.cli.sources import SourceReader
    from kakudo.comparison.index import SourceIndex
    from kakudo.loading import load, load_index
    from kakudo.reading import expand, read_options

    config = config_of(options)
    paths = expand(sources)
    SourceIndex.check_folder(output)
    with messages():
        with collector_spared():
            analyzer = load(config)
        # Now and not after hours of tagging, if it cannot be made at all.
        output.mkdir(parents=True, exist_ok=True)
        reader = SourceReader(read_options(config))
        made = load_index(analyzer, progress(reader.documents(paths), output))
        reader.check()
        made.write(output)
    click.echo(f"{output}: {len(made)} articles")
