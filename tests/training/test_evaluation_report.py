"""An evaluation as text, Markdown and JSON: the figures are those of the tables, and every mistake is a line."""

from __future__ import annotations

import json
import re

import pytest

from kakudo.training.evaluation import Column, Evaluation, Mistake
from kakudo.training.evaluation_report import render, render_mistakes
from kakudo.training.metrics import Interval, label_table, set_table

CERTAINTY = label_table(
    ["certain", "certain", "probable", "possible", "certain", "possible"],
    ["certain", "probable", "probable", "certain", "probable", "certain"],
)
AXES = set_table(
    [frozenset({"oil"}), frozenset({"oil", "finance"}), frozenset()],
    [frozenset({"oil"}), frozenset({"oil"}), frozenset()],
)
BOUNDARIES = set_table([frozenset({"0", "8"})], [frozenset({"0"})])
MISTAKES = (
    Mistake("a#1", "値は上がるだろう", {"certainty": ("probable", "certain"), "axes": ("-", "oil")}, ("x.y", "z")),
    Mistake("b#0", "港が開いた", {"time": ("past", "present")}, ()),
)


@pytest.fixture
def evaluation() -> Evaluation:
    columns = {
        "certainty": Column(CERTAINTY, Interval(0.1111, 0.8888), Interval(0.2222, 0.7777)),
        "axes": Column(AXES, Interval(0.3333, 0.9999), Interval(0.4444, 0.6666)),
    }
    return Evaluation("claim", 6, columns, BOUNDARIES, 0.8125, MISTAKES)


def cells(text: str) -> list[list[str]]:
    """The rows of the tables in either form."""
    rows = [line.strip("| ") for line in text.splitlines() if line and not set(line) <= set("|-")]
    return [re.split(r"\s*\|\s*|\s{2,}", row) for row in rows]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_figures_are_those_of_the_tables(evaluation: Evaluation, form: str) -> None:
    text = render(evaluation, form)
    assert text.startswith("6 labels compared, one for each claim\n\n")
    assert text.endswith("\n")
    rows = cells(text)
    assert ["label", "accuracy", "macro-F1", "micro-F1"] in rows
    macro = f"{CERTAINTY.macro_f1:.3f}"
    assert ["certainty", "0.333", f"{macro} [0.222, 0.778]", "0.333 [0.111, 0.889]"] in rows
    assert ["axes", "0.667", "0.500 [0.444, 0.667]", "0.800 [0.333, 1.000]"] in rows
    assert ["certain", "0.333", "0.333", "0.333", "3"] in rows
    assert ["probable", "0.333", "1.000", "0.500", "1"] in rows
    assert ["oil", "1.000", "1.000", "1.000", "2"] in rows
    assert ["finance", "0.000", "0.000", "0.000", "1"] in rows
    assert "claim boundaries: micro-F1 0.667, sentences with exactly gold's claims 0.000" in text
    assert "off-topic claims left without an axis: 0.812" in text


def test_confusions_stand_most_frequent_first_without_what_is_right(evaluation: Evaluation) -> None:
    (line,) = re.findall(r"^confused: .*$", render(evaluation), flags=re.MULTILINE)
    assert line == "confused: possible→certain 2, certain→probable 2"


def test_what_was_not_measured_is_left_out(evaluation: Evaluation) -> None:
    right = {"time": Column(label_table(["past"], ["past"]), Interval(1, 1), Interval(1, 1))}
    text = render(Evaluation("main claim", 1, right, None, None, ()))
    assert text.startswith("1 labels compared, one for each main claim\n")
    for absent in ("boundaries", "off-topic", "confused"):
        assert absent in render(evaluation)
        assert absent not in text


def test_markdown_tables_have_a_cell_for_each_heading(evaluation: Evaluation) -> None:
    text = render(evaluation, "markdown")
    tables = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    assert len(tables) == 3
    for table in tables:
        header, rule, *rows = table.splitlines()
        assert rule == "|" + "---|" * (header.count("|") - 1)
        assert rows
        assert {row.count("|") for row in rows} == {header.count("|")}
    assert re.findall(r"^### (.*)$", text, flags=re.MULTILINE) == ["certainty", "axes"]


def test_text_tables_are_aligned(evaluation: Evaluation) -> None:
    lines = render(evaluation).splitlines()
    first = lines.index(next(line for line in lines if line.startswith("label")))
    columns = lines[first].index("accuracy"), lines[first].index("macro-F1"), lines[first].index("micro-F1")
    for line in lines[first : first + 3]:
        assert all(line[at - 1] == " " and line[at] != " " for at in columns)
    assert not any(line.endswith(" ") for line in lines)


def test_json_holds_every_figure(evaluation: Evaluation) -> None:
    found = json.loads(render(evaluation, "json"))
    assert {key: found[key] for key in ("unit", "n_claims", "off_topic_precision", "boundaries_micro_f1")} == {
        "unit": "claim",
        "n_claims": 6,
        "off_topic_precision": 0.8125,
        "boundaries_micro_f1": pytest.approx(2 / 3),
    }
    certainty = found["columns"]["certainty"]
    assert certainty["accuracy"] == certainty["micro_f1"] == CERTAINTY.accuracy
    assert certainty["macro_f1"] == CERTAINTY.macro_f1
    assert certainty["intervals"] == {"main": [0.1111, 0.8888], "macro_f1": [0.2222, 0.7777]}
    assert certainty["labels"]["certain"] == {"precision": 1 / 3, "recall": 1 / 3, "f1": 1 / 3, "support": 3}
    assert {(row["gold"], row["predicted"]): row["n"] for row in certainty["confusion"]} == CERTAINTY.confusion
    assert found["columns"]["axes"]["confusion"] == []


def test_another_format_is_refused(evaluation: Evaluation) -> None:
    with pytest.raises(ValueError, match="format 'html' is none of text, markdown, json"):
        render(evaluation, "html")


def test_every_mistake_is_a_line(evaluation: Evaluation) -> None:
    assert render_mistakes(evaluation) == (
        "a#1\tcertainty:probable→certain axes:-→oil\tx.y,z\t値は上がるだろう\nb#0\ttime:past→present\t\t港が開いた\n"
    )
    assert render_mistakes(Evaluation("claim", 0, {}, None, None, ())) == ""


@pytest.mark.parametrize("letter", ["\n", "\t", "\r\n"])
def test_a_text_of_several_lines_is_one_mistake_of_four_cells(letter: str) -> None:
    mistake = Mistake("a", f"港が{letter}開いた", {"time": ("past", "present")}, ())
    text = render_mistakes(Evaluation("main claim", 1, {}, None, None, (mistake,)))
    assert len(text.splitlines()) == 1
    assert len(text.split("\t")) == 4
