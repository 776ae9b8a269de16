"""The index of many reports."""

from __future__ import annotations

import dataclasses

import pytest

from kakudo.findings import Stance, TaggedDocument
from kakudo.reports.html import IndexEntry, render_index
from kakudo.topic import Topic

from .test_html import Page


@pytest.fixture
def entries(documents: tuple[TaggedDocument, ...], topic: Topic) -> list[IndexEntry]:
    return [IndexEntry.from_document(d, f"{d.id}.html", topic) for d in documents]


def test_an_entry_counts_its_document(entries: list[IndexEntry]) -> None:
    article, post, broken = entries
    assert (article.n_claims, article.n_flagged) == (46, 6)
    assert article.stances[Stance.HEDGED] == 10
    assert dict(article.axes) == {"oil": 18, "finance": 13, "military": 8, "diplomacy": 16}
    assert (post.title, post.n_claims, post.error) == ("無題の投稿 post-001", 1, None)
    assert broken.error is not None
    assert broken.error.startswith("InputError: 文字コード")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_index_has_a_row_and_a_link_for_each(entries: list[IndexEntry], topic: Topic, lang: str) -> None:
    page = Page(render_index(entries, topic, lang))
    assert page.unclosed == []
    assert [a["href"] for a in page.all("a")] == ["arcan-001.html", "post-001.html", "broken-001.html"]
    assert len(page.all("tr")) == 1 + len(entries)
    heads = [a for a in page.all("th") if a.get("scope") == "col"]
    assert len(heads) == 4 + len(Stance) + len(topic.axes)


def test_an_empty_index_says_so(topic: Topic) -> None:
    assert "文書がありません。" in render_index([], topic)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://a.example", "//a.example", "", "https://["])
def test_only_files_beside_the_index_are_linked(entries: list[IndexEntry], topic: Topic, href: str) -> None:
    page = Page(render_index([dataclasses.replace(entries[0], href=href)], topic))
    assert page.all("a") == []


def test_nothing_hostile_becomes_markup(hostile: TaggedDocument, topic: Topic) -> None:
    entry = IndexEntry.from_document(hostile, "a.html", topic)
    entry = dataclasses.replace(entry, source=hostile.title, error=hostile.title)
    page = Page(render_index([entry], topic))
    assert page.unclosed == []
    assert not page.all("img")
    assert not page.all("svg")
    assert len(page.all("script")) == 1
