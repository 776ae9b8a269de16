"""What runs shards tells the run, and how it is asked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from kakudo.batch.contract import Tags, Tally
from kakudo.batch.making import Made
from kakudo.batch.plan import Shard
from kakudo.batch.settings import Settings
from kakudo.config import Config

__all__ = ["Engine", "Event", "Finished", "Load", "Lost", "Progressed", "Waited", "load_analyzer"]


@dataclass(frozen=True, slots=True)
class Progressed:
    """Some more documents of a shard are tagged."""

    shard: int
    tally: Tally
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard is on the disk, in a file that has yet to be given its name."""

    made: Made
    path: Path


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard that costs the process that makes it its life, also at the second attempt.

    Attributes:
        reason: how the process ended.
        is_last: false when the shard will be tried again.
    """

    shard: Shard
    reason: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Waited:
    """Nothing happened for a while."""


Event: TypeAlias = Progressed | Finished | Lost | Waited


class Load(Protocol):
    """Builds an analyzer from a configuration, as `kakudo.load` does."""

    def __call__(self, config: Config, /) -> Tags: ...


def load_analyzer(config: Config, /) -> Tags:
    """`kakudo.load`, with its libraries loaded by the process that calls it and no other."""
    from kakudo.loading import load

    return load(config)


class Engine(Protocol):
    """Makes shards, in any order and in any number of places."""

    def __call__(self, shards: Iterable[Shard], settings: Settings, making: Path) -> Iterator[Event]:
        """Make the shards.

        Args:
            shards: taken as there is room for them.
            settings: of the run.
            making: folder for the files.

        Raises:
            BatchError: no shard can be made at all.
            KakudoError, OSError: what a worker met that is not for a record to carry: a full disk, a changed input.
        """
        ...
