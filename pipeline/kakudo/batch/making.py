"""One shard: read, tagged, and written to a file that is safe on the disk when it is reported."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pyarrow as pa

from kakudo.batch.contract import TableTagger, Tags, Tally, python_rows, tally
from kakudo.batch.feed import ShardReader
from kakudo.batch.plan import Shard
from kakudo.batch.settings import OutputFormat, Settings

__all__ = ["Made", "ShardMaker"]

# JSON lets these stand inside a string, but many line readers end a line there; `kakudo tag` escapes them too.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}

_ROW_GROUP_BYTES = 8 << 20


class Made(msgspec.Struct, frozen=True):
    """A shard that was written.

    Attributes:
        shard: its number.
        size, sha256: of the file, in bytes.
        tally: what it holds.
        first_error: id and reason of its first error row.
    """

    shard: int
    size: int
    sha256: str
    tally: Tally
    first_error: str | None = None


class ShardMaker:
    """Makes shards, one after another.

    Args:
        analyzer: what tags.
        settings: of the run.
    """

    def __init__(self, analyzer: Tags, settings: Settings) -> None:
        self._reader = ShardReader(settings.options)
        self._tag = TableTagger(analyzer, settings.rows, settings.options, as_lines=settings.as_lines)
        self._format = settings.format

    def __call__(self, shard: Shard, path: Path, watch: Callable[[Tally, int], None] | None = None) -> Made:
        """Make a shard.

        Args:
            path: of the file, which must not exist.
            watch: told what each table of the shard held, and about how many bytes of input, as soon as it is written.

        Raises:
            OSError: the file cannot be written.
            InputError: an input is not what it was when the shard was planned.
        """
        total = Tally()
        first_error: str | None = None
        writer: _Writer | None = None
        with path.open("xb") as stream:
            for table in self._reader.tables(shard):
                tagged = self._tag(table)
                if writer is None:
                    writer = (_ParquetWriter if self._format is OutputFormat.PARQUET else _JsonWriter)(
                        stream, tagged.schema
                    )
                writer.write(tagged)
                counted = tally(tagged, len(table))
                total = total.plus(counted)
                if counted.n_errors and first_error is None:
                    first_error = _first_error(tagged)
                if watch is not None:
                    watch(counted, table.nbytes)
            if writer is not None:
                writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Made(shard.number, path.stat().st_size, digest, total, first_error)

    def close(self) -> None:
        """Close the inputs."""
        self._reader.close()


class _Writer(Protocol):
    def write(self, table: pa.Table) -> None: ...

    def close(self) -> None: ...


class _JsonWriter:
    """One object a line: the line of a document as it is, else the columns of a row."""

    def __init__(self, stream: Any, schema: pa.Schema) -> None:
        self._stream = stream
        self._has_lines = "line" in schema.names and "n_claims" in schema.names
        self._encode = msgspec.json.Encoder(enc_hook=str).encode

    def write(self, table: pa.Table) -> None:
        if self._has_lines:
            self._write(table.column("line").to_pylist())
        else:
            self._write(_escaped(self._encode(row).decode()) for row in python_rows(table))

    def _write(self, lines: Iterable[str]) -> None:
        self._stream.write("".join(f"{line}\n" for line in lines).encode())

    def close(self) -> None:
        pass


class _ParquetWriter:
    """Row groups of some tables each. What is fixed here is what could change the bytes."""

    def __init__(self, stream: Any, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        # Without the extra copy of the schema, which is longer than many shards' data; every type survives without it
        # but a few of pyarrow's own (views, dictionaries), which come back as plain ones.
        self._writer = pq.ParquetWriter(stream, schema, version="2.6", compression="zstd", store_schema=False)
        self._schema = schema
        self._waiting: list[pa.Table] = []

    def write(self, table: pa.Table) -> None:
        self._waiting.append(table)
        if sum(item.nbytes for item in self._waiting) >= _ROW_GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        together = pa.concat_tables(self._waiting)
        self._writer.write_table(together, row_group_size=max(len(together), 1))
        self._waiting = []

    def close(self) -> None:
        if self._waiting:
            self._flush()
        self._writer.close()


def _escaped(line: str) -> str:
    for character, escape in _LINE_ENDS.items():
        line = line.replace(character, escape)
    return line


def _first_error(table: pa.Table) -> str:
    names = ("doc_id", "error") if "doc_id" in table.column_names else ("id", "error")
    rows = table.select(names).to_pylist()
    return next(f"{row[names[0]]}: {row['error']['message']}" for row in rows if row["error"] is not None)
