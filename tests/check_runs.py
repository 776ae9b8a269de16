"""Posts and articles to run ``kakudo check`` on, and what its records say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = [
    "ARTICLES",
    "DONE",
    "INVENTED",
    "POSTS",
    "TRUE",
    "TURNED",
    "WEAKER",
    "Row",
    "claims",
    "codes",
    "comparisons",
    "records",
    "sources",
]

Row = dict[str, Any]

ARTICLES = {
    "library": "町は図書館を来年4月に建て替える方針だ。費用は12億円とみられる。",
    "zoo": "動物園でペンギンのヒナが生まれた。名前は公募する。",
    "council": "議会は法案を否決した。賛成は7人だった。",
}
DONE: Row = {"id": "done", "text": "町は図書館を建て替えた。", "views": 1200}
TURNED: Row = {"id": "turned", "text": "議会は法案を可決した。"}
TRUE: Row = {"id": "true", "text": "動物園でペンギンのヒナが誕生。"}
WEAKER: Row = {"id": "weaker", "text": "動物園でペンギンのヒナが生まれたかもしれない。"}
INVENTED: Row = {"id": "invented", "text": "火星に巨大な宮殿が建った。"}
POSTS = (DONE, TURNED, TRUE, WEAKER, INVENTED)


def records(*rows: Row, name: str = "posts.jsonl") -> str:
    """Write rows to a file of JSON Lines; returns its name."""
    Path(name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return name


def claims(line: str) -> Iterator[Row]:
    for sentence in json.loads(line)["sentences"]:
        yield from sentence["claims"]


def codes(line: str) -> list[str]:
    """Codes of the comparison that a record holds."""
    found = [finding["code"] for claim in claims(line) for finding in claim["findings"]]
    return [code for code in found if code.startswith("KD3")]


def comparisons(line: str) -> list[str]:
    return [claim["comparison"] for claim in claims(line)]


def sources(line: str) -> set[str]:
    return {match["source_id"] for claim in claims(line) for match in claim["matches"]}
