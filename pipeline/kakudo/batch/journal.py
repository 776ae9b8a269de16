"""What is finished, in a file that a crash cannot make say anything else: each line carries its checksum."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import msgspec

from kakudo.batch.making import Made

__all__ = ["Journal", "fsync_folder", "replace_file"]

_CHECKSUM_CHARS = 8


class Journal:
    """The finished shards of a run, kept on the disk.

    Args:
        path: of the journal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None

    def read(self) -> dict[int, Made]:
        """The finished shards; a line that is torn and all after it are cut off the file."""
        finished: dict[int, Made] = {}
        n_good = 0
        if self._path.exists():
            with self._path.open("rb") as stream:
                for line in stream:
                    checksum, _, value = line.rstrip(b"\n").partition(b" ")
                    if not line.endswith(b"\n") or checksum != _checksum(value):
                        break
                    made = msgspec.json.decode(value, type=Made)
                    finished[made.shard] = made
                    n_good += len(line)
            if n_good < self._path.stat().st_size:
                os.truncate(self._path, n_good)
        return finished

    def add(self, made: Made) -> None:
        """Note a shard whose file has its name, on the disk and not only in memory."""
        if self._stream is None:
            self._stream = self._path.open("ab")
        self._stream.write(_journal_line(made))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def settle(self, finished: Mapping[int, Made]) -> None:
        """Put the lines in the order of the shards, whatever order they were finished in."""
        self.close()
        replace_file(self._path, b"".join(_journal_line(finished[number]) for number in sorted(finished)))

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, whole."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)
    fsync_folder(path.parent)


def fsync_folder(path: Path) -> None:
    """Make the names in a folder safe on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _journal_line(made: Made) -> bytes:
    value = msgspec.json.encode(made)
    return _checksum(value) + b" " + value + b"\n"


def _checksum(value: bytes) -> bytes:
    return f"{zlib.crc32(value):0{_CHECKSUM_CHARS}x}".encode()
