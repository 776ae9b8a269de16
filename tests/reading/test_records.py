from __future__ import annotations

import json
from typing import Any

import pytest

from kakudo.document import Document, DocumentKind
from kakudo.errors import InputError
from kakudo.reading.options import ReadFailure, ReadOptions
from kakudo.reading.records import record_document, records_of_json, records_of_jsonl

OPTIONS = ReadOptions()


def document(record: object, options: ReadOptions = OPTIONS) -> Document:
    return record_document(record, "news#1", "news.jsonl", "news.jsonl: line 1", options)


def test_all_fields() -> None:
    result = document(
        {
            "id": 7,
            "text": "原油が上がった。",
            "title": "原油高",
            "kind": "post",
            "published": "2026年1月5日",
            "source": "https://example.jp/7",
            "sources": ["a", 8],
            "likes": 3,
            "author": {"name": "甲"},
        }
    )
    assert result == Document(
        text="原油が上がった。",
        id="7",
        kind=DocumentKind.POST,
        title="原油高",
        source="https://example.jp/7",
        published="2026-01-05",
        sources=("a", "8"),
        metadata={"likes": 3, "author": {"name": "甲"}},
    )


def test_defaults() -> None:
    result = document({"text": "原油が上がった。", "title": None, "id": ""})
    assert (result.id, result.source, result.kind, result.title) == ("news#1", "news.jsonl", DocumentKind.ARTICLE, None)
    assert document({"text": "あ"}, ReadOptions(kind=DocumentKind.POST)).kind is DocumentKind.POST


def test_other_field_names() -> None:
    options = ReadOptions(text_field="本文", id_field="番号", title_field="見出し", published_field="日付")
    result = document({"本文": "あ", "番号": "x", "見出し": "い", "日付": "2026/1/5", "text": "べつ"}, options)
    assert (result.text, result.id, result.title, result.published) == ("あ", "x", "い", "2026-01-05")
    assert result.metadata == {"text": "べつ"}


@pytest.mark.parametrize("value", ["先週", 20260105, ["2026-01-05"]])
def test_unreadable_date_is_kept_raw(value: Any) -> None:
    result = document({"text": "あ", "published": value})
    assert result.published is None
    assert result.metadata == {"published": value}


def test_text_is_not_parsed() -> None:
    text = "<p>原油</p>\r\n# 見出し"
    result = document({"text": text})
    assert result.text == text
    assert result.blocks is None


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"body": "あ", "id": "1"}, r"has no 'text'; its keys are: body, id; did you mean --text-field body\?"),
        ({"txt": "あ", "n": 1}, r"its keys are: txt, n; did you mean --text-field txt\?"),
        ({"n": 1}, "its keys are: n; name the key of the text with --text-field"),
        ({}, "its keys are: none"),
        ({"text": None}, "has no 'text'"),
        ({"text": 3}, "'text' is a number"),
        ({"text": ["あ"]}, "'text' is an array"),
        ({"text": " 　\n"}, "'text' is empty"),
        ({"text": "あ", "id": {"a": 1}}, "'id' is an object"),
        ({"text": "あ", "id": True}, "'id' is a boolean"),
        ({"text": "あ", "title": 5}, "'title' is a number"),
        ({"text": "あ", "source": []}, "'source' is an array"),
        ({"text": "あ", "kind": "tweet"}, "kind 'tweet' is none of article, post"),
        ({"text": "あ", "sources": "a"}, "'sources' is an array of document ids"),
        ({"text": "あ", "sources": [None]}, "'sources' is an array of document ids"),
        ({"schema": "kakudo/1", "id": "a", "sentences": []}, r"output of kakudo .*`kakudo report`"),
        (["あ"], "a record is a JSON object, this is an array"),
        ("あ", "this is a string"),
        (None, "this is null"),
    ],
)
def test_bad_records(record: object, message: str) -> None:
    with pytest.raises(InputError, match=rf"^news\.jsonl: line 1: .*{message}"):
        document(record)


def test_bad_lines_do_not_cost_the_others() -> None:
    lines = [
        '{"id": "a", "text": "一"}\n',
        '{"id": "b", "text": \n',
        "\n",
        '{"id": "c", "body": "三"}\n',
        "[1]\n",
        '{"text": "\\ud83d"}\n',
        '{"text": "\udcff"}\n',
        "NaN\n",
        "[" * 100_000 + "\n",
        '{"text": "九"}',
    ]
    results = list(records_of_jsonl(lines, "news", "news.jsonl", OPTIONS))
    assert [(type(r), r.id) for r in results] == [
        (Document, "a"),
        (ReadFailure, "news#2"),
        (ReadFailure, "c"),
        (ReadFailure, "news#5"),
        (ReadFailure, "news#6"),
        (ReadFailure, "news#7"),
        (ReadFailure, "news#8"),
        (ReadFailure, "news#9"),
        (Document, "news#10"),
    ]
    failures = [r for r in results if isinstance(r, ReadFailure)]
    assert all(f.type == "InputError" and f.source == "news.jsonl" for f in failures)
    assert failures[0].message.startswith("news.jsonl: line 2: is not valid JSON")
    assert failures[4].message.startswith("news.jsonl: line 7: does not fit the encoding")


def test_jsonl_is_read_as_it_comes() -> None:
    def lines() -> Any:
        yield '{"text": "一"}\n'
        raise AssertionError("read ahead")

    results = records_of_jsonl(lines(), "a", "a.jsonl", OPTIONS)
    assert isinstance(next(results), Document)


def test_json_object_and_array() -> None:
    one = list(records_of_json('{"text": "一"}', "a", "a.json", OPTIONS))
    many = list(records_of_json(json.dumps([{"text": "一"}, {"id": "z"}, {"text": "三"}]), "a", "a.json", OPTIONS))
    assert [r.id for r in one] == ["a#1"]
    assert [r.id for r in many] == ["a#1", "z", "a#3"]
    assert isinstance(many[1], ReadFailure)


def test_json_lines_under_the_name_of_json() -> None:
    text = '{"id": "a", "text": "一"}\n{"id": "b", "text": \n\n{"id": "c", "text": "三\u2028四"}\n'
    results = list(records_of_json(text, "x", "x.json", OPTIONS))
    assert [(type(r), r.id) for r in results] == [(Document, "a"), (ReadFailure, "x#2"), (Document, "c")]


@pytest.mark.parametrize("text", ['{"a": 1} x', '{"a": 1', '3\n{"text": "一"}\n', '["a"]\n["b"]\n'])
def test_broken_json_is_not_taken_for_json_lines(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.json: is not valid JSON"):
        list(records_of_json(text, "a", "a.json", OPTIONS))


@pytest.mark.parametrize("text", ["", "{", "3", '"あ"', "[]", "null"])
def test_json_that_holds_no_records(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.json"):
        list(records_of_json(text, "a", "a.json", OPTIONS))


def test_jsonl_without_records() -> None:
    with pytest.raises(InputError, match="has no records"):
        list(records_of_jsonl(["\n", " \n"], "a", "a.jsonl", OPTIONS))
