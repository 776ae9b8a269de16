"""Files of records cut between two records, so that each part can be read by itself as it would be in the whole file.

JSONL is cut at line ends, CSV and TSV between rows, of packed files what is unpacked. Everything else, and text in
two- or four-byte units, is one part.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading.encoding import decode_line, line_codec
from kakudo.reading.inputs import failing_softly, format_of, open_input, read_file, say_if_unsure
from kakudo.reading.options import InputFormat, ReadFailure, ReadOptions
from kakudo.reading.records import records_of_jsonl
from kakudo.reading.tables import records_of_table, table_borders

__all__ = ["Slice", "SliceReader", "cut_file"]

_UTF8_BOM = b"\xef\xbb\xbf"
_SKIPPED_BYTES = 1 << 20


class Slice(NamedTuple):
    """Neighbouring records of a file.

    Attributes:
        start, end: bytes of the unpacked file; ``end`` is ``None`` for as far as the file goes.
        form: ``jsonl``, ``csv`` or ``tsv``; empty for a whole file, whatever it is.
        codec: of its lines.
        n_lines, n_rows: lines and (of tables) rows before it.
        header: of tables, bytes of the header row, which each slice is read with.
    """

    start: int = 0
    end: int | None = None
    form: str = ""
    codec: str = ""
    n_lines: int = 0
    n_rows: int = 0
    header: int = 0


def cut_file(path: str, options: ReadOptions, size: int) -> Iterator[tuple[Slice, int]]:
    """Cut a file where ``size`` bytes are reached, and say how many bytes each slice has.

    A file that cannot be read, or not to its end, is cut as far as it goes; who reads the last slice meets the error.

    Args:
        path: of a file.
        size: of a slice, in unpacked bytes; it is exceeded by less than a record.
    """
    slices: Iterator[tuple[Slice, int]] = iter(())
    with failing_softly("", path) as failures:
        with open_input(path) as stream:
            form = format_of(stream, path, options)
        if form in (InputFormat.JSONL, InputFormat.CSV, InputFormat.TSV):
            with open_input(path) as stream:
                chosen = line_codec(stream, path, options.encoding)
            if chosen is not None:
                codec, is_sure = chosen
                say_if_unsure(path, codec, is_sure)
                slices = _cut(path, form, codec, options, size)
    if failures:
        slices = iter(())
    is_cut = False
    for item in slices:
        is_cut = True
        yield item
    if not is_cut:
        yield Slice(), 0


def _cut(path: str, form: InputFormat, codec: str, options: ReadOptions, size: int) -> Iterator[tuple[Slice, int]]:
    """The slices of a file of lines; none when nothing in it can be read."""
    last: Slice | None = None
    position = 0
    with failing_softly("", path) as failures, open_input(path) as stream:
        borders = _lines(stream) if form is InputFormat.JSONL else _rows(stream, path, form, codec, options)
        for position, n_lines, n_rows in borders:
            if last is None:  # before the first line, or after the header
                last = Slice(position, None, form, codec, n_lines, n_rows, header=position)
            elif position - last.start >= size:
                yield last._replace(end=position), position - last.start
                last = last._replace(start=position, n_lines=n_lines, n_rows=n_rows)
    # What follows the last border is blank, or the reason why it is the last.
    if last is not None and (position > last.start or failures or last.start == last.header):
        yield last, position - last.start


def _lines(stream: io.BufferedReader) -> Iterator[tuple[int, int, int]]:
    """Byte, lines and rows at the begin of a stream and after each line."""
    position = 0
    yield 0, 0, 0
    for number, line in enumerate(stream, start=1):
        position += len(line)
        yield position, number, 0


def _rows(
    stream: io.BufferedReader, path: str, form: InputFormat, codec: str, options: ReadOptions
) -> Iterator[tuple[int, int, int]]:
    """Byte, lines and rows after the header and after each row."""
    # The byte at which each line ends, of those that were read and in which no row has ended yet: a row that is not
    # valid is read further than it goes.
    ends: deque[int] = deque()
    n_passed = 0
    position = 0

    def lines() -> Iterator[str]:
        size = 0
        for line in stream:
            size += len(line)
            ends.append(size)
            yield decode_line(line.removeprefix(_UTF8_BOM) if size == len(line) else line, codec)

    for n_lines, n_rows in table_borders(lines(), path, options, _delimiter(form)):
        while n_passed < n_lines:
            position = ends.popleft()
            n_passed += 1
        yield position, n_lines, n_rows


def _delimiter(form: str) -> str:
    return "\t" if form == InputFormat.TSV else ","


class SliceReader:
    """Reads slices. It keeps the last file open, since unpacking can only go forward: slices of one file in their
    order cost one pass over it."""

    def __init__(self) -> None:
        self._path = ""
        self._stream: io.BufferedReader | None = None
        self._position = 0
        self._header: tuple[str, list[bytes]] = "", []

    def read(self, path: str, id: str, part: Slice, options: ReadOptions) -> Iterator[Document | ReadFailure]:
        """The documents of a slice, with a failure in the place of each that cannot be read.

        Args:
            path, id: of the file.
            part: as `cut_file` gave it for the same options.

        Raises:
            InputError: the file ends before the slice does: it was changed.
        """
        if not part.form:
            yield from read_file(path, id, options)
            return
        with failing_softly(id, path) as failures:
            lines = self._lines(path, part)
            if part.form == InputFormat.JSONL:
                yield from records_of_jsonl(lines, id, path, options, part.n_lines)
            else:
                before = (part.n_lines, part.n_rows)
                yield from records_of_table(lines, id, path, options, _delimiter(part.form), before)
        yield from failures
        if part.end is not None and self._position != part.end:
            reason = failures[0].message if failures else f"{path}: it ends, or its lines do, at another byte"
            raise InputError(f"was changed while it was read: {reason}")

    def close(self) -> None:
        """Close the file that is open."""
        if self._stream is not None:
            self._stream.close()
        self._stream, self._path = None, ""

    def _lines(self, path: str, part: Slice) -> Iterator[str]:
        header: list[bytes] = []
        if part.header:
            if self._header[0] != path:
                self._header = path, [line for line, _ in self._body(self._at(path, 0), part.header)]
            header = self._header[1]
        stream = self._at(path, part.start)
        return (
            decode_line(line.removeprefix(_UTF8_BOM) if line_start == 0 else line, part.codec)
            for line, line_start in chain(_placed(header), self._body(stream, part.end))
        )

    def _body(self, stream: io.BufferedReader, end: int | None) -> Iterator[tuple[bytes, int]]:
        while (end is None or self._position < end) and (line := stream.readline()):
            start = self._position
            self._position += len(line)
            yield line, start

    def _at(self, path: str, start: int) -> io.BufferedReader:
        if self._stream is None or self._path != path or self._position > start:
            self.close()
            self._stream, self._path, self._position = open_input(path), path, 0
        if self._position < start:
            if self._stream.seekable():
                self._position = self._stream.seek(start)
            while self._position < start and (chunk := self._stream.read(min(_SKIPPED_BYTES, start - self._position))):
                self._position += len(chunk)
        return self._stream


def _placed(lines: list[bytes]) -> Iterator[tuple[bytes, int]]:
    position = 0
    for line in lines:
        yield line, position
        position += len(line)
