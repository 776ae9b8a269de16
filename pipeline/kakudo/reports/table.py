"""CSV and TSV with one row per claim, for spreadsheets. The JSON Lines stay the full record; a table holds the labels.

CSV follows RFC 4180 and begins with a byte order mark, without which Excel in Japanese reads it as CP932. TSV follows
the IANA media type ``text/tab-separated-values``, which has no quoting: tabs and line ends inside a cell become spaces.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kakudo.comparison.triage import TriageWeights, best_match, triage
from kakudo.findings import TaggedClaim, TaggedDocument

__all__ = ["COLUMNS", "COLUMNS_CHECK", "TableFormat", "header", "render", "rows"]

TableFormat = Literal["csv", "tsv"]

COLUMNS = (
    "doc_id",
    "sentence",
    "claim",
    "start",
    "end",
    "text",
    "axes",
    "holder",
    "holder_text",
    "certainty",
    "strength",
    "polarity",
    "time",
    "stance",
    "verdict",
    "codes",
    "messages",
)

COLUMNS_CHECK = (*COLUMNS, "comparison", "source_id", "source_text", "similarity", "triage")
"""What `kakudo check` writes: `COLUMNS`, how the claim stands to its source, and the score of its post."""

_MESSAGES = COLUMNS.index("messages")

# A spreadsheet runs a cell that begins so as a formula, and takes the full-width signs for the others in Japanese
# locales (OWASP, "CSV Injection"): a post that says 「＝HYPERLINK(…)」 is text.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def header(format: TableFormat = "csv", *, is_check: bool = False) -> str:
    """The first line, with its line end; a CSV has the byte order mark before it.

    Args:
        is_check: name the columns of checked posts, too.
    """
    return ("\ufeff" if format == "csv" else "") + _line(COLUMNS_CHECK if is_check else COLUMNS, format)


def rows(document: TaggedDocument, format: TableFormat = "csv", weights: TriageWeights | None = None) -> Iterator[str]:
    """The lines of one document, each with its line end.

    ``sentence`` and ``claim`` count from 0, offsets are code points of the document's text, several values in a cell
    stand apart by ``;`` (messages by `` | ``). A record that could not be read has one row: its id and the error as
    message.

    Args:
        weights: for checked posts: what their score is made of. With it the rows have `COLUMNS_CHECK`; the score is the
            post's, the same in each of its rows.
    """
    n_columns = len(COLUMNS) if weights is None else len(COLUMNS_CHECK)
    if document.error is not None:
        cells = [""] * n_columns
        cells[0], cells[_MESSAGES] = document.id, f"{document.error.type}: {document.error.message}"
        yield _line(cells, format)
    score = None if weights is None else round(triage(document, weights).score, 4)
    for sentence_index, sentence in enumerate(document.sentences):
        for claim_index, claim in enumerate(sentence.claims):
            compared = () if score is None else (*_compared(claim), score)
            yield _line((document.id, sentence_index, claim_index, *_cells(claim), *compared), format)


def render(
    documents: Iterable[TaggedDocument], format: TableFormat = "csv", weights: TriageWeights | None = None
) -> str:
    """A whole table as one string; with ``weights`` that of checked posts."""
    lines = (line for document in documents for line in rows(document, format, weights))
    return "".join((header(format, is_check=weights is not None), *lines))


def _compared(claim: TaggedClaim) -> tuple[str | float, ...]:
    comparison = "" if isinstance(claim.comparison, msgspec.UnsetType) else claim.comparison
    match = best_match(claim)
    return (comparison, "", "", "") if match is None else (comparison, match.source_id, match.text, match.similarity)


def _cells(claim: TaggedClaim) -> tuple[str | int | float, ...]:
    return (
        claim.start,
        claim.end,
        claim.text,
        ";".join(axis.id for axis in claim.axes),
        claim.holder.type,
        claim.holder.text or "",
        claim.certainty,
        claim.strength,
        claim.polarity,
        claim.time,
        claim.stance,
        claim.verdict,
        ";".join(finding.code for finding in claim.findings),
        " | ".join(finding.message for finding in claim.findings),
    )


def _line(cells: Iterable[str | int | float], format: TableFormat) -> str:
    safe = [_text(cell) if isinstance(cell, str) else cell for cell in cells]
    if format == "tsv":
        return "\t".join(_BREAKS.sub(" ", str(cell)) for cell in safe) + "\n"
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(safe)
    return buffer.getvalue()


def _text(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
