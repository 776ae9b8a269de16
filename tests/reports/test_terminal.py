"""The terminal report: order, width, colour, and texts that try to command the terminal."""

from __future__ import annotations

import io
import re
import unicodedata

import msgspec
import pytest
from rich.console import Console

from kakudo.comparison.triage import TriageWeights
from kakudo.findings import TaggedDocument
from kakudo.reports import terminal
from kakudo.topic import Topic


def cells(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def test_flagged_claims_come_first(article: TaggedDocument, topic: Topic) -> None:
    text = terminal.render(article, topic)
    titles = ["要確認の主張", "軸ごとの確度の割合", "軸ごとに何を述べているか", "時系列", "シナリオと但し書き"]
    places = [text.index(f"{title} ─") for title in titles]
    assert places == sorted(places)
    assert text.startswith("アルカンとヴェルナ")
    assert "〔留保〕関係者は「年内に駐留部隊が倍増するのは確実だ」と話す — 関係者 ▲KD107" in text


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_terminal(article: TaggedDocument, topic: Topic, width: int) -> None:
    lines = terminal.render(article, topic, width=width).splitlines()
    assert max(map(cells, lines)) <= width
    assert not any(line.endswith(" ") for line in lines)


def test_words_say_the_stance_and_colour_is_only_added(article: TaggedDocument, topic: Topic) -> None:
    plain = terminal.render(article, topic)
    assert "\x1b" not in plain
    for word in ("〔断定〕", "〔帰属〕", "〔留保〕", "▲KD101", "重要", "注意", "参考"):
        assert word in plain
    assert "\x1b[" in terminal.render(article, topic, color=True)


def test_the_environment_does_not_change_a_string(
    article: TaggedDocument, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = terminal.render(article, topic), terminal.render(article, topic, color=True)
    for name, value in {"NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "33", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
        assert (terminal.render(article, topic), terminal.render(article, topic, color=True)) == before


def test_a_console_heeds_no_color(post: TaggedDocument, topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed() -> str:
        buffer = io.StringIO()
        Console(file=buffer, force_terminal=True, color_system="standard", width=80).print(terminal.report(post, topic))
        return buffer.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "31m" in printed()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in printed()


def test_text_neither_commands_the_terminal_nor_marks_itself_up(post: TaggedDocument, topic: Topic) -> None:
    title = "\x1b]0;x\x07[bold red]赤[/] :smile: \x9b31m\u202e逆\u2028次\r上"
    text = terminal.render(msgspec.structs.replace(post, title=title), topic)
    assert not any(unicodedata.category(letter) == "Cc" for letter in text.replace("\n", ""))
    assert "[bold red]赤[/] :smile:" in text
    assert "\u202e" not in text


def test_an_error_and_an_empty_document_say_so(broken: TaggedDocument, topic: Topic) -> None:
    assert "This document could not be read: InputError" in terminal.render(broken, topic, "en", width=200)
    empty = msgspec.structs.replace(broken, error=None)
    assert "主張は見つかりませんでした" in terminal.render(empty, topic)


# ---- checked posts


WEIGHTS = TriageWeights()


def test_checked_posts_are_blocks_the_gravest_first(checked: tuple[TaggedDocument, ...]) -> None:
    text = terminal.render_check(checked, WEIGHTS, width=200)
    assert re.findall(r"asa-\d+", text) == ["asa-004", "asa-002", "asa-002", "asa-005", "asa-003", "asa-006", "asa-007"]
    block = text.split("asa-003")[1].split("asa-006")[0]
    for words in (
        "港では［31人］がけがをした",
        "少なくとも［13人］がけが",
        "kiji-2",
        "▲KD304 出典では「13人」",
        "負傷者数の発表",
    ):
        assert words in block
    assert "〔出典と食い違う〕 ▲KD304" in text
    assert "投稿 8 · 要確認 5 · 照合できず 1 · 食い違いなし 2" in text
    assert "照合できず: SourceError: 出典 kiji-9" in text
    assert "数値の変化" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [40, 80, 132])
def test_checked_posts_fit_the_terminal(checked: tuple[TaggedDocument, ...], width: int, lang: str) -> None:
    lines = terminal.render_check(checked, WEIGHTS, lang, width=width).splitlines()
    assert max(map(cells, lines)) <= width


def test_checked_posts_that_are_left_out_are_counted(checked: tuple[TaggedDocument, ...]) -> None:
    text = terminal.render_check(checked, WEIGHTS, "en", 2, width=200)
    assert "Of 8 posts checked, this shows the 2" in text
    assert "asa-003" not in text
    assert "There are no posts." in terminal.render_check([], WEIGHTS, "en")


def test_a_hostile_post_does_not_command_the_terminal(hostile_checked: tuple[TaggedDocument, ...]) -> None:
    wild = msgspec.structs.replace(hostile_checked[0], id="\x1b]0;x\x07[bold]赤[/]\u202e")
    text = terminal.render_check([wild, *hostile_checked], WEIGHTS)
    assert not any(unicodedata.category(letter) == "Cc" for letter in text.replace("\n", ""))
    assert "[bold]赤[/]" in text
    assert "\u202e" not in text
    assert "\x1b[" in terminal.render_check(hostile_checked, WEIGHTS, color=True)
