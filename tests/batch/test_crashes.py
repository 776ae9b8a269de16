"""Runs that are killed, whose disk is full, whose workers die: what is finished stays whole, and the rest is made again."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from batch_runs import contents, write_corpus
from batch_victim import POISON, load
from kakudo.batch import Settings, run
from kakudo.batch.processes import LocalProcesses
from kakudo.config import Config
from kakudo.errors import BatchError

TESTS = Path(__file__).parents[1]
N_KILLS = 14
N_OUTSIDE = 10
N_RECORDS = 600


def victim(
    out: Path,
    *inputs: Path,
    limit: int | None = None,
    kill_at: int | None = None,
    seconds_a_document: float | None = None,
) -> subprocess.Popen[bytes]:
    """Start a run; ``limit`` is the size that a file may have, ``kill_at`` the line at which it ends itself."""
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}:{TESTS.parent / 'pipeline'}"}
    if seconds_a_document is not None:
        environment["SECONDS_A_DOCUMENT"] = str(seconds_a_document)
    if kill_at is not None:
        environment["KILL_AT_LINE"] = str(kill_at)

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "batch_victim", str(out), *map(str, inputs)],
        env=environment,
        cwd=out.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=narrow,
    )


def workers_of(pid: int) -> list[int]:
    """The run's child processes; empty when it has ended."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in children.split()]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "x.jsonl", N_RECORDS)


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nothing happens to leaves."""
    out = tmp_path_factory.mktemp("whole") / "out"
    with victim(out, corpus) as process:
        assert process.wait(60) == 0, process.stderr and process.stderr.read()
    found = contents(out)
    assert sum(name.startswith("part") for name in found) > 50
    return found


def parts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("part-*")}


def n_made_in_order(folder: Path) -> int:
    """How many shards are finished before the first that is not."""
    numbers = {int(path.name.split("-")[1].split(".")[0]) for path in folder.glob("part-*")}
    return next(number for number in count() if number not in numbers)


def check(out: Path, whole: dict[str, bytes], returncode: int) -> None:
    """What is there is whole; when the run has ended, everything is there."""
    for name, data in parts(out).items():
        assert data == whole[name], f"{name} is not whole"
    if returncode == 0:
        assert contents(out) == whole
        shutil.rmtree(out)


def test_killed_from_outside_the_result_is_the_same(corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(0)
    out = tmp_path / "out"
    n_kills = n_resumed = 0
    while n_kills < N_OUTSIDE or out.exists():
        n_before = len(parts(out))
        with victim(out, corpus) as process:
            if n_kills < N_OUTSIDE and n_kills % 4:  # while shards are made and named
                n_more = chance.randint(1, 8)
                while process.poll() is None and len(parts(out)) < n_before + n_more:
                    time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.01))
            elif n_kills < N_OUTSIDE:  # while lock, plan and manifest are written, and before that
                time.sleep(chance.uniform(0.05, 0.7))
            else:
                process.wait(60)
            if process.poll() is None:
                workers = workers_of(process.pid)
                (os.kill if n_kills % 3 else os.killpg)(process.pid, signal.SIGKILL)
                n_kills += 1
                process.wait(10)
                end = time.monotonic() + 10
                while any(map(is_there, workers)) and time.monotonic() < end:
                    time.sleep(0.01)
                assert not any(map(is_there, workers)), "workers outlive their run"
            assert process.returncode in (0, -signal.SIGKILL), process.stderr and process.stderr.read()
        n_resumed += 0 < n_before < len(parts(out))
        check(out, whole, process.returncode)
    assert n_resumed >= N_OUTSIDE // 3


def test_killed_at_any_line_that_writes_the_result_is_the_same(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(0)
    out = tmp_path / "out"
    with victim(out, corpus, kill_at=0) as process:
        n_lines = int(process.communicate(timeout=60)[0])
    check(out, whole, process.returncode)
    n_kills = 0
    while n_kills < N_KILLS or out.exists():
        kill_at = None if n_kills == N_KILLS else chance.randint(1, n_lines // 3)
        with victim(out, corpus, kill_at=kill_at) as process:
            assert process.wait(60) in (0, -signal.SIGKILL), process.stderr and process.stderr.read()
        n_kills += process.returncode != 0
        check(out, whole, process.returncode)


def test_workers_that_are_killed_cost_nothing_but_time(corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with victim(out, corpus, seconds_a_document=0.006) as process:
        n_kills = n_awaited = 0
        while process.poll() is None and n_kills < 4:
            if n_made_in_order(out) > n_awaited:
                # The tracker of multiprocessing is a child too, and the run can do without it.
                for pid in workers_of(process.pid)[-2:]:
                    os.kill(pid, signal.SIGKILL)
                n_kills += 1
                # A shard that costs two workers is given up: both shards in hand are made before the next kill.
                n_awaited = len(parts(out)) + 2
            time.sleep(0.01)
        assert process.wait(60) == 0, process.stderr and process.stderr.read()
    assert n_kills == 4
    assert contents(out) == whole


def test_a_shard_that_kills_its_worker_is_tried_twice_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_corpus(tmp_path / "x.jsonl", 40)
    good = path.read_text(encoding="utf-8")
    lines = good.splitlines(keepends=True)
    lines[20] = lines[20].replace("第", POISON + "第").replace("。", POISON, 1)
    path.write_text("".join(lines), encoding="utf-8")
    settings = Settings(Config(), shard_bytes=1500)
    with pytest.raises(BatchError, match=r"1 of \d+ shards could not be made: shard \d+ .*x.jsonl from line .*SIGKILL"):
        run([path], tmp_path / "out", settings, engine=LocalProcesses(2, load), load=load)
    assert "it is tried once more" in caplog.text
    n_shards = sum(1 for _ in (tmp_path / "out" / "_kakudo" / "shards.jsonl").open())
    assert len(parts(tmp_path / "out")) == n_shards - 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(
    corpus: Path, whole: dict[str, bytes], small_disk: Path
) -> None:
    out = small_disk / "out"
    ballast = small_disk / "ballast"
    out.mkdir()
    ballast.write_bytes(b"\0" * (180 << 10))
    settings = Settings(Config(), shard_bytes=1500)
    for n_kept in (60 << 10, 20 << 10):
        with pytest.raises(OSError, match="No space") as raised:
            run([corpus], out, settings, engine=LocalProcesses(2, load), load=load)
        assert raised.value.errno == errno.ENOSPC
        for name, data in parts(out).items():
            assert data == whole[name]
        os.truncate(ballast, n_kept)
    assert 0 < len(parts(out)) < len(whole)
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    run([corpus], out, settings, engine=LocalProcesses(2, load), load=load)
    assert contents(out) == whole


def test_a_limit_on_files_stops_the_run_and_without_it_the_run_goes_on(tmp_path: Path) -> None:
    path = write_corpus(tmp_path / "x.jsonl", 60)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[40] = json.dumps({"id": "long", "text": "雨だ。" * 20_000}, ensure_ascii=False) + "\n"
    path.write_text("".join(lines), encoding="utf-8")
    with victim(tmp_path / "whole", path) as process:
        assert process.wait(60) == 0
    with victim(tmp_path / "out", path, limit=100_000) as process:
        assert process.wait(60) == 1
        assert process.stderr is not None
        assert b"File too large" in process.stderr.read()
    found = parts(tmp_path / "out")
    assert 0 < len(found) < len(parts(tmp_path / "whole"))
    assert max(map(len, found.values())) < 100_000
    with victim(tmp_path / "out", path) as process:
        assert process.wait(60) == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
