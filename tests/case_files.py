"""Reading of the data files under ``tests/cases``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[2] / "shared"


def read_cases(name: str) -> list[Any]:
    """Cases of ``tests/cases/<name>.jsonl`` as pytest parameters; ``"xfail"`` in a case names a known failure."""
    cases = []
    for number, line in enumerate((CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        case = json.loads(line)
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        cases.append(pytest.param(case, id=f"{number}:{case['text'][:24]}", marks=marks))
    return cases
