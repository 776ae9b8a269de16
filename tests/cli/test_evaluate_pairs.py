"""``kakudo evaluate`` on posts that are labelled against articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kakudo.loading
import kakudo.training.fit  # binds `load` before the fixture puts another in its place
from gold_rows import text_row, write
from kakudo.analysis import Analyzer
from kakudo.config import Config
from pair_rows import many_pairs

Line = Callable[..., Any]


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer) -> None:
    def load(_: Config | None = None) -> Analyzer:
        return analyzer

    monkeypatch.setattr(kakudo.loading, "load", load)


@pytest.fixture
def folder(run: Line) -> Path:
    del run  # which goes to the folder of the test first
    path = Path("gold")
    path.mkdir()
    posts, sources = many_pairs()
    write(path / "a.pairs.jsonl", *map(dict, posts))
    write(path / "a.sources.jsonl", *map(dict, sources))
    return path


def test_a_folder_holds_its_articles(run: Line, folder: Path) -> None:
    pytest.importorskip("sklearn")
    pytest.importorskip("rapidfuzz")
    result = run("evaluate", str(folder))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("18 posts checked against 6 articles\n")
    for method in ("majority", "post alone", "string similarity", "TF-IDF cosine", "kakudo"):
        assert f"\n{method} " in result.out
    written = run("evaluate", "gold/a.pairs.jsonl", "--format", "json", "-o", "scores.json")
    assert (written.code, written.out) == (0, "")
    scores = json.loads(Path("scores.json").read_text(encoding="utf-8"))
    assert scores["n_posts"] == 18
    assert scores["without_named_source"]["n_matched"] > 0
    assert "\n| compared by |" in run("evaluate", "gold", "--format", "markdown", "--no-baselines").out


def test_mistakes_are_listed(run: Line, folder: Path) -> None:
    write(folder / "a.pairs.jsonl", many_pairs()[0][1] | {"label": "faithful", "codes": []})
    result = run("evaluate", "gold", "--errors")
    assert result.code == 0
    (line,) = result.out.splitlines()
    id, label, codes, post, sentence = line.split("\t")
    assert (id, label, post) == ("s0-b", "faithful", "旭川市は橋を来年閉鎖する。")
    assert codes.startswith("- → KD30")
    assert sentence == "⟵ 旭川市は5日、橋を来年閉鎖する可能性があると発表した。"


def test_articles_are_given(run: Line, folder: Path) -> None:
    (folder / "a.sources.jsonl").rename("articles.jsonl")
    result = run("evaluate", "gold/a.pairs.jsonl", "--against", "articles.jsonl", "--no-baselines")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("18 posts checked against 6 articles\n")
    missing = run("evaluate", "gold/a.pairs.jsonl")
    assert missing.code == 2
    assert "gold/a.pairs.jsonl: its articles are not beside it: name them with --against" in missing.err


def test_thresholds_of_baselines_come_from_elsewhere(run: Line, folder: Path) -> None:
    pytest.importorskip("sklearn")
    pytest.importorskip("rapidfuzz")
    Path("sound").mkdir()
    write(Path("sound/a.sources.jsonl"), *map(dict, many_pairs()[1]))
    write(Path("sound/a.pairs.jsonl"), *(dict(row) for row in many_pairs()[0] if row["label"] == "faithful"))
    result = run("evaluate", str(folder), "--baseline-corpus", "sound", "-f", "json")
    assert json.loads(result.out)["baselines"]["post alone"]["n_false"] == 0


def test_an_index_holds_no_texts_for_baselines(run: Line, folder: Path) -> None:
    del folder
    assert run("index", "gold/a.sources.jsonl", "-o", "made").code == 0
    result = run("evaluate", "gold/a.pairs.jsonl", "--against", "made")
    assert result.code == 0
    assert "an index holds no texts: no baselines" in result.err
    assert "\nkakudo " in result.out
    assert "majority" not in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gold", "--cross-fit"], "--cross-fit is for tags"),
        (["tags.jsonl", "--against", "gold/a.sources.jsonl"], "--against goes with posts labelled against articles"),
        (["gold/a.pairs.jsonl", "--against", "nowhere"], "nowhere"),
        (["broken.pairs.jsonl", "--against", "gold/a.sources.jsonl"], "broken.pairs.jsonl:1: label 'no' of 's0-a'"),
        (["lost.pairs.jsonl", "--against", "gold/a.sources.jsonl"], "lost.pairs.jsonl:1: there is no source 'x'"),
        (["gold", "--against", "twice.jsonl"], "two sources have the id 's0'"),
    ],
)
def test_errors(run: Line, folder: Path, arguments: list[str], message: str) -> None:
    del folder
    row = dict(many_pairs()[0][0])
    write(Path("tags.jsonl"), text_row("a", "橋が開いた。"))
    write(Path("broken.pairs.jsonl"), row | {"label": "no"})
    write(Path("lost.pairs.jsonl"), row | {"doc_id": "x"})
    write(Path("twice.jsonl"), *(dict(many_pairs()[1][0]) for _ in range(2)))
    result = run("evaluate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
