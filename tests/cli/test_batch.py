"""``kakudo batch``: what it says, its codes, and progress."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kakudo.batch.processes
from batch_runs import InProcess, record, write_corpus
from kakudo.analysis import Analyzer
from kakudo.batch import Progress
from kakudo.batch.contract import Tally
from kakudo.cli.batch_progress import described, duration, shown

Line = Callable[..., Any]
SIZE = "--shard-size=1k"


@pytest.fixture
def in_process(analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, run: Line) -> list[int | None]:
    """Make shards in this process; the list holds the numbers of workers that were asked for."""
    del run
    workers: list[int | None] = []

    def engine(n_workers: int | None) -> InProcess:
        workers.append(n_workers)
        return InProcess(analyzer)

    monkeypatch.setattr(kakudo.batch.processes, "LocalProcesses", engine)
    write_corpus(Path("x.jsonl"), 16)
    return workers


def test_a_run_and_the_same_again(run: Line, in_process: list[int | None]) -> None:
    first = run("batch", "x.jsonl", "-o", "out", SIZE, "-j", "3")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("out: 16 documents, ")
    assert ", 0 errors in 3 shards\n" in first.out
    again = run("batch", "x.jsonl", "-o", "out", SIZE)
    assert (again.code, again.err) == (0, "")
    assert again.out == first.out.replace("out: ", "out: finished already: ")
    assert in_process == [3, None]


def test_the_shards_are_what_tag_prints(run: Line, in_process: list[int | None]) -> None:
    del in_process
    options = ("--kind", "post")
    run("batch", "x.jsonl", "-o", "out", SIZE, *options)
    shards = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("out").glob("part-*.jsonl")))
    assert shards == run("tag", "x.jsonl", *options).out
    assert '"findings":[{' in shards


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x.jsonl"], "Missing option '--output'"),
        (["x.jsonl", "-o", "out", "--shard-size", "4X"], "'4X' is no size"),
        (["x.jsonl", "-o", "out", "--shard-size", "0"], "'0' is no size"),
        (["x.jsonl", "-o", "out", "--workers", "0"], "0 is not in the range"),
        (["x.jsonl", "-o", "out", "--master", "local"], "give --engine spark"),
        (["x.jsonl", "-o", "out", "--engine", "spark", "-j", "2"], "--workers are processes of this machine"),
        (["gone.jsonl", "-o", "out"], "gone.jsonl: there is no such file"),
        (["x.jsonl", "-o", "x.jsonl"], "x.jsonl: is a file"),
        ([".", "-o", "out"], "lies in the input"),
        (["-", "-o", "out"], "use `kakudo tag -`"),
        (["x.jsonl", "-o", "out", "--encoding", "utf-99"], "there is no encoding 'utf-99'"),
    ],
)
def test_errors_of_usage_and_input_are_one_line_and_code_2(
    run: Line, in_process: list[int | None], arguments: list[str], message: str
) -> None:
    del in_process
    result = run("batch", *arguments)
    assert result.code == 2
    assert message in result.err
    assert "Traceback" not in result.err
    assert not Path("out").exists()


def test_other_settings_and_files_of_others_are_refused(run: Line, in_process: list[int | None]) -> None:
    del in_process
    run("batch", "x.jsonl", "-o", "out", SIZE)
    changed = run("batch", "x.jsonl", "-o", "out", "--shard-size=2k", "--lang=en")
    assert changed.code == 2
    assert 'out: was begun with other settings: lang was "ja", is "en", shard_bytes was 1024, is 2048' in changed.err
    Path("mine").mkdir()
    Path("mine/letter.txt").touch()
    foreign = run("batch", "x.jsonl", "-o", "mine")
    assert foreign.code == 2
    assert "no run of kakudo batch wrote (letter.txt)" in foreign.err


def test_records_that_cannot_be_read(run: Line, in_process: list[int | None]) -> None:
    del in_process
    Path("x.jsonl").write_text('{"id": "a"}\n{"id": "b", "text": "雨だ。"}\n', encoding="utf-8")
    some = run("batch", "x.jsonl", "-o", "out")
    assert some.code == 0
    assert some.err == "kakudo: 1 of 2 documents could not be tagged; their rows say why\n"
    assert json.loads(Path("out/part-000000.jsonl").read_text(encoding="utf-8").splitlines()[0])["error"]["type"]
    few = run("batch", "x.jsonl", "-o", "few", "--max-errors", "0")
    assert few.code == 2
    assert "more than --max-errors 0 allows; one is a: " in few.err
    Path("x.jsonl").write_text("{broken\n", encoding="utf-8")
    assert run("batch", "x.jsonl", "-o", "none").code == 2


def test_a_plan_alone_writes_nothing(run: Line, in_process: list[int | None]) -> None:
    result = run("batch", "x.jsonl", "-o", "out", SIZE, "--dry-run")
    assert result.code == 0
    assert [line.split("\t")[0] for line in result.out.splitlines()] == [f"out/part-00000{n}.jsonl" for n in range(3)]
    assert "x.jsonl from line 1\n" in result.out
    assert "3 shards of" in result.err
    assert in_process == []
    assert not Path("out").exists()


def test_an_interrupt_keeps_what_is_finished(tmp_path: Path) -> None:
    """Ctrl-C, twice, as a terminal sends it: to every process of the group."""
    path = tmp_path / "x.jsonl"
    # So many that the run is far from its end when the first shard is there.
    path.write_text("".join(json.dumps(record(n)) + "\n" for n in range(40_000)), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "pipeline")}
    command = [
        sys.executable,
        "-m",
        "kakudo",
        "batch",
        str(path),
        "-o",
        str(tmp_path / "out"),
        "--shard-size=2k",
        "-j2",
    ]
    with subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + 60
        while time.monotonic() < end and not list((tmp_path / "out").glob("part-*")):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert said.endswith("kakudo: interrupted\n")
    finished = sorted((tmp_path / "out").glob("part-*"))
    assert finished
    for part in finished:
        assert all(json.loads(line)["schema"] == "kakudo/1" for line in part.read_text(encoding="utf-8").splitlines())


def progress(n_bytes: int, seconds: float) -> Progress:
    return Progress(
        Tally(1500, 30_000, 40, 2), n_bytes, 9_000_000, 3, 10, (Tally(500, 9000, 10, 0), 1_000_000), seconds
    )


def test_rates_are_those_of_this_run() -> None:
    assert described(progress(3_000_000, 20.0)) == (
        "1,500 documents, 50.0 documents/s, 0.10 MB/s, 30,000 claims, 40 flagged, 2 errors, 1 min left"
    )
    assert described(progress(1_000_000, 0.0)).endswith("2 errors")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.6, "1 min"), (61, "1 min 1 s"), (3600, "1 h"), (3661, "1 h 1 min"), (90_000, "1 d 1 h")],
)
def test_a_time_to_wait(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_line_a_minute_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with shown() as watch:
        for now in range(0, 150, 10):
            watch(progress(4_500_000, now))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("kakudo: 50.0%, 1,500 documents, ")
