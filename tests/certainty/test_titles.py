"""Titles that are cited with nothing said of them."""

from __future__ import annotations

import pytest

from kakudo.analysis import Analyzer
from kakudo.certainty.titles import cited_title
from kakudo.document import Document
from kakudo.findings import Certainty, HolderType, Time
from kakudo.segmentation.brackets import find_brackets
from kakudo.tokenization import Tokenizer


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("東都新聞『橋の通行、再開できず』。", "橋の通行、再開できず"),
        ("『橋の通行、再開できず』", "橋の通行、再開できず"),
        ("東都新聞（南支局・田辺）『橋の通行、再開できず』。", "橋の通行、再開できず"),
        ("彼女の新作は『夏の庭』。", None),
        ("市長は『必ず直す』。", None),
        ("東都新聞『橋の通行、再開できず』は誤報だった。", None),
        ("橋の通行は再開できず。", None),
    ],
)
def test_only_names_stand_before_a_cited_title(text: str, title: str | None) -> None:
    tokens = Tokenizer()(text).tokens
    span = cited_title(tokens, find_brackets(tokens))
    found = None if span is None else "".join(token.surface for token in tokens[span.start : span.end])
    assert found == title


@pytest.mark.parametrize(
    ("title", "certainty", "time"),
    [
        ("橋の通行、きょうも再開できず", Certainty.CERTAIN, Time.PAST),
        ("離島の港に歓声、十年ぶりの客船", Certainty.CERTAIN, Time.PAST),
        ("橋の通行、来月再開へ", Certainty.UNCOMMITTED, Time.FUTURE),
        ("橋の通行止め、原因は亀裂か", Certainty.POSSIBLE, Time.PAST),
        ("橋の通行止めの原因について", Certainty.UNCOMMITTED, Time.PRESENT),
        ("橋の通行止めの原因について（第2報）", Certainty.UNCOMMITTED, Time.PRESENT),
        ("渡し船の運航に関する情報第3号（位置）", Certainty.UNCOMMITTED, Time.PRESENT),
        ("渡し船の運航、情報を公開", Certainty.CERTAIN, Time.PAST),
        ("橋の通行、来月再開へ－東都新聞", Certainty.UNCOMMITTED, Time.FUTURE),
        ("橋が再開、沿道に見物客も", Certainty.CERTAIN, Time.PRESENT),
        ("橋が再開、週内に値下げも", Certainty.POSSIBLE, Time.FUTURE),
        ("渡し船の会社を買収…10月めどに", Certainty.CERTAIN, Time.FUTURE),
        ("Ferry company stops all services", Certainty.CERTAIN, Time.PAST),
    ],
)
def test_a_cited_title_is_read_as_the_headline_that_it_is(
    analyzer: Analyzer, title: str, certainty: Certainty, time: Time
) -> None:
    text = f"工事は九月に始まった。東都新聞『{title}』。"
    claim = analyzer(Document(text)).sentences[-1].claims[-1]
    assert (claim.certainty, claim.time) == (certainty, time)
    assert claim.text == f"東都新聞『{title}』"


@pytest.mark.parametrize(
    ("headline", "holder", "certainty"),
    [
        ("渡し船、来春に運休も＝海運年報", HolderType.NAMED, Certainty.POSSIBLE),
        ("渡し船、来春に運休へ…町長", HolderType.NAMED, Certainty.UNCOMMITTED),
        ("渡し船、来春に運休も＝町幹部", HolderType.ANONYMOUS, Certainty.POSSIBLE),
        ("渡し船、来春に運休も－東都新聞", HolderType.WRITER, Certainty.POSSIBLE),
        ("渡し船の会社、社長が交代＝三年ぶり", HolderType.WRITER, Certainty.CERTAIN),
    ],
)
def test_a_credit_after_a_headline_tells_whose_words_it_gives(
    analyzer: Analyzer, headline: str, holder: HolderType, certainty: Certainty
) -> None:
    claim = analyzer(Document(f"『{headline}』。")).sentences[-1].claims[-1]
    assert (claim.holder.type, claim.certainty) == (holder, certainty)
    assert claim.text == f"『{headline}』"


def test_a_foreign_title_in_straight_marks_is_cited_too(analyzer: Analyzer) -> None:
    claim = analyzer(Document('東都通信"Ferry company stops all services"。')).sentences[-1].claims[-1]
    assert (claim.certainty, claim.time) == (Certainty.CERTAIN, Time.PAST)


def test_the_offsets_of_a_cited_title_are_those_of_its_document(analyzer: Analyzer) -> None:
    text = "工事は九月に始まった。東都新聞『「橋は直る可能性がある」と市長』。"
    claim = analyzer(Document(text)).sentences[-1].claims[-1]
    assert claim.certainty is Certainty.POSSIBLE
    assert [text[cue.start : cue.end] for cue in claim.cues] == [cue.text for cue in claim.cues]
    assert "可能性がある" in [cue.text for cue in claim.cues]
