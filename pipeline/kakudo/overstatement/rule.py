"""What a rule is: a declared value with its own words, examples and test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kakudo.document import Span
from kakudo.findings import Level
from kakudo.overstatement.view import ClaimView

__all__ = ["Example", "Rule", "Wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule's words in one language.

    Attributes:
        title: what the rule is about, for lists.
        why: why a reader should care.
        message: one sentence about a finding; ``{text}`` is the words it points at.
        needed: the evidence that would settle it.
        rephrase: how to say it within the evidence.
    """

    title: str
    why: str
    message: str
    needed: str
    rephrase: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text and, where it should be rephrased, how."""

    text: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a claim can say more than its evidence carries.

    Attributes:
        find: returns the words that the finding points at, in code points of the document, or None.
        spares: whether a claim is known to be ordinary: neither its words nor the learned model make it a finding then.
        fires: texts in which the rule must fire on some claim.
        quiet: texts in which it must not fire at all.
    """

    code: str
    name: str
    level: Level
    ja: Wording
    en: Wording
    find: Callable[[ClaimView], Span | None]
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    spares: Callable[[ClaimView], bool] | None = None

    def wording(self, lang: str) -> Wording:
        """The rule's words in ``ja``, or in English for any other language."""
        return self.ja if lang == "ja" else self.en
