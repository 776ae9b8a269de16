"""A description as text, Markdown and JSON: the figures are those of the description."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kakudo.training.agreement import LabelAgreement, MemberAgreement
from kakudo.training.corpus_report import render
from kakudo.training.counts import Counts
from kakudo.training.cue_recall import GroupRecall
from kakudo.training.description import CorpusDescription, FileCounts
from kakudo.training.diversity import Diversity
from kakudo.training.similarity import Distribution, Pair, PlacedSentence, Similarity

COUNTS = Counts(2, 8, 10, 6, 1, {"time": {"past": 7, "present": 3}, "axes": {"-": 9, "oil": 1}})
HELD = Counts(1, 2, 0, 2, 0, {"time": {"past": 0, "present": 0}, "axes": {"-": 0, "oil": 0}})
VARIETY = Diversity(200, 50, 20, 0.25, 0.3456, 10, 6, 5, 7, (("発表 為る た", 4), ("て 居る", 2)))
TRAINED = PlacedSentence("train", "a", "首相は議会を解散する。")
TESTED = PlacedSentence("test", "t", "首相は議会を|解散した。")
LONG = PlacedSentence("train", "b", "長" * 80)
SIMILARITY = Similarity(
    0.6,
    3,
    {"train": Distribution(8, 0.123, 0.2, 0.3, 0.64), "test → train": Distribution(2, 0.1, 0.1, 0.1, 0.1)},
    (Pair(0.64, False, TRAINED, LONG),),
    (),
    (Pair(0.64, False, TRAINED, LONG),),
    (Pair(0.31, False, TESTED, TRAINED),),
)
AGREEMENT = {
    "time": LabelAgreement(9, 0.8888, 0.75, None, None, {}, (("past", "present", 1),), 0, 1, 0, 0),
    "axes": LabelAgreement(9, 1.0, None, 0.5555, 0.6666, {"oil": MemberAgreement(3, 2, 0.4444)}, (), 0, 0, 0, 0),
}
RECALL = {
    "train": {
        "C5": GroupRecall(8, 2, 6, 4, (("かも", 2),)),
        "none": GroupRecall(2, 2, 0, 0, (("と", 2),)),
    },
    "test": {"D1": GroupRecall(4, 1, 4, 4, ())},
}


@pytest.fixture
def description() -> CorpusDescription:
    return CorpusDescription(
        (FileCounts("train", "a.jsonl", COUNTS), FileCounts("test", "test/b.jsonl", HELD)),
        {"train": COUNTS, "test": HELD},
        {"agency": COUNTS},
        {"train": VARIETY, "test": VARIETY, "agency": VARIETY},
        SIMILARITY,
        AGREEMENT,
        RECALL,
        "sha256:0",
        "fugashi 0",
    )


def rows(markdown: str) -> list[list[str]]:
    return [
        line.strip("|").split("|")
        for line in markdown.replace(" | ", "|").replace("| ", "|").replace(" |", "|").splitlines()
        if "|" in line
    ]


def test_the_figures_are_those_of_the_description(description: CorpusDescription) -> None:
    text = render(description, "markdown")
    found = rows(text)
    assert ["train", "a.jsonl", "2", "8", "6 (75.0 %)", "10", "1 (10.0 %)"] in found
    assert ["test", "test/b.jsonl", "1", "2", "2 (100.0 %)", "0", "0"] in found  # no share of nothing
    assert ["time", "past", "7 (70.0 %)", "0", "7 (70.0 %)"] in found
    assert ["agency", "200", "50", "20", "0.250", "0.346", "10", "6", "5", "7", "60.0 %"] in found
    assert "most frequent endings of train: 発表+為る+た 4, て+居る 2" in text
    assert ["train", "8", "0.12", "0.20", "0.30", "0.64"] in found
    assert "from 0.6 on: within a split 1 (exact 0, of two documents 1), across splits 0 (exact 0)" in text
    assert ["0.64", "a: 首相は議会を解散する。", f"b: {'長' * 39}…"] in found
    assert ["time", "9", "0.889", "0.750", "-", "-", "1", "0", "1", "0", "0"] in found
    assert ["axes", "9", "1.000", "-", "0.555", "0.667", "0", "0", "0", "0", "0"] in found
    assert ["axes", "oil", "3", "2", "0.444"] in found
    assert "time, first → second: past → present 1" in text
    assert ["C5", "possibility", "8", "2", "0.750", "0.500", "0", "0", "-", "-"] in found
    assert ["all", "", "10", "4", "0.600", "0.400", "4", "1", "1.000", "1.000"] in found
    assert ["C5", "「かも」2"] in found
    assert "ERROR" not in text


def test_a_bar_in_a_text_does_not_break_the_table(description: CorpusDescription) -> None:
    assert "| 0.31 | t: 首相は議会を\\|解散した。 | a: 首相は議会を解散する。 |" in render(description, "markdown")


def test_text_has_the_same_lines_in_columns(description: CorpusDescription) -> None:
    text = render(description)
    assert text.startswith("Documents, sentences, claims\n============================\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    lines = text.splitlines()
    header = next(line for line in lines if line.startswith("split  file"))
    row = next(line for line in lines if line.startswith("train  a.jsonl"))
    assert header.index("documents") == row.index("2")
    assert all(line == line.rstrip() for line in lines)


def test_full_width_characters_take_two_columns(description: CorpusDescription) -> None:
    lines = render(description).splitlines()
    short = next(line for line in lines if line.startswith("0.31"))
    assert short.startswith("0.31  t: 首相は議会を|解散した。  a: ")
    header = lines[lines.index(short) - 1]
    assert header.index("other") == len("0.31  ") + len("t: |") + 2 * len("首相は議会を解散した。") + 2


def test_near_duplicates_across_splits_are_an_error(description: CorpusDescription) -> None:
    pairs = (Pair(1.0, True, TESTED, TRAINED), Pair(0.7, False, TESTED, LONG))
    text = render(replace(description, similarity=replace(SIMILARITY, across=pairs)))
    assert "ERROR: test sentences that training text holds\n====" in text
    assert "Near-duplicate pairs across splits: 2. " in text
    assert "exact  t: 首相は議会を|解散した。" in text
    assert "across splits 2 (exact 1)" in text


def test_what_is_not_there_is_left_out(description: CorpusDescription) -> None:
    alone = replace(
        description,
        agreement=None,
        similarity=replace(SIMILARITY, closest_across=()),
        cue_recall={"train": RECALL["train"]},
    )
    text = render(alone)
    assert "Agreement" not in text
    assert "across splits:" not in text
    assert "test found" not in text


def test_json_holds_every_figure(description: CorpusDescription) -> None:
    found = json.loads(render(description, "json"))
    assert found["files"][0]["counts"]["labels"]["time"] == {"past": 7, "present": 3}
    assert found["similarity"]["closest_across"][0]["first"] == {
        "split": "test",
        "document": "t",
        "text": "首相は議会を|解散した。",
    }
    assert found["agreement"]["axes"]["members"]["oil"] == {"n_first": 3, "n_second": 2, "kappa": 0.4444}
    assert found["cue_recall"]["train"]["C5"]["missed"] == [["かも", 2]]


def test_another_format_is_refused(description: CorpusDescription) -> None:
    with pytest.raises(ValueError, match="'xml' is none of text, markdown, json"):
        render(description, "xml")


def test_a_group_without_a_name_is_shown(description: CorpusDescription) -> None:
    text = render(replace(description, cue_recall={"train": {"Z9": GroupRecall(1, 1, 1, 1, ())}}), "markdown")
    assert ["Z9", "", "1", "1", "1.000", "1.000"] in rows(text)
