"""Where output goes: the stream or file of ``-o``, messages and progress on standard error."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO, TypeVar

import click

from kakudo.errors import InputError

__all__ = ["Screen", "messages", "open_output", "progress", "screen_of", "write_page"]

T = TypeVar("T")

_DEFAULT_WIDTH = 80


class Screen(NamedTuple):
    """The terminal that text is laid out for."""

    width: int
    has_color: bool


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """The text stream to write results to, in UTF-8; line ends are written as they are.

    Args:
        path: a file to write anew; ``None`` or ``-`` for standard output.

    Raises:
        InputError: standard output is asked for, and closed.
    """
    if path is None or str(path) == "-":
        if sys.stdout is None:  # closed by the shell (``>&-``), or a service without one
            raise InputError("standard output is closed: name a file with -o")
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def write_page(path: Path, page: str) -> None:
    """Write a whole file in UTF-8, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="")


class _Echo(logging.Handler):
    """Log lines as messages of the command, on what is standard error at that time."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"kakudo: {record.levelname.lower()}: {record.getMessage()}", err=True)


@contextmanager
def messages() -> Iterator[None]:
    """Show kakudo's warnings on standard error while a command runs; those of libraries stay where they are."""
    logger = logging.getLogger("kakudo")
    handler = _Echo()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def _is_screen(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def screen_of(output: Path | None) -> Screen:
    """The terminal that the output goes to, if it does; colours unless https://no-color.org forbids them."""
    if output is not None or not _is_screen(sys.stdout):
        return Screen(_DEFAULT_WIDTH, False)
    return Screen(shutil.get_terminal_size((_DEFAULT_WIDTH, 25)).columns, not os.environ.get("NO_COLOR"))


def progress(items: Iterable[T], output: Path | None) -> Iterator[T]:
    """Pass items through, with a count on standard error when that is a terminal and the results go elsewhere."""
    to_screen = (output is None or str(output) == "-") and _is_screen(sys.stdout)
    if to_screen or not _is_screen(sys.stderr):
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        for item in items:
            yield item
            bar.advance(task)
