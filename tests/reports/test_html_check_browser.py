"""The page of checked posts in a browser, from file:// and with the network cut: what a fact-checker can do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from kakudo.comparison.triage import TriageWeights
from kakudo.findings import TaggedDocument
from kakudo.reports.html import render_check

from .test_html_browser import Open, axe_violations, background, browser, pressed, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["browser", "show"]  # fixtures

pytestmark = pytest.mark.browser

WEIGHTS = TriageWeights()


@pytest.fixture(scope="module")
def html(checked: tuple[TaggedDocument, ...]) -> str:
    return render_check(checked, WEIGHTS)


def at(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def seen(page: Page) -> list[str]:
    return [str(text) for text in page.locator("article.post:visible .pid").all_inner_texts()]


def test_post_and_source_stand_side_by_side(show: Open, html: str) -> None:
    page = show(html)
    said, source = (page.locator(f"#p1 {part}").first.bounding_box() for part in (".said", ".from"))
    assert said is not None
    assert source is not None
    assert said["x"] + said["width"] <= source["x"]
    assert abs(said["y"] - source["y"]) < 40


def test_filters_by_code_comparison_and_words(show: Open, html: str) -> None:
    page = show(html)
    status = page.locator("#status")
    assert status.inner_text() == "全8件を表示中"
    pressed(page, "contradicted").click()
    assert (seen(page), status.inner_text()) == (["asa-004", "asa-003"], "8件中2件を表示中")
    pressed(page, "KD304").click()
    assert seen(page) == ["asa-003"]
    page.locator("#find").fill("港湾局 軽傷")
    assert seen(page) == ["asa-003"]
    page.locator("#find").fill("港湾局　火星")
    assert (seen(page), status.inner_text()) == ([], "8件中0件を表示中")
    page.locator("#reset").click()
    assert seen(page) == ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007"]
    assert status.inner_text() == "全8件を表示中"
    assert page.locator("#reset").is_disabled()
    page.locator("#find").fill("ＡＳＡ－００２")
    assert seen(page) == ["asa-002"]


def test_a_filter_opens_the_fold_that_holds_what_it_finds(show: Open, html: str) -> None:
    page = show(html)
    assert "asa-001" not in seen(page)
    pressed(page, "faithful").click()
    assert seen(page) == ["asa-001"]
    page.locator("#reset").click()
    assert "asa-001" not in seen(page)
    page.locator("#calm > summary").click()
    assert seen(page)[-2:] == ["asa-001", "asa-008"]


def test_names_of_the_page_itself_are_not_searched(show: Open, html: str) -> None:
    page = show(html)
    page.locator("#find").fill("付随する情報")
    assert seen(page) == []


def test_keys_walk_unfold_search_and_explain(show: Open, html: str) -> None:
    page = show(html)
    page.keyboard.press("j")
    assert at(page) == "p1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert at(page) == "p2"
    box = page.locator("#p2").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 100
    page.keyboard.press("Enter")
    assert page.locator("#p2 .parts").is_visible()
    page.keyboard.press("Enter")
    assert not page.locator("#p2 .parts").is_visible()
    for _ in range(9):
        page.keyboard.press("j")
    assert at(page) == "p6"  # what is folded away is not walked through
    page.keyboard.press("/")
    assert at(page) == "find"
    page.keyboard.type("jk?")
    assert page.locator("#find").input_value() == "jk?"
    page.locator("#find").fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#letters").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    assert at(page) != "p5"


def test_keys_pass_over_what_the_filter_hides(show: Open, html: str) -> None:
    page = show(html)
    pressed(page, "KD304").click()
    page.keyboard.press("j")
    assert at(page) == "p4"
    page.keyboard.press("j")
    assert at(page) == "p4"


def test_a_sign_leads_to_its_finding(show: Open, html: str) -> None:
    page = show(html)
    page.locator("#p2 .sign", has_text="KD305").click()
    assert page.evaluate("document.querySelector(':target').innerText.includes('KD305')")


def test_without_scripts_every_post_is_there(show: Open, html: str) -> None:
    page = show(html, java_script_enabled=False)
    for control in ("#filters", "#theme", "#keys", "#help"):
        assert not page.locator(control).is_visible()
    assert len(seen(page)) == 6
    page.locator("#calm > summary").click()
    assert len(seen(page)) == 8


def test_what_differs_is_not_told_by_colour_alone(show: Open, html: str) -> None:
    page = show(html)
    for side, style in ((".said", "solid"), (".from", "double")):
        mark = page.locator(f"#p1 {side} mark").first
        assert mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
        assert mark.evaluate("e => getComputedStyle(e).textDecorationStyle") == style


def test_dark_follows_the_system_and_the_button(show: Open, html: str) -> None:
    page = show(html, color_scheme="dark")
    assert background(page) == "rgb(20, 22, 26)"
    page.locator("#theme").click()
    assert background(page) == "rgb(250, 248, 244)"


def test_paper_has_the_posts_and_no_controls(show: Open, html: str) -> None:
    page = show(html)
    page.emulate_media(media="print")
    assert background(page) == "rgb(255, 255, 255)"
    assert page.locator("button:visible, input:visible").count() == 0
    assert seen(page) == ["asa-004", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007"]
    assert page.locator("#p1 .finding").first.is_visible()


@pytest.mark.parametrize("width", [320, 400, 768, 1024, 1440])
def test_no_width_scrolls_sideways(show: Open, checked: tuple[TaggedDocument, ...], width: int) -> None:
    word = "https://news.example/" + "a" * 200
    long = msgspec.structs.replace(checked[2], id=word, source=word, metadata={word: word})
    for lang in ("ja", "en"):
        page = show(render_check([*checked, long], WEIGHTS, lang), viewport={"width": width, "height": 740})
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_change_of_writing_direction_ends_with_its_words(show: Open, html: str) -> None:
    before, tag, after = html.partition('<mark class="df" aria-details="f1-1">')
    page = show(before + tag + "\u202e" + after)
    words, sign = (page.locator(f"#p1 .said {part}").first.bounding_box() for part in ("mark", ".sign"))
    assert words is not None
    assert sign is not None
    assert sign["x"] >= words["x"] + words["width"] / 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_posts_run_nothing(show: Open, hostile_checked: tuple[TaggedDocument, ...], lang: str) -> None:
    page = show(render_check(hostile_checked, WEIGHTS, lang))
    page.on("dialog", lambda dialog: pytest.fail(f"a script of a post ran: {dialog.message}"))
    assert page.locator("img").count() == 0
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.locator(".words").first.inner_text().startswith("</scr")
    page.locator("#find").fill("</SCRIPT>")
    assert len(seen(page)) == 3


def test_a_full_page_stays_quick(show: Open, checked: tuple[TaggedDocument, ...]) -> None:
    many = [msgspec.structs.replace(item, id=f"{item.id}-{n}") for n in range(250) for item in checked]
    html = render_check(many, WEIGHTS)
    page = show(html)
    assert page.locator("article.post").count() == 500
    assert page.locator("article.post").last.evaluate("e => getComputedStyle(e).contentVisibility") == "auto"
    timed = "work => { const t = performance.now(); work(); document.body.offsetHeight; return performance.now() - t; }"
    type_words = (
        "{ const f = document.querySelector('#find'); f.value = '港湾局'; f.dispatchEvent(new Event('input')); }"
    )
    for action in (
        "document.querySelector('[data-v=KD307]').click()",
        "document.querySelector('#reset').click()",
        type_words,
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))",
    ):
        # The bound is where a reader would begin to wait, on a machine that has other work.
        assert page.evaluate(f"({timed})(() => {action})") < 1000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_serious(
    show: Open, checked: tuple[TaggedDocument, ...], scheme: str, lang: str, width: int
) -> None:
    page = show(
        render_check(checked, WEIGHTS, lang, 7),
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert axe_violations(page) == []


def test_axe_finds_nothing_serious_on_an_empty_page(show: Open) -> None:
    assert axe_violations(show(render_check([], WEIGHTS))) == []
