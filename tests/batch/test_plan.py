"""Shards: the same whoever makes them, each record in one of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch_runs import record, write_corpus
from kakudo.batch.feed import ShardReader
from kakudo.batch.plan import Input, Shard, planned
from kakudo.batch.schemas import RECORDS
from kakudo.batch.settings import Settings
from kakudo.config import Config
from kakudo.errors import ConfigError, InputError
from kakudo.reading import expand


def settings(size: int, **config: str) -> Settings:
    return Settings(Config(**config), shard_bytes=size)


def shards(paths: list[Path], size: int) -> list[Shard]:
    return [item for item in planned(expand(paths, (".parquet",)), settings(size)) if isinstance(item, Shard)]


def ids(parts: list[Shard], order: int = 1) -> list[str]:
    """The ids that the shards hold, read in another order or not, in the order of the shards."""
    reader = ShardReader(settings(1).options)
    found = [[id for table in reader.tables(part) for id in table.column("id").to_pylist()] for part in parts[::order]]
    reader.close()
    return [id for part in found[::order] for id in part]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("size", [1, 500, 3000, 10**6])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_every_record_is_in_one_shard(tmp_path: Path, suffix: str, size: int, order: int) -> None:
    path = tmp_path / f"x{suffix}"
    plain = write_corpus(tmp_path / "plain", 40)
    if suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([record(n) for n in range(40)]), path, row_group_size=17)
    elif suffix.endswith(".gz"):
        path.write_bytes(gzip.compress(plain.read_bytes()))
    elif suffix.endswith(".zst"):
        path.write_bytes(pa.compress(plain.read_bytes(), codec="zstd", asbytes=True))
    else:
        plain.rename(path)
    parts = shards([path], size)
    assert [part.number for part in parts] == list(range(len(parts)))
    assert len(parts) > 5 if size == 500 else len(parts) >= 1
    assert ids(parts, order) == [f"d{n}" for n in range(40)]


def test_rows_of_parquet_know_their_number(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": [f"{n}番。" for n in range(700)]}), path, row_group_size=300)
    parts = shards([path], 500)
    assert len(parts) > 3
    reader = ShardReader(settings(1).options)
    found = [id for part in parts for table in reader.tables(part) for id in table.column("kakudo.id").to_pylist()]
    assert found == [f"x#{n}" for n in range(1, 701)]


def test_small_files_are_put_together(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"a{number:02d}.txt").write_text("雨だ。" * 10, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "雪だ。"}\n', encoding="utf-8")
    parts = shards([tmp_path], 900)
    assert [len(part.pieces) for part in parts] == [10, 10, 10, 10, 10, 1]
    assert ids(parts)[:2] == ["a00", "a01"]
    assert ids(parts)[-1] == "b#1"


def test_tables_of_other_columns_are_never_put_together(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["雨。"], "x": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": ["雪。"], "x": [2]}), tmp_path / "b.parquet")
    pq.write_table(pa.table({"text": ["風。"], "x": ["3"]}), tmp_path / "c.parquet")
    (tmp_path / "d.txt").write_text("霧。", encoding="utf-8")
    assert [[Path(piece.path).name for piece in part.pieces] for part in shards([tmp_path], 10**6)] == [
        ["a.parquet", "b.parquet"],
        ["c.parquet"],
        ["d.txt"],
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.parquet", b"no parquet", "cannot be read as Parquet"),
        ("x.jsonl", b"", "has no records"),
        ("x.jsonl.gz", b"no gzip", "cannot be read"),
        ("x.jsonl.zst", b"no zstd", "cannot be read"),
        ("x.txt", b" ", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (part,) = shards([tmp_path / name], 100)
    (table,) = ShardReader(settings(1).options).tables(part)
    assert table.schema.equals(RECORDS)
    (row,) = table.to_pylist()
    assert row["id"] == "x"
    assert reason in row["kakudo.error"]["message"]


def test_an_empty_parquet_file_is_an_error_row(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "x.parquet")
    (part,) = shards([tmp_path / "x.parquet"], 100)
    assert part.pieces[0].failure is not None


def test_a_parquet_file_without_the_text_is_refused_before_anything_is_tagged(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["雨。"]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match=r"x\.parquet: there is no column 'text'.*columns are body"):
        shards([tmp_path / "x.parquet"], 100)


def test_inputs_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    path = write_corpus(tmp_path / "x.jsonl", 3)

    def known() -> Input:
        return next(item for item in planned([str(path)], settings(100)) if isinstance(item, Input))

    before = known()
    assert before.size == path.stat().st_size
    path.write_bytes(path.read_bytes().replace(b"d0", b"e0"))
    assert known().size == before.size
    assert known().sha256 != before.sha256


def test_a_shard_has_a_size() -> None:
    with pytest.raises(ConfigError, match="above 0"):
        settings(0)
