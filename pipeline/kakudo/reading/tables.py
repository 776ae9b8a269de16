"""CSV and TSV → Documents, a row at a time. Standard: RFC 4180; the first row names the columns."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading.encoding import has_undecoded
from kakudo.reading.options import ReadFailure, ReadOptions
from kakudo.reading.records import record_or_failure

__all__ = ["records_of_table", "table_borders"]

# No article is longer, and a quotation mark that is never closed must not take a file of millions of rows.
_MAX_FIELD_CHARS = 2**24


def records_of_table(
    lines: Iterable[str],
    id: str,
    source: str,
    options: ReadOptions,
    delimiter: str,
    before: tuple[int, int] | None = None,
) -> Iterator[Document | ReadFailure]:
    """Documents of a table. Empty cells count as missing; a ``sources`` cell separates ids by ``;``.

    Args:
        lines: decoded lines with their ends, so that a quoted cell may hold line ends.
        id: of the file; a row without an id is ``<id>#<n>``, n counting rows after the header from 1.
        source: of rows that do not name one.
        delimiter: ``,`` or a tab.
        before: lines and rows of the file that were passed over between the header and the second line given, as
            `table_borders` counts them.

    Raises:
        InputError: when there is no header or no row, or two columns have one name.
    """
    items = _numbered(lines, id, source, options, delimiter, before)
    return (item for item, _, _ in items if item is not None)


def table_borders(lines: Iterable[str], source: str, options: ReadOptions, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where a table can be cut: lines and rows read so far, after the header and after each row.

    `records_of_table` reads what lies between two of them as it would in the whole table, given the header.

    Raises:
        InputError: as `records_of_table`.
    """
    return ((n_lines, n_rows) for _, n_lines, n_rows in _numbered(lines, "", source, options, delimiter, None))


def _numbered(
    lines: Iterable[str],
    id: str,
    source: str,
    options: ReadOptions,
    delimiter: str,
    before: tuple[int, int] | None,
) -> Iterator[tuple[Document | ReadFailure | None, int, int]]:
    """``None`` for the header, then each record, with the lines and rows read up to its end."""
    # The limit belongs to the csv module as a whole; it is only ever raised: its default refuses articles of 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_FIELD_CHARS))
    # Strict: else 「"増産"と述べた」 in an unquoted cell would lose its quotation marks silently.
    given = _Lines(lines)
    rows = csv.reader(given, delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        advice = "; its lines end in CR alone: save it with LF or CRLF" if "\r" in "".join(given.taken) else ""
        raise InputError(f"{source}: the header row is not valid CSV: {error}{advice}") from error
    if not any(header):
        raise InputError(f"{source}: has no header row")
    _check_delimiter(header, options.text_field, source)
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise InputError(f"{source}: two columns are called {', '.join(doubled)}")
    number = 0
    yield None, given.number, number
    if before is not None:
        given.number, number = before
    while True:
        place = f"{source}: line {given.number + 1}"
        given.taken.clear()
        try:
            row = next(rows, None)
        except csv.Error as error:
            row = _unquoted(given, len(header)) if delimiter == "\t" else None
            if row is None:
                number += 1
                lost = _skip(given, len(header), delimiter)
                if lost > 1:
                    place = f"{place}, as far as line {given.number}"
                message = f"{place}: is not valid CSV: {error}; quote cells, close the quotes and double those in them"
                yield _failure(id, number, source, message), given.number, number
                continue
        if row is None:
            break
        if not row:
            continue
        number += 1
        if len(row) > len(header):
            message = f"{place}: has {len(row)} cells under {len(header)} columns; quote cells that hold the delimiter"
            item: Document | ReadFailure = _failure(id, number, source, message)
        elif len(row) < len(header) and options.text_field in header[len(row) :]:
            message = f"{place}: has no {options.text_field!r}: there are {len(row)} cells under {len(header)} columns"
            own = dict(zip(header, row, strict=False)).get(options.id_field) or f"{id}#{number}"
            item = ReadFailure(own, source, InputError.__name__, message)
        elif any(map(has_undecoded, row)):
            message = f"{place}: does not fit the encoding of the file; give its encoding with --encoding"
            item = _failure(id, number, source, message)
        else:
            item = record_or_failure(_record(header, row, options.text_field), f"{id}#{number}", source, place, options)
        yield item, given.number, number
    if not number:
        raise InputError(f"{source}: has no rows under its header")


class _Lines:
    """Lines that can be given back, and their number.

    Attributes:
        taken: those that were read since it was last cleared.
        number: how many have been read, without those given back.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back(self, first: int) -> None:
        """Let the lines from ``taken[first]`` on be read again."""
        self._again.extendleft(reversed(self.taken[first:]))
        self.number -= len(self.taken) - first
        del self.taken[first:]


def _check_delimiter(header: list[str], text_field: str, source: str) -> None:
    """Refuse a header that another delimiter would cut at the column of the text.

    Raises:
        InputError: naming that delimiter.
    """
    if text_field in header:
        return
    for delimiter, name, advice in (
        ("\t", "tabs", "give --input-format tsv"),
        (";", "semicolons", "separate them with commas"),
        (",", "commas", "give --input-format csv"),
    ):
        if any(text_field in [part.strip().strip('"') for part in cell.split(delimiter)] for cell in header):
            raise InputError(f"{source}: its columns are separated by {name}: {advice}")


def _unquoted(given: _Lines, n_cells: int) -> list[str] | None:
    """The first line read without quoting, as TSV is by the book: 「"増産"と述べた」 is a whole cell there."""
    row = next(csv.reader(given.taken[:1], delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    if len(row) != n_cells:
        return None
    given.give_back(1)
    return row


def _skip(given: _Lines, n_cells: int, delimiter: str) -> int:
    """Give back what a row without its closing quote took: from the first line on that is a whole row by itself.

    Returns:
        How many lines are lost.
    """
    for index in range(1, len(given.taken)):
        if _is_row(given.taken[index], n_cells, delimiter):
            given.give_back(index)
            break
    return len(given.taken)


def _is_row(line: str, n_cells: int, delimiter: str) -> bool:
    # In a table of one column any line of a text is a row, which tells nothing.
    try:
        return len(next(csv.reader([line], delimiter=delimiter, strict=True))) == n_cells > 1
    except csv.Error:
        return False


def _record(header: list[str], row: list[str], text_field: str) -> dict[str, object]:
    cells = zip(header, row, strict=False)
    record: dict[str, object] = {name: cell for name, cell in cells if name and (cell or name == text_field)}
    sources = record.get("sources")
    if isinstance(sources, str):
        record["sources"] = [part.strip() for part in sources.split(";") if part.strip()]
    return record


def _failure(id: str, number: int, source: str, message: str) -> ReadFailure:
    return ReadFailure(f"{id}#{number}", source, InputError.__name__, message)
