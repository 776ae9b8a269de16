"""Records of JSON and JSONL → Documents. One broken record is one failure; the others go on.

Standards: RFC 8259 (JSON) and JSON Lines: one object a line, in UTF-8.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kakudo.document import Document, DocumentKind
from kakudo.errors import InputError
from kakudo.reading.encoding import has_undecoded
from kakudo.reading.options import ReadFailure, ReadOptions
from kakudo.reading.published import iso_date

__all__ = ["record_document", "record_or_failure", "records_of_json", "records_of_jsonl"]

# What text is called where it is not called "text".
_TEXT_NAMES = (
    "text",
    "body",
    "content",
    "full_text",
    "article",
    "tweet",
    "post",
    "message",
    "本文",
    "テキスト",
    "内容",
    "投稿",
)
_MAX_SHOWN_KEYS = 12


def records_of_json(text: str, id: str, source: str, options: ReadOptions) -> Iterator[Document | ReadFailure]:
    """Documents of a JSON file: one object, an array of them, or one object a line.

    Args:
        id: of the file; a record without an id is ``<id>#<n>``, n counting from 1.
        source: of records that do not name one.

    Raises:
        InputError: when the file is not JSON, or neither an object nor an array.
    """
    try:
        value = _parse(text, source)
    except InputError:
        if not _begins_with_a_record(text):
            raise
        # JSON Lines under the name of JSON: many programs write them so.
        yield from records_of_jsonl(io.StringIO(text, newline="\n"), id, source, options)
        return
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        raise InputError(f"{source}: JSON input is an object or an array of objects, this is {_type_name(value)}")
    if not value:
        raise InputError(f"{source}: the array has no records")
    for number, record in enumerate(value, start=1):
        yield record_or_failure(record, f"{id}#{number}", source, f"{source}: record {number}", options)


def records_of_jsonl(
    lines: Iterable[str], id: str, source: str, options: ReadOptions, n_before: int = 0
) -> Iterator[Document | ReadFailure]:
    """Documents of JSON Lines, one after another, without holding more than a line.

    Args:
        lines: decoded lines; blank ones are passed over.
        id: of the file; a record without an id is ``<id>#<n>``, n being its line, counted from 1.
        source: of records that do not name one.
        n_before: lines of the file that were passed over.

    Raises:
        InputError: at the end, when there was no record at all and nothing was passed over.
    """
    has_records = n_before > 0
    for number, line in enumerate(lines, start=n_before + 1):
        if not line.strip():
            continue
        has_records = True
        place = f"{source}: line {number}"
        try:
            if has_undecoded(line):
                raise InputError(f"{place}: does not fit the encoding of the file; give its encoding with --encoding")
            record = _parse(line, place)
        except InputError as error:
            yield ReadFailure(f"{id}#{number}", source, type(error).__name__, str(error))
        else:
            yield record_or_failure(record, f"{id}#{number}", source, place, options)
    if not has_records:
        raise InputError(f"{source}: has no records")


def record_or_failure(record: object, id: str, source: str, place: str, options: ReadOptions) -> Document | ReadFailure:
    """As `record_document`, with an error turned into its failure, under the record's own id where it has one."""
    try:
        return record_document(record, id, source, place, options)
    except InputError as error:
        own = record.get(options.id_field) if isinstance(record, dict) else None
        is_named = isinstance(own, (str, int)) and not isinstance(own, bool) and own != ""
        return ReadFailure(str(own) if is_named else id, source, type(error).__name__, str(error))


def record_document(record: object, id: str, source: str, place: str, options: ReadOptions) -> Document:
    """A document of one record; unknown keys pass through as metadata.

    Args:
        record: an object of JSON, or a row of a table.
        id, source: used when the record has none.
        place: file and line, for messages.

    Raises:
        InputError: when the text is missing or a known key has a value of the wrong type.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"{place}: a record is a JSON object, this is {_type_name(record)}")
    rest = dict(record)
    schema = rest.get("schema")
    if isinstance(schema, str) and schema.startswith("kakudo/"):
        raise InputError(
            f"{place}: is an output of kakudo ({schema}), not a text to tag; "
            "`kakudo report` renders it, `kakudo tag` takes the texts that it was made from"
        )
    text = _text(rest, place, options)
    own_id = rest.pop(options.id_field, None)
    if own_id is not None and (isinstance(own_id, bool) or not isinstance(own_id, (str, int))):
        raise InputError(f"{place}: {options.id_field!r} is {_type_name(own_id)}; an id is a string or an integer")
    own_kind = _string(rest, "kind", place)
    if own_kind and own_kind not in (*DocumentKind,):
        raise InputError(f"{place}: kind {own_kind!r} is none of {', '.join(DocumentKind)}")
    raw_date = rest.pop(options.published_field, None)
    published = iso_date(raw_date) if isinstance(raw_date, str) else None
    if published is None and raw_date not in (None, ""):
        rest[options.published_field] = raw_date
    return Document(
        text=text,
        id=id if own_id in (None, "") else str(own_id),
        kind=DocumentKind(own_kind) if own_kind else options.kind,
        title=_string(rest, options.title_field, place),
        source=_string(rest, "source", place) or source,
        published=published,
        sources=_sources(rest.pop("sources", None), place),
        metadata=rest,
    )


def _begins_with_a_record(text: str) -> bool:
    """Whether the first line is an object of its own and others follow."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def _parse(text: str, place: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(f"{place}: is not valid JSON: {error}") from error


def _text(rest: dict[str, Any], place: str, options: ReadOptions) -> str:
    """Take the text out of a record."""
    text = rest.pop(options.text_field, None)
    if text is None:
        keys = [str(key) for key in rest]
        shown = ", ".join(keys[:_MAX_SHOWN_KEYS]) + (", …" if len(keys) > _MAX_SHOWN_KEYS else "") or "none"
        strings = [str(key) for key, value in rest.items() if isinstance(value, str)]
        near = [name for name in _TEXT_NAMES if name in strings]
        near += difflib.get_close_matches(options.text_field, strings, n=1)
        advice = f"; did you mean --text-field {near[0]}?" if near else "; name the key of the text with --text-field"
        raise InputError(f"{place}: has no {options.text_field!r}; its keys are: {shown}{advice}")
    if not isinstance(text, str):
        raise InputError(f"{place}: {options.text_field!r} is {_type_name(text)}; the text is a string")
    if not text.strip():
        raise InputError(f"{place}: {options.text_field!r} is empty")
    return text


def _string(rest: dict[str, Any], key: str, place: str) -> str | None:
    """Take an optional string out of a record."""
    value = rest.pop(key, None)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{place}: {key!r} is {_type_name(value)}; it is a string or null")
    return value or None


def _sources(value: Any, place: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(isinstance(x, bool) or not isinstance(x, (str, int)) for x in value):
        raise InputError(f"{place}: 'sources' is an array of document ids")
    return tuple(str(x) for x in value)


def _type_name(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
