"""Classes of mistakes that reading found, each with its counter-case: what the rules say of a post beside its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from case_files import read_cases
from kakudo.comparison.checker import Checker
from kakudo.document import Document

CheckerOf = Callable[..., Checker]


@pytest.mark.parametrize("case", read_cases("comparison"))
def test_a_post_beside_its_source(case: dict[str, Any], checker_of: CheckerOf) -> None:
    checker = checker_of({"s": case["source"]}, "never", "ja")
    (document,) = checker.pipe([Document(case["text"], id="p", sources=("s",))])
    claims = [claim for sentence in document.sentences for claim in sentence.claims]
    found = {finding.code for claim in claims for finding in claim.findings if finding.code.startswith("KD3")}
    assert any(claim.matches for claim in claims), "nothing was compared"
    assert found - {"KD320"} == set(case["codes"]), case["why"]
