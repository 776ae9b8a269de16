"""The HTML report in a browser, from file:// and with the network cut: what a reader can do with it.

Needs Playwright for Python (it drives the system's chromium; it downloads none) and, for the accessibility run,
axe-core as it ships inside axe-playwright-python: ``pip install 'kakudo[browser]'`` and ``apt-get install chromium``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec
import pytest

from kakudo.findings import TaggedDocument
from kakudo.reports.html import IndexEntry, render, render_index
from kakudo.topic import Topic

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
Open = Callable[..., "Page"]


def _cannot_run(reason: str) -> NoReturn:
    """Skip; continuous integration, which installs what is needed, promises that nothing is skipped."""
    if "KAKUDO_REQUIRE_BROWSER" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        _cannot_run("needs chromium: apt-get install chromium")
    try:
        from playwright import sync_api as api
    except ImportError:
        _cannot_run("needs Playwright: pip install 'kakudo[browser]'")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield found
        found.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML from a file without network; at the end nothing but files was asked for, and no script has failed."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def open_page(html: str, *, fragment: str = "", **options: Any) -> Page:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri() + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file://")] == []
    assert faults == []


@pytest.fixture(scope="module")
def html(article: TaggedDocument, topic: Topic) -> str:
    return render(article, topic)


def pressed(page: Page, value: str) -> Any:
    return page.locator(f'button[data-v="{value}"]')


def n_lit(page: Page) -> int:
    return page.locator("mark.cl:not(.off)").count()


# ---- filters


def test_filters_join_within_a_kind_and_cut_across_kinds(show: Open, html: str) -> None:
    page = show(html)
    status = page.locator("#status")
    assert status.inner_text() == "全46件を表示中"
    pressed(page, "hedged").click()
    assert pressed(page, "hedged").get_attribute("aria-pressed") == "true"
    assert (status.inner_text(), n_lit(page)) == ("46件中10件を表示中", 10)
    pressed(page, "attributed").click()
    assert (status.inner_text(), n_lit(page)) == ("46件中16件を表示中", 16)
    pressed(page, "0").click()
    assert (status.inner_text(), n_lit(page)) == ("46件中6件を表示中", 6)
    rows = page.locator("#timeline [data-c]:visible")
    assert rows.count() == 1
    assert "2026年後半" in rows.first.inner_text()
    page.locator("#reset").click()
    assert (status.inner_text(), n_lit(page)) == ("全46件を表示中", 46)
    assert page.locator("#timeline [data-c]:visible").count() == 11
    assert page.locator("#reset").is_disabled()


def test_a_rule_filter_leaves_the_claims_that_it_flagged(show: Open, html: str) -> None:
    page = show(html)
    pressed(page, "KD103").click()
    assert page.locator("#flagged article:visible").count() == 1
    assert page.locator("#scenarios article:visible").count() == 0
    pressed(page, "n").click()
    assert page.locator("#status").inner_text() == "46件中0件を表示中"


def test_the_count_is_announced_in_a_live_region(show: Open, html: str) -> None:
    page = show(html)
    assert page.locator("#status").get_attribute("role") == "status"
    assert page.get_by_role("button", name="断定", exact=True).get_attribute("aria-pressed") == "false"


# ---- labels and keys


def test_a_click_on_a_claim_opens_its_labels(show: Open, html: str) -> None:
    page = show(html)
    page.locator("mark.cl", has_text="この油田は間違いなく").locator(".tx").click()
    note = page.locator(".note:visible")
    assert note.count() == 1
    text = note.inner_text()
    for label in (
        "主張 16",
        "石油（エネルギー）",
        "書き手",
        "強い断定",
        "肯定",
        "現在",
        "強め",
        "KD101",
        "言い過ぎの恐れ",
    ):
        assert label in text
    note.locator(".close").click()
    assert page.locator(".note:visible").count() == 0


def test_a_row_of_a_list_opens_the_labels_and_leads_to_the_text(show: Open, html: str) -> None:
    page = show(html)
    page.locator("#flagged .say").first.click()
    note = page.locator(".note:visible")
    assert "主張 29" in note.inner_text()
    note.locator(".go a").click()
    assert page.evaluate("document.activeElement.closest('mark').id") == "m29"
    box = page.locator("#m29").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800


def test_keys_walk_open_close_and_explain(show: Open, html: str) -> None:
    page = show(html)

    def at() -> str:
        return str(page.evaluate("document.activeElement.closest('mark')?.id"))

    page.keyboard.press("j")
    assert at() == "m1"
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    assert at() == "m1"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator("#c2").is_visible()
    assert page.evaluate("document.activeElement.id") == "c2"
    page.keyboard.press("j")
    assert page.locator(".note:visible").get_attribute("id") == "c3"
    assert at() == "m3"
    page.keyboard.press("Escape")
    assert page.locator(".note:visible").count() == 0
    assert at() == "m3"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_keys_pass_over_what_the_filter_hides(show: Open, html: str) -> None:
    page = show(html)
    pressed(page, "KD101").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('mark').id") == "m16"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('mark').id") == "m16"


def test_letter_keys_can_be_turned_off(show: Open, html: str) -> None:
    """WCAG 2.2, 2.1.4: a shortcut of one letter must be possible to turn off."""
    page = show(html)
    page.keyboard.press("?")
    page.locator("#letters").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('mark')") is None


def test_the_focus_can_be_seen(show: Open, html: str) -> None:
    page = show(html)
    page.keyboard.press("j")
    style = "getComputedStyle(document.activeElement.closest('mark')).outlineStyle"
    assert page.evaluate(style) == "solid"


def test_a_link_to_labels_opens_them(show: Open, html: str) -> None:
    assert show(html, fragment="#c16").locator(".note:visible").get_attribute("id") == "c16"


# ---- without scripts


def test_without_scripts_labels_open_by_their_links(show: Open, html: str) -> None:
    page = show(html, java_script_enabled=False)
    for control in ("#filters", "#theme", "#keys", "#help"):
        assert not page.locator(control).is_visible()
    assert page.locator("mark.cl").count() == 46
    page.locator("#m16 .tag").click()
    assert page.locator(".note:visible").count() == 1
    assert "強い断定" in page.locator("#c16").inner_text()
    box = page.locator("#m16").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800  # opening a panel that is fixed must not scroll the text away
    page.locator("#c16 .close").click()
    assert page.locator(".note:visible").count() == 0
    page.locator("#chart summary").click()
    assert page.locator("#chart table").is_visible()


# ---- appearance


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_dark_follows_the_system_and_the_button(show: Open, html: str) -> None:
    light, dark = "rgb(250, 248, 244)", "rgb(20, 22, 26)"
    page = show(html, color_scheme="dark")
    assert background(page) == dark
    page.locator("#theme").click()
    assert background(page) == light
    page.locator("#theme").click()
    assert background(page) == dark
    page = show(html, color_scheme="light")
    assert background(page) == light
    page.locator("#theme").click()
    assert background(page) == dark
    page.emulate_media(media="print")
    assert background(page) == "rgb(255, 255, 255)"


def test_paper_shows_the_labels_of_every_claim_and_no_controls(show: Open, html: str) -> None:
    page = show(html)
    page.emulate_media(media="print")
    assert page.locator(".note:visible").count() == 46
    assert page.locator(".note").first.evaluate("e => getComputedStyle(e).position") == "static"
    assert page.locator("button:visible").count() == 0
    sign = page.locator("#m16 .tag").evaluate("e => getComputedStyle(e, '::after').content")
    assert sign == '"16"'
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
def test_no_width_scrolls_sideways(show: Open, html: str, width: int) -> None:
    page = show(html, viewport={"width": width, "height": 740})
    page.locator("#m16 .tag").click()
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_without_claims_has_the_width_that_no_list_needs(
    show: Open, broken: TaggedDocument, topic: Topic
) -> None:
    page = show(render(broken, topic), viewport={"width": 1280, "height": 740})
    assert page.locator("main").bounding_box()["width"] > 640  # type: ignore[index]


def test_a_change_of_writing_direction_ends_with_its_claim(show: Open, html: str) -> None:
    before, tag, after = html.partition('<span class="tx">')
    page = show(before + tag + "\u202e" + after)
    text, sign = (page.locator(f"mark.cl {part}").first.bounding_box() for part in (".tx", ".tag"))
    assert text is not None
    assert sign is not None
    assert sign["x"] >= text["x"] + text["width"] / 2


def test_long_words_do_not_widen_a_narrow_page(show: Open, post: TaggedDocument, topic: Topic) -> None:
    word = "https://news.example/" + "a" * 200
    page = show(
        render(msgspec.structs.replace(post, title=word, source=word), topic), viewport={"width": 360, "height": 740}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_the_panel_leaves_the_claim_in_view(show: Open, html: str) -> None:
    page = show(html, viewport={"width": 360, "height": 740})
    page.locator("#m16 .tag").click()
    note, mark = page.locator("#c16").bounding_box(), page.locator("#m16 .tag").bounding_box()
    assert note is not None
    assert mark is not None
    assert mark["y"] + mark["height"] <= note["y"] + 1


# ---- safety, size, accessibility


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_hostile_document_runs_nothing(show: Open, hostile: TaggedDocument, topic: Topic, lang: str) -> None:
    page = show(render(hostile, topic, lang))
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the document ran: {dialog.message}"))
    assert page.locator("img").count() == 0
    page.locator("#m1 .tag").click()
    assert page.locator("#c1").is_visible()
    assert page.locator("#text .article").inner_text().startswith("</script></style>")


def long_article(article: TaggedDocument, n_copies: int) -> TaggedDocument:
    step = article.sentences[-1].end + 2

    def moved(value: Any, by: int) -> Any:
        if isinstance(value, dict):
            return {k: v + by if k in ("start", "end") and v is not None else moved(v, by) for k, v in value.items()}
        return [moved(item, by) for item in value] if isinstance(value, list) else value

    record = msgspec.to_builtins(article)
    record["sentences"] = [moved(s, i * step) for i in range(n_copies) for s in record["sentences"]]
    return msgspec.convert(record, TaggedDocument)


def test_two_thousand_claims_stay_quick(show: Open, article: TaggedDocument, topic: Topic) -> None:
    page = show(render(long_article(article, 44), topic))
    assert page.locator("mark.cl").count() == 2024
    assert page.locator(".article p").last.evaluate("e => getComputedStyle(e).contentVisibility") == "auto"
    timed = "work => { const t = performance.now(); work(); document.body.offsetHeight; return performance.now() - t; }"
    for action in (
        "document.querySelector('[data-v=hedged]').click()",
        "document.querySelector('#reset').click()",
        "document.querySelector('#m1900 .tag').click()",
    ):
        # Measured 50 to 90 ms; the bound is where a reader would begin to wait, on a machine that has other work.
        assert page.evaluate(f"({timed})(() => {action})") < 1000


def axe_violations(page: Page) -> list[str]:
    try:
        from axe_playwright_python import sync_playwright as axe
    except ImportError:
        _cannot_run("needs axe-core as axe-playwright-python ships it: pip install 'kakudo[browser]'")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_axe_finds_nothing_serious(
    show: Open, documents: tuple[TaggedDocument, ...], topic: Topic, scheme: str, lang: str
) -> None:
    for document in documents:
        page = show(render(document, topic, lang), color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert axe_violations(page) == []
        if document.sentences:
            page.locator("#text .tag").first.click()
            assert axe_violations(page) == []


def test_axe_sees_a_fault(show: Open, html: str) -> None:
    page = show(html.replace(' lang="ja">\n<head>', ">\n<head>"))
    assert any("html-has-lang" in violation for violation in axe_violations(page))


# ---- the index


@pytest.fixture(scope="module")
def index(documents: tuple[TaggedDocument, ...], topic: Topic) -> str:
    return render_index([IndexEntry.from_document(d, f"{d.id}.html", topic) for d in documents], topic)


def test_the_index_sorts_by_a_heading(show: Open, index: str) -> None:
    page = show(index)

    def firsts() -> list[str]:
        return [str(text) for text in page.locator("tbody tr td:nth-child(4)").all_inner_texts()]

    head = page.locator("thead th").nth(3)
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), firsts()) == ("descending", ["46", "1", "0"])
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), firsts()) == ("ascending", ["0", "1", "46"])


def test_the_index_without_scripts_is_a_table(show: Open, index: str) -> None:
    page = show(index, java_script_enabled=False)
    assert page.locator("tbody tr").count() == 3
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_is_narrow_and_accessible(show: Open, index: str, scheme: str) -> None:
    page = show(index, color_scheme=scheme, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe_violations(page) == []
