"""The page of checked posts as text: what stands in it, in what order, and that no post can mark it up."""

from __future__ import annotations

import re

import msgspec
import pytest

from checked_posts import claim, finding, match, post
from kakudo.comparison.triage import TriageWeights
from kakudo.errors import ConfigError
from kakudo.findings import TaggedDocument
from kakudo.reports.html import render, render_check
from kakudo.topic import Topic

from .test_html import Page

WEIGHTS = TriageWeights()


@pytest.fixture(params=["ja", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(checked: tuple[TaggedDocument, ...]) -> str:
    return render_check(checked, WEIGHTS)


def cards(text: str) -> list[str]:
    return [part.split("</article>")[0] for part in text.split('<article class="post')[1:]]


def visible(text: str) -> str:
    return re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)


def test_the_page_is_well_formed_and_needs_nothing_else(checked: tuple[TaggedDocument, ...], lang: str) -> None:
    page = Page(render_check(checked, WEIGHTS, lang))
    assert page.unclosed == []
    assert page.all("html") == [{"lang": lang}]
    assert not page.all("link")
    assert not [a for _, a in page.tags if "src" in a or "style" in a or any(key.startswith("on") for key in a)]
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_posts_stand_by_priority_with_the_calm_folded_away(text: str) -> None:
    ids = re.findall(r'<span class="pid">(.*?)</span>', text)
    assert ids == ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007", "asa-001", "asa-008"]
    scores = [float(score) for score in re.findall(r"優先度 (\d\.\d\d)</p>", text)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 5
    folded = text.split('<details id="calm">')[1].split("</section>")[0]
    assert re.findall(r'<span class="pid">(.*?)</span>', folded) == ["asa-001", "asa-008"]
    assert "<details" not in text.split('<section id="differing"')[1].split("<article")[0]


def test_every_mark_leads_to_a_finding_of_its_post(text: str) -> None:
    page = Page(text)
    findings = {a["id"] for a in page.all("div") if str(a.get("class")).startswith("finding") and "id" in a}
    marks = page.all("mark")
    assert len(findings) == 7
    assert {mark["aria-details"] for mark in marks} <= findings
    signs = [str(a["href"]) for a in page.all("a") if a.get("class") == "sign"]
    assert sorted(signs) == sorted(f"#{finding}" for finding in findings)
    for number, card in enumerate(cards(text), 1):
        assert set(re.findall(r'aria-details="f(\d+)-', card)) <= {str(number)}


def test_marks_are_the_words_of_the_finding_on_both_sides(text: str) -> None:
    card = next(card for card in cards(text) if "asa-003" in card)
    post_side, source_side = card.split('<div class="from">')
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", post_side) == ["31人"]
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", source_side) == ["13人"]
    assert "港湾局によると、港では少なくとも" in source_side
    assert "kiji-2" in source_side
    assert "類似度 0.81" in source_side
    assert re.search(r'class="st st-attributed">断定</span> <span class="chip">帰属</span>', source_side)


def test_a_finding_says_what_it_is_why_and_what_would_settle_it(text: str) -> None:
    card = next(card for card in cards(text) if "asa-004" in card)
    for words in ("KD307", "否定の反転", "出典の「確認されていない」と逆", "海上保安局の調査結果。", "重要"):
        assert words in card
    assert '<span class="cmp cmp-contradicted">出典と食い違う</span>' in card
    assert card.count('class="finding') == 2


def test_priority_is_shown_with_its_parts_on_demand(text: str) -> None:
    card = next(card for card in cards(text) if "asa-003" in card)
    folded = card.split('<details class="deep">')[1]
    assert re.findall(r'<th scope="row">(.*?)</th><td>', folded) == [
        "食い違いの重さ",
        "指摘の種類の数",
        "対応づけの確かさ",
        "投稿の言い切りの強さ",
        "広がり（閲覧・反応・フォロワー）",
    ]
    unseen = next(card for card in cards(text) if "asa-004" in card)
    assert "<td>不明</td><td>0.00</td>" in unseen


def test_other_claims_remarks_and_metadata_are_there(text: str) -> None:
    loud = next(card for card in cards(text) if "asa-002" in card).split('<details class="deep">')[1]
    assert "投稿だけを見た指摘" in loud
    assert "▲KD101" in loud
    assert "@minato_watch" in loud
    light = next(card for card in cards(text) if "asa-003" in card).split('<details class="deep">')[1]
    assert "全員が軽傷だという" in light
    assert "いずれも軽傷だという" in light


def test_filters_have_what_the_posts_on_the_page_have(text: str) -> None:
    page = Page(text)
    buttons = [(a["data-k"], a["data-v"]) for a in page.all("button") if "data-k" in a]
    posts = page.all("article")
    assert [v for k, v in buttons if k == "r"] == sorted(
        {code for a in posts for code in str(a["data-r"]).split()}, key=lambda code: (code < "KD3", code)
    )
    assert [v for k, v in buttons if k == "q"] == ["contradicted", "stronger", "unmatched", "weaker", "faithful"]
    assert {a["data-q"] for a in posts} == {v for k, v in buttons if k == "q"} | {""}


def test_counts_at_the_top(text: str) -> None:
    counts = dict(re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", text.split("</header>")[0]))
    assert counts == {"投稿": "8", "要確認": "5", "食い違いなし": "2", "照合できず": "1"}
    tally = text.split('<ul class="tally">')[1].split("</ul>")[0]
    assert re.findall(r"▲(KD\d+)</span>.*?<b>(\d+)</b>", tally, re.DOTALL)[0] == ("KD301", "1")


def test_the_page_says_how_many_posts_it_leaves_out_and_where_they_are(checked: tuple[TaggedDocument, ...]) -> None:
    few = render_check(checked, WEIGHTS, max_posts=2)
    assert len(cards(few)) == 2
    assert "照合した8件のうち、確認の優先度が高い2件を載せています" in few
    assert "残る6件（要確認 3件、照合できず 1件、食い違いなし 2件）は JSON Lines" in few
    assert "<dd>8</dd>" in few
    assert "Of 8 posts checked, this shows the 2" in render_check(checked, WEIGHTS, "en", 2)
    assert 'class="left-out"' not in render_check(checked, WEIGHTS)


def test_a_post_that_could_not_be_checked_says_why(text: str) -> None:
    (card,) = (card for card in cards(text) if "asa-007" in card)
    assert "<code>SourceError</code> 出典 kiji-9 が渡されていない。" in card
    assert "港は閉まった" in card


def test_nothing_to_show(lang: str) -> None:
    page = Page(render_check([], WEIGHTS, lang))
    assert page.unclosed == []
    assert page.all("article") == []
    calm = post("p", claim("船が出た", None, match("船が出た")))
    assert "食い違う投稿は見つかりませんでした" in render_check([calm], WEIGHTS)


def test_words_of_posts_are_marked_japanese_on_an_english_page(checked: tuple[TaggedDocument, ...]) -> None:
    text = visible(render_check(checked, WEIGHTS, "en"))
    assert '<p class="words" lang="ja">' in text
    chrome = re.findall(r"<(?:h1|h2|h4|summary|dt|th|button|label|small)[^>]*>([^<]*)", text)
    assert [words for words in chrome if re.search(r"[\u3040-\u30ff]", words)] == []


def test_nothing_of_a_hostile_post_becomes_markup(hostile_checked: tuple[TaggedDocument, ...], lang: str) -> None:
    text = render_check(hostile_checked, WEIGHTS, lang)
    page = Page(text)
    assert page.unclosed == []
    assert len(page.all("article")) == 3
    assert not page.all("img")
    assert len(page.all("script")) == 1
    assert {a.get("class") for a in page.all("svg")} == {"bar"}
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    assert "{{7*7}}" in text
    assert "javascript:" not in "".join(str(a.get("href")) for a in page.all("a"))


def test_a_change_of_writing_direction_stays_text(lang: str) -> None:
    words = '\u202e船が"出た"\u2067'
    document = post("p", claim(words, {'"出た"': finding("KD305")}, match("船を\u202e'出す'")))
    card = cards(render_check([document], WEIGHTS, lang))[0]
    assert "\u202e船が<mark" in card
    assert "&#34;出た&#34;</mark>" in card


@pytest.mark.parametrize(
    ("source", "linked"),
    [("https://posts.example/1", True), ("javascript:alert(1)", False), ("posts.jsonl", False), (None, False)],
)
def test_only_web_addresses_of_posts_are_linked(source: str | None, linked: bool) -> None:
    document = post("p", claim("船が出た", {"出た": finding("KD305")}, match("船を出す")), source=source)
    outside = [
        a["href"] for a in Page(render_check([document], WEIGHTS)).all("a") if not str(a["href"]).startswith("#")
    ]
    assert outside == ([source] if linked else [])


def test_the_policy_allows_this_style_and_script_only(text: str) -> None:
    policy = next(a["content"] for a in Page(text).all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_equal_posts_make_equal_pages(checked: tuple[TaggedDocument, ...]) -> None:
    assert render_check(checked, WEIGHTS) == render_check(iter(checked), WEIGHTS)
    with pytest.raises(ConfigError, match="no language 'de'"):
        render_check(checked, WEIGHTS, "de")


def test_the_report_of_a_single_post_shows_its_matches(checked: tuple[TaggedDocument, ...], topic: Topic) -> None:
    for document in checked:
        assert Page(render(document, topic)).unclosed == []
    page = render(checked[2], topic)
    assert "出典と食い違う" in page
    assert "港湾局によると、港では少なくとも13人がけがをした" in page
    assert "数値の変化" in page
    bare = msgspec.structs.replace(checked[2], sentences=())
    assert Page(render(bare, topic)).unclosed == []


def test_only_differences_to_act_on_stand_out_in_the_counts(text: str) -> None:
    rows = re.findall(r'<li( class="aside")?><span class="code">▲(KD\d+)</span>', text)
    aside = {code for mark, code in rows if mark}
    assert "KD320" in {code for _, code in rows}  # weaker than the source: information
    assert aside == {code for _, code in rows if code == "KD320" or not code.startswith("KD3")}
