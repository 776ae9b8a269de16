"""``kakudo train`` and ``kakudo evaluate``: a small corpus to a model, and the model to scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Line = Callable[..., Any]
TOPICS = {
    "oil": ("原油の輸入が増えた", "油田の生産が減った", "製油所が操業を止めた"),
    "finance": ("銀行が融資を決めた", "債務の返済が遅れた", "基金が投資を増やした"),
    "military": ("海軍が演習を行った", "部隊が攻撃を受けた", "戦車が配備された"),
    "diplomacy": ("首脳が会談した", "国連が制裁を決議した", "大使館が声明を出した"),
    "": ("桜が咲いた", "店が閉まった", "子どもが笑った"),
}


def corpus(folder: Path) -> None:
    """Ten documents for each axis and none, each of one sentence."""
    folder.mkdir()
    with (folder / "agency-small.jsonl").open("w", encoding="utf-8") as stream:
        for axis, texts in TOPICS.items():
            for number in range(10):
                claim = {
                    "text": texts[number % 3],
                    "axes": [axis] if axis else [],
                    "holder": "writer",
                    "holder_text": None,
                    "certainty": "certain",
                    "polarity": "affirmed",
                    "time": ("past", "present", "future")[number % 3],
                    "cues": [],
                    "codes": [],
                }
                sentence = {"text": f"{claim['text']}。", "claims": [claim]}
                row = {"id": f"{axis}-{number}", "register": "agency", "published": None, "title": None}
                stream.write(json.dumps(row | {"sentences": [sentence]}, ensure_ascii=False) + "\n")


def test_train_then_evaluate(run: Line) -> None:
    pytest.importorskip("sklearn")
    corpus(Path("gold"))
    trained = run("train", "--corpus", "gold", "--output", "model")
    assert trained.code == 0
    assert trained.err == "kakudo: training on gold\n"
    assert "50 documents, 50 claims" in trained.out
    for axis in filter(None, TOPICS):
        assert f"\n  {axis} " in trained.out
    assert Path("model/axes.json").exists()

    scored = run("evaluate", "gold", "--model", "model", "--format", "json", "-o", "scores.json")
    assert (scored.code, scored.out) == (0, "")
    scores = json.loads(Path("scores.json").read_text(encoding="utf-8"))
    assert scores["n_claims"] == 50
    assert scores["columns"]["axes"]["micro_f1"] > 0.9

    listed = run("evaluate", "gold/agency-small.jsonl", "--model", "model", "--errors")
    assert listed.code == 0
    assert run("evaluate", "gold", "--model", "model").out.startswith("50 labels compared")
    assert "\n| label |" in run("evaluate", "gold", "--model", "model", "--format", "markdown").out


def test_a_study_is_written_when_asked_for(run: Line) -> None:
    pytest.importorskip("sklearn")
    corpus(Path("gold"))
    studied = run("train", "--corpus", "gold", "--output", "model", "--study")
    assert studied.code == 0
    assert {"model/STUDY.md", "model/study.json"} <= set(studied.out.splitlines())
    record = json.loads(Path("model/study.json").read_text(encoding="utf-8"))
    assert (record["n_documents"], record["n_claims"]) == (50, 50)
    assert record["model"] in Path("model/STUDY.md").read_text(encoding="utf-8")
    first = [Path(f"model/{name}").read_bytes() for name in ("STUDY.md", "study.json")]
    assert run("train", "--corpus", "gold", "--output", "model", "--study").code == 0
    assert [Path(f"model/{name}").read_bytes() for name in ("STUDY.md", "study.json")] == first


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--corpus", "empty", "--output", "model"], "no *.jsonl in empty"),
        (["evaluate", "empty"], "empty: no *.jsonl file is in this folder"),
        (["evaluate", "empty", "--errors", "--format", "json"], "leave out --format"),
    ],
)
def test_errors(run: Line, arguments: list[str], message: str) -> None:
    Path("empty").mkdir()
    result = run(*arguments)
    assert result.code == 2
    assert message in result.err


@pytest.mark.parametrize(
    ("arguments", "option"), [([], "--corpus"), (["--corpus", "gold"], "--output")], ids=["corpus", "output"]
)
def test_an_installed_package_asks_for_the_folders(
    run: Line, monkeypatch: pytest.MonkeyPatch, arguments: list[str], option: str
) -> None:
    monkeypatch.setattr("kakudo.artifacts.checkout", lambda: None)
    result = run("train", *arguments)
    assert result.code == 2
    assert option in result.err
