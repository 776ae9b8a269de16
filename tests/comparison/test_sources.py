"""From articles to what an index keeps of them."""

from __future__ import annotations

import logging

import pytest

from kakudo.analysis import Analyzer
from kakudo.comparison.sources import index_documents, index_signature
from kakudo.document import Document
from kakudo.findings import Signature
from kakudo.tokenization import Tokenizer

_SIGNATURE = Signature("1", "axes-a time-b", "sha256:c", "d")


def test_claims_are_detached_in_text_order(analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    texts = {"a": "橋が落ちた。市は直す方針だ。", "b": "雨が降った。"}
    found = list(index_documents(analyzer, (Document(text, id=id) for id, text in texts.items()), tokenizer))
    assert [item.id for item in found] == ["a", "b"]
    for item in found:
        assert item.title_words == ()
        starts = [gist.start for gist in item.gists]
        assert starts == sorted(starts)
        for gist in item.gists:
            assert texts[item.id][gist.start : gist.end] == gist.text
    assert [len(item.gists) for item in found] == [2, 1]


def test_the_words_of_a_title_are_kept_apart(analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    (item,) = index_documents(analyzer, [Document("雨が降った。", id="a", title="ペンギンの公募")], tokenizer)
    assert "ペンギン" in item.title_words
    assert "の" not in item.title_words
    assert "ペンギン" not in {word.word for gist in item.gists for word in gist.words}


def test_an_article_without_claims_is_kept(analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    (item,) = index_documents(analyzer, [Document("🎉", id="a")], tokenizer)
    assert (item.id, item.gists) == ("a", ())


def test_no_articles(analyzer: Analyzer, tokenizer: Tokenizer) -> None:
    assert list(index_documents(analyzer, [], tokenizer)) == []


def test_an_article_that_cannot_be_tagged_is_left_out_and_named(
    analyzer: Analyzer, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    draft = Analyzer._draft

    def failing(self: Analyzer, document: Document) -> object:
        if document.id == "bad":
            raise ValueError("cannot be read")
        return draft(self, document)

    monkeypatch.setattr(Analyzer, "_draft", failing)
    documents = [Document("雨が降った。", id=id) for id in ("a", "bad", "b")]
    with caplog.at_level(logging.WARNING, "kakudo"):
        assert [item.id for item in index_documents(analyzer, documents, tokenizer)] == ["a", "b"]
    assert [record.getMessage() for record in caplog.records] == [
        "bad is left out of the sources: ValueError: cannot be read"
    ]


def test_a_signature_tells_versions_models_and_tables_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    signature = index_signature(_SIGNATURE)
    assert index_signature(_SIGNATURE) == signature
    changed = [
        Signature("2", "axes-a time-b", "sha256:c", "d"),
        Signature("1", "axes-a time-x", "sha256:c", "d"),
        Signature("1", "axes-a time-b", "sha256:x", "d"),
        Signature("1", "axes-a time-b", "sha256:c", "x"),
    ]
    assert len({signature, *map(index_signature, changed)}) == 5
    monkeypatch.setattr("kakudo.comparison.sources.tables_digest", lambda: "other")
    assert index_signature(_SIGNATURE) != signature
