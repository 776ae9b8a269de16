"""Corpora: many documents in, shards of JSON Lines or Parquet out, by processes of this machine or by Spark.

Everything is fed to one function from table to table, `kakudo.batch.contract.TableTagger`.
"""

from __future__ import annotations

from kakudo.errors import MissingExtraError

try:
    import pyarrow as _pyarrow
except ImportError as error:
    raise MissingExtraError("pyarrow", "batch", "tagging corpora") from error

from kakudo.batch.contract import TableTagger
from kakudo.batch.runner import Progress, Summary, run
from kakudo.batch.schemas import Rows
from kakudo.batch.settings import OutputFormat, Settings

__all__ = ["OutputFormat", "Progress", "Rows", "Settings", "Summary", "TableTagger", "run"]

del _pyarrow
