"""The columns of the tables that go in and come out, as pyarrow schemas.

The nested schema of documents is made from the types of `kakudo.findings`, so that the wire format stays one definition.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa

from kakudo.findings import TaggedDocument

__all__ = [
    "BLOCKS",
    "CLAIMS",
    "ERROR",
    "FALLBACK_ID",
    "FALLBACK_SOURCE",
    "KNOWN",
    "LINES",
    "METADATA",
    "RECORDS",
    "Rows",
    "documents_schema",
]


class Rows(StrEnum):
    """What a row of the output is."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"


# Columns that the reader adds; no column of a user is called so. What is known of a record beyond its text:
METADATA = "kakudo.metadata"
BLOCKS = "kakudo.blocks"
ERROR = "kakudo.error"
# What a row of a foreign table is called that does not say, and where it comes from.
FALLBACK_ID = "kakudo.id"
FALLBACK_SOURCE = "kakudo.source"

_FAILURE = pa.struct([("type", pa.string()), ("message", pa.string())])
_BLOCK = pa.struct(
    [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("kind", pa.string()),
        ("section", pa.list_(pa.string())),
        ("level", pa.int32()),
    ]
)

KNOWN = ("id", "text", "kind", "title", "source", "published")
"""Names of the columns of a document, in a table that kakudo made."""

RECORDS = pa.schema(
    [
        *((name, pa.string()) for name in KNOWN),
        (METADATA, pa.string()),
        (BLOCKS, pa.list_(_BLOCK)),
        (ERROR, _FAILURE),
    ]
)
"""Documents as they were read, one a row; ``kakudo.metadata`` is a JSON object, or null when there is none."""

CLAIMS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("sentence", pa.int32()),
        ("claim", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("axes", pa.list_(pa.string())),
        ("holder", pa.string()),
        ("holder_text", pa.string()),
        ("certainty", pa.string()),
        ("strength", pa.float64()),
        ("polarity", pa.string()),
        ("time", pa.string()),
        ("stance", pa.string()),
        ("verdict", pa.string()),
        ("codes", pa.list_(pa.string())),
        ("messages", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("title", pa.string()),
        ("source", pa.string()),
        ("published", pa.string()),
        ("error", _FAILURE),
    ]
)
"""One row per claim, with the columns of the CSV and what is known of its document. A document that could not be read
or tagged has one row, with ``doc_id`` and ``error``; one without claims has none."""

LINES = pa.schema(
    [
        ("doc_id", pa.string()),
        ("n_claims", pa.int32()),
        ("n_flagged", pa.int32()),
        ("error", _FAILURE),
        ("line", pa.string()),
    ]
)
"""One row per document: its line of ``kakudo/1`` JSON, and what a run counts."""

_OF_CHECK = ("matches", "comparison")
_SCALARS: dict[type, pa.DataType] = {
    msgspec.inspect.StrType: pa.string(),
    msgspec.inspect.EnumType: pa.string(),
    msgspec.inspect.IntType: pa.int64(),
    msgspec.inspect.FloatType: pa.float64(),
    # Keys of metadata differ from record to record: one column holds them as a JSON object.
    msgspec.inspect.DictType: pa.string(),
}


@cache
def documents_schema() -> pa.Schema:
    """One row per document: ``kakudo/1`` with its claims nested, ``metadata`` as the text of a JSON object.

    The keys of ``kakudo check`` (``matches``, ``comparison``) are left out.
    """
    contract = _arrow_type(msgspec.inspect.type_info(TaggedDocument))
    return pa.schema(list(contract))


def _arrow_type(kind: Any) -> pa.DataType:
    if isinstance(kind, msgspec.inspect.UnionType):
        (kind,) = (item for item in kind.types if not isinstance(item, msgspec.inspect.NoneType))
    if isinstance(kind, msgspec.inspect.StructType):
        return pa.struct(
            [(item.encode_name, _arrow_type(item.type)) for item in kind.fields if item.encode_name not in _OF_CHECK]
        )
    if isinstance(kind, msgspec.inspect.VarTupleType):
        return pa.list_(_arrow_type(kind.item_type))
    return _SCALARS[type(kind)]
