"""Spark on a real Java virtual machine: the shards and rows are those of this machine's processes."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pytest

from batch_runs import InProcess, contents, record, write_corpus
from kakudo.analysis import Analyzer
from kakudo.artifacts import find_model
from kakudo.batch import OutputFormat, Rows, Settings, TableTagger, run
from kakudo.batch.runner import Progress
from kakudo.batch.spark import SparkEngine, tag_frame
from kakudo.config import Config
from kakudo.errors import BatchError, InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark


def missing() -> str:
    """What is to be installed before these tests can run."""
    needs = []
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("pandas") is None:
        needs.append("pip install -e '.[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        needs.append("Java, such as Debian's default-jre-headless")
    return " and ".join(needs)


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    if needs := missing():
        assert "KAKUDO_REQUIRE_SPARK" not in os.environ, f"these tests must not be skipped here; they need {needs}"
        pytest.skip(f"needs {needs}")
    from kakudo.batch.spark import _session

    session = _session("local[2]")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_corpus(tmp_path_factory.mktemp("corpus") / "x.jsonl", 40)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[7] = "{broken\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("form", list(OutputFormat))
def test_shards_are_those_of_the_local_runner_to_the_byte(
    session: SparkSession, analyzer: Analyzer, corpus: Path, tmp_path: Path, rows: Rows, form: OutputFormat
) -> None:
    settings = Settings(Config(), rows, form, 1500)
    run([corpus], tmp_path / "local", settings, engine=InProcess(analyzer))
    seen: list[Progress] = []
    summary = run([corpus], tmp_path / "spark", settings, engine=SparkEngine(session=session), watch=seen.append)
    assert contents(tmp_path / "spark") == contents(tmp_path / "local")
    assert summary.n_made == seen[-1].n_finished > 3
    assert summary.tally.n_errors == 1


def test_spark_goes_on_with_what_processes_began(
    session: SparkSession, analyzer: Analyzer, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.parent)  # executors read relative paths as the driver does
    settings = Settings(Config(), shard_bytes=1500)
    with pytest.raises(KeyboardInterrupt):
        run(["x.jsonl"], tmp_path / "out", settings, engine=InProcess(analyzer, stop_after=2))
    summary = run(["x.jsonl"], tmp_path / "out", settings, engine=SparkEngine(session=session))
    run(["x.jsonl"], tmp_path / "local", settings, engine=InProcess(analyzer))
    assert summary.n_made == summary.n_shards - 2
    assert contents(tmp_path / "out") == contents(tmp_path / "local")


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)


@pytest.mark.parametrize("rows", list(Rows))
def test_a_data_frame_in_and_a_data_frame_out(session: SparkSession, analyzer: Analyzer, rows: Rows) -> None:
    records = [record(number) for number in range(30)]
    records[4] = {**records[4], "text": " "}
    expected = TableTagger(analyzer, rows)(pa.Table.from_pylist(records))
    tagged = tag_frame(session.createDataFrame(records), rows=rows)
    assert tagged.columns.count("page") == 1
    found = [row.asDict(recursive=True) for row in tagged.collect()]
    assert in_order(found) == in_order(expected.to_pylist())
    assert sum(row["error"] is not None for row in found) == 1


def test_a_frame_is_cut_so_that_no_core_idles(session: SparkSession) -> None:
    frame = session.createDataFrame([record(number) for number in range(40)]).coalesce(1)
    assert tag_frame(frame).rdd.getNumPartitions() == 16 * session.sparkContext.defaultParallelism
    assert tag_frame(frame, n_partitions=3).rdd.getNumPartitions() == 3


def test_columns_that_are_missing_are_named(session: SparkSession) -> None:
    frame = session.createDataFrame([{"url": "a", "body": "雨だ。"}])
    with pytest.raises(BatchError, match="no column 'id'; its columns are body, url"):
        tag_frame(frame)
    with pytest.raises(InputError, match="no column 'text'"):
        tag_frame(frame, Config(id_field="url"))


def test_the_settings_and_the_model_of_the_driver_are_those_of_the_executors(
    session: SparkSession, analyzer: Analyzer, tmp_path: Path
) -> None:
    model = tmp_path / "own"
    model.mkdir()
    for path in find_model().iterdir():
        if path.suffix in (".json", ".npz"):
            shutil.copyfile(path, model / path.name)
    frame = session.createDataFrame([record(number) for number in range(10)])
    assert analyzer.signature.model
    tagged = tag_frame(frame, Config(model=model, lang="en", ignore=("KD102",)))
    shutil.rmtree(model)  # what was there when the frame was made is what counts
    rows = [row.asDict(recursive=True) for row in tagged.collect()]
    codes = {code for row in rows for code in row["codes"]}
    assert codes
    assert "KD102" not in codes
    assert all(
        re.fullmatch(r"[\x00-\x7f“”‘’…—–]*", re.sub("“[^”]*”", "", text)) for row in rows for text in row["messages"]
    )


def test_an_executor_that_would_tag_otherwise_is_refused(
    session: SparkSession, analyzer: Analyzer, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other:
        signature = msgspec.structs.replace(analyzer.signature, kakudo="0.0.0")
        pipe, failure = analyzer.pipe, analyzer.failure

    monkeypatch.setattr("kakudo.batch.spark.load_analyzer", lambda _: Other())
    with pytest.raises(BatchError, match="an executor has another kakudo or dictionary than the driver"):
        run([corpus], tmp_path / "out", Settings(Config()), engine=SparkEngine(session=session), load=lambda _: Other())
