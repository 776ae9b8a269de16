"""Spark as the runner: a data frame in, a data frame out, or the shards of a run on a cluster.

`tag_frame` is for data that Spark holds: it works on whatever Spark reads and writes. `SparkEngine` is for ``kakudo batch``:
executors read the inputs and write the shards themselves, in the same bytes as the processes of one machine, so inputs
and output have to be on storage that driver and executors all see under the same paths.

kakudo with its extra ``spark`` is installed on the executors. The model and topic are those of the driver: they go to
each executor once, as files (``SparkContext.addFile``), and an executor whose kakudo would tag otherwise is refused.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import msgspec
import pyarrow as pa

from kakudo.artifacts import find_model
from kakudo.batch.contract import TableTagger, Tags, output_schema
from kakudo.batch.engine import Event, Finished, Waited, load_analyzer
from kakudo.batch.feed import MAX_ROWS
from kakudo.batch.making import Made, ShardMaker
from kakudo.batch.plan import Shard
from kakudo.batch.schemas import Rows
from kakudo.batch.settings import OutputFormat, Settings
from kakudo.config import Config
from kakudo.errors import BatchError, MissingExtraError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkEngine", "tag_frame"]

# Tasks for each core: with so many the last of them leave no core idle for long (Spark starts a task in milliseconds).
_TASKS_A_CORE = 16
_POLL_S = 0.5
_MADE = ".made"


class _Job(NamedTuple):
    """What an executor needs to know, in values that can be compared: it keeps one analyzer for as long as they stay.

    Attributes:
        settings: as JSON; ``model`` and ``topic`` in it are names of files that were sent along.
        signature: of the driver's analyzer.
        folder: where the driver was started, which relative paths are relative to.
    """

    settings: str
    signature: str
    folder: str


def tag_frame(
    frame: DataFrame, config: Config | None = None, rows: Rows = Rows.CLAIMS, n_partitions: int | None = None
) -> DataFrame:
    """Tag a data frame, lazily as Spark does.

    Args:
        frame: with a column of text and one of ids, called as the settings say (``text``, ``id``); where there are any
            also title, date of publication, ``kind`` and ``source``. Every other column comes out again.
        config: the settings; the defaults when not given.
        rows: what a row of the output is.
        n_partitions: to cut the frame into; when not given, it is cut into more where there are fewer than sixteen a core,
            which loses the order of the rows (ids stay).

    Returns:
        A frame of the columns that `kakudo.batch.contract.output_schema` gives for those of ``frame``.

    Raises:
        InputError: there is no column of the text.
        BatchError: there is no column of ids: rows of a frame have no number to be called by.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    settings = Settings(config or Config(), rows, OutputFormat.PARQUET)
    if settings.options.id_field not in frame.columns:
        raise BatchError(
            f"the data frame has no column {settings.options.id_field!r}; its columns are {', '.join(frame.columns)}: "
            "name the one of the ids with Config(id_field=…)"
        )
    schema = output_schema(to_arrow_schema(frame.schema), rows, settings.options)
    session = frame.sparkSession
    wanted = n_partitions or _TASKS_A_CORE * session.sparkContext.defaultParallelism
    if n_partitions is not None or frame.rdd.getNumPartitions() < wanted:
        frame = frame.repartition(wanted)
    job = _job(session, settings, load_analyzer(settings.config))
    return frame.mapInArrow(partial(_tag_batches, job), from_arrow_schema(schema))


class SparkEngine:
    """An engine on a Spark cluster.

    Args:
        master: of the cluster; what the configuration of Spark says when not given.
        session: in place of a new one; it is left running.
    """

    def __init__(self, master: str | None = None, session: SparkSession | None = None) -> None:
        self._master = master
        self._session = session

    def __call__(self, shards: Iterable[Shard], settings: Settings, making: Path) -> Iterator[Event]:
        """See `kakudo.batch.engine.Engine`."""
        session = self._session or _session(self._master)
        try:
            yield from _made_by(session, shards, settings, making)
        finally:
            if self._session is None:
                session.stop()


def _session(master: str | None) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("pyspark", "spark", "--engine spark") from error
    # Else Spark takes whatever `python3` is: of another version, or without kakudo.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kakudo batch").config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.log.level", "ERROR")
    try:
        return (builder if master is None else builder.master(master)).getOrCreate()
    except PySparkException as error:
        raise BatchError(
            f"Spark does not start ({error}); it needs Java 17 or newer, such as Debian's default-jre-headless"
        ) from error


def _made_by(session: SparkSession, shards: Iterable[Shard], settings: Settings, making: Path) -> Iterator[Event]:
    """Let the executors make the shards, and report each as it comes to lie in the folder."""
    context = session.sparkContext
    lines = [json.dumps(msgspec.to_builtins(shard)) for shard in shards]
    if not lines:
        return
    job = _job(session, settings, load_analyzer(settings.config))
    # Neighbouring shards go to one task: of a packed file, those before are unpacked on the way.
    n_tasks = min(len(lines), _TASKS_A_CORE * context.defaultParallelism)
    rows = context.parallelize([(line,) for line in lines], n_tasks)
    work = partial(_make_batches, job, os.path.abspath(making))
    frame = session.createDataFrame(rows, "shard string").mapInArrow(work, "shard long")
    errors: list[Exception] = []

    def act() -> None:
        try:
            frame.collect()
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    seen: set[int] = set()
    try:
        is_going = True
        while is_going:
            is_going = thread.is_alive()  # before looking, so that what comes last is seen too
            yield from _found(making, seen)
            yield Waited()
            if is_going:
                thread.join(_POLL_S)
    finally:
        if thread.is_alive():
            context.cancelAllJobs()
    if errors:
        raise BatchError(f"Spark could not make all shards: {_reason(errors[0])}") from errors[0]


def _found(making: Path, seen: set[int]) -> Iterator[Event]:
    """What has been finished since; a shard that was made twice, by an executor given up too early, counts once."""
    for note in sorted(making.glob(f"*{_MADE}")):
        made = msgspec.json.decode(note.read_bytes(), type=Made)
        note.unlink()
        if made.shard not in seen:
            seen.add(made.shard)
            yield Finished(made, note.with_suffix(""))


def _reason(error: Exception) -> str:
    """The line of a Python traceback inside Spark's that says what went wrong."""
    lines = [line.strip() for line in str(error).splitlines()]
    return next((line for line in lines if line.startswith(("kakudo.errors.", "OSError", "MemoryError"))), lines[0])


def _job(session: SparkSession, settings: Settings, analyzer: Tags) -> _Job:
    """Send model and topic to the executors, and say what they are called there."""
    model = find_model(settings.config.model)
    topic = settings.config.topic
    files = {f"model/{path.name}": path for path in sorted(model.iterdir()) if path.suffix in (".json", ".npz")}
    if topic is not None:
        terms = topic.with_suffix(".terms.toml")
        files |= {"topic.toml": topic} | ({"topic.terms.toml": terms} if terms.is_file() else {})
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    sent = f"kakudo-{digest.hexdigest()[:16]}"
    # By its digest: what was sent once to an executor is known there, and another model has another name.
    folder = Path(tempfile.mkdtemp(prefix="kakudo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, path in files.items():
        target = folder / sent / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    context = session.sparkContext
    if not any(Path(path).name == sent for path in context.listFiles):
        context.addFile(str(folder / sent), recursive=True)
    config = msgspec.to_builtins(settings.config, enc_hook=str)
    config |= {"model": f"{sent}/model", "topic": None if topic is None else f"{sent}/topic.toml"}
    values = {"config": config, "rows": settings.rows, "format": settings.format}
    return _Job(
        json.dumps(msgspec.to_builtins(values)), msgspec.json.encode(analyzer.signature).decode(), str(Path.cwd())
    )


@lru_cache(maxsize=1)
def _loaded(job: _Job) -> tuple[Tags, Settings]:
    """The analyzer of this executor's process, which Spark uses for one task after another.

    Raises:
        BatchError: it would tag otherwise than the driver's.
    """
    from pyspark import SparkFiles

    values = json.loads(job.settings)
    config: dict[str, Any] = values["config"]
    for name in ("model", "topic"):
        if config[name] is not None:
            config[name] = Path(SparkFiles.get(config[name]))
    for name in ("select", "ignore"):
        config[name] = tuple(config[name])
    settings = Settings(Config(**config), Rows(values["rows"]), OutputFormat(values["format"]))
    pa.set_cpu_count(1)
    analyzer = load_analyzer(settings.config)
    own = msgspec.json.encode(analyzer.signature).decode()
    if own != job.signature:
        raise BatchError(f"an executor has another kakudo or dictionary than the driver: {own}, not {job.signature}")
    return analyzer, settings


def _tag_batches(job: _Job, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    analyzer, settings = _loaded(job)
    tag = TableTagger(analyzer, settings.rows, settings.options)
    for batch in batches:
        for start in range(0, len(batch), MAX_ROWS):
            yield from tag(pa.Table.from_batches([batch.slice(start, MAX_ROWS)])).to_batches()


def _make_batches(job: _Job, making: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make the shards of a task; a note beside each file tells the driver that it is finished."""
    analyzer, settings = _loaded(job)
    with chdir(job.folder):
        maker = ShardMaker(analyzer, settings)
        for batch in batches:
            for line in batch.column(0).to_pylist():
                made = _make(maker, msgspec.convert(json.loads(line), Shard), Path(making))
                yield pa.RecordBatch.from_pydict({"shard": [made.shard]})
        maker.close()


def _make(maker: Callable[[Shard, Path], Made], shard: Shard, making: Path) -> Made:
    path = making / f"{shard.number}-{uuid4().hex}"
    made = maker(shard, path)
    note = making / f"{path.name}.new"
    note.write_bytes(msgspec.json.encode(made))
    note.rename(making / f"{path.name}{_MADE}")
    return made
