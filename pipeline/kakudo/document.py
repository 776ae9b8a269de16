"""What is read: texts, and the units that they are cut into. Standard library only.

Offsets everywhere are half-open and count Unicode code points of ``Document.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

__all__ = ["Block", "BlockKind", "Document", "DocumentKind", "Sentence", "Span", "Token"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class DocumentKind(StrEnum):
    ARTICLE = "article"
    POST = "post"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A kind of morpheme in the terms of UniDic; one object per distinct analysis, so it hashes by identity.

    Attributes:
        surface: the form in the (normalised) text.
        lemma: the dictionary form (語彙素) without its foreign-origin suffix; the surface when unknown.
        pos, pos_detail, pos_class: 品詞 大分類, 中分類, 小分類.
        conjugation_type, conjugation_form: 活用型, 活用形; empty when the word does not inflect.
        sign: what the stages ask of every token, as bits of `kakudo.token_signs`.
    """

    surface: str
    lemma: str
    pos: str
    pos_detail: str
    pos_class: str
    conjugation_type: str
    conjugation_form: str
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, quote or caption: one run of ``Document.text`` without its marks.

    Attributes:
        section: titles of the headings that it stands under, outermost first.
        level: depth of a heading (1 = title) or of a list item; 0 for the rest.
    """

    start: int
    end: int
    kind: BlockKind
    section: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str
    block: BlockKind
    section: tuple[str, ...]
    block_index: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the user gave it, with what is known about it.

    Attributes:
        blocks: its structure where the format states it (HTML); ``None`` when it has to be found in the text.
        published: ISO date (``2026-01-05``), against which relative dates are resolved.
        source: path or URL.
        metadata: unknown keys of the input record, passed through.
        sources: ids of the documents that a post rests on.
    """

    text: str
    id: str = ""
    kind: DocumentKind = DocumentKind.ARTICLE
    title: str | None = None
    source: str | None = None
    published: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] | None = None
    sources: tuple[str, ...] = ()
