"""Titles that are cited with nothing said of them."""

from __future__ import annotations

import pytest

from kakudo.analysis import Analyzer
from kakudo.certainty.titles import cited_title
from kakudo.document import Document
from kakudo.findings import Certainty, Time
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
    ],
)
def test_a_cited_title_is_read_as_the_headline_that_it_is(
    analyzer: Analyzer, title: str, certainty: Certainty, time: Time
) -> None:
    text = f"工事は九月に始まった。東都新聞『{title}』。"
    claim = analyzer(Document(text)).sentences[-1].claims[-1]
    assert (claim.certainty, claim.time) == (certainty, time)
    assert claim.text == f"東都新聞『{title}』"


def test_the_offsets_of_a_cited_title_are_those_of_its_document(analyzer: Analyzer) -> None:
    text = "工事は九月に始まった。東都新聞『「橋は直る可能性がある」と市長』。"
    claim = analyzer(Document(text)).sentences[-1].claims[-1]
    assert claim.certainty is Certainty.POSSIBLE
    assert [text[cue.start : cue.end] for cue in claim.cues] == [cue.text for cue in claim.cues]
    assert "可能性がある" in [cue.text for cue in claim.cues]
