"""``kakudo corpus``: a small corpus described, with and without text that both splits hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kakudo.loading
import kakudo.training.fit  # binds `load` before the fixture puts another in its place
from gold_rows import corpus_row, gold_claim, write
from kakudo.analysis import Analyzer
from pair_rows import many_pairs, source_row

Line = Callable[..., Any]


def row(id: str, text: str, **labels: Any) -> dict[str, Any]:
    return corpus_row(id, (f"{text}。", [gold_claim(text, **labels)]))


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer) -> None:
    monkeypatch.setattr(kakudo.loading, "load", lambda: analyzer)


@pytest.fixture
def folder(run: Line) -> Path:
    del run  # which goes to the folder of the test first
    path = Path("gold")
    (path / "test").mkdir(parents=True)
    write(
        path / "agency-small.jsonl",
        row("a", "原油は来月も12ドルほど上がるだろう", axes=["oil"], cues=["だろう"]),
        row("b", "空はよく晴れて風もなかった"),
    )
    write(path / "test" / "agency-held.jsonl", row("t", "市場では円が売られたという", cues=["という"]))
    return path


def test_a_sound_corpus_is_described(run: Line, folder: Path) -> None:
    pytest.importorskip("scipy")
    result = run("corpus", str(folder))
    assert (result.code, result.err) == (0, "")
    assert "\ntest   test/agency-held.jsonl" in result.out
    assert "\nC2     conjecture" in result.out
    assert "Agreement" not in result.out

    written = run("corpus", "gold", "--format", "json", "-o", "figures.json")
    assert (written.code, written.out) == (0, "")
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert figures["splits"]["train"]["n_claims"] == 2
    assert figures["similarity"]["across"] == []
    assert "## Diversity\n" in run("corpus", "gold", "--format", "markdown").out


def test_held_out_text_in_training_text_is_an_error(run: Line, folder: Path) -> None:
    pytest.importorskip("scipy")
    write(folder / "test" / "agency-copied.jsonl", row("copy", "原油は来月も35ドルほど上がるだろう"))
    result = run("corpus", "gold")
    assert result.code == 1
    assert result.err == "kakudo: error: near-duplicate pairs across splits: 1\n"
    assert "copy: 原油は来月も35ドルほど上がるだろう。" in result.out.partition("ERROR")[2]


def test_posts_against_their_sources_are_described(run: Line, folder: Path) -> None:
    pytest.importorskip("sklearn")
    posts, sources = many_pairs()
    copied = dict(posts[1]) | {"pair_id": "t"}
    for part, rows in ((folder / "pairs", posts), (folder / "pairs" / "test", [copied | {"doc_id": "t1"}])):
        part.mkdir()
        write(part / "a.pairs.jsonl", *map(dict, rows))
    write(folder / "pairs" / "a.sources.jsonl", *map(dict, sources))
    write(folder / "pairs" / "test" / "a.sources.jsonl", source_row("t1", str(copied["source_sentence"])))
    result = run("corpus", "gold")
    assert result.code == 1
    assert result.err.startswith("kakudo: error: near-duplicate pairs across splits: ")
    assert "ERROR: held-out posts or articles that the others hold\n" in result.out
    assert "Posts against their sources\n====" in result.out
    found = json.loads(run("corpus", "gold", "--format", "json").out)["pairs"]
    assert found["counts"]["train"]["n_posts"] == len(posts)


def test_a_second_reading_that_contradicts_the_corpus(run: Line, folder: Path) -> None:
    pytest.importorskip("scipy")
    readings = folder / "readings"
    readings.mkdir()
    (readings / "second.tsv").write_text(
        "claim\tholder\tcertainty\tpolarity\ttime\taxes\tcodes\na#0\twriter\tprobable\taffirmed\tfuture\toil\t-\n",
        encoding="utf-8",
    )
    assert "\ncertainty  1  0.000" in run("corpus", "gold").out
    (readings / "settled.tsv").write_text(
        "claim\tlabel\tfirst\tsecond\tsettled\treason\na#0\tcertainty\tcertain\tprobable\tprobable\tだろう\n",
        encoding="utf-8",
    )
    result = run("corpus", "gold")
    assert (result.code, result.out) == (2, "")
    assert "a#0 certainty (probable, in the corpus certain)" in result.err


def test_axes_are_those_of_the_topic(run: Line) -> None:
    pytest.importorskip("scipy")
    Path("gold").mkdir()
    write(Path("gold/a.jsonl"), row("a", "りんごがよく実った", axes=["fruit"]))
    result = run("corpus", "gold")
    assert result.code == 2
    assert "axes ['fruit'] unknown" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["empty"], "kakudo: error: no *.jsonl in empty"),
        (["missing"], "kakudo: error: no *.jsonl in missing"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_errors(run: Line, arguments: list[str], message: str) -> None:
    Path("empty").mkdir()
    result = run("corpus", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_an_installed_package_asks_for_a_folder(run: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kakudo.artifacts.checkout", lambda: None)
    result = run("corpus")
    assert result.code == 2
    assert "give a FOLDER" in result.err


def test_the_corpus_of_the_checkout_is_the_default(run: Line, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    folder.rename("corpus")
    monkeypatch.setattr("kakudo.artifacts.checkout", Path.cwd)
    assert run("corpus").code == 0


def test_without_the_extra_its_command_is_named(run: Line, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    result = run("corpus", str(folder))
    assert result.code == 2
    assert "pip install 'kakudo[train]'" in result.err
