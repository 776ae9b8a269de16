"""Rows of labelled files, in both forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]
PLAIN: Row = {"axes": [], "holder": "writer", "certainty": "certain", "polarity": "affirmed", "time": "past"}


def write(path: Path, *rows: Row | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def text_row(id: str, text: str, **labels: Any) -> Row:
    return {"id": id, "text": text, **PLAIN, **labels}


def corpus_row(
    id: str, *sentences: tuple[str, list[Row]] | tuple[str, list[Row], str], register: str = "agency"
) -> Row:
    return {
        "id": id,
        "register": register,
        "published": "2024-05-01",
        "title": None,
        "sentences": [
            {"text": text, "claims": claims, "block": rest[0] if rest else "paragraph"}
            for text, claims, *rest in sentences
        ],
    }


def gold_claim(text: str, **labels: Any) -> Row:
    return {"text": text, "holder_text": None, **PLAIN, "cues": [], "codes": [], **labels}
