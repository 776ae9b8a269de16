"""Inputs → shards: which records each output file is made of.

The plan depends on the inputs and the settings alone, never on how many workers there are, so that a shard can be made
again, by anybody, with the same bytes. Records of JSONL, CSV and TSV are cut at their borders (`kakudo.reading.slices`),
Parquet by row groups and rows; small files are put together; any other file is never cut.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from kakudo.batch.contract import output_schema
from kakudo.batch.settings import Settings
from kakudo.errors import InputError
from kakudo.reading.inputs import name_inputs
from kakudo.reading.slices import Slice, cut_file

__all__ = ["PARQUET", "Input", "Piece", "RowRange", "Shard", "planned"]

PARQUET = ".parquet"
_MAX_PIECES = 10_000
# Many shards, so that the last ones do not leave workers idle; none so small that syncing it costs more than tagging it,
# none so large that much is lost with it.
_SHARDS_WANTED = 500
_MIN_SHARD_BYTES, _MAX_SHARD_BYTES = 128 << 10, 8 << 20


class RowRange(NamedTuple):
    """Neighbouring rows of one row group.

    Attributes:
        group: number of the row group.
        start, stop: rows within it.
        n_before: rows of the file before them.
    """

    group: int
    start: int
    stop: int
    n_before: int


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a file.

    Attributes:
        path, id: of the file.
        part: of a file of records.
        rows: of a Parquet file.
        failure: why the file cannot be read at all.
    """

    path: str
    id: str
    part: Slice | None = None
    rows: RowRange | None = None
    failure: str | None = None


class Shard(msgspec.Struct, frozen=True):
    """What one output file is made of.

    Attributes:
        number: from 0, in the order of the inputs.
        n_bytes: of input, unpacked.
    """

    number: int
    n_bytes: int
    pieces: tuple[Piece, ...]

    def described(self) -> str:
        """What it is made of, in words."""
        first, last = self.pieces[0], self.pieces[-1]
        files = first.path if first.path == last.path else f"{first.path} … {last.path}"
        if first.part is not None and first.part.form:
            return f"{files} from line {first.part.n_lines + 1}"
        return files if first.rows is None else f"{files} from row {first.rows.n_before + 1}"


class Input(msgspec.Struct, frozen=True):
    """An input file as it was when it was planned; without a hash when it could not be read."""

    path: str
    size: int
    sha256: str | None


class _Cut(NamedTuple):
    family: str  # pieces of one family have the same columns
    n_bytes: int
    piece: Piece


def planned(paths: Iterable[str], settings: Settings) -> Iterator[Input | Shard]:
    """Plan a run.

    Args:
        paths: the input files.
        settings: with the size of a shard.

    Returns:
        Each input after it was read, and the shards in their order.

    Raises:
        InputError: a Parquet file has no column of the text, or two columns of one name.
    """
    paths = tuple(paths)
    wanted = settings.shard_bytes or _fitting_size(paths)
    number = 0
    family = ""
    n_bytes = 0
    pieces: list[Piece] = []
    for path, id in name_inputs(paths, (PARQUET,)):
        known = _input(path)
        for cut in _cuts(path, id, known, settings, wanted):
            if pieces and (cut.family != family or n_bytes >= wanted or len(pieces) >= _MAX_PIECES):
                yield Shard(number, n_bytes, tuple(pieces))
                number, n_bytes, pieces = number + 1, 0, []
            family = cut.family
            n_bytes += cut.n_bytes
            pieces.append(cut.piece)
        yield known
    if pieces:
        yield Shard(number, n_bytes, tuple(pieces))


def _fitting_size(paths: Iterable[str]) -> int:
    """The size of a shard for a corpus, by the size of its files alone."""
    total = 0
    for path in paths:
        with suppress(OSError):
            total += os.stat(path).st_size
    return min(max(total // _SHARDS_WANTED, _MIN_SHARD_BYTES), _MAX_SHARD_BYTES)


def _input(path: str) -> Input:
    try:
        with open(path, "rb") as stream:
            return Input(path, os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError:
        return Input(path, 0, None)


def _cuts(path: str, id: str, known: Input, settings: Settings, wanted: int) -> Iterator[_Cut]:
    if path.lower().endswith(PARQUET) and settings.config.input_format is None:
        yield from _cuts_of_parquet(path, id, settings, wanted)
        return
    for part, n_bytes in cut_file(path, settings.options, wanted):
        yield _Cut("", n_bytes if part.form else known.size, Piece(path, id, part))


def _cuts_of_parquet(path: str, id: str, settings: Settings, wanted: int) -> Iterator[_Cut]:
    import pyarrow.parquet as pq

    try:
        with open(path, "rb") as stream, pq.ParquetFile(stream) as file:
            metadata, schema = file.metadata, file.schema_arrow
    except (OSError, pa.ArrowException) as error:
        reason = f"{path}: cannot be read as Parquet: {error}"
        yield _Cut("", 0, Piece(path, id, failure=reason))
        return
    _check_columns(path, schema, settings)
    if not metadata.num_rows:
        yield _Cut("", 0, Piece(path, id, failure=f"{path}: has no rows"))
        return
    n_before = 0
    family = f"{PARQUET} {schema.remove_metadata()}"
    for group in range(metadata.num_row_groups):
        n_rows, size = metadata.row_group(group).num_rows, metadata.row_group(group).total_byte_size
        n_together = max(1, wanted * n_rows // max(size, 1))
        for start in range(0, n_rows, n_together):
            stop = min(start + n_together, n_rows)
            rows = RowRange(group, start, stop, n_before + start)
            yield _Cut(family, size * (stop - start) // n_rows, Piece(path, id, rows=rows))
        n_before += n_rows


def _check_columns(path: str, schema: Any, settings: Settings) -> None:
    doubled = sorted({name for name in schema.names if schema.names.count(name) > 1})
    if doubled:
        raise InputError(f"{path}: two columns are called {', '.join(doubled)}")
    try:
        output_schema(schema, settings.rows, settings.options)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
