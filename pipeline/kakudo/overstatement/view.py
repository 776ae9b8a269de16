"""What a rule sees of one claim."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.certainty.labels import Labels
from kakudo.certainty.matcher import CueMatch
from kakudo.document import BlockKind, Span, Token
from kakudo.findings import Context, CueType, Evidence, EvidenceType, Stance, When

__all__ = ["CARRYING_EVIDENCE", "SOURCES", "ClaimView"]

CARRYING_EVIDENCE = frozenset(
    {EvidenceType.NAMED_SOURCE, EvidenceType.DOCUMENT, EvidenceType.NUMBER, EvidenceType.QUOTATION}
)
"""Evidence that can carry a strong claim: somebody or something that a reader can look up."""
SOURCES = frozenset(
    {EvidenceType.NAMED_SOURCE, EvidenceType.ANONYMOUS_SOURCE, EvidenceType.DOCUMENT, EvidenceType.QUOTATION}
)
"""Evidence that says whose view or figure it is."""


class ClaimView(msgspec.Struct, frozen=True):
    """One claim with its labels and everything that a rule may look at. Offsets are code points of the document.

    Attributes:
        tokens, starts, ends: of the whole sentence, offsets already in the document.
        span: the claim's token range.
        cues: the cues inside the claim, with token indices of the sentence.
        evidence: in the claim itself.
        evidence_in_view: in the claim, its sentence and the neighbours that it refers to.
        before: the claim before it in the document, if any.
        depth: of the whole sentence, how many bracket pairs hold each token.
        is_torn: whether its sentence is one of several inside a quotation, with one of its brackets elsewhere.
        is_title: whether it is a title that is cited with nothing said of it (『高速道の玉突き事故、居眠りが原因』 in a list of sources).
        is_flat_writer: whether the writer states the claim without hedge, in no section that hedges for it. A title in 『』 with nothing
            said of it is somebody else's words.
        is_unsourced: whether it is so stated, and nothing in view says whose view or figure it is.
        body: for a claim of the document's headline, the claims of the text under it.
    """

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    ends: Sequence[int]
    span: Span
    labels: Labels
    stance: Stance
    block: BlockKind
    cues: Sequence[CueMatch]
    when: Sequence[When]
    context: Sequence[Context]
    evidence: Sequence[Evidence]
    evidence_in_view: Sequence[Evidence]
    before: ClaimView | None
    depth: Sequence[int]
    body: Sequence[ClaimView] = ()
    is_torn: bool = False
    is_title: bool = False
    # Four rules and the model ask these of every claim: answered once, where the view is made.
    is_flat_writer: bool = False
    is_unsourced: bool = False

    @property
    def start(self) -> int:
        """Where the claim starts, in code points of the document."""
        return self.starts[self.span.start]

    @property
    def end(self) -> int:
        """Where the claim ends (exclusive), in code points of the document."""
        return self.ends[self.span.end - 1]

    def has_evidence(self, *types: EvidenceType) -> bool:
        """Whether evidence of one of the types is in view."""
        return any(item.type in types for item in self.evidence_in_view)

    def cues_of(self, *types: CueType) -> list[CueMatch]:
        """The cues of the given types that belong to the proposition: not those of an aside or of a quotation inside it."""
        found = [match for match in self.cues if match.row.type in types]
        if not found:
            return found
        start, end = self.labels.proposition
        level = min(self.depth[start:end], default=0)
        return [match for match in found if self.depth[match.start] == level]

    def span_of(self, match: CueMatch) -> Span:
        """A cue's offsets in the document."""
        return Span(self.starts[match.start], self.ends[match.end - 1])
