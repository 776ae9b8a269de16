"""Runs the rules on a claim and derives its verdict from what they found."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.document import Span
from kakudo.findings import UNSUPPORTED, Certainty, Finding, Level, Verdict
from kakudo.overstatement.learned import Suspicion
from kakudo.overstatement.rule import Rule
from kakudo.overstatement.view import ClaimView

__all__ = ["Judge", "verdict_of"]


def verdict_of(certainty: Certainty, findings: Sequence[Finding]) -> Verdict:
    """The verdict, from the findings alone; a claim that commits to nothing has none to give.

    Information does not make a claim overstated, and KD310 says that no given source speaks of it.
    """
    serious = [finding for finding in findings if finding.level is not Level.INFO]
    if any(finding.code == UNSUPPORTED for finding in serious):
        return Verdict.UNSUPPORTED
    if serious:
        return Verdict.OVERSTATED
    return Verdict.NOT_APPLICABLE if certainty is Certainty.UNCOMMITTED else Verdict.SUPPORTED


class Judge:
    """Applies rules in order of their codes.

    Args:
        rules: the rules that are switched on.
        lang: language of the messages, ``ja`` or ``en``.
        suspicion: reads what the rules leave; without it they alone decide.
    """

    def __init__(self, rules: Sequence[Rule], lang: str = "ja", suspicion: Suspicion | None = None) -> None:
        self._rules = [(rule, rule.wording(lang)) for rule in sorted(rules, key=lambda rule: rule.code)]
        self._by_code = {rule.code: (rule, wording) for rule, wording in self._rules}
        self._suspicion = suspicion

    def __call__(self, view: ClaimView, offset: int, text: str) -> tuple[Finding, ...]:
        """All findings on one claim.

        Args:
            view: the claim.
            offset: where ``text`` begins in the document, in code points.
            text: a part of the document that holds every span a rule can point at.
        """
        if view.is_title:
            return ()  # whoever chose the words, it was not this writer
        found = [(rule, wording, span) for rule, wording in self._rules if (span := rule.find(view)) is not None]
        if not found and self._suspicion is not None:
            known = self._by_code.get(self._suspicion(view) or "")
            if known is not None and not (known[0].spares is not None and known[0].spares(view)):
                found = [(*known, Span(view.start, view.end))]
        return tuple(
            Finding(
                rule.code,
                rule.name,
                rule.level,
                span.start,
                span.end,
                wording.message.format(text=text[span.start - offset : span.end - offset]),
                wording.needed,
            )
            for rule, wording, span in found
        )
