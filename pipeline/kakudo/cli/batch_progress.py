"""How far a run over a corpus has come: one bar on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kakudo.batch import Progress

__all__ = ["described", "duration", "shown"]

_LINE_EVERY_S = 60.0
_MEGABYTE = 1e6


@contextmanager
def shown() -> Iterator[Callable[[Progress], None]]:
    """Show progress on standard error while a run goes on."""
    if sys.stderr is not None and sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _Lines()


class _Lines:
    """Writes a line when a minute has passed since the last."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= _LINE_EVERY_S:
            self._last = now
            share = f"{progress.n_bytes / max(progress.total_bytes, 1):.1%}"
            click.echo(f"kakudo: {share}, {described(progress)}", err=True)


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(bar_width=20), TaskProgressColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)

        def watch(progress: Progress) -> None:
            # A corpus of blank lines alone has no bytes to go by.
            total = max(progress.total_bytes, 1)
            bar.update(task, total=total, completed=progress.n_bytes, description=described(progress))

        yield watch


def described(progress: Progress) -> str:
    """Documents, rates, what was found, and the time left, in words.

    The rates are those of this run, without what an earlier one had finished.
    """
    tally = progress.tally
    before, bytes_before = progress.begun
    seconds = max(progress.seconds, 1e-9)
    n_bytes = progress.n_bytes - bytes_before
    parts = [
        f"{tally.n_documents:,} documents",
        f"{(tally.n_documents - before.n_documents) / seconds:,.1f} documents/s",
        f"{n_bytes / seconds / _MEGABYTE:.2f} MB/s",
        f"{tally.n_claims:,} claims",
        f"{tally.n_flagged:,} flagged",
        f"{tally.n_errors:,} errors",
    ]
    if n_bytes > 0:
        parts.append(f"{duration((progress.total_bytes - progress.n_bytes) * seconds / n_bytes)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time to wait, in the two largest units: ``3 h 20 min``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = [(days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")]
    first = next((index for index, (number, _) in enumerate(units) if number), len(units) - 1)
    return " ".join(
        f"{number} {unit}" for number, unit in units[first : first + 2] if number or unit == units[first][1]
    )
