"""Plain text and Markdown → Document. Its structure is found later, in the text as it was given."""

from __future__ import annotations

from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.reading.options import ReadOptions

__all__ = ["plain_document"]


def plain_document(text: str, id: str, source: str, options: ReadOptions) -> Document:
    """A document of a whole file.

    Args:
        text: as decoded; line ends stay as they are, so that offsets count code points of the file.
        id, source: of the document.

    Raises:
        InputError: when there is nothing but white space.
    """
    if not text.strip():
        raise InputError(f"{source}: has no text")
    return Document(text=text, id=id, kind=options.kind, source=source)
