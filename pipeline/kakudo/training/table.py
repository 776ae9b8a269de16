"""Tables of text cells, as aligned columns or as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def as_columns(self) -> Iterator[str]:
        """Its lines for a terminal, two blanks between columns."""
        rows = (self.header, *self.rows)
        widths = [max(_width(row[index]) for row in rows) for index in range(len(self.header))]
        for row in rows:
            cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(cells).rstrip()

    def as_markdown(self) -> Iterator[str]:
        """Its lines in Markdown."""
        yield _markdown(self.header)
        yield "|" + "---|" * len(self.header)
        for row in self.rows:
            yield _markdown(row)


def _markdown(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _width(text: str) -> int:
    """Columns on a terminal: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
