"""What is answered: the values of the output contract ``kakudo/1``, in the order of its keys.

The structures encode straight to the wire (`msgspec`), so the contract, the Python types and the JSON Schema are one definition.
Offsets are half-open and count code points of the document's text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

__all__ = [
    "SCHEMA",
    "UNSUPPORTED",
    "WEAKER",
    "AxisScore",
    "Certainty",
    "Comparison",
    "Context",
    "ContextType",
    "Cue",
    "CueType",
    "Evidence",
    "EvidenceType",
    "Failure",
    "Finding",
    "Holder",
    "HolderType",
    "Level",
    "Match",
    "Polarity",
    "Signature",
    "Stance",
    "TaggedClaim",
    "TaggedDocument",
    "TaggedSentence",
    "Time",
    "Verdict",
    "When",
    "stance_of",
]

SCHEMA = "kakudo/1"
UNSUPPORTED = "KD310"
"""The code of a claim of which no given source says anything."""
WEAKER = "KD320"
"""The code of a claim that is put with less certainty than its source: information, no fault."""


class HolderType(StrEnum):
    """Whose claim it is."""

    WRITER = "writer"
    NAMED = "named"
    ANONYMOUS = "anonymous"
    AGENTLESS = "agentless"


class Certainty(StrEnum):
    """How strongly the holder puts the proposition."""

    EMPHATIC = "emphatic"
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"
    PARTIAL = "partial"


class Time(StrEnum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Stance(StrEnum):
    """What the reader sees: 主張なし, 留保, 帰属, 断定."""

    NONE = "none"
    HEDGED = "hedged"
    ATTRIBUTED = "attributed"
    ASSERTIVE = "assertive"


class CueType(StrEnum):
    """What a cue does to its claim."""

    HEDGE = "hedge"
    BOOSTER = "booster"
    HEARSAY = "hearsay"
    ATTRIBUTION = "attribution"
    NEGATION = "negation"
    QUESTION = "question"
    PLAN = "plan"
    OBLIGATION = "obligation"
    WISH = "wish"
    COMMAND = "command"
    CONDITION = "condition"
    COUNTERFACTUAL = "counterfactual"
    ASSERTION = "assertion"
    OPINION = "opinion"
    QUANTIFIER = "quantifier"
    APPROXIMATOR = "approximator"
    CAUSE = "cause"
    MOTIVE = "motive"
    SPEAKER = "speaker"


class ContextType(StrEnum):
    DISCLAIMER = "disclaimer"
    SCENARIO = "scenario"
    LEAD_IN = "lead_in"


class EvidenceType(StrEnum):
    NAMED_SOURCE = "named_source"
    ANONYMOUS_SOURCE = "anonymous_source"
    QUOTATION = "quotation"
    DOCUMENT = "document"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    REASON = "reason"
    DENIAL = "denial"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    OVERSTATED = "overstated"
    UNSUPPORTED = "unsupported"
    NOT_APPLICABLE = "not_applicable"


class Level(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Comparison(StrEnum):
    """How a post's claim stands to the sources it was checked against (``kakudo check``)."""

    FAITHFUL = "faithful"
    STRONGER = "stronger"
    WEAKER = "weaker"
    CONTRADICTED = "contradicted"
    UNMATCHED = "unmatched"


class AxisScore(msgspec.Struct, frozen=True, gc=False):
    id: str
    probability: float


class Holder(msgspec.Struct, frozen=True, gc=False):
    """The claim's holder; text and offsets are None when no words name one."""

    type: HolderType
    text: str | None = None
    start: int | None = None
    end: int | None = None


class When(msgspec.Struct, frozen=True, gc=False):
    """A date, duration or set as a TIMEX3 value (ISO-TimeML, ISO 24617-1)."""

    value: str
    type: str
    start: int
    end: int
    text: str


class Context(msgspec.Struct, frozen=True, gc=False):
    """Text outside the claim that changed its labels."""

    type: ContextType
    start: int
    end: int
    text: str


class Cue(msgspec.Struct, frozen=True, gc=False):
    id: str
    type: CueType
    start: int
    end: int
    text: str


class Evidence(msgspec.Struct, frozen=True, gc=False):
    type: EvidenceType
    start: int
    end: int
    text: str


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One reason why a claim says more than the evidence in view carries."""

    code: str
    name: str
    level: Level
    start: int
    end: int
    message: str
    needed: str


class Match(msgspec.Struct, frozen=True, gc=False):
    """A claim of a source that speaks of the same thing (``kakudo check``)."""

    source_id: str
    start: int
    end: int
    text: str
    similarity: float
    certainty: Certainty
    strength: float
    stance: Stance


class TaggedClaim(msgspec.Struct, frozen=True, omit_defaults=False):
    start: int
    end: int
    text: str
    axes: tuple[AxisScore, ...]
    holder: Holder
    certainty: Certainty
    strength: float
    polarity: Polarity
    time: Time
    when: tuple[When, ...]
    context: tuple[Context, ...]
    stance: Stance
    cues: tuple[Cue, ...]
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...] | msgspec.UnsetType = msgspec.UNSET
    comparison: Comparison | msgspec.UnsetType = msgspec.UNSET


class TaggedSentence(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    block: str
    section: tuple[str, ...]
    claims: tuple[TaggedClaim, ...]


class Signature(msgspec.Struct, frozen=True, gc=False):
    """What produced an output; equal signatures on equal input give equal bytes."""

    kakudo: str
    model: str
    lexicon: str
    tokenizer: str


class Failure(msgspec.Struct, frozen=True, gc=False):
    type: str
    message: str


class TaggedDocument(msgspec.Struct, frozen=True):
    schema: str
    id: str
    kind: str
    title: str | None
    source: str | None
    published: str | None
    offset_unit: str
    metadata: dict[str, Any]
    signature: Signature
    sentences: tuple[TaggedSentence, ...]
    error: Failure | None = None


def stance_of(holder: HolderType, certainty: Certainty) -> Stance:
    """Derive the one word that the reader sees from holder and certainty."""
    if certainty is Certainty.UNCOMMITTED:
        return Stance.NONE
    if certainty in (Certainty.PROBABLE, Certainty.POSSIBLE) or holder in (
        HolderType.ANONYMOUS,
        HolderType.AGENTLESS,
    ):
        return Stance.HEDGED
    return Stance.ATTRIBUTED if holder is HolderType.NAMED else Stance.ASSERTIVE
