"""The default engine: processes of this machine, each with an analyzer of its own.

fugashi holds the interpreter's lock (two threads are slower than one, two processes 1.87 times as fast), and a forked
process would share the locks of pyarrow's threads: so processes, spawned. Not `concurrent.futures`, whose pool is lost
as a whole when one process is killed for want of memory.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from uuid import uuid4

import msgspec
import pyarrow as pa

from kakudo.batch.contract import Tally
from kakudo.batch.engine import Event, Finished, Load, Lost, Progressed, Waited, load_analyzer
from kakudo.batch.making import Made, ShardMaker
from kakudo.batch.plan import Shard
from kakudo.batch.settings import Settings
from kakudo.errors import BatchError, KakudoError

__all__ = ["LocalProcesses", "n_cores"]

_TICK_S = 0.5
_MAX_ATTEMPTS = 2
_MAX_STILLBORN = 3
_PATIENCE_S = 5.0
# The tokenizer keeps every distinct analysis that it has seen, and a language never ends: a worker that has grown to this
# much memory of its own (beside the dictionary, which is mapped and which all workers share) gives way to a new one.
_MAX_PRIVATE_BYTES = 280 << 20


def n_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalProcesses:
    """An engine of processes.

    Args:
        n_workers: how many; one for each core when not given.
        load: makes the analyzer of a process; a function of a module, since the process imports it by name.
        max_private_bytes: memory of its own with which a process makes way for a new one, between two shards.
    """

    def __init__(
        self, n_workers: int | None = None, load: Load = load_analyzer, max_private_bytes: int = _MAX_PRIVATE_BYTES
    ) -> None:
        self._n_workers = n_workers or n_cores()
        self._load = load
        self._limit = max_private_bytes

    def __call__(self, shards: Iterable[Shard], settings: Settings, making: Path) -> Iterator[Event]:
        """See `kakudo.batch.engine.Engine`."""
        waiting = iter(shards)
        again: deque[_Job] = deque()
        workers: list[_Worker] = []
        n_stillborn = 0

        def next_job() -> _Job | None:
            if again:
                return again.popleft()
            shard = next(waiting, None)
            return None if shard is None else _Job(shard, 1)

        try:
            while True:
                # A worker for each shard that waits, up to the number allowed; also in the place of one that died.
                while len(workers) < self._n_workers and (job := next_job()) is not None:
                    workers.append(_Worker(settings, making, self._load, self._limit, job))
                if not workers:
                    return
                ready = connection.wait([item for worker in workers for item in worker.waitables], _TICK_S)
                if not ready:
                    yield Waited()
                for worker in [item for item in workers if any(waitable in ready for waitable in item.waitables)]:
                    events, is_alive = worker.take()
                    n_stillborn = 0 if events else n_stillborn
                    yield from events
                    if not is_alive:
                        workers.remove(worker)
                        n_stillborn += not worker.was_ready
                        yield from _lost(worker, again, n_stillborn >= _MAX_STILLBORN)
                    elif worker.job is None:
                        if worker.is_full or (job := next_job()) is None:
                            worker.stop()
                            workers.remove(worker)
                        else:
                            worker.start(job)
        finally:
            for worker in workers:
                worker.kill()


@dataclass(frozen=True, slots=True)
class _Job:
    shard: Shard
    attempt: int


def _lost(worker: _Worker, again: deque[_Job], is_hopeless: bool) -> Iterator[Event]:
    """Say that a worker died, and give its shard back once."""
    reason = worker.epitaph()
    if is_hopeless:
        raise BatchError(
            f"a worker {reason} while it loaded the analyzer: see what stands above, or give fewer --workers"
        )
    if worker.job is not None and not worker.was_ready:  # before it had seen the shard
        again.append(worker.job)
    elif worker.job is not None:
        is_last = worker.job.attempt >= _MAX_ATTEMPTS
        if not is_last:
            again.append(_Job(worker.job.shard, worker.job.attempt + 1))
        yield Lost(worker.job.shard, reason, is_last)


class _Worker:
    """One process, seen from the run."""

    def __init__(self, settings: Settings, making: Path, load: Load, limit: int, job: _Job) -> None:
        context = get_context("spawn")
        self._making = making
        self._connection, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(theirs, settings, load, limit), daemon=True)
        # Ctrl-C reaches every process of the terminal: only the run answers it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self.was_ready = self.is_full = False
        self.job: _Job | None = None
        self._path = making
        self.start(job)

    @property
    def waitables(self) -> tuple[Connection, int]:
        """What becomes ready when the process says something or dies."""
        return self._connection, self._process.sentinel

    def start(self, job: _Job) -> None:
        """Give it a shard."""
        self.job = job
        # A name of its own for every attempt: a process that is taken for dead must not write into another's file.
        self._path = self._making / f"{job.shard.number}-{uuid4().hex}"
        task = {"shard": msgspec.to_builtins(job.shard), "path": str(self._path)}
        with suppress(OSError):  # when it is dead, which its sentinel tells
            self._connection.send_bytes(json.dumps(task).encode())

    def take(self) -> tuple[list[Event], bool]:
        """What it has said since, and whether it can go on.

        Raises:
            BatchError, OSError, KakudoError: what it met.
        """
        events: list[Event] = []
        try:
            while self._connection.poll():
                self._hear(msgspec.json.decode(self._connection.recv_bytes(), type=_Report), events)
        except (EOFError, ConnectionResetError):
            return events, False
        return events, self._process.is_alive()

    def _hear(self, report: _Report, events: list[Event]) -> None:
        self.was_ready = True
        if report.failure is not None:
            report.failure.raise_again()
        if self.job is None:
            return
        if report.made is not None:
            self.job = None
            self.is_full = report.is_full
            events.append(Finished(report.made, self._path))
        elif report.tally is not None:
            events.append(Progressed(self.job.shard.number, report.tally, report.n_bytes))

    def epitaph(self) -> str:
        """How the process ended."""
        self._process.join(_PATIENCE_S)
        code = self._process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in signal.Signals.__members__.values() else f"signal {-code}"
            return f"was ended by {name}" + (" (for want of memory?)" if code == -signal.SIGKILL else "")
        return f"ended with code {code}"

    def stop(self) -> None:
        """Let it go; there is nothing more to do."""
        self._connection.close()
        self._process.join(_PATIENCE_S)
        self.kill()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.join(_PATIENCE_S)
        self._connection.close()


class _Failure(msgspec.Struct, frozen=True):
    """An exception on its way to the run: only what the message needs."""

    kind: str
    message: str
    number: int | None = None
    filename: str | None = None

    def raise_again(self) -> None:
        if self.number is not None:
            raise OSError(self.number, os.strerror(self.number), self.filename)
        if self.kind == "KakudoError":
            raise BatchError(self.message)
        raise BatchError(f"a worker met a bug of kakudo; please report it:\n{self.message}")


class _Report(msgspec.Struct, frozen=True, omit_defaults=True):
    made: Made | None = None
    tally: Tally | None = None
    n_bytes: int = 0
    is_full: bool = False
    failure: _Failure | None = None


def _work(run: Connection, settings: Settings, load: Load, limit: int) -> None:
    """What a worker does: shards, one after another, until the run has no more or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.meta_path.insert(0, _WithoutPandas())

    def say(report: _Report) -> None:
        run.send_bytes(msgspec.json.encode(report))

    try:
        pa.set_cpu_count(1)
        # A table lives for a moment and there is one thread: an allocator that keeps memory back gains nothing here.
        pa.set_memory_pool(pa.system_memory_pool())
        maker = ShardMaker(load(settings.config), settings)
        say(_Report())
        while True:
            task = json.loads(run.recv_bytes())
            shard = msgspec.convert(task["shard"], Shard)
            made = maker(shard, Path(task["path"]), lambda tally, n: say(_Report(tally=tally, n_bytes=n)))
            _give_back()
            say(_Report(made=made, is_full=_private_bytes() > limit))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the run has closed the line
    except KakudoError as error:
        say(_Report(failure=_Failure("KakudoError", str(error))))
    except OSError as error:
        say(_Report(failure=_Failure("OSError", str(error), error.errno, error.filename and str(error.filename))))
    except Exception:
        say(_Report(failure=_Failure("bug", traceback.format_exc())))


class _WithoutPandas:
    """Makes pandas a library that is not there.

    pyarrow loads it, where it is installed, to see whether a list is one of its series: 30 MB in every worker for what no
    worker is given.
    """

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("kakudo's workers go without pandas", name=name)


def _give_back() -> None:
    """Give the system back what the C library holds free between blocks in use: 5 MB after a shard, in less than a millisecond."""
    with suppress(OSError, AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def _private_bytes() -> int:
    """Memory that this process shares with no file or other process; 0 where the system does not tell."""
    try:
        fields = Path("/proc/self/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * resource.getpagesize()


def _end_with_parent() -> None:
    """A run that was killed must not leave processes behind that work for nobody."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
