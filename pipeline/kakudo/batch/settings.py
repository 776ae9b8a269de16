"""What a run is made with: everything on which the bytes of its output depend, apart from the inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from kakudo.batch.schemas import Rows
from kakudo.config import Config
from kakudo.errors import ConfigError
from kakudo.findings import Signature
from kakudo.reading import ReadOptions, read_options
from kakudo.topic import DEFAULT_TOPIC

__all__ = ["OutputFormat", "Settings"]

# Do not change what is written: where models are does not matter, only which, and the signature tells that.
_OF_NO_ACCOUNT = ("model", "fail_on", "triage")


class OutputFormat(StrEnum):
    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a corpus is tagged and written.

    Attributes:
        config: of the analyzer and the reader.
        rows: what a row of the output is.
        format: of the output.
        shard_bytes: of input that make a shard; it is exceeded by less than a record, and a whole file is never cut. When
            not given, such that there are some hundred shards.

    Raises:
        ConfigError: the size of a shard is not positive.
    """

    config: Config
    rows: Rows = Rows.DOCUMENTS
    format: OutputFormat = OutputFormat.JSONL
    shard_bytes: int | None = None

    def __post_init__(self) -> None:
        if self.shard_bytes is not None and self.shard_bytes < 1:
            raise ConfigError(f"the size of a shard is {self.shard_bytes}; it is a number of bytes above 0")

    @property
    def options(self) -> ReadOptions:
        """The reader's settings."""
        return read_options(self.config)

    @property
    def as_lines(self) -> bool:
        """Whether the output is what ``kakudo tag`` prints."""
        return self.rows is Rows.DOCUMENTS and self.format is OutputFormat.JSONL

    def described(self, signature: Signature) -> Mapping[str, Any]:
        """Everything that another run must have the same to write the same bytes, as values of JSON.

        Args:
            signature: of the analyzer that the settings make.
        """
        config = {
            item.name: msgspec.to_builtins(getattr(self.config, item.name), enc_hook=str)
            for item in fields(Config)
            if item.name not in _OF_NO_ACCOUNT
        }
        return {
            **config,
            "topic": _digest_of_topic(self.config.topic),
            "rows": str(self.rows),
            "format": str(self.format),
            "shard_bytes": self.shard_bytes,
            "signature": msgspec.to_builtins(signature),
            # Its version stands in every file of Parquet, and another may pack otherwise.
            "pyarrow": pa.__version__ if self.format is OutputFormat.PARQUET else None,
        }


def _digest_of_topic(given: Path | None) -> str:
    """The topic and its term list by what is in them."""
    source = Path(given) if given is not None else DEFAULT_TOPIC
    digest = hashlib.sha256()
    for path in (source, source.with_suffix(".terms.toml")):
        digest.update(path.read_bytes() if path.is_file() else b"-")
        digest.update(b"\0")
    return f"sha256:{digest.hexdigest()[:16]}"
