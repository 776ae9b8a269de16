"""The HTML report as text: what stands in it, in what order, and that no document can mark it up."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from kakudo.errors import ConfigError
from kakudo.findings import Certainty, HolderType, Stance, TaggedClaim, TaggedDocument, TaggedSentence
from kakudo.reports.digest import digest
from kakudo.reports.html import render
from kakudo.reports.html.chart import bar
from kakudo.reports.html.fulltext import cue_parts, text_blocks
from kakudo.reports.messages import load_messages
from kakudo.topic import Topic

VOID = {"meta", "link", "br", "input", "img", "hr", "wbr"}


class Page(HTMLParser):
    """Tags with attributes, the text of each, and whether every tag that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.unclosed: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed, f"</{tag}> closes nothing"
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.unclosed:
            self.texts.setdefault(self.unclosed[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(params=["ja", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def body_text(page: str) -> str:
    """The rendered article's text without the signs after claims."""
    article = page.split('<div class="article"')[1].split(">", 1)[1].split("</section>")[0]
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", re.sub(r'<a class="tag".*?</a>', "", article)))


def test_the_page_is_well_formed_and_needs_nothing_else(
    documents: tuple[TaggedDocument, ...], topic: Topic, lang: str
) -> None:
    for document in documents:
        page = Page(render(document, topic, lang))
        assert page.unclosed == []
        assert page.all("html") == [{"lang": lang}]
        assert not page.all("link")
        assert not [a for _, a in page.tags if "src" in a or "style" in a or any(key.startswith("on") for key in a)]
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids))


def test_sections_stand_in_their_order(article: TaggedDocument, topic: Topic) -> None:
    ids = [a["id"] for a in Page(render(article, topic)).all("section") if "id" in a]
    assert ids == ["chart", "flagged", "axes", "timeline", "scenarios", "text"]


def test_every_claim_is_a_mark_with_its_labels(article: TaggedDocument, topic: Topic) -> None:
    page = Page(render(article, topic))
    marks = page.all("mark")
    notes = {a["id"] for a in page.all("div") if a.get("role") == "dialog"}
    assert len(marks) == sum(len(sentence.claims) for sentence in article.sentences)
    assert [mark["aria-details"] for mark in marks] == [f"c{i}" for i in range(1, len(marks) + 1)]
    assert {mark["aria-details"] for mark in marks} == notes
    assert not [mark for mark in marks if "aria-label" in mark]


def test_the_full_text_is_all_of_the_text(article: TaggedDocument, topic: Topic) -> None:
    whole = "".join(sentence.text for sentence in article.sentences)
    assert body_text(render(article, topic)) == re.sub(r"\s", "", whole)


def test_blocks_follow_the_offsets(article: TaggedDocument, topic: Topic) -> None:
    blocks = list(text_blocks(digest(article, topic).claims, article.sentences))
    shape = [(block.kind, block.level, len(block.runs)) for block in blocks]
    assert shape[:6] == [
        ("heading", 3, 1),
        ("paragraph", 0, 1),  # two sentences without a gap between them
        ("heading", 3, 1),
        ("list_item", 0, 5),
        ("heading", 3, 1),
        ("heading", 4, 1),
    ]
    assert "".join(piece.text for piece in blocks[1].runs[0]).count("。") == 2
    assert ("caption", 0, 1) in shape
    assert ("quote", 0, 1) in shape


def test_a_heading_that_counts_itself_as_section_has_the_same_level(article: TaggedDocument) -> None:
    heading = next(s for s in article.sentences if s.block == "heading" and s.section)
    itself = msgspec.structs.replace(heading, section=(*heading.section, heading.text), claims=())
    plain = msgspec.structs.replace(heading, claims=())
    assert [b.level for b in text_blocks((), [plain])] == [b.level for b in text_blocks((), [itself])] == [4]


def nested_claims(article: TaggedDocument) -> TaggedSentence:
    """A sentence with two claims, the second inside the first."""
    sentence = next(s for s in article.sentences if len(s.claims) == 2)
    first, second = sentence.claims
    outer = msgspec.structs.replace(first, end=sentence.end, text=sentence.text)
    return msgspec.structs.replace(sentence, claims=(outer, second))


def test_a_claim_inside_another_keeps_its_mark_and_no_text_twice(article: TaggedDocument, topic: Topic) -> None:
    sentence = nested_claims(article)
    page = render(msgspec.structs.replace(article, sentences=(sentence,)), topic)
    assert len(Page(page).all("mark")) == 2
    assert body_text(page) == sentence.text


def test_cues_are_marked_in_the_note(article: TaggedDocument) -> None:
    claim: TaggedClaim = next(c for s in article.sentences for c in s.claims if "進めば" in c.text)
    assert [(part.text, part.is_cue) for part in cue_parts(claim)] == [
        ("設備の更新が", False),
        ("進めば", True),
        ("持ち直す", False),
        ("可能性がある", True),
    ]


def test_the_chart_adds_up(article: TaggedDocument, topic: Topic) -> None:
    found = digest(article, topic)
    for group in found.axes:
        segments = bar("x", 0, group.claims, load_messages()).segments
        assert sum(s.n for s in segments) == len(group.claims)
        assert segments[-1].x + segments[-1].width == pytest.approx(100, abs=0.01)
        assert [s.label for s in segments if s.percent >= 30] == [
            f"{load_messages().label('stance', s.stance)} {s.percent}%" for s in segments if s.percent >= 30
        ]
    empty = bar("x", 0, (), load_messages())
    assert (empty.n, {s.width for s in empty.segments}) == (0, {0.0})


def test_the_chart_has_text_a_description_and_a_table(article: TaggedDocument, topic: Topic) -> None:
    page = Page(render(article, topic))
    (chart,) = page.all("svg")
    assert chart["aria-labelledby"] == "chart-name chart-desc"
    assert any("断定 44%" in text for text in page.texts["text"])
    assert "軸ごとの確度の割合" in page.texts["title"]
    assert page.texts["desc"]
    assert "44%" in page.texts["small"]


def test_a_finding_shows_its_reason_evidence_and_what_would_settle_it(article: TaggedDocument, topic: Topic) -> None:
    page = render(article, topic)
    card = page.split('<article class="flag')[1]
    for words in (
        "匿名情報の断定",
        "anonymous-as-certain",
        "KD107",
        "理由",
        "見えている根拠",
        "確かめるのに要るもの",
    ):
        assert words in card
    finding = next(f for s in article.sentences for c in s.claims for f in c.findings if f.code == "KD107")
    assert finding.message in card
    assert finding.needed in card


def test_the_timeline_and_the_scenarios_stand_apart(article: TaggedDocument, topic: Topic) -> None:
    page = render(article, topic)
    line = page.split('<section id="timeline"')[1].split("</section>")[0]
    dates = re.findall(r'<p class="date">(.+?)</p>', line)
    assert dates[0] == "2000年代"
    assert dates[-1] == "2027年"
    scenarios = page.split('<section id="scenarios"')[1].split("</section>")[0]
    assert "シナリオA：供給協定が延長される" in scenarios
    assert "ここから先は見通しを含み、事実の記述ではありません。" in scenarios
    firm = page.split('<section id="axes"')[1].split("</section>")[0].split("<details")[0]
    assert "2026年後半に原油の積み出しが再開される" not in firm


def test_text_of_the_article_is_marked_japanese_on_an_english_page(article: TaggedDocument, topic: Topic) -> None:
    page = render(article, topic, "en")
    assert '<div class="article" lang="ja">' in page
    assert re.search(r'class="say" href="#c1" lang="ja">', page)
    visible = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    chrome = re.findall(r"<(?:h2|summary|dt|button)[^>]*>([^<]*)", visible)
    assert [text for text in chrome if re.search(r"[\u3040-\u30ff]", text)] == []


def test_a_comparison_shows_what_it_was_matched_with(post: TaggedDocument, topic: Topic) -> None:
    page = render(post, topic)
    assert "出典より強い" in page
    assert "海峡を封鎖する可能性がある" in page
    assert "類似度 0.86" in page


def test_documents_without_claims_sentences_or_title_still_make_a_page(
    article: TaggedDocument, post: TaggedDocument, broken: TaggedDocument, topic: Topic, lang: str
) -> None:
    assert "broken-001" in render(broken, topic, lang)
    assert "文字コードを決められませんでした" in render(broken, topic, lang)
    silent = tuple(msgspec.structs.replace(sentence, claims=()) for sentence in article.sentences)
    page = render(msgspec.structs.replace(article, sentences=silent), topic, lang)
    assert "<mark" not in page
    assert "この油田は間違いなく" in page
    blank = msgspec.structs.replace(broken, error=None, source=None, id="", title=" ")
    assert Page(render(blank, topic, lang)).unclosed == []
    assert "無題の投稿 post-001" in render(post, topic)


def test_nothing_of_a_hostile_document_becomes_markup(hostile: TaggedDocument, topic: Topic, lang: str) -> None:
    text = render(hostile, topic, lang)
    page = Page(text)
    assert page.unclosed == []
    assert not page.all("img")
    assert len(page.all("svg")) == 1
    assert len(page.all("script")) == 1
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    assert "{{7*7}}" in text
    assert "49" not in re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://news.example/a?b=1&c=2", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("javascript://news.example/%0aalert(1)", False),
        ("ftp://news.example/a", False),
        ("java\nscript:alert(1)", False),
        (" https://news.example", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//news.example", False),
        ("https:", False),
        ("https://[", False),
        ("texts/a.txt", False),
    ],
)
def test_only_web_addresses_are_linked(post: TaggedDocument, topic: Topic, source: str, linked: bool) -> None:
    page = Page(render(msgspec.structs.replace(post, source=source), topic))
    outside = [a["href"] for a in page.all("a") if not str(a["href"]).startswith("#")]
    assert outside == ([source] if linked else [])


def test_the_policy_allows_this_style_and_script_only(article: TaggedDocument, topic: Topic) -> None:
    page = Page(render(article, topic))
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_equal_documents_make_equal_pages(article: TaggedDocument, topic: Topic) -> None:
    assert render(article, topic) == render(article, topic)


def test_an_unknown_language_is_refused(article: TaggedDocument, topic: Topic) -> None:
    with pytest.raises(ConfigError, match="no language 'de'"):
        render(article, topic, "de")


def test_each_stance_has_its_own_line_and_sign(article: TaggedDocument, topic: Topic) -> None:
    """Not by colour alone: the class that draws the line, and a sign of its own, follow the stance."""
    page = render(article, topic)
    seen = set(re.findall(r'class="cl [^"]*st-(\w+)[^>]*>.*?<a class="tag"[^>]*>(\w)', page))
    assert seen == {("assertive", "断"), ("attributed", "帰"), ("hedged", "留"), ("none", "無")}
    styles = {re.search(rf"\.cl\.st-{stance} \.tx{{text-decoration:underline (\w+)", page)[1] for stance in Stance}  # type: ignore[index]
    assert styles == {"solid", "double", "wavy", "dotted"}


def test_the_sample_keeps_the_rule_of_stance(documents: tuple[TaggedDocument, ...]) -> None:
    from kakudo.findings import stance_of

    claims = [claim for document in documents for sentence in document.sentences for claim in sentence.claims]
    assert [c.text for c in claims if stance_of(HolderType(c.holder.type), Certainty(c.certainty)) != c.stance] == []
