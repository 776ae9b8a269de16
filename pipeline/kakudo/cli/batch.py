"""``kakudo batch``: corpora to a folder of shards, such that it can be ended and begun again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kakudo.cli.options import config_of, input_options, tagging_options

if TYPE_CHECKING:
    from kakudo.batch import Settings, Summary
    from kakudo.batch.engine import Engine

__all__ = ["batch"]

_ERROR = 2
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE = re.compile(r"(\d+)([kmg]?)(?:i?b)?", re.IGNORECASE)


class _Size(click.ParamType[int]):
    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = _SIZE.fullmatch(str(value).strip())
        if match is None or not int(match[1]):
            self.fail(f"{value!r} is no size; write a number of bytes, or 512k, 4M, 1G", param, ctx)
        return int(match[1]) * _UNITS[match[2].lower()]


@click.command(short_help="Tag corpora into a folder of shards.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of the shards."
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("jsonl", "parquet")),
    default="jsonl",
    show_default=True,
    help="Of the shards.",
)
@click.option(
    "--rows",
    type=click.Choice(("documents", "claims")),
    default="documents",
    show_default=True,
    help="A row for each document, with its claims nested, or for each claim.",
)
@click.option("--workers", "-j", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: one a core]")
@click.option(
    "--shard-size",
    type=_Size(),
    metavar="SIZE",
    help="Input of a shard, such as 512k or 16M.  [default: by the size of the corpus]",
)
@click.option(
    "--max-errors",
    type=click.IntRange(min=0),
    metavar="N",
    help="Stop when more records than that cannot be read or tagged.  [default: go on]",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    help="Who runs the shards: processes of this machine, or a Spark cluster that shares its files.",
)
@click.option("--master", metavar="URL", help="Of Spark, such as spark://host:7077, yarn or local[4].")
@click.option("--dry-run", is_flag=True, help="Print the shards that would be made, and make none.")
@input_options
@tagging_options
def batch(
    inputs: tuple[str, ...],
    output: Path,
    form: str,
    rows: str,
    workers: int | None,
    shard_size: int | None,
    max_errors: int | None,
    engine: str,
    master: str | None,
    dry_run: bool,
    **options: Any,
) -> int:
    """Tag corpora into a folder of shards.

    INPUT is a file, a folder or a pattern, as for `kakudo tag`, also as .zst, or Parquet. Each shard is written whole or
    not at all: when the run is ended, by whatever, the same command goes on with what is missing, and the result is the
    same to the byte. Records that cannot be read stay in the output with their error. With other settings or inputs
    the folder is refused.

    \b
    Examples:
      kakudo batch archive.jsonl.zst -o tagged/
      kakudo batch news/ posts.parquet --format parquet --rows claims -o claims/
      kakudo batch posts/*.jsonl --text-field body --kind post --workers 8 -o tagged/
      kakudo batch archive.jsonl --shard-size 16M --max-errors 100 -o tagged/
      kakudo batch /shared/archive/ --engine spark --master spark://host:7077 -o /shared/tagged/
    """
    from kakudo.batch import OutputFormat, Rows, Settings, run
    from kakudo.cli.batch_progress import shown
    from kakudo.cli.output import messages

    if engine != "spark" and master is not None:
        raise click.UsageError("--master is of Spark: give --engine spark, too")
    if engine == "spark" and workers is not None:
        raise click.UsageError("--workers are processes of this machine; Spark's are its cluster's")
    settings = Settings(config_of(options), Rows(rows), OutputFormat(form), shard_size)
    with messages():
        if dry_run:
            _print_plan(inputs, output, settings)
            return 0
        with shown() as watch:
            try:
                summary = run(
                    inputs,
                    output,
                    settings,
                    engine=_engine(engine, workers, master),
                    max_errors=max_errors,
                    watch=watch,
                )
            except KeyboardInterrupt:
                click.echo(f"kakudo: finished shards are kept in {output}; the same command goes on", err=True)
                raise
    return _told(summary, output)


def _engine(name: str, workers: int | None, master: str | None) -> Engine:
    if name == "spark":
        from kakudo.batch.spark import SparkEngine

        return SparkEngine(master)
    from kakudo.batch.processes import LocalProcesses

    return LocalProcesses(workers)


def _print_plan(inputs: tuple[str, ...], output: Path, settings: Settings) -> None:
    from kakudo.batch.folder import OutputFolder
    from kakudo.batch.runner import plan_only
    from kakudo.reading.inputs import printable

    folder = OutputFolder(output)
    n_shards = n_bytes = 0
    for shard in plan_only(inputs, output, settings):
        n_shards, n_bytes = n_shards + 1, n_bytes + shard.n_bytes
        click.echo(f"{folder.part(shard.number, settings.format)}\t{shard.n_bytes}\t{printable(shard.described())}")
    click.echo(f"kakudo: {n_shards} shards of {n_bytes:,} bytes of input; nothing was written", err=True)


def _told(summary: Summary, output: Path) -> int:
    """Say what the folder holds.

    Returns:
        2 when nothing could be read, else 0.
    """
    tally = summary.tally
    if tally.n_errors:
        click.echo(
            f"kakudo: {tally.n_errors} of {tally.n_documents} documents could not be tagged; their rows say why",
            err=True,
        )
    done = "" if summary.n_made else "finished already: "
    click.echo(
        f"{output}: {done}{tally.n_documents} documents, {tally.n_claims} claims, {tally.n_flagged} flagged, "
        f"{tally.n_errors} errors in {summary.n_shards} shards"
    )
    return _ERROR if tally.n_errors == tally.n_documents else 0
