"""Documents and primary data that a text names: 共同声明, 税関統計, 判決, a URL.

What counts is data: `kakudo/lexicons/documents.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import tomli

from kakudo.document import Span
from kakudo.errors import LexiconError

__all__ = ["DocumentFinder", "DocumentRow", "load_document_rows"]

_TABLE = "documents.toml"
_LISTS = ("terms", "patterns", "unless_before", "unless_after", "fires", "quiet")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One kind of document.

    Attributes:
        terms: how it is named, literally.
        patterns: regular expressions for names that hold a number.
        unless_before, unless_after: literals beside a term that make it something else (小論文, 統計学).
        fires, quiet: sentences in which it must be found, and in which it must not.
    """

    id: str
    meaning: str
    terms: tuple[str, ...]
    patterns: tuple[str, ...]
    unless_before: tuple[str, ...]
    unless_after: tuple[str, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


def load_document_rows(text: str | None = None) -> tuple[DocumentRow, ...]:
    """Read a table of documents.

    Args:
        text: the TOML; the packaged table when not given.

    Raises:
        LexiconError: the table is not TOML, or a row lacks a key, has an unknown one, or has no example of each kind.
    """
    if text is None:
        text = (files("kakudo.lexicons") / _TABLE).read_text(encoding="utf-8")
    try:
        tables: list[dict[str, Any]] = tomli.loads(text).get("document", [])
    except tomli.TOMLDecodeError as error:
        raise LexiconError(f"{_TABLE} is not valid TOML: {error}") from error
    rows = tuple(_row(table, number) for number, table in enumerate(tables, start=1))
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise LexiconError(f"{_TABLE} has two rows with the id {row.id!r}: rename one")
        seen.add(row.id)
    return rows


def _row(table: dict[str, Any], number: int) -> DocumentRow:
    name = f"row {number} ({table.get('id', 'without id')}) of {_TABLE}"
    unknown = sorted(set(table) - {"id", "meaning", *_LISTS})
    if unknown:
        raise LexiconError(f"{name} has unknown keys: {', '.join(unknown)}")
    for key in ("id", "meaning"):
        if not isinstance(table.get(key), str) or not table[key]:
            raise LexiconError(f"{name} needs {key!r}, a string")
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise LexiconError(f"{name}: {key!r} must be a list of strings that are not empty")
        lists[key] = tuple(value)
    if not lists["terms"] and not lists["patterns"]:
        raise LexiconError(f"{name} needs 'terms' or 'patterns'")
    if not lists["fires"] or not lists["quiet"]:
        raise LexiconError(f"{name} needs an example in 'fires' and one in 'quiet'")
    for pattern in lists["patterns"]:
        try:
            re.compile(pattern)
        except re.error as error:
            raise LexiconError(f"{name}: the pattern {pattern!r} is not a regular expression: {error}") from error
    return DocumentRow(table["id"], table["meaning"], **lists)


class DocumentFinder:
    """Finds named documents.

    Args:
        rows: what to find.
    """

    def __init__(self, rows: Iterable[DocumentRow]) -> None:
        rows = tuple(rows)
        # One alternation for all rows, grouped by first character, so that `re` skips in C to where a name may begin;
        # longest first,
        # since 年次報告書 must not be found as 報告書.
        by_first: dict[str, list[tuple[int, str]]] = {}
        patterns = []
        for row in rows:
            after = f"(?!{'|'.join(map(re.escape, row.unless_after))})" if row.unless_after else ""
            for term in row.terms:
                # 非 before 公示 is looked at from behind the term, where its length is known.
                before = "".join(f"(?<!{re.escape(word + term)})" for word in row.unless_before)
                by_first.setdefault(term[0], []).append((len(term), re.escape(term[1:]) + before + after))
            for pattern in row.patterns:
                before = "".join(f"(?<!{re.escape(word)})" for word in row.unless_before)
                patterns.append(before + pattern)
        groups = [
            f"{re.escape(first)}(?:{'|'.join(rest for _, rest in sorted(rests, key=lambda item: -item[0]))})"
            for first, rests in by_first.items()
        ]
        self._terms = re.compile("|".join(groups)) if groups else None
        self._patterns = re.compile("|".join(patterns)) if patterns else None
        # A pattern is tried only where one of the characters that it cannot do without is there.
        self._needs_pattern = re.compile("条|決議|[:：]|www") if patterns else None
        self._heads = frozenset(term[:2] for row in rows for term in row.terms)

    def may_begin_with(self, surface: str) -> bool:
        """Whether a token may begin a document's name, so that a sentence whose tokens all cannot need not be searched.

        Names begin at a token boundary, and with a token of two characters or more.
        """
        if self._patterns and (
            "条" in surface or "決議" in surface or "ソース" in surface or ":" in surface or "www" in surface
        ):
            return True
        return surface[:2] in self._heads

    def __call__(self, text: str) -> tuple[Span, ...]:
        """Find the documents that a text names.

        Args:
            text: a sentence or a whole text.

        Returns:
            Their spans in text order, without overlap, in code points of ``text``.
        """
        found = [Span(*match.span()) for match in self._terms.finditer(text)] if self._terms else []
        if self._patterns and self._needs_pattern and self._needs_pattern.search(text):
            found += [Span(*match.span()) for match in self._patterns.finditer(text)]
            found.sort(key=lambda span: (span.start, -span.end))
            kept: list[Span] = []
            for span in found:
                if not kept or span.start >= kept[-1].end:
                    kept.append(span)
            return tuple(kept)
        return tuple(found)
