"""How much a fact-checker should care about a checked post: one score in [0, 1], and the parts it is made of.

The order decides what is read before a deadline, so nothing in it is hidden: each part has a value, a weight, and is
shown beside the score. The weights below, and those of the rules, are an editor's choice, not measurements; ``[triage]``
in the configuration replaces any of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

import msgspec

from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.config import suggestion
from kakudo.errors import ConfigError
from kakudo.findings import UNSUPPORTED, Finding, Match, TaggedClaim, TaggedDocument

__all__ = ["PARTS", "Triage", "TriagePart", "TriageWeights", "best_match", "is_comparison", "triage"]

PARTS = ("severity", "codes", "confidence", "certainty", "reach")
"""Names of the parts, in the order in which they are shown."""

# Of a code that is not in the table, as a record of a later version may have: neither put off nor put first.
_UNLISTED = 0.5
# From this many different codes on, one more tells a fact-checker nothing new about a post.
_MANY_CODES = 3
# Where each number of reach counts as full, as a power of ten: far more people see a post, or follow, than react to it.
_FULL_REACH: Mapping[str, int] = MappingProxyType(
    {
        "likes": 5,
        "favorite_count": 5,
        "reposts": 5,
        "retweets": 5,
        "retweet_count": 5,
        "views": 7,
        "followers": 7,
    }
)
_NUMBER = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMB千万億]?)", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "千": 10**3, "万": 10**4, "億": 10**8}


def _severities() -> Mapping[str, float]:
    return MappingProxyType({rule.code: rule.weight for rule in sorted(COMPARISON_RULES, key=lambda rule: rule.code)})


@dataclass(frozen=True, slots=True)
class TriageWeights:
    """What counts how much.

    Attributes:
        severity: of the gravest comparison code. It counts as much as the rest together, so that a widely seen trifle does not
            come before a turned negation that few have seen.
        codes: how many different comparison codes the post has.
        confidence: how surely the source is the one that the post speaks of.
        certainty: how strongly the post says it (``strength``).
        reach: how many people the post got to, where its metadata say.
        severities: code → severity, for the codes of the comparison; what each rule declares as its ``weight``.

    The weights of the parts are shares: what counts is their ratio.

    Raises:
        ConfigError: a weight is no number from 0 to 1, or all parts weigh nothing.
    """

    severity: float = 0.5
    codes: float = 0.1
    confidence: float = 0.15
    certainty: float = 0.1
    reach: float = 0.15
    severities: Mapping[str, float] = field(default_factory=_severities)

    def __post_init__(self) -> None:
        for name, weight in (*self.parts().items(), *self.severities.items()):
            if not 0 <= weight <= 1:
                raise ConfigError(f"triage: {name} is {weight}; a weight is a number from 0 to 1")
        if not any(self.parts().values()):
            raise ConfigError(f"triage: all parts weigh 0: give at least one of {', '.join(PARTS)} a weight above it")

    @classmethod
    def from_config(cls, table: Mapping[str, float]) -> TriageWeights:
        """The defaults, with what a configuration puts in their place.

        Args:
            table: `kakudo.config.Config.triage`: names of parts and codes of the comparison.

        Raises:
            ConfigError: a key is neither, or as the constructor.
        """
        default = cls()
        known = (*PARTS, *default.severities)
        for key in table:
            if key not in known:
                raise ConfigError(
                    f"triage: there is no part or code {key!r}{suggestion(key, known)}; "
                    f"parts are {', '.join(PARTS)}, codes {', '.join(default.severities)}"
                )
        parts = {key: value for key, value in table.items() if key in PARTS}
        codes = {key: value for key, value in table.items() if key not in PARTS}
        return replace(default, **parts, severities=MappingProxyType({**default.severities, **codes}))

    def parts(self) -> dict[str, float]:
        """Weights of the parts by name, in the order of `PARTS`."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name in PARTS}

    def severity_of(self, code: str) -> float:
        """How grave a finding of this code is."""
        return self.severities.get(code, _UNLISTED)


@dataclass(frozen=True, slots=True)
class TriagePart:
    """One reason of a score: a value in [0, 1], and its weight; the weights of a score add up to 1."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Triage:
    """A score, and the parts whose weighted values add up to it; no parts where there is nothing to check."""

    score: float
    parts: tuple[TriagePart, ...]


def triage(document: TaggedDocument, weights: TriageWeights) -> Triage:
    """How much a fact-checker should care about a checked post.

    The gravest finding of the comparison decides severity, and its claim confidence and certainty; among equals, the claim
    that is matched and put most strongly. Codes and reach are the whole post's. Where no number of reach is known, the
    part has weight 0 and the others share it: a post is not taken for unseen because an export left the number out.

    Args:
        document: a post as `kakudo check` gives it.
        weights: what counts how much.

    Returns:
        A score of 0 without parts for a post on which the comparison found nothing, or that could not be checked.
    """
    found = [
        (claim, finding)
        for sentence in document.sentences
        for claim in sentence.claims
        for finding in claim.findings
        if is_comparison(finding)
    ]
    if not found or document.error is not None:
        return Triage(0.0, ())

    def order(item: tuple[TaggedClaim, Finding]) -> tuple[float, float]:
        claim, finding = item
        return weights.severity_of(finding.code), _confidence(claim, finding) + claim.strength

    claim, finding = max(found, key=order)
    reach = _reach(document.metadata)
    values = {
        "severity": weights.severity_of(finding.code),
        "codes": min(1.0, len({item.code for _, item in found}) / _MANY_CODES),
        "confidence": _confidence(claim, finding),
        "certainty": claim.strength,
        "reach": reach or 0.0,
    }
    shares = weights.parts() if reach is not None else {**weights.parts(), "reach": 0.0}
    total = sum(shares.values()) or 1.0
    parts = tuple(TriagePart(name, value, shares[name] / total) for name, value in values.items())
    return Triage(min(1.0, sum(part.value * part.weight for part in parts)), parts)


def is_comparison(finding: Finding) -> bool:
    """Whether a finding is about a post and its source (KD3xx), not about the post alone."""
    return finding.code.startswith("KD3")


def best_match(claim: TaggedClaim) -> Match | None:
    """The source's claim that a claim was compared with; ``None`` where there is none, or nothing was compared."""
    return claim.matches[0] if not isinstance(claim.matches, msgspec.UnsetType) and claim.matches else None


def _confidence(claim: TaggedClaim, finding: Finding) -> float:
    """How sure it is that the finding speaks of the right pair: as sure as the two are alike.

    That a claim has no source is the surer the less alike the nearest is, so it is the other way round there; with
    nothing near at all it is certain that the given sources do not hold it.
    """
    match = best_match(claim)
    similarity = match.similarity if match is not None else 0.0
    return 1.0 - similarity if finding.code == UNSUPPORTED else similarity


def _reach(metadata: Mapping[str, Any]) -> float | None:
    """The widest of the numbers of reach, each on a logarithmic scale; ``None`` where no number is known."""
    return max(
        (min(1.0, math.log10(1 + number) / _FULL_REACH[key]) for key, number in _numbers(metadata)), default=None
    )


def _numbers(metadata: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for key in _FULL_REACH:
        number = _number(metadata.get(key))
        if number is not None:
            yield key, number


def _number(value: object) -> float | None:
    """A count as JSON has it, or as a table's cell writes it: ``1,204``, ``1.2万``, ``3K``."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip().replace(",", "")
        match = _NUMBER.fullmatch(text)
        return float(match[1]) * _UNITS[match[2].upper()] if match else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        return None
    return value
