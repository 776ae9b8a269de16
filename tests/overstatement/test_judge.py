from __future__ import annotations

import pytest

from kakudo.findings import Certainty, Finding, Level, Verdict
from kakudo.overstatement.judge import verdict_of


def _finding(code: str, level: Level) -> Finding:
    return Finding(code, "name", level, 0, 1, "message", "needed")


@pytest.mark.parametrize(
    ("certainty", "findings", "verdict"),
    [
        (Certainty.CERTAIN, [], Verdict.SUPPORTED),
        (Certainty.UNCOMMITTED, [], Verdict.NOT_APPLICABLE),
        (Certainty.CERTAIN, [_finding("KD101", Level.WARNING)], Verdict.OVERSTATED),
        (Certainty.UNCOMMITTED, [_finding("KD102", Level.WARNING)], Verdict.OVERSTATED),
        (Certainty.CERTAIN, [_finding("KD320", Level.INFO)], Verdict.SUPPORTED),
        (Certainty.CERTAIN, [_finding("KD310", Level.WARNING)], Verdict.UNSUPPORTED),
    ],
)
def test_verdict_follows_from_findings(certainty: Certainty, findings: list[Finding], verdict: Verdict) -> None:
    assert verdict_of(certainty, findings) is verdict
