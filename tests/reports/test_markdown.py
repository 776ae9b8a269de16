"""Markdown: what it says, and that a text cannot mark itself up."""

from __future__ import annotations

import re

import msgspec
import pytest
from markdown_it import MarkdownIt

from kakudo.comparison.triage import TriageWeights
from kakudo.findings import TaggedDocument
from kakudo.reports import markdown
from kakudo.topic import Topic


def test_the_article(article: TaggedDocument, topic: Topic) -> None:
    text = markdown.render(article, topic)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["軸ごとの確度の割合", "要確認の主張", "時系列", "シナリオと但し書き", "節ごとの主張"]
    assert "| 🛢️ 石油（エネルギー） | 8 (44%) | 2 (11%) | 4 (22%) | 4 (22%) | 18 |" in text
    assert "  - **KD107 匿名情報の断定** (重要)\n    - 理由: 名を明かさない情報源だけに" in text
    assert "- 出典: <https://news.example/arcan/2026-01-20>" in text
    assert "### 2. 石油 › 2-1. なぜ内陸国が油田に関わるのか" in text
    for sentence in article.sentences:
        for claim in sentence.claims:
            assert claim.text in text


def test_english_words_around_japanese_text(article: TaggedDocument, topic: Topic) -> None:
    text = markdown.render(article, topic, "en")
    assert "## Claims to check" in text
    assert "〔Hedged〕関係者は" in text


def test_an_error_and_an_empty_document_say_so(broken: TaggedDocument, topic: Topic) -> None:
    assert "**この文書は読み取れませんでした**\n\nInputError: 文字コード" in markdown.render(broken, topic)
    empty = msgspec.structs.replace(broken, error=None)
    assert "主張は見つかりませんでした" in markdown.render(empty, topic)


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "**太字** _斜体_ `code`",
        "[見る](javascript:alert(1)) ![絵](http://a.example/x.png)",
        "&lt;b&gt; | 表 |",
        "# 見出し\n- 項目",
        "1. 番号",
        "<https://a.example>",
        "\\*",
    ],
)
def test_text_stays_text(post: TaggedDocument, topic: Topic, text: str) -> None:
    sentence = post.sentences[0]
    claim = msgspec.structs.replace(sentence.claims[0], text=text)
    sentence = msgspec.structs.replace(sentence, claims=(claim,), section=(text,))
    document = msgspec.structs.replace(post, title=text, source=text, sentences=(sentence,))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown.render(document, topic))
    inner = [token for block in tokens for token in block.children or ()]
    assert {token.type for token in inner} <= {"text", "strong_open", "strong_close", "text_special"}
    assert {"".join(t.content for t in block.children or ()) for block in tokens} >= {" ".join(text.split())}


def test_the_hostile_document_makes_no_markup(hostile: TaggedDocument, topic: Topic) -> None:
    rendered = MarkdownIt("commonmark").render(markdown.render(hostile, topic))
    assert set(re.findall(r"<(\w+)", rendered)) <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote"}
    assert "href" not in rendered


# ---- checked posts


def test_checked_posts(checked: tuple[TaggedDocument, ...]) -> None:
    text = markdown.render_check(checked, TriageWeights())
    assert re.findall(r"^### \d+\. (.+)$", text, re.MULTILINE) == [
        "〔出典と食い違う〕 asa-004",
        "〔出典より強い〕 asa-002",
        "〔対応する出典なし〕 asa-005",
        "〔出典と食い違う〕 asa-003",
        "〔出典より弱い〕 asa-006",
    ]
    assert "- 投稿: 港では［31人］がけがをした 全員が軽傷だという" in text
    assert "- 出典: 港湾局によると、港では少なくとも［13人］がけがをした — kiji-2" in text
    assert "  - **KD304 数値の変化** (重要)\n    - 理由: 出典では「13人」だが" in text
    assert "| KD304 | 数値の変化 | 1 |" in text
    assert "- **asa-007** SourceError: 出典 kiji-9" in text
    assert "- **asa-001** おはようございます" in text


def test_checked_posts_in_english_and_left_out(checked: tuple[TaggedDocument, ...]) -> None:
    text = markdown.render_check(checked, TriageWeights(), "en", 1)
    assert "Of 8 posts checked, this shows the 1" in text
    assert "priority 0.91" in text
    assert "asa-002" not in text
    assert "No post was found to differ" in markdown.render_check([], TriageWeights(), "en")


def test_hostile_posts_make_no_markup(hostile_checked: tuple[TaggedDocument, ...]) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(markdown.render_check(hostile_checked, TriageWeights()))
    tags = set(re.findall(r"<(\w+)", rendered))
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    assert "href" not in rendered
