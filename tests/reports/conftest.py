"""Documents of the report tests: an article, a compared post, an unreadable record, and a hostile one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

import checked_posts
from kakudo.findings import TaggedDocument
from kakudo.reports import jsonl
from kakudo.topic import Topic, load_topic

SAMPLE = Path(__file__).parent / "sample.jsonl"
PAYLOAD = "</script></style></title>'\"><img src=x onerror=alert(1)><svg/onload=alert(2)>{{7*7}}"


@pytest.fixture(scope="session")
def documents() -> tuple[TaggedDocument, ...]:
    with SAMPLE.open(encoding="utf-8") as lines:
        return tuple(jsonl.read(lines))


@pytest.fixture(scope="session")
def article(documents: tuple[TaggedDocument, ...]) -> TaggedDocument:
    return documents[0]


@pytest.fixture(scope="session")
def post(documents: tuple[TaggedDocument, ...]) -> TaggedDocument:
    return documents[1]


@pytest.fixture(scope="session")
def broken(documents: tuple[TaggedDocument, ...]) -> TaggedDocument:
    return documents[2]


@pytest.fixture(scope="session")
def topic() -> Topic:
    return load_topic()


@pytest.fixture(scope="session")
def hostile(post: TaggedDocument) -> TaggedDocument:
    """A post in which every free text is markup, down to the axis' id and the rule's code."""
    record: dict[str, Any] = msgspec.to_builtins(post)
    record.update(id=PAYLOAD, title=PAYLOAD, source="javascript:alert(3)", published=PAYLOAD)
    record["metadata"] = {PAYLOAD: PAYLOAD, "nested": {"a": [PAYLOAD]}}
    record["signature"] = dict.fromkeys(record["signature"], PAYLOAD)
    span = {"start": 0, "end": len(PAYLOAD), "text": PAYLOAD}
    sentence = record["sentences"][0]
    sentence.update(span, section=[PAYLOAD])
    claim = sentence["claims"][0]
    claim.update(span, axes=[{"id": PAYLOAD, "probability": 0.9}])
    claim["holder"] = {"type": "named", **span}
    claim["when"] = [{"value": "2026", "type": "date", **span}, {"value": PAYLOAD, "type": "date", **span}]
    claim["context"] = [{"type": "scenario", **span}, {"type": "disclaimer", **span}]
    claim["cues"] = [{"id": PAYLOAD, "type": "hedge", "start": 3, "end": 9, "text": PAYLOAD}]
    claim["evidence"] = [{"type": "document", **span}]
    finding = {"code": PAYLOAD, "name": PAYLOAD, "level": "error", "message": PAYLOAD, "needed": PAYLOAD}
    claim["findings"] = [{**finding, "start": 0, "end": 1}]
    claim["matches"] = [{**claim["matches"][0], "source_id": PAYLOAD, "text": PAYLOAD}]
    return msgspec.convert(record, TaggedDocument)


@pytest.fixture(scope="session")
def checked() -> tuple[TaggedDocument, ...]:
    """Posts compared with their sources: each kind of comparison, an error, and posts on which nothing was found."""
    return tuple(checked_posts.posts())


@pytest.fixture(scope="session")
def hostile_checked(hostile: TaggedDocument) -> tuple[TaggedDocument, ...]:
    """The hostile post as one that differs, as one that could not be checked, and as one on which nothing was found."""
    record: dict[str, Any] = msgspec.to_builtins(hostile)
    findings = record["sentences"][0]["claims"][0]["findings"]
    turned = {**findings[0], "code": "KD307", "start": 0, "end": 5}
    outside = {**findings[0], "code": f"KD3{PAYLOAD}", "start": 3, "end": 10_000}
    record["sentences"][0]["claims"][0]["findings"] = [turned, outside, *findings]
    error = {"type": PAYLOAD, "message": PAYLOAD}
    return (
        msgspec.convert(record, TaggedDocument),
        msgspec.convert({**record, "error": error}, TaggedDocument),
        hostile,
    )
