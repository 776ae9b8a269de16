"""Corpora of generated text, and an engine that makes shards in this process, for tests of `kakudo.batch`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kakudo.batch.contract import Tags
from kakudo.batch.engine import Event, Finished, Progressed
from kakudo.batch.making import ShardMaker
from kakudo.batch.plan import Shard
from kakudo.batch.settings import Settings

__all__ = ["InProcess", "contents", "digest", "record", "write_corpus"]

_SUBJECTS = ("政府", "首相", "中央銀行", "組合", "市", "同社")
_OBJECTS = ("増税", "減産", "撤退", "利上げ", "工事", "協議")
_ENDINGS = ("を決めた。", "を見送る可能性がある。", "で必ず勝つ。", "を検討していると発表した。", "は避けられない。")


def record(number: int) -> dict[str, object]:
    """A record of a few sentences, another for each number."""
    parts = [
        _SUBJECTS[(number + n) % 6] + "は" + _OBJECTS[(number * 5 + n) % 6] + _ENDINGS[(number + n) % 5]
        for n in range(3)
    ]
    return {"id": f"d{number}", "text": "".join(parts), "title": f"第{number}号", "page": number}


def write_corpus(path: Path, n_records: int) -> Path:
    """Write records as JSON Lines."""
    lines = (json.dumps(record(number), ensure_ascii=False) + "\n" for number in range(n_records))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def digest(folder: Path) -> str:
    """One hash of all files and their names."""
    return hashlib.sha256(repr(contents(folder)).encode()).hexdigest()


class InProcess:
    """An engine without processes.

    Args:
        analyzer: what tags.
        stop_after: shards after which it raises `KeyboardInterrupt`.

    Attributes:
        made: numbers of the shards that it made.
    """

    def __init__(self, analyzer: Tags, stop_after: int | None = None) -> None:
        self._analyzer = analyzer
        self._stop_after = stop_after
        self.made: list[int] = []

    def __call__(self, shards: Iterable[Shard], settings: Settings, making: Path) -> Iterator[Event]:
        maker = ShardMaker(self._analyzer, settings)
        for shard in shards:
            if len(self.made) == self._stop_after:
                raise KeyboardInterrupt
            seen: list[Event] = []
            path = making / str(shard.number)
            made = maker(
                shard, path, lambda tally, n, to=seen, number=shard.number: to.append(Progressed(number, tally, n))
            )
            yield from seen
            self.made.append(shard.number)
            yield Finished(made, path)
