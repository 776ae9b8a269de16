"""From what the stages found to what the rules see: every claim with its labels and the evidence in view."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import structs

from kakudo.certainty.context import ContextualLabels
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.tagger import SentenceReading
from kakudo.document import BlockKind, Sentence, Span
from kakudo.findings import Certainty, Evidence, EvidenceType, HolderType, When, stance_of
from kakudo.overstatement.view import SOURCES, ClaimView

__all__ = ["Part", "claim_views"]

# 「同社はこれを…」「その額は…」: the sentence leans on the one before it.
_REFERS_BACK = re.compile(
    r"^[\s「『（]*(一方、?|また、?|さらに、?|なお、?|ただ、?|しかし、?)?(同|その|この|これ|それ|こうした|そうした|両|うち)"
)
# 「出典はOPEC年次統計」: the sentence serves the one before it.
_SERVES_BEFORE = re.compile(
    r"^[\s（(【→⇒]*(出典|ソース|詳細|参照|参考|元記事|引用元|情報源|source|via|https?://)", re.IGNORECASE
)
_FLAT = (Certainty.CERTAIN, Certainty.EMPHATIC)
_REFERABLE = frozenset(
    {EvidenceType.NAMED_SOURCE, EvidenceType.ANONYMOUS_SOURCE, EvidenceType.DOCUMENT, EvidenceType.QUOTATION}
)


class Part(msgspec.Struct, frozen=True, gc=False):
    """One sentence on its way: everything that is known before the axes are scored."""

    sentence: Sentence
    reading: SentenceReading
    labels: Sequence[ContextualLabels]
    when: Sequence[When]
    evidence: Sequence[Evidence]


def claim_views(parts: Sequence[Part]) -> list[list[ClaimView]]:
    """What the rules see of every claim, sentence by sentence; the headline's claims see the body's.

    Args:
        parts: the document's sentences, in text order.
    """
    sources = [_sources(part) for part in parts]
    in_view = [_evidence_in_view(parts, sources, index) for index in range(len(parts))]
    views: list[list[ClaimView]] = []
    before: ClaimView | None = None
    for part, evidence in zip(parts, in_view, strict=True):
        tokenized, offset = part.reading.tokenized, part.sentence.start
        starts = list(map(offset.__add__, tokenized.starts))
        ends = list(map(offset.__add__, tokenized.ends))
        has_source = any(item.type in SOURCES for item in evidence)
        is_torn = part.sentence.text.count("「") != part.sentence.text.count("」")
        own = []
        for claim, contextual in zip(part.reading.claims, part.labels, strict=False):
            before = _view(part, claim, contextual, starts, ends, evidence, before, is_torn, has_source)
            own.append(before)
        views.append(own)
    n_title = 0
    while (
        n_title < len(parts)
        and parts[n_title].sentence.block is BlockKind.HEADING
        and not parts[n_title].sentence.section
    ):
        n_title += 1
    if 0 < n_title < len(parts):
        body = [
            view
            for own, part in zip(views[n_title:], parts[n_title:], strict=True)
            if part.sentence.block is not BlockKind.HEADING
            for view in own
        ]
        views[:n_title] = [[structs.replace(view, body=body) for view in own] for own in views[:n_title]]
    return views


def _evidence_in_view(parts: Sequence[Part], sources: Sequence[Sequence[Evidence]], index: int) -> list[Evidence]:
    """Evidence in the sentence, and in a neighbour that it leans on or that serves it."""
    part = parts[index]
    found = [*sources[index], *(_moved(item, part.sentence.start) for item in part.evidence)]
    if (
        index
        and parts[index - 1].sentence.block_index == part.sentence.block_index
        and _REFERS_BACK.match(part.sentence.text)
    ):
        found += [item for item in _all_evidence(parts[index - 1], sources[index - 1]) if item.type in _REFERABLE]
    if index + 1 < len(parts) and _SERVES_BEFORE.match(parts[index + 1].sentence.text):
        found += _all_evidence(parts[index + 1], sources[index + 1])
    return found


def _moved(item: Evidence, offset: int) -> Evidence:
    return Evidence(item.type, item.start + offset, item.end + offset, item.text)


def _all_evidence(part: Part, sources: Sequence[Evidence]) -> list[Evidence]:
    return [*sources, *(_moved(item, part.sentence.start) for item in part.evidence)]


def _sources(part: Part) -> list[Evidence]:
    """The sources that the sentence's holders name, in document offsets."""
    tokenized, offset = part.reading.tokenized, part.sentence.start
    spans: dict[Span, HolderType] = {}
    for item in part.labels:
        if item.labels.holder_span is not None and item.labels.holder_span.start < item.labels.holder_span.end:
            spans.setdefault(item.labels.holder_span, item.labels.holder)
    kinds = {HolderType.NAMED: EvidenceType.NAMED_SOURCE, HolderType.ANONYMOUS: EvidenceType.ANONYMOUS_SOURCE}
    found = []
    for span, holder in spans.items():
        if holder in kinds:
            start, end = tokenized.starts[span.start], tokenized.ends[span.end - 1]
            found.append(Evidence(kinds[holder], start + offset, end + offset, part.sentence.text[start:end]))
    return found


def _view(
    part: Part,
    claim: Span,
    contextual: ContextualLabels,
    starts: Sequence[int],
    ends: Sequence[int],
    in_view: Sequence[Evidence],
    before: ClaimView | None,
    is_torn: bool,
    has_source: bool,
) -> ClaimView:
    offset = part.sentence.start
    low, high = starts[claim.start], ends[claim.end - 1]
    labels = contextual.labels
    evidence = [item for item in in_view if item.type in _REFERABLE or (low <= item.start and item.end <= high)]
    text = part.sentence.text[low - offset : high - offset]
    is_flat_writer = (
        labels.holder is HolderType.WRITER
        and labels.certainty in _FLAT
        and not (contextual.context or is_torn or text.rstrip().endswith("』"))
    )
    unique = {(item.start, item.end, item.type): item for item in evidence}
    return ClaimView(
        text,
        part.reading.tokenized.tokens,
        starts,
        ends,
        claim,
        labels,
        stance_of(labels.holder, labels.certainty),
        part.sentence.block,
        [
            match
            for match in part.reading.matches
            if claim.start <= match.start and match.end <= claim.end and match.row.role is not CueRole.BLOCK
        ],
        [
            When(item.value, item.type, item.start + offset, item.end + offset, item.text)
            for item in part.when
            if low <= item.start + offset and item.end + offset <= high
        ],
        contextual.context,
        sorted(unique.values(), key=lambda item: (item.start, item.end, item.type)),
        in_view,
        before,
        part.reading.brackets.depth,
        is_torn=is_torn,
        is_title=part.reading.is_title,
        is_flat_writer=is_flat_writer,
        is_unsourced=is_flat_writer and not has_source,
    )
