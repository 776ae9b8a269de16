"""The canonical format ``kakudo/1``: one JSON object per document and line (JSON Lines, UTF-8), and its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kakudo.document import BlockKind, DocumentKind
from kakudo.errors import InputError
from kakudo.findings import SCHEMA, TaggedDocument

__all__ = ["SCHEMA_FILE", "read", "render", "schema", "write_schema"]

SCHEMA_FILE = Path(__file__).parent / "kakudo-1.schema.json"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(TaggedDocument)

# JSON lets these three stand inside a string, but many line readers (Python's str.splitlines among them) end a line
# there.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(document: TaggedDocument) -> str:
    """One line of JSON, without the newline that ends it."""
    line = _encoder.encode(document).decode()
    for character, escape in _LINE_ENDS.items():
        line = line.replace(character, escape)
    return line


def read(lines: Iterable[str]) -> Iterator[TaggedDocument]:
    """Decode lines that `render` wrote; empty lines are passed over.

    Args:
        lines: an open text file, or any strings of one record each.

    Raises:
        InputError: a line is not a ``kakudo/1`` record, or its offsets and texts do not agree. The message names the
            line, from 1.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        # Only the first line of a file can carry the mark that some editors put before UTF-8.
        text = line.removeprefix("\ufeff") if number == 1 else line
        try:
            document = _decoder.decode(text)
        except UnicodeEncodeError as error:
            raise InputError(f"line {number}: not UTF-8 text (character {error.start})") from error
        except (msgspec.DecodeError, RecursionError) as error:
            raise InputError(f"line {number}: not a {SCHEMA} record: {error}; write it with `kakudo tag`") from error
        problem = _problem(document)
        if problem:
            raise InputError(f"line {number} (id {document.id!r}): {problem}; write it again with `kakudo tag`")
        yield document


def _problem(document: TaggedDocument) -> str | None:
    """What makes a record that has the right types unusable; reports cut texts by offsets, so these have to agree."""
    if document.schema != SCHEMA:
        return f"schema is {document.schema!r}, this version reads {SCHEMA!r}"
    if document.offset_unit != "codepoint":
        return f"offset_unit is {document.offset_unit!r}, this version reads 'codepoint'"
    end = 0
    for index, sentence in enumerate(document.sentences):
        if sentence.start < end:
            return f"sentence {index} starts at {sentence.start}, before the one in front of it ends ({end})"
        end = sentence.end
        if end - sentence.start != len(sentence.text):
            return f"sentence {index} spans {sentence.start}-{end} but its text has {len(sentence.text)} code points"
        for claim in sentence.claims:
            inside = sentence.start <= claim.start <= claim.end <= end
            if not inside or sentence.text[claim.start - sentence.start : claim.end - sentence.start] != claim.text:
                return f"sentence {index}: claim {claim.start}-{claim.end} is not the text at those offsets"
    return None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record: the types, narrowed to the values that the contract allows."""
    contract = msgspec.json.schema(TaggedDocument)
    definitions = contract["$defs"]
    for definition in definitions.values():
        properties = definition.get("properties", {})
        for key, value in properties.items():
            value.pop("default", None)
            if key in ("start", "end") and "type" in value:
                value["minimum"] = 0
            elif key in ("start", "end"):
                value["anyOf"] = [{"type": "integer", "minimum": 0}, {"type": "null"}]
            elif key in ("probability", "strength", "similarity"):
                value.update(minimum=0, maximum=1)
        if properties:
            # What kakudo writes has every key, null or empty where nothing is known; only `check` adds the two of
            # comparison.
            definition["required"] = [key for key in properties if key not in ("matches", "comparison")]
    document = definitions["TaggedDocument"]["properties"]
    document["schema"] = {"const": SCHEMA}
    document["kind"] = {"enum": [kind.value for kind in DocumentKind]}
    document["offset_unit"] = {"const": "codepoint"}
    definitions["TaggedSentence"]["properties"]["block"] = {"enum": [kind.value for kind in BlockKind]}
    definitions["When"]["properties"]["type"] = {"enum": ["date", "duration", "set"]}
    definitions["Finding"]["properties"]["code"]["pattern"] = "^KD[0-9]{3}$"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **contract}


def write_schema(path: Path = SCHEMA_FILE) -> None:
    """Write `schema` as the file that ships with the package; run after a change of `kakudo.findings`.

    Args:
        path: where to.
    """
    path.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
