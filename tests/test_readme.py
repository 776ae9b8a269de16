"""The README's figures are those of the model card; nobody types a number."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def table(path: Path) -> str:
    found = re.search(r"\| method \|.*?\| kakudo \|[^\n]*", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, path
    return found.group()


def test_the_table_of_methods_is_that_of_the_model_card() -> None:
    assert table(ROOT / "README.md") == table(ROOT / "models" / "README.md")
