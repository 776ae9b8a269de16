from __future__ import annotations

import builtins
import logging
from collections.abc import Callable
from typing import Any

import pytest

from kakudo.document import BlockKind, Document
from kakudo.errors import InputError, MissingExtraError
from kakudo.reading.html import decode_html, html_document
from kakudo.reading.options import ReadOptions

BODY = """
<h1>港の電力計画、延期へ</h1>
<p>架空市は5日、港の電力計画を延期すると発表した。市長は「費用が
想定を上回った」と述べた。</p>
<figure><img src="a.jpg" alt="港"><figcaption>完成予想図＝架空市提供</figcaption></figure>
<h2>背景</h2>
<p>計画は2020年に始まった。<br>総額は約<b>300億円</b>とされる。詳しくは<a href="/x">報告書</a>を参照。</p>
<ul><li>資材の高騰が続いている</li><li>人手が足りないと建設会社は説明している<ul><li>特に溶接工が不足</li></ul></li></ul>
<blockquote><p>市民の理解が必要だと委員会は指摘した。</p></blockquote>
<h3>今後の予定</h3>
<p>市は6月までに新しい計画をまとめる方針だ。</p>
<table><tr><th>年</th><th>費用</th></tr><tr><td>2020年</td><td>200億円</td></tr></table>
<pre><code>x = 1</code></pre>
<h2>🚀反応</h2>
<p>住民団体は延期を歓迎した。</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>港の電力計画、延期へ | 架空新聞</title>
<meta property="og:title" content="港の電力計画、延期へ">
<meta property="article:published_time" content="2026-01-05T09:00:00+09:00"></head>
<body><nav><a href="/">トップ</a><a href="/b">経済</a></nav>
<article>{BODY}</article><footer>架空新聞社の著作物</footer></body></html>"""


def page(html: str = PAGE) -> Document:
    return html_document(html, "p", "p.html", ReadOptions())


def test_blocks_of_a_page() -> None:
    document = page()
    top, background, plans = "港の電力計画、延期へ", "背景", "今後の予定"
    blocks = document.blocks
    assert blocks is not None
    found = [(b.kind.value, b.level, document.text[b.start : b.end], b.section) for b in blocks]
    announced = "架空市は5日、港の電力計画を延期すると発表した。市長は「費用が想定を上回った」と述べた。"
    expected: list[tuple[str, int, str, tuple[str, ...]]] = [
        ("heading", 1, top, ()),
        ("paragraph", 0, announced, (top,)),
        ("caption", 0, "完成予想図＝架空市提供", (top,)),
        ("heading", 2, background, (top,)),
        ("paragraph", 0, "計画は2020年に始まった。", (top, background)),
        ("paragraph", 0, "総額は約300億円とされる。詳しくは報告書を参照。", (top, background)),
        ("list_item", 1, "資材の高騰が続いている", (top, background)),
        ("list_item", 1, "人手が足りないと建設会社は説明している", (top, background)),
        ("list_item", 2, "特に溶接工が不足", (top, background)),
        ("quote", 0, "市民の理解が必要だと委員会は指摘した。", (top, background)),
        ("heading", 3, plans, (top, background)),
        ("paragraph", 0, "市は6月までに新しい計画をまとめる方針だ。", (top, background, plans)),
        ("list_item", 1, "年 | 費用", (top, background, plans)),
        ("list_item", 1, "2020年 | 200億円", (top, background, plans)),
        ("heading", 2, "🚀反応", (top,)),
        ("paragraph", 0, "住民団体は延期を歓迎した。", (top, "🚀反応")),
    ]
    assert found == expected


def test_metadata_and_surroundings() -> None:
    document = page()
    assert (document.title, document.published, document.source) == ("港の電力計画、延期へ", "2026-01-05", "p.html")
    assert "トップ" not in document.text
    assert "著作物" not in document.text


def test_a_date_in_the_text_is_not_the_date_of_publication() -> None:
    undated = PAGE.replace('content="2026-01-05T09:00:00+09:00"', 'content=""').replace("2020年に", "2020年3月4日に")
    assert page(undated).published is None


def test_declared_encoding_is_used() -> None:
    html = PAGE.replace("🚀", "").replace('charset="utf-8"', 'charset="Shift_JIS"')
    decoded = decode_html(html.encode("cp932"), "p.html", None)
    assert (decoded.text, decoded.encoding, decoded.is_sure) == (html, "cp932", True)
    http_equiv = '<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"><p>石油</p>'
    assert decode_html(http_equiv.encode("euc_jp"), "p.html", None).encoding == "euc_jp"
    xml = '<?xml version="1.0" encoding="EUC-JP"?><html><p>石油</p></html>'
    assert decode_html(xml.encode("euc_jp"), "p.html", None).encoding == "euc_jp"


def test_an_xml_declaration_is_no_obstacle() -> None:
    assert page('<?xml version="1.0" encoding="UTF-8"?>' + PAGE).text == page().text


def test_a_page_of_a_few_sentences_keeps_its_structure() -> None:
    html = (
        '<html><body><nav><a href="/">トップ</a></nav><div class="main"><h1>燃料の値上がり</h1>'
        "<p>県内のガソリンは三週続けて値上がりした。店主は仕入れ値が下がらないと話す。</p><h2>見通し</h2>"
        "<p>来週も高い水準が続く見通しで、県は備蓄の放出を国に求める方針だ。運送の団体も助成を求めている。</p>"
        "</div></body></html>"
    )
    blocks = page(html).blocks
    assert blocks is not None
    assert [b.section for b in blocks] == [(), ("燃料の値上がり",), ("燃料の値上がり",), ("燃料の値上がり", "見通し")]


def test_a_short_page_keeps_its_lines() -> None:
    document = page("<html><body><h1>原油高</h1><p>原油が上がった。</p><p>円は下がった。</p></body></html>")
    assert document.text.split() == ["原油高", "原油が上がった。", "円は下がった。"]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("市は<b>必ず</b>橋を<strong>直す</strong>と<em>決めた</em>。", id="emphasis"),
        pytest.param("市は必ず<a href='/x'>橋</a>を<span class='y'>直す</span>と決めた。", id="link"),
        pytest.param("<ruby>市<rp>（</rp><rt>し</rt><rp>）</rp></ruby>は必ず橋を直すと決めた。", id="ruby"),
        pytest.param("市は必ず橋を<!-- 広告 -->直すと<wbr>決めた。<textarea>ご意見</textarea>", id="unread"),
        pytest.param("<span style='display: none'>秘密。</span>市は必ず橋を直すと決めた。", id="hidden"),
        pytest.param("市は必ず橋を直すと決めた。<noscript>設定を変えてください。</noscript>", id="noscript"),
    ],
)
@pytest.mark.parametrize("is_long", [False, True])
def test_words_run_on_through_inline_marks_and_nothing_unread_is_among_them(html: str, is_long: bool) -> None:
    more = "<p>費用は国が出す見通しで、工事は来年に始まる。</p>" * 8 if is_long else ""
    text = page(f"<html><body><article><p>{html}</p>{more}</article></body></html>").text
    assert text.split("\n")[0] == "市は必ず橋を直すと決めた。"


def test_links_that_are_a_menu_are_not_made_text() -> None:
    menu = "<p>" + "".join(f"<a href='/{i}'>分類その{i}</a> " for i in range(9)) + "</p>"
    text = page(PAGE.replace("<article>", f"{menu}<article>")).text
    assert "分類その3" not in text


def test_one_paragraph_is_not_exchanged_for_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    import resiliparse.extract.html2text as html2text

    monkeypatch.setattr(html2text, "extract_plain_text", lambda *_, **__: "市は橋を直す。\n\n意見\n\n反対だ。")
    assert page("<html><body><article><p>市は橋を直す。</p></article></body></html>").text == "市は橋を直す。"


def test_a_second_opinion_that_loses_text_does_not_step_in(monkeypatch: pytest.MonkeyPatch) -> None:
    import resiliparse.extract.html2text as html2text

    monkeypatch.setattr(html2text, "extract_plain_text", lambda *_, **__: "市\nは\n橋")
    html = "<html><body><p>市は橋を直す。</p><ul><li>費用は国が出す。</li><li>工事は来年だ。</li></ul></body></html>"
    text = page(html).text
    assert "費用は国が出す。" in text
    assert "工事は来年だ。" in text


def test_line_ends_of_preformatted_text_stay() -> None:
    html = "<html><body><pre>■ 橋の話\n市は橋を直す。\n\n費用は国が出す。</pre></body></html>"
    assert page(html).text.split("\n") == ["■ 橋の話", "市は橋を直す。", "", "費用は国が出す。"]


@pytest.mark.parametrize(
    "html", ["", "   ", "<!-- -->", "<html></html>", "<html><body></body></html>", "<script>let a = 1</script>"]
)
def test_pages_without_text(html: str) -> None:
    with pytest.raises(InputError, match=r"^p\.html: "):
        page(html)


def test_broken_markup_is_read() -> None:
    assert "溶接工" in page(PAGE.replace("</p>", "").replace("</li>", "").replace("</article>", "")).text
    deep = "<div>" * 3000 + BODY
    assert "溶接工" in page(deep).text


def test_disagreement_of_the_extractors_is_said(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resiliparse.extract.html2text as html2text

    with caplog.at_level(logging.WARNING, "kakudo.reading"):
        monkeypatch.setattr(html2text, "extract_plain_text", lambda *_, **__: "港の電力計画、延期へ")
        document = page()
    assert "p.html: two extractors disagree" in caplog.text
    assert document.blocks is not None


def test_second_opinion_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: None)
    document = page()
    assert document.blocks is None
    assert "溶接工" in document.text or "市民の理解" in document.text


def test_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def fake(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("trafilatura"):
            raise ImportError("no", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", fake)
    with pytest.raises(MissingExtraError, match=r"pip install 'kakudo\[html\]'"):
        page()


def test_kinds_are_block_kinds() -> None:
    assert {b.kind for b in page().blocks or ()} == set(BlockKind)
