"""What must hold of every output: each span is a slice of the text as given, in order and in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kakudo.findings import TaggedClaim, TaggedDocument

__all__ = ["claims_of", "inexact_spans"]


def claims_of(document: TaggedDocument) -> list[TaggedClaim]:
    """All claims of a document, in text order."""
    return [claim for sentence in document.sentences for claim in sentence.claims]


def inexact_spans(document: TaggedDocument, text: str, sources: Mapping[str, str] | None = None) -> list[str]:
    """Every span of the document that is not what it should be, in words; empty for a right document.

    Args:
        sources: texts by id, of what a post was checked against.
    """
    wrong: list[str] = []
    position = 0
    for sentence in document.sentences:
        if not position <= sentence.start < sentence.end <= len(text):
            wrong.append(f"sentence {sentence.start}-{sentence.end} does not follow {position}")
        if text[sentence.start : sentence.end] != sentence.text:
            wrong.append(f"sentence {sentence.start}-{sentence.end} is not {sentence.text!r}")
        position = sentence.end
        claim_position = sentence.start
        for claim in sentence.claims:
            if not claim_position <= claim.start < claim.end <= sentence.end:
                wrong.append(f"claim {claim.start}-{claim.end} is not inside its sentence, after the one before")
            claim_position = claim.end
            wrong += _wrong_in(claim, text)
            if sources is not None:
                wrong += _wrong_matches(claim, sources)
    return wrong


def _wrong_in(claim: TaggedClaim, text: str) -> list[str]:
    wrong = [
        f"{kind} {start}-{end} of {claim.text!r} is not {said!r}"
        for kind, start, end, said in _spans(claim)
        if not 0 <= start < end <= len(text) or text[start:end] != said
    ]
    inside = [(cue.start, cue.end) for cue in claim.cues] + [(when.start, when.end) for when in claim.when]
    wrong += [
        f"{span} is outside {claim.text!r}" for span in inside if not claim.start <= span[0] < span[1] <= claim.end
    ]
    wrong += [
        f"{finding.code} points at {finding.start}-{finding.end}, outside {claim.text!r}"
        for finding in claim.findings
        if not claim.start <= finding.start < finding.end <= claim.end
    ]
    return wrong


def _wrong_matches(claim: TaggedClaim, sources: Mapping[str, str]) -> list[str]:
    if isinstance(claim.matches, msgspec.UnsetType) or isinstance(claim.comparison, msgspec.UnsetType):
        return [f"{claim.text!r} was compared with nothing"]
    wrong = [
        f"match {match.source_id} {match.start}-{match.end} of {claim.text!r} is not {match.text!r}"
        for match in claim.matches
        if not 0 <= match.start < match.end or sources[match.source_id][match.start : match.end] != match.text
    ]
    similarities = [match.similarity for match in claim.matches]
    wrong += [f"similarity {value} of {claim.text!r} is no share" for value in similarities if not 0 <= value <= 1]
    spans = [(match.source_id, match.start, match.end) for match in claim.matches]
    if len(set(spans)) < len(spans):
        wrong.append(f"{claim.text!r} has the same match twice")
    # What is unmatched has no match to show, and nothing else does.
    if (claim.comparison == "unmatched") != (not claim.matches):
        wrong.append(f"{claim.text!r} is {claim.comparison} with {len(claim.matches)} matches")
    return wrong


def _spans(claim: TaggedClaim) -> Iterator[tuple[str, int, int, str]]:
    yield "claim", claim.start, claim.end, claim.text
    holder = claim.holder
    if holder.text is not None and holder.start is not None and holder.end is not None:
        yield "holder", holder.start, holder.end, holder.text
    for kind, items in (
        ("when", claim.when),
        ("context", claim.context),
        ("cue", claim.cues),
        ("evidence", claim.evidence),
    ):
        for item in items:
            yield kind, item.start, item.end, item.text
