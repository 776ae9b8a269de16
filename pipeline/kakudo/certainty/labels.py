"""What the composition reads and answers: a sentence with its cues, and the labels of a claim."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.certainty.holders import HolderLexicon
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.scope import Saying, Source
from kakudo.document import Span, Token
from kakudo.findings import Certainty, HolderType, Polarity, Time
from kakudo.linear import Feature
from kakudo.segmentation.brackets import Brackets

__all__ = ["BASE_STRENGTH", "RANK", "Labels", "SentenceView"]

RANK = {
    Certainty.UNCOMMITTED: 0,
    Certainty.POSSIBLE: 1,
    Certainty.PROBABLE: 2,
    Certainty.CERTAIN: 3,
    Certainty.EMPHATIC: 4,
}
BASE_STRENGTH = {
    Certainty.UNCOMMITTED: 0.0,
    Certainty.POSSIBLE: 0.40,
    Certainty.PROBABLE: 0.60,
    Certainty.CERTAIN: 0.80,
    Certainty.EMPHATIC: 0.95,
}


class SentenceView(msgspec.Struct, frozen=True, gc=False):
    """One sentence as the composition sees it: tokens, brackets, cues and who says what.

    Attributes:
        quotatives: token indices of と, って and て, one of which every quotation without a cue has after it.
        present: see `kakudo.tokenization.TokenizedText`.
        joints: those, and where a clause ends that says nothing through one of them.
    """

    tokens: Sequence[Token]
    brackets: Brackets
    matches: Sequence[CueMatch]
    ends_at: dict[int, CueMatch]
    sources: Sequence[Source]
    sayings: dict[int, Saying]
    holders: HolderLexicon
    quotatives: Sequence[int]
    joints: Sequence[int]
    present: int
    is_heading: bool

    def has_quotative(self, low: int, high: int) -> bool:
        """Whether one of the `quotatives` stands between two token indices."""
        for index in self.quotatives:  # noqa: SIM110
            # No generator: there are one or two, and making it costs more than they do.
            if low < index < high:
                return True
        return False


class Labels(msgspec.Struct, frozen=True, gc=False):
    """What the composition says of one claim; spans are token ranges.

    Attributes:
        proposition: the innermost clause that is claimed.
        governing: cues that took part in the decision, from the outside in.
        boosted: a booster governs the predicate, whether or not a hedge beside it wins.
        n_hedging_layers: how many hedging or hearsay cues are stacked.
        time_keys: what the time model sees of the claim.
        is_linked: the clause stops in 連用形 or て, so its tense is that of the clause after it.
    """

    holder: HolderType
    holder_span: Span | None
    certainty: Certainty
    strength: float
    polarity: Polarity
    time: Time
    proposition: Span
    governing: tuple[CueMatch, ...]
    boosted: bool
    n_hedging_layers: int
    is_linked: bool
    time_keys: tuple[Feature, ...]
