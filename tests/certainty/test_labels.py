"""Labels of a sentence's main claim. Each trap of the language stands beside its counter-case."""

from __future__ import annotations

from typing import Any

import pytest

from case_files import read_cases
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.tokenization import Tokenizer


@pytest.mark.parametrize("case", read_cases("certainty"))
def test_case(case: dict[str, Any], tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    labels = tagger(tokenizer(case["text"]), is_heading=case.get("is_heading", False)).labels[-1]
    found = {key: str(getattr(labels, key)) for key in ("holder", "certainty", "polarity", "time")}
    assert found == {key: case[key] for key in found}, case["why"]
