"""The engine of processes: what goes wrong in a worker reaches the run, and memory stays in bounds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from batch_runs import InProcess, contents, write_corpus
from batch_victim import broken, exiting, frugal, load, refusing
from kakudo.analysis import Analyzer
from kakudo.batch import Settings, run
from kakudo.batch.engine import Finished
from kakudo.batch.plan import Shard, planned
from kakudo.batch.processes import LocalProcesses
from kakudo.config import Config
from kakudo.errors import BatchError

SETTINGS = Settings(Config(), shard_bytes=1500)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "x.jsonl", 60)


def test_processes_make_what_one_process_makes(analyzer: Analyzer, corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "two", SETTINGS, engine=LocalProcesses(2))
    run([corpus], tmp_path / "none", SETTINGS, engine=InProcess(analyzer))
    assert contents(tmp_path / "two") == contents(tmp_path / "none")


def test_json_lines_need_no_library_of_parquet_or_compute(corpus: Path, tmp_path: Path) -> None:
    """They would be 20 MB of every worker. Where pandas is installed pyarrow imports it, and it compute."""
    code = (
        "import json, sys\n"
        "import kakudo\n"
        "from batch_runs import InProcess\n"
        "from kakudo.batch import Settings, run\n"
        f"made = run([{str(corpus)!r}], {str(tmp_path / 'out')!r}, Settings(kakudo.Config()), engine=InProcess(kakudo.load()))\n"
        "unwanted = {'pyarrow.parquet', 'sklearn', 'kakudo.comparison.rules'}\n"
        "unwanted |= set() if 'pandas' in sys.modules else {'pyarrow.compute'}\n"
        "print(json.dumps([made.tally.n_documents, sorted(unwanted & set(sys.modules))]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert json.loads(done.stdout) == [60, []]


def test_a_worker_goes_without_pandas(corpus: Path, tmp_path: Path) -> None:
    """pyarrow would load it where it is installed: 30 MB in every worker."""
    pytest.importorskip("pandas", reason="nothing to keep out: install pandas, which the extra spark brings")
    assert run([corpus], tmp_path / "out", SETTINGS, engine=LocalProcesses(1, frugal), load=load).tally.n_errors == 0


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (refusing, "^no such ja"),
        (broken, "a bug of kakudo.*ZeroDivisionError"),
        (exiting, "a worker ended with code 1 while it loaded"),
    ],
)
def test_what_a_worker_cannot_do_is_said_by_the_run(corpus: Path, tmp_path: Path, bad: object, message: str) -> None:
    engine = LocalProcesses(2, bad)  # type: ignore[arg-type]
    with pytest.raises(BatchError, match=f"(?s){message}"):
        run([corpus], tmp_path / "out", SETTINGS, engine=engine, load=load)
    assert not (tmp_path / "out" / "_kakudo" / "making").exists()


@pytest.mark.parametrize(("limit", "n_processes"), [(1, 4), (1 << 40, 1)])
def test_a_worker_that_has_grown_makes_way(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, n_processes: int
) -> None:
    monkeypatch.setenv("VICTIM_LOADS", str(tmp_path / "loads"))
    shards = [item for item in planned([str(corpus)], SETTINGS) if isinstance(item, Shard)][:4]
    events = list(LocalProcesses(1, load, limit)(shards, SETTINGS, tmp_path))
    assert [event.made.shard for event in events if isinstance(event, Finished)] == [0, 1, 2, 3]
    assert len(set((tmp_path / "loads").read_text().split())) == n_processes
