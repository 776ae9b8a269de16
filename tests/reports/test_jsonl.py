"""The canonical format: round trips, its schema, and records that are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from kakudo.errors import InputError
from kakudo.findings import TaggedDocument
from kakudo.reports import jsonl

LINES = (Path(__file__).parent / "sample.jsonl").read_text(encoding="utf-8").splitlines()


def test_reading_and_rendering_give_the_same_bytes() -> None:
    assert [jsonl.render(document) for document in jsonl.read(LINES)] == LINES


def test_keys_stand_in_the_order_of_the_contract(article: TaggedDocument) -> None:
    record = json.loads(jsonl.render(article))
    assert list(record) == (
        [
            "schema",
            "id",
            "kind",
            "title",
            "source",
            "published",
            "offset_unit",
            "metadata",
            "signature",
            "sentences",
            "error",
        ]
    )
    assert list(record["sentences"][0]["claims"][0]) == [
        "start",
        "end",
        "text",
        "axes",
        "holder",
        "certainty",
        "strength",
        "polarity",
        "time",
        "when",
        "context",
        "stance",
        "cues",
        "evidence",
        "verdict",
        "findings",
    ]


@pytest.mark.parametrize("letter", ["\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_record_is_one_line_whatever_it_holds(post: TaggedDocument, letter: str) -> None:
    document = msgspec.structs.replace(post, title=f"前{letter}後")
    line = jsonl.render(document)
    assert len(line.splitlines()) == 1
    assert next(jsonl.read([line])) == document


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert len(list(jsonl.read(["\ufeff" + LINES[0] + "\n", "\n", "  ", LINES[1]]))) == 2


def edit(change: Callable[[dict[str, Any]], object]) -> str:
    record = json.loads(LINES[1])
    change(record)
    return json.dumps(record, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Input data was truncated"),
        ("[]", "Expected `object`"),
        (edit(lambda r: r.pop("kind")), "missing required field `kind`"),
        (edit(lambda r: r["sentences"][0]["claims"][0].update(certainty="sure")), "Invalid enum value 'sure'"),
        (edit(lambda r: r.update(schema="kakudo/2")), "schema is 'kakudo/2'"),
        (edit(lambda r: r.update(offset_unit="utf-16")), "offset_unit is 'utf-16'"),
        (edit(lambda r: r["sentences"][0].update(end=3)), "its text has 14 code points"),
        (edit(lambda r: r["sentences"][0].update(start=-1)), "sentence 0 starts at -1"),
        (edit(lambda r: r["sentences"].append(r["sentences"][0])), "sentence 1 starts at 0"),
        (edit(lambda r: r["sentences"][0]["claims"][0].update(start=1)), "claim 1-14 is not the text"),
        (edit(lambda r: r["sentences"][0]["claims"][0].update(end=99)), "claim 0-99 is not the text"),
    ],
)
def test_a_wrong_record_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(InputError, match=r"^line 2") as caught:
        list(jsonl.read([LINES[0], line]))
    assert said in str(caught.value)
    assert "kakudo tag" in str(caught.value)


def test_the_schema_that_ships_is_the_one_of_the_types(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    jsonl.write_schema(path)
    assert jsonl.SCHEMA_FILE.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", LINES)
def test_the_sample_fits_the_schema(line: str) -> None:
    jsonschema.Draft202012Validator.check_schema(jsonl.schema())
    jsonschema.Draft202012Validator(jsonl.schema()).validate(json.loads(line))


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.update(schema="kakudo/2"),
        lambda r: r.update(kind="letter"),
        lambda r: r.update(offset_unit="byte"),
        lambda r: r.pop("error"),
        lambda r: r["sentences"][0].update(block="footer"),
        lambda r: r["sentences"][0].update(start=-1),
        lambda r: r["sentences"][0]["claims"][0].update(strength=1.5),
        lambda r: r["sentences"][0]["claims"][0].update(stance="sure"),
        lambda r: r["sentences"][0]["claims"][0].update(comparison="equal"),
        lambda r: r["sentences"][0]["claims"][0]["holder"].update(start=-2),
        lambda r: r["sentences"][0]["claims"][0]["holder"].pop("text"),
        lambda r: r["sentences"][0]["claims"][0]["axes"][0].update(probability=2),
        lambda r: r["sentences"][0]["claims"][0]["findings"][0].update(code="X1"),
    ],
)
def test_what_the_contract_forbids_does_not_fit_the_schema(change: Callable[[dict[str, Any]], object]) -> None:
    validator = jsonschema.Draft202012Validator(jsonl.schema())
    assert not validator.is_valid(json.loads(edit(change)))
