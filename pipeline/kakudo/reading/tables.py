"""CSV and TSV → Documents, a row at a time. Standard: RFC 4180; the first row names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading.encoding import has_undecoded
from kakudo.reading.options import ReadFailure, ReadOptions
from kakudo.reading.records import record_or_failure

__all__ = ["records_of_table"]

_MAX_FIELD_CHARS = 2**31 - 1


def records_of_table(
    lines: Iterable[str], id: str, source: str, options: ReadOptions, delimiter: str
) -> Iterator[Document | ReadFailure]:
    """Documents of a table. Empty cells count as missing; a ``sources`` cell separates ids by ``;``.

    Args:
        lines: decoded lines with their ends, so that a quoted cell may hold line ends.
        id: of the file; a row without an id is ``<id>#<n>``, n counting rows after the header from 1.
        source: of rows that do not name one.
        delimiter: ``,`` or a tab.

    Raises:
        InputError: when there is no header or no row, or two columns have one name.
    """
    # The limit belongs to the csv module as a whole; it is only ever raised: its default refuses articles of 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_FIELD_CHARS))
    # Strict: else 「"増産"と述べた」 in an unquoted cell would lose its quotation marks silently.
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise InputError(f"{source}: the header row is not valid CSV: {error}") from error
    if not any(header):
        raise InputError(f"{source}: has no header row")
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise InputError(f"{source}: two columns are called {', '.join(doubled)}")
    number = 0
    while True:
        first_line = rows.line_num + 1
        place = f"{source}: line {first_line}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            yield _failure(
                id, number, source, f"{place}: is not valid CSV: {error}; quote cells and double the quotes in them"
            )
            continue
        if row is None:
            break
        if not row:
            continue
        number += 1
        if len(row) > len(header):
            message = f"{place}: has {len(row)} cells under {len(header)} columns; quote cells that hold the delimiter"
            yield _failure(id, number, source, message)
        elif any(map(has_undecoded, row)):
            message = f"{place}: does not fit the encoding of the file; give its encoding with --encoding"
            yield _failure(id, number, source, message)
        else:
            yield record_or_failure(_record(header, row, options.text_field), f"{id}#{number}", source, place, options)
    if not number:
        raise InputError(f"{source}: has no rows under its header")


def _record(header: list[str], row: list[str], text_field: str) -> dict[str, object]:
    cells = zip(header, row, strict=False)
    record: dict[str, object] = {name: cell for name, cell in cells if name and (cell or name == text_field)}
    sources = record.get("sources")
    if isinstance(sources, str):
        record["sources"] = [part.strip() for part in sources.split(";") if part.strip()]
    return record


def _failure(id: str, number: int, source: str, message: str) -> ReadFailure:
    return ReadFailure(f"{id}#{number}", source, InputError.__name__, message)
