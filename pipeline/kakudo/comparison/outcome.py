"""What was found on each claim of a post, put into its tags."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.findings import UNSUPPORTED, WEAKER, Comparison, Finding, Match, TaggedClaim, TaggedDocument
from kakudo.overstatement.judge import verdict_of

__all__ = ["with_comparison"]

_TURNED = frozenset({"KD304", "KD307"})


def with_comparison(
    tagged: TaggedDocument, compared: dict[tuple[int, int], tuple[tuple[Match, ...], tuple[Finding, ...]]]
) -> TaggedDocument:
    """A tagged post with what was compared on each claim, by (sentence, claim)."""
    sentences = []
    for sentence_index, sentence in enumerate(tagged.sentences):
        claims = []
        for claim_index, claim in enumerate(sentence.claims):
            matches, findings = compared.get((sentence_index, claim_index), ((), ()))
            claims.append(_compared(claim, matches, findings))
        sentences.append(msgspec.structs.replace(sentence, claims=tuple(claims)))
    return msgspec.structs.replace(tagged, sentences=tuple(sentences))


def _compared(claim: TaggedClaim, matches: tuple[Match, ...], findings: tuple[Finding, ...]) -> TaggedClaim:
    both = (*claim.findings, *findings)
    return msgspec.structs.replace(
        claim,
        findings=both,
        verdict=verdict_of(claim.certainty, both),
        matches=matches,
        comparison=_comparison(matches, findings),
    )


def _comparison(matches: Sequence[Match], findings: Sequence[Finding]) -> Comparison:
    """The one word for how a claim stands to its sources, from what was found."""
    codes = {finding.code for finding in findings}
    if not matches or UNSUPPORTED in codes:
        return Comparison.UNMATCHED
    if codes & _TURNED:
        return Comparison.CONTRADICTED
    if codes - {WEAKER}:
        return Comparison.STRONGER
    return Comparison.WEAKER if codes else Comparison.FAITHFUL
