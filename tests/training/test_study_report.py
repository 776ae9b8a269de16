"""The study as Markdown and JSON: every figure of the one is in the other, and equal studies give equal bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kakudo.axes.model import load_axis_model
from kakudo.training.calibration import Calibration, ReliabilityBin
from kakudo.training.metrics import LabelScore, LabelTable
from kakudo.training.study import LearningPoint, Study, ThresholdChoice, Variant
from kakudo.training.study_report import render_study, save_study, study_record


def table(micro: float) -> LabelTable:
    return LabelTable(0.5, 0.61, micro, {"oil": LabelScore(0.8, 0.7, 0.7466666, 10)}, {("oil", "oil"): 3})


STUDY = Study(
    "axes-test",
    40,
    120,
    (Variant("all features", 12, table(0.75), 0.9), Variant("words only", 9, table(0.5), 0.8)),
    (LearningPoint(0.1, 4, 0.4, 0.05, 0.41, 0.95), LearningPoint(1.0, 40, 0.7, 0.0, 0.71, 0.9)),
    {"oil": Calibration(0.034567, 0.05, (ReliabilityBin(0.1, 0.2, 7, 0.15, 0.25),))},
    {"oil": ThresholdChoice(0.3, (0.28, 0.36), 0.8, 0.7, 0.766, 0.9, 0.6)},
)


@pytest.mark.parametrize(
    "line",
    [
        "# Study of the axis model `axes-test`",
        "from 40 documents with 120 claims",
        "| all features | 12 | 0.750 | +0.000 | 0.610 | 0.900 | 0.747 |",
        "| words only | 9 | 0.500 | -0.250 | 0.610 | 0.800 | 0.747 |",
        "| 10% | 4 | 0.400 ± 0.050 | 0.410 | 0.950 |",
        "| oil | 0.035 | 0.050 |",
        "| 0.1–0.2 | 7 | 0.150 | 0.250 |",
        "| oil | 0.30 | 0.28–0.36 | 0.800 | 0.700 | 0.766 | 0.900 / 0.600 |",
    ],
)
def test_the_text_says_it(line: str) -> None:
    assert line in render_study(STUDY)


def test_every_table_has_a_cell_for_each_head() -> None:
    for block in render_study(STUDY).split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1


def test_the_record_is_json_with_rounded_figures(tmp_path: Path) -> None:
    text, data = save_study(STUDY, tmp_path / "new")
    record = json.loads(data.read_text(encoding="utf-8"))
    assert record == study_record(STUDY)
    assert record["calibration"]["oil"]["error"] == 0.0346
    assert record["ablation"][0]["scores"]["labels"]["oil"]["f1"] == 0.7467
    assert record["thresholds"]["oil"]["plateau"] == [0.28, 0.36]
    assert text.read_text(encoding="utf-8") == render_study(STUDY)
    again = save_study(STUDY, tmp_path / "again")
    assert [path.read_bytes() for path in again] == [text.read_bytes(), data.read_bytes()]


def test_the_study_that_ships_is_of_the_model_that_ships() -> None:
    folder = Path(__file__).parents[2] / "models"
    model = load_axis_model(folder)
    record = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    assert record["model"] == model.name
    assert f"`{model.name}`" in (folder / "STUDY.md").read_text(encoding="utf-8")
    thresholds = [record["thresholds"][axis]["threshold"] for axis in model.axes]
    assert thresholds == pytest.approx(model.thresholds.tolist(), abs=1e-4)
