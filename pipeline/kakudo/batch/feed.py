"""Shards → tables for the contract, a bounded number of documents at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from kakudo.batch.plan import Piece, Shard
from kakudo.batch.schemas import FALLBACK_ID, FALLBACK_SOURCE, RECORDS
from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading import ReadFailure, ReadOptions
from kakudo.reading.inputs import printable
from kakudo.reading.slices import SliceReader

__all__ = ["MAX_ROWS", "ShardReader", "records_table"]

# What a worker holds of tagged text is some ten times the text: a shard goes through it in tables of about this size.
MAX_ROWS = 32
_MAX_CHARS = 1 << 15


class ShardReader:
    """Reads shards as tables.

    Args:
        options: of the reader.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._slices = SliceReader()

    def tables(self, shard: Shard) -> Iterator[pa.Table]:
        """The documents of a shard in their order: tables of `RECORDS`, or of a Parquet file's columns.

        At least one table; all have the same schema.

        Raises:
            InputError: a file is not what it was when the shard was planned.
        """
        if any(piece.rows is not None for piece in shard.pieces):
            for piece in shard.pieces:
                yield from _parquet_tables(piece)
            return
        is_empty = True
        for items in _chunks(item for piece in shard.pieces for item in self._items(piece)):
            is_empty = False
            yield records_table(items)
        if is_empty:
            yield RECORDS.empty_table()

    def close(self) -> None:
        """Close the file that is open."""
        self._slices.close()

    def _items(self, piece: Piece) -> Iterator[Document | ReadFailure]:
        if piece.failure is not None:
            return iter([ReadFailure(piece.id, piece.path, InputError.__name__, piece.failure)])
        assert piece.part is not None
        return self._slices.read(piece.path, piece.id, piece.part, self._options)


def records_table(items: Sequence[Document | ReadFailure]) -> pa.Table:
    """A table of `RECORDS`, one row for each item."""
    columns: Iterable[Sequence[Any]] = zip(*map(_row, items), strict=True) if items else [()] * len(RECORDS)
    arrays = [pa.array(values, item.type) for values, item in zip(columns, RECORDS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=RECORDS)


def _row(item: Document | ReadFailure) -> tuple[Any, ...]:
    if isinstance(item, ReadFailure):
        error = {"type": item.type, "message": printable(item.message)}
        return printable(item.id), None, None, None, printable(item.source), None, None, None, error
    blocks = None
    if item.blocks is not None:
        blocks = [
            {"start": block.start, "end": block.end, "kind": block.kind, "section": block.section, "level": block.level}
            for block in item.blocks
        ]
    return (
        printable(item.id),
        item.text,
        item.kind,
        item.title,
        item.source and printable(item.source),
        item.published,
        msgspec.json.encode(item.metadata).decode() if item.metadata else None,
        blocks,
        None,
    )


def _chunks(items: Iterable[Document | ReadFailure]) -> Iterator[list[Document | ReadFailure]]:
    chunk: list[Document | ReadFailure] = []
    n_chars = 0
    for item in items:
        chunk.append(item)
        n_chars += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) >= MAX_ROWS or n_chars >= _MAX_CHARS:
            yield chunk
            chunk, n_chars = [], 0
    if chunk:
        yield chunk


def _parquet_tables(piece: Piece) -> Iterator[pa.Table]:
    """The rows of a piece, each with the id that it has when it names none."""
    # The libraries of Parquet and of compute are 20 MB in every worker, which one that reads and writes JSON can spare.
    import pyarrow.parquet as pq

    assert piece.rows is not None
    group, start, stop, n_before = piece.rows
    n_passed = 0
    id, source = printable(piece.id), printable(piece.path)
    try:
        # Not read ahead: of a large row group only the pages on the way are held.
        with open(piece.path, "rb") as stream, pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20) as file:
            for batch in file.iter_batches(MAX_ROWS, row_groups=[group], use_threads=False):
                low, high = max(start - n_passed, 0), min(stop - n_passed, len(batch))
                n_passed += len(batch)
                if low < high:
                    table = pa.Table.from_batches([batch.slice(low, high - low)])
                    first = n_before - start + n_passed - len(batch) + low + 1
                    ids = pa.array([f"{id}#{first + index}" for index in range(len(table))], pa.string())
                    table = table.append_column(FALLBACK_ID, ids)
                    yield table.append_column(FALLBACK_SOURCE, pa.array([source] * len(table), pa.string()))
                if n_passed >= stop:
                    return
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{piece.path}: was changed while it was read, or is damaged: {error}") from error
