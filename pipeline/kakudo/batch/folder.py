"""The output folder: finished shards, and beside them what a later run needs to go on.

    OUT/part-000000.jsonl   a finished shard; nothing else is ever called so
    OUT/_kakudo/            (readers of Parquet and Spark pass over names that begin with _)
        manifest.json       settings, signature, digests of the two lists below; at the end also the totals
        inputs.jsonl        path, size and SHA-256 of every input
        shards.jsonl        the plan
        journal             a line for each finished shard, its CRC-32 before it
        lock, making/       of the run that is going on

A shard counts as finished when the journal has its line: the file was synced and renamed before that. One journal
rather than a marker for each shard, because a hundred thousand shards are then one file to read, and a line that was cut
off by a crash shows by its checksum: it and what follows are dropped and those shards are made again, with the same
bytes. Only the process that holds the lock renames and writes here; workers that outlive it can do no harm.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

from kakudo.batch.journal import fsync_folder, replace_file
from kakudo.batch.plan import Input, Shard
from kakudo.errors import InputError

__all__ = ["OutputFolder", "Plan", "write_plan"]

_OWN = "_kakudo"
_MAX_SHOWN = 3


class OutputFolder:
    """The paths of a run's output, and its lock.

    Args:
        path: of the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.own = path / _OWN
        self.manifest = self.own / "manifest.json"
        self.inputs = self.own / "inputs.jsonl"
        self.shards = self.own / "shards.jsonl"
        self.journal = self.own / "journal"
        self.making = self.own / "making"
        self._lock: IO[bytes] | None = None

    def part(self, shard: int, suffix: str) -> Path:
        """The path of a finished shard."""
        return self.path / f"part-{shard:06d}.{suffix}"

    def open(self) -> None:
        """Make the folder where there is none, lock it, and clear what an interrupted run left half made.

        Raises:
            InputError: it holds files of somebody else, or another run is writing to it.
            OSError: it cannot be written to.
        """
        if self.path.exists() and not self.path.is_dir():
            raise InputError(f"{self.path}: is a file; name a folder with -o")
        if self.path.is_dir() and not self.own.is_dir():
            foreign = sorted(os.listdir(self.path))
            if foreign:
                shown = ", ".join(foreign[:_MAX_SHOWN]) + (", …" if len(foreign) > _MAX_SHOWN else "")
                raise InputError(
                    f"{self.path}: holds files that no run of kakudo batch wrote ({shown}); name an empty or new folder"
                )
        self.own.mkdir(parents=True, exist_ok=True)
        lock = (self.own / "lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise InputError(f"{self.path}: another kakudo batch is writing to it; wait for it or stop it") from error
        self._lock = lock
        shutil.rmtree(self.making, ignore_errors=True)
        self.making.mkdir()

    def close(self) -> None:
        """Clear what is half made, and unlock."""
        if self._lock is not None:
            shutil.rmtree(self.making, ignore_errors=True)
            self._lock.close()
            self._lock = None

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest as a whole."""
        replace_file(self.manifest, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())

    def read_manifest(self) -> dict[str, Any] | None:
        """The manifest; ``None`` when the run before ended before it was planned.

        Raises:
            InputError: it is damaged.
        """
        try:
            value = json.loads(self.manifest.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise InputError(f"{self.manifest}: is damaged ({error}); remove {self.path} and start again") from error
        if not isinstance(value, dict):
            raise InputError(f"{self.manifest}: is damaged; remove {self.path} and start again")
        return value

    def read_inputs(self) -> Iterator[Input]:
        """The inputs as they were planned."""
        return (msgspec.convert(json.loads(line), Input) for line in _lines(self.inputs))

    def read_shards(self) -> Iterator[Shard]:
        """The shards in their order, one at a time."""
        return (msgspec.convert(json.loads(line), Shard) for line in _lines(self.shards))

    def finish(self, made: Path, part: Path) -> None:
        """Give a shard that is safe on the disk its name, and make that safe too."""
        os.replace(made, part)
        fsync_folder(self.path)


class Plan(msgspec.Struct, frozen=True):
    """What a plan amounts to; equal plans have equal digests.

    Attributes:
        n_inputs, n_shards, n_bytes: how much there is.
        inputs, shards: SHA-256 of the two lists.
    """

    n_inputs: int
    n_shards: int
    n_bytes: int
    inputs: str
    shards: str


def write_plan(items: Iterable[Input | Shard], inputs: Path, shards: Path) -> Plan:
    """Write a plan as two lists of JSON, as it is made."""
    digests = hashlib.sha256(), hashlib.sha256()
    n_inputs = n_shards = n_bytes = 0
    with inputs.open("wb") as input_list, shards.open("wb") as shard_list:
        for item in items:
            # Not msgspec: names of files may hold bytes that are no text, which json keeps as lone surrogates.
            line = json.dumps(msgspec.to_builtins(item)).encode() + b"\n"
            if isinstance(item, Shard):
                n_shards, n_bytes = n_shards + 1, n_bytes + item.n_bytes
                shard_list.write(line)
                digests[1].update(line)
            else:
                n_inputs += 1
                input_list.write(line)
                digests[0].update(line)
        for stream in (input_list, shard_list):
            stream.flush()
            os.fsync(stream.fileno())
    return Plan(n_inputs, n_shards, n_bytes, digests[0].hexdigest(), digests[1].hexdigest())


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream
