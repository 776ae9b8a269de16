"""How inputs are to be read, and what stands for one that could not be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kakudo.config import Config
from kakudo.document import DocumentKind

__all__ = ["InputFormat", "ReadFailure", "ReadOptions", "read_options"]


class InputFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Settings of `read`.

    Attributes:
        input_format: of every input; ``None`` to tell it from the file name, else from the content.
        encoding: of every input, as Python names it; ``None`` to choose among BOM, declared charset and the Japanese
            encodings.
        text_field, id_field, title_field, published_field: keys of a record, or columns of a table.
        kind: of documents whose record does not say.
    """

    input_format: InputFormat | None = None
    encoding: str | None = None
    text_field: str = "text"
    id_field: str = "id"
    title_field: str = "title"
    published_field: str = "published"
    kind: DocumentKind = DocumentKind.ARTICLE


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file or record that could not be read; it takes the place of its document.

    Attributes:
        id: the record's own id where it could be read, else the file's id, with ``#n`` for the n-th record.
        source: path of the file, or ``stdin``.
        type: name of the error class.
        message: what is wrong, where, and what to do.
    """

    id: str
    source: str
    type: str
    message: str


def read_options(config: Config) -> ReadOptions:
    """The reader's settings; what the configuration leaves open keeps the reader's own default."""
    given = {
        "input_format": InputFormat(config.input_format) if config.input_format else None,
        "encoding": config.encoding,
        "text_field": config.text_field,
        "id_field": config.id_field,
        "title_field": config.title_field,
        "published_field": config.published_field,
        "kind": DocumentKind(config.kind) if config.kind else None,
    }
    return ReadOptions(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
