"""The article put together again from its sentences: headings, paragraphs, lists, and the claims inside them.

A tagged document holds no text between its sentences, so a gap in the offsets stands for what was there: a line end
or a list mark. Sentences without a gap belong to one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kakudo.document import BlockKind
from kakudo.findings import TaggedClaim, TaggedSentence
from kakudo.reports.digest import NumberedClaim

__all__ = ["Part", "Piece", "TextBlock", "cue_parts", "text_blocks"]

_MAX_HEADING = 6
# The page's own title and section titles are the first two.
_FIRST_HEADING = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence's text, and the claim that it is, if any."""

    text: str
    numbered: NumberedClaim | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, paragraph, quote, caption, or a whole list.

    Attributes:
        level: of a heading, as in ``h3``; 0 for the rest.
        runs: one for each list item; one alone for other kinds.
    """

    kind: str
    level: int
    runs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_cue: bool


def text_blocks(claims: Iterable[NumberedClaim], sentences: Sequence[TaggedSentence]) -> Iterator[TextBlock]:
    """Rebuild the text.

    Args:
        claims: the document's claims with their numbers, in text order.
        sentences: all its sentences; one without claims is shown as plain text.
    """
    numbered = iter(claims)
    runs = (
        (group[0], tuple(piece for sentence in group for piece in _pieces(sentence, numbered)))
        for group in _paragraphs(sentences)
    )
    for kind, neighbours in groupby(runs, key=lambda run: run[0].block):
        if kind == BlockKind.LIST_ITEM:
            yield TextBlock(kind, 0, tuple(pieces for _, pieces in neighbours))
            continue
        for first, pieces in neighbours:
            yield TextBlock(kind, _level(first) if kind == BlockKind.HEADING else 0, (pieces,))


def cue_parts(claim: TaggedClaim) -> tuple[Part, ...]:
    """The claim's text, divided where the cues begin and end that its labels rest on."""
    parts: list[Part] = []
    position = claim.start
    for cue in sorted(claim.cues, key=lambda cue: (cue.start, -cue.end)):
        start, end = max(cue.start, position), min(cue.end, claim.end)
        if start >= end:  # inside a longer cue, or outside the claim
            continue
        parts.append(Part(claim.text[position - claim.start : start - claim.start], False))
        parts.append(Part(claim.text[start - claim.start : end - claim.start], True))
        position = end
    parts.append(Part(claim.text[position - claim.start :], False))
    return tuple(part for part in parts if part.text)


def _paragraphs(sentences: Sequence[TaggedSentence]) -> Iterator[list[TaggedSentence]]:
    group: list[TaggedSentence] = []
    for sentence in sentences:
        if group and (
            group[-1].end != sentence.start
            or (group[-1].block, group[-1].section) != (sentence.block, sentence.section)
        ):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _pieces(sentence: TaggedSentence, numbered: Iterator[NumberedClaim]) -> Iterator[Piece]:
    """Cut a sentence at its claims, taken from ``numbered``; a claim inside another keeps a mark without text."""
    position = sentence.start
    for claim in sorted((next(numbered) for _ in sentence.claims), key=lambda item: item.claim.start):
        start, end = max(claim.claim.start, position), max(claim.claim.end, position)
        if position < start:
            yield Piece(sentence.text[position - sentence.start : start - sentence.start])
        yield Piece(sentence.text[start - sentence.start : end - sentence.start], claim)
        position = end
    if position < sentence.end:
        yield Piece(sentence.text[position - sentence.start :])


def _level(heading: TaggedSentence) -> int:
    # A heading may count itself among the sections that it stands under, or not.
    depth = len(heading.section) - (heading.section[-1:] == (heading.text,))
    return min(_FIRST_HEADING + depth, _MAX_HEADING)
