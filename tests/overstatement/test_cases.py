"""Short texts and the codes that an editor would put to them."""

from __future__ import annotations

from typing import Any

import pytest

from case_files import read_cases
from kakudo.analysis import Analyzer


@pytest.mark.parametrize("case", read_cases("overstatement"))
def test_findings(case: dict[str, Any], analyzer: Analyzer) -> None:
    found = {
        finding.code
        for sentence in analyzer(case["text"]).sentences
        for claim in sentence.claims
        for finding in claim.findings
    }
    if case["codes"]:
        assert set(case["codes"]) <= found
    else:
        assert not found
