"""The contract of the batch: a table of texts in, a table of their tags out. Every runner only feeds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, Protocol

import msgspec
import pyarrow as pa
import pyarrow.json

from kakudo.batch.schemas import (
    BLOCKS,
    CLAIMS,
    ERROR,
    FALLBACK_ID,
    FALLBACK_SOURCE,
    LINES,
    METADATA,
    Rows,
    documents_schema,
)
from kakudo.document import Block, BlockKind, Document
from kakudo.errors import InputError
from kakudo.findings import Signature, TaggedClaim, TaggedDocument
from kakudo.reading import ReadFailure, ReadOptions
from kakudo.reading.records import record_or_failure
from kakudo.reports import jsonl

__all__ = ["TableTagger", "Tags", "Tally", "output_schema", "python_rows", "tally"]

_OWN = frozenset({METADATA, BLOCKS, ERROR, FALLBACK_ID, FALLBACK_SOURCE})
_CARRIED_METADATA = "metadata"
_json = msgspec.json.Encoder()


class Tags(Protocol):
    """What is needed of an analyzer."""

    @property
    def signature(self) -> Signature: ...

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]: ...

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument: ...


class TableTagger:
    """Tags tables.

    Columns of the input are found by the names of ``options``: the text; where there are any, id, title, date of
    publication, ``kind`` and ``source``. Every other column comes out again, of its own type, beside each row made of
    its row; where kakudo has a column of that name it is called ``input_…``. A row that cannot be read or tagged has its
    reason in the column ``error``.

    Args:
        analyzer: what tags one text after another.
        rows: what a row of the output is.
        options: names of the columns, and what a document is that does not say.
        as_lines: give each document as a line of ``kakudo/1`` JSON (`LINES`), with the further columns of the input as
            ``metadata``. Only with ``rows`` of documents.
    """

    def __init__(
        self,
        analyzer: Tags,
        rows: Rows = Rows.CLAIMS,
        options: ReadOptions | None = None,
        *,
        as_lines: bool = False,
    ) -> None:
        self._analyzer = analyzer
        self._rows = rows
        self._options = options or ReadOptions()
        self._as_lines = as_lines

    def __call__(self, table: pa.Table) -> pa.Table:
        """Tag the documents of a table, in their order.

        Args:
            table: as the class says, or one of the schema `RECORDS`.

        Returns:
            A table of the schema that `output_schema` gives for this one.

        Raises:
            InputError: there is no column of the text.
        """
        options = _options_of(table.schema, self._options)
        documents = self._tagged(_items(table, options))
        if self._as_lines:
            return _lines_table(documents, table, options)
        if self._rows is Rows.CLAIMS:
            own, origin = _claims_table(documents)
        else:
            own, origin = _documents_table(documents, table), None
        arrays = list(own.columns)
        for name in _carried(table.schema, options, self._rows):
            arrays.append(table.column(name) if origin is None else table.column(name).take(origin))
        return pa.Table.from_arrays(arrays, schema=output_schema(table.schema, self._rows, self._options))

    def _tagged(self, items: Sequence[Document | ReadFailure]) -> list[TaggedDocument]:
        tagged = self._analyzer.pipe(item for item in items if isinstance(item, Document))
        return [
            self._analyzer.failure(
                Document("", id=item.id, kind=self._options.kind, source=item.source or None), item.type, item.message
            )
            if isinstance(item, ReadFailure)
            else next(tagged)
            for item in items
        ]


def output_schema(schema: pa.Schema, rows: Rows, options: ReadOptions) -> pa.Schema:
    """The schema of what `TableTagger` makes of a table.

    Args:
        schema: of the table.
        rows, options: as for `TableTagger`.

    Raises:
        InputError: there is no column of the text.
    """
    options = _options_of(schema, options)
    own = CLAIMS if rows is Rows.CLAIMS else documents_schema()
    taken = {*own.names, _CARRIED_METADATA}
    fields = list(own)
    for name in _carried(schema, options, rows):
        if name == METADATA:
            fields.append(pa.field(_CARRIED_METADATA, pa.string()))
            continue
        shown = name
        while shown in taken:
            shown = f"input_{shown}"
        taken.add(shown)
        fields.append(schema.field(name).with_name(shown).remove_metadata())
    return pa.schema(fields)


def python_rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table as Python values, the same whether pandas is installed or not."""
    for index, field in enumerate(table.schema):
        kind = field.type
        # Python's times have no nanoseconds: pyarrow gives pandas' own where it finds pandas, and fails where not.
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            table = table.set_column(
                index, field.name, table.column(index).cast(pa.timestamp("us", kind.tz), safe=False)
            )
        elif (pa.types.is_duration(kind) or pa.types.is_time(kind)) and kind.unit == "ns":
            plain = pa.duration("us") if pa.types.is_duration(kind) else pa.time64("us")
            table = table.set_column(index, field.name, table.column(index).cast(plain, safe=False))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


class Tally(NamedTuple):
    """What a run counts."""

    n_documents: int = 0
    n_claims: int = 0
    n_flagged: int = 0
    n_errors: int = 0

    def plus(self, other: Tally) -> Tally:
        """The sum."""
        return Tally(*(mine + yours for mine, yours in zip(self, other, strict=True)))


def tally(table: pa.Table, n_documents: int) -> Tally:
    """Count what a table of `TableTagger` holds.

    Args:
        n_documents: rows of the table that it was made of.
    """
    n_errors = len(table) - table.column("error").null_count
    if "n_claims" in table.column_names:
        n_claims, n_flagged = (sum(filter(None, table.column(name).to_pylist())) for name in ("n_claims", "n_flagged"))
    elif "codes" in table.column_names:
        n_claims = len(table) - n_errors
        n_flagged = _n_not_empty(table.column("codes"))
    else:
        import pyarrow.compute as pc

        sentences = pc.list_flatten(table.column("sentences"))
        claims = pc.list_flatten(pc.struct_field(sentences, "claims"))
        n_claims, n_flagged = len(claims), _n_not_empty(pc.struct_field(claims, "findings"))
    return Tally(n_documents, n_claims, n_flagged, n_errors)


def _n_not_empty(lists: Any) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(pc.greater(pc.list_value_length(lists), 0)).as_py() or 0)


def _is_own(schema: pa.Schema) -> bool:
    return ERROR in schema.names


def _options_of(schema: pa.Schema, options: ReadOptions) -> ReadOptions:
    """The names of the columns: those of kakudo's own tables, else those that the user gave."""
    if _is_own(schema):
        return ReadOptions(kind=options.kind)
    if options.text_field not in schema.names:
        shown = ", ".join(name for name in schema.names if name not in _OWN)
        raise InputError(
            f"there is no column {options.text_field!r} for the text; columns are {shown}: name it with --text-field"
        )
    return options


def _fields(options: ReadOptions) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            (options.text_field, options.id_field, options.title_field, options.published_field, "kind", "source")
        )
    )


def _carried(schema: pa.Schema, options: ReadOptions, rows: Rows) -> list[str]:
    known = {*_fields(options), *_OWN}
    if rows is Rows.CLAIMS:  # of documents it is a column of the contract
        known.remove(METADATA)
    return [name for name in schema.names if name not in known]


def _items(table: pa.Table, options: ReadOptions) -> list[Document | ReadFailure]:
    names = [name for name in (*_fields(options), FALLBACK_ID, FALLBACK_SOURCE) if name in table.column_names]
    records = python_rows(table.select(names))
    if _is_own(table.schema):
        errors = table.column(ERROR).to_pylist()
        blocks = (
            table.column(BLOCKS).to_pylist() if table.column(BLOCKS).null_count < len(table) else [None] * len(table)
        )
        return [_own_item(*row, options) for row in zip(records, errors, blocks, strict=True)]
    return [_foreign_item(record, number, options) for number, record in enumerate(records, start=1)]


def _own_item(
    record: dict[str, Any], error: dict[str, str] | None, blocks: list[dict[str, Any]] | None, options: ReadOptions
) -> Document | ReadFailure:
    if error is not None:
        return ReadFailure(record["id"], record["source"] or "", error["type"], error["message"])
    item = record_or_failure(record, record["id"] or "", "", record["id"] or "", options)
    if blocks is None or isinstance(item, ReadFailure):
        return item
    return replace(item, blocks=tuple(_block(block) for block in blocks))


def _block(value: dict[str, Any]) -> Block:
    return Block(value["start"], value["end"], BlockKind(value["kind"]), tuple(value["section"]), value["level"])


def _foreign_item(record: dict[str, Any], number: int, options: ReadOptions) -> Document | ReadFailure:
    id = record.pop(FALLBACK_ID, None) or f"#{number}"
    source = record.pop(FALLBACK_SOURCE, None) or ""
    published = record.get(options.published_field)
    if isinstance(published, date):  # a column of dates or times
        record[options.published_field] = published.isoformat()
    # A message names the row by its own id: how it is numbered here depends on how the frame was cut.
    place = str(record.get(options.id_field) or id)
    if record.get(options.text_field) is None:  # the column is there: another name would not help
        own = record.get(options.id_field)
        reason = f"{place}: {options.text_field!r} is null; the text is a string"
        return ReadFailure(id if own in (None, "") else str(own), source, InputError.__name__, reason)
    item = record_or_failure(record, id, source, place, options)
    return replace(item, source=item.source or None) if isinstance(item, Document) else item


def _claims_table(documents: Iterable[TaggedDocument]) -> tuple[pa.Table, pa.Array]:
    """The rows of claims, and for each the row that it comes from."""
    rows: list[tuple[Any, ...]] = []
    origin: list[int] = []
    for position, document in enumerate(documents):
        about = (document.kind, document.title, document.source, document.published)
        if document.error is not None:
            failure = {"type": document.error.type, "message": document.error.message}
            empty = (None,) * (len(CLAIMS) - 2 - len(about))
            rows.append((document.id, *empty, *about, failure))
            origin.append(position)
        for sentence_index, sentence in enumerate(document.sentences):
            for claim_index, claim in enumerate(sentence.claims):
                rows.append((document.id, sentence_index, claim_index, *_cells(claim), *about, None))
                origin.append(position)
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(CLAIMS)
    arrays = [pa.array(values, item.type) for values, item in zip(columns, CLAIMS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=CLAIMS), pa.array(origin, pa.int64())


def _cells(claim: TaggedClaim) -> tuple[Any, ...]:
    return (
        claim.start,
        claim.end,
        claim.text,
        [axis.id for axis in claim.axes],
        claim.holder.type,
        claim.holder.text,
        claim.certainty,
        claim.strength,
        claim.polarity,
        claim.time,
        claim.stance,
        claim.verdict,
        [finding.code for finding in claim.findings],
        [finding.message for finding in claim.findings],
    )


def _documents_table(documents: Sequence[TaggedDocument], table: pa.Table) -> pa.Table:
    if not documents:
        return documents_schema().empty_table()
    metadata = table.column(METADATA).to_pylist() if METADATA in table.column_names else [None] * len(documents)
    # By way of JSON: pyarrow reads it four times as fast as it takes Python values.
    lines = b"\n".join(
        _json.encode(msgspec.structs.replace(document, metadata=text))
        for document, text in zip(documents, metadata, strict=True)
    )
    return pyarrow.json.read_json(
        pa.BufferReader(lines),
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=documents_schema(), unexpected_field_behavior="error"),
    ).combine_chunks()


def _lines_table(documents: Sequence[TaggedDocument], table: pa.Table, options: ReadOptions) -> pa.Table:
    unknown = python_rows(table.select(_carried(table.schema, options, Rows.DOCUMENTS)))
    own = table.column(METADATA).to_pylist() if METADATA in table.column_names else [None] * len(documents)
    rows: list[tuple[Any, ...]] = []
    for document, rest, text in zip(documents, unknown, own, strict=True):
        metadata = (
            msgspec.json.decode(text)
            if text is not None
            else msgspec.to_builtins({**document.metadata, **rest}, enc_hook=str)
        )
        claims = list(chain.from_iterable(sentence.claims for sentence in document.sentences))
        n_flagged = sum(bool(claim.findings) for claim in claims)
        error = document.error and {"type": document.error.type, "message": document.error.message}
        line = jsonl.render(msgspec.structs.replace(document, metadata=metadata if error is None else {}))
        rows.append((document.id, len(claims), n_flagged, error, line))
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(LINES)
    arrays = [pa.array(values, item.type) for values, item in zip(columns, LINES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=LINES)
