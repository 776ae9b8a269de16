"""The articles that posts are checked against: read, or taken from an index that ``kakudo index`` made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading import STDIN, ReadFailure, ReadOptions, expand, read

if TYPE_CHECKING:
    from kakudo.analysis import Analyzer
    from kakudo.comparison.index import SourceIndex

__all__ = ["SourceReader", "check_sources", "open_sources"]


@dataclass(slots=True)
class SourceReader:
    """Reads sources, saying on standard error which could not be read; the others go on."""

    options: ReadOptions
    n_read: int = 0
    n_failures: int = 0

    def documents(self, paths: Sequence[str]) -> Iterator[Document]:
        """What the paths hold, without the records that could not be read.

        The files of an index that stands among the articles are passed over.
        """
        from kakudo.comparison.index import SourceIndex

        files = [path for path in expand(paths) if not SourceIndex.is_part(Path(path))]
        for item in read(files, self.options) if files else ():
            if isinstance(item, ReadFailure):
                self.n_failures += 1
                click.echo(f"kakudo: source {item.id}: {item.type}: {item.message}", err=True)
            else:
                self.n_read += 1
                yield item

    def check(self) -> None:
        """Say how many sources are missing.

        Raises:
            InputError: none could be read, so that every post would look unsupported.
        """
        if not self.n_read:
            raise InputError("no source could be read: name files, folders or an index with --against")
        if self.n_failures:
            total = self.n_read + self.n_failures
            click.echo(
                f"kakudo: {self.n_failures} of {total} sources could not be read; posts are checked without them",
                err=True,
            )


def check_sources(against: Sequence[str], posts: Iterable[str], output: Path | None) -> None:
    """Refuse what would read one stream twice or write over a source.

    Args:
        posts: the files of the posts, expanded.

    Raises:
        InputError: it would, or a path does not exist.
    """
    from kakudo.cli.inputs import checked_paths
    from kakudo.comparison.index import SourceIndex

    if STDIN in against and STDIN in posts:
        raise InputError("standard input holds the posts or the articles, not both: name a file for one of them")
    folders = [path for path in against if SourceIndex.is_index(Path(path))]
    if output is not None and any(output.absolute().parent.resolve() == Path(path).resolve() for path in folders):
        raise InputError(f"{output} is in the folder of an index: name another file with -o")
    files = [path for path in against if path not in folders]
    if files:
        checked_paths(files, output)


def open_sources(analyzer: Analyzer, against: Sequence[str], options: ReadOptions) -> SourceIndex:
    """The index to check against: one that was made before, or one made now from files.

    Raises:
        InputError: a path does not exist, an index stands beside other sources, or no source could be read.
        SourceIndexError: the index was made by another version or is damaged, or two sources have one id.
    """
    from kakudo.comparison.index import SourceIndex
    from kakudo.comparison.sources import index_signature
    from kakudo.loading import load_index

    folders = [Path(path) for path in against if SourceIndex.is_index(Path(path))]
    if folders:
        if len(against) > 1:
            raise InputError(
                f"{folders[0]} is an index and holds all that it is checked against: give it alone with --against"
            )
        return SourceIndex.open(folders[0], index_signature(analyzer.signature))
    reader = SourceReader(options)
    index = load_index(analyzer, reader.documents(expand(against)))
    reader.check()
    return index
