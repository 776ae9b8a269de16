"""Runs: what stands in the folder, going on, refusing to."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch_runs import InProcess, contents, write_corpus
from kakudo.analysis import Analyzer
from kakudo.batch import OutputFormat, Progress, Rows, Settings, Summary, run
from kakudo.batch.contract import Tags
from kakudo.config import Config
from kakudo.errors import BatchError, InputError
from kakudo.findings import Signature
from kakudo.reports import jsonl

SIZE = 1000
Begin = Callable[..., Summary]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "x.jsonl", 24)


@pytest.fixture
def begin(analyzer: Analyzer, corpus: Path, tmp_path: Path) -> Begin:
    """Run over the corpus into ``tmp_path/out`` in this process."""

    def begin_run(*inputs: Path, engine: Any = None, size: int = SIZE, **options: Any) -> Summary:
        names = ("rows", "format", "config")
        given = {name: options.pop(name) for name in names if name in options}
        settings = Settings(given.pop("config", Config()), shard_bytes=size, **given)
        out = options.pop("out", tmp_path / "out")
        return run(
            inputs or [corpus], out, settings, engine=engine or InProcess(analyzer), load=lambda _: analyzer, **options
        )

    return begin_run


def test_the_shards_are_what_tag_prints(begin: Begin, tmp_path: Path) -> None:
    summary = begin()
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert len(parts) == summary.n_shards == summary.n_made > 3
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    documents = list(jsonl.read(lines))
    assert [document.id for document in documents] == [f"d{n}" for n in range(24)]
    assert documents[3].metadata == {"page": 3}
    assert summary.tally.n_documents == 24
    assert summary.tally.n_claims == sum(len(s.claims) for document in documents for s in document.sentences)


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("form", list(OutputFormat))
def test_every_form_holds_the_same_claims(begin: Begin, tmp_path: Path, rows: Rows, form: OutputFormat) -> None:
    summary = begin(rows=rows, format=form)
    found: list[Any] = []
    for part in sorted((tmp_path / "out").glob(f"part-*.{form}")):
        if form is OutputFormat.PARQUET:
            found += pq.read_table(part).to_pylist()
        else:
            found += map(json.loads, part.read_text(encoding="utf-8").splitlines())
    if rows is Rows.DOCUMENTS:
        assert len(found) == 24
        found = [claim for row in found for sentence in row["sentences"] for claim in sentence["claims"]]
    assert len(found) == summary.tally.n_claims > 24
    assert summary.tally.n_flagged == sum(bool(row.get("codes", row.get("findings"))) for row in found) > 0


@pytest.mark.parametrize("rows", list(Rows))
def test_values_of_every_type_can_be_written_as_json(begin: Begin, tmp_path: Path, rows: Rows) -> None:
    given = pa.table(
        {
            "id": [1],
            "text": ["雨だ。"],
            "ns": pa.array([1_700_000_000_123_456_789], pa.timestamp("ns")),
            "zoned": pa.array([0], pa.timestamp("ns", "Asia/Tokyo")),
            "took": pa.array([1500], pa.duration("ns")),
            "clock": pa.array([3_600_000_000_000], pa.time64("ns")),
            "price": pa.array([Decimal("1.50")]),
            "raw": [b"\xff"],
            "share": [float("nan")],
            "deep": [{"days": [date(2026, 1, 5)]}],
        }
    )
    pq.write_table(given, tmp_path / "x.parquet")
    begin(tmp_path / "x.parquet", rows=rows)
    (line,) = (tmp_path / "out" / "part-000000.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    found = found["metadata"] if rows is Rows.DOCUMENTS else found
    assert found["ns"] == "2023-11-14T22:13:20.123456"
    assert found["zoned"] == "1970-01-01T09:00:00+09:00"
    assert (found["clock"], found["price"], found["raw"], found["share"]) == ("01:00:00", "1.50", "/w==", None)
    assert found["deep"] == {"days": ["2026-01-05"]}


def test_an_interrupted_run_goes_on_where_it_was(begin: Begin, analyzer: Analyzer, tmp_path: Path) -> None:
    begin(out=tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        begin(engine=InProcess(analyzer, stop_after=2))
    finished = contents(tmp_path / "out")
    assert {name for name in finished if name.startswith("part")} == {"part-000000.jsonl", "part-000001.jsonl"}
    second = InProcess(analyzer)
    summary = begin(engine=second)
    assert second.made == list(range(2, summary.n_shards))
    assert summary.n_made == summary.n_shards - 2
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_finished_run_makes_nothing(begin: Begin, analyzer: Analyzer, tmp_path: Path) -> None:
    first = begin()
    before = contents(tmp_path / "out")
    engine = InProcess(analyzer)
    second = begin(engine=engine)
    assert (engine.made, second.n_made, second.tally) == ([], 0, first.tally)
    assert contents(tmp_path / "out") == before


def test_a_shard_that_was_lost_is_made_again(begin: Begin, analyzer: Analyzer, tmp_path: Path) -> None:
    begin()
    before = contents(tmp_path / "out")
    (tmp_path / "out" / "part-000001.jsonl").unlink()
    with (tmp_path / "out" / "part-000002.jsonl").open("ab") as stream:
        stream.write(b"\n")
    engine = InProcess(analyzer)
    begin(engine=engine)
    assert engine.made == [1, 2]
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("damage", [lambda data: data[:-5], lambda data: data[:-20] + b"0" + data[-19:]])
def test_a_torn_line_of_the_journal_costs_its_shard_alone(
    begin: Begin, analyzer: Analyzer, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    summary = begin()
    before = contents(tmp_path / "out")
    journal = tmp_path / "out" / "_kakudo" / "journal"
    journal.write_bytes(damage(journal.read_bytes()))
    engine = InProcess(analyzer)
    begin(engine=engine)
    assert engine.made == [summary.n_shards - 1]
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"config": Config(lang="en")}, 'lang was "ja", is "en"'),
        ({"config": Config(ignore=("KD101",))}, r'ignore was \[\], is \["KD101"\]'),
        ({"config": Config(thresholds={"oil": 0.3})}, "thresholds.oil was not given, is 0.3"),
        ({"size": SIZE + 1}, f"shard_bytes was {SIZE}, is {SIZE + 1}"),
        ({"rows": Rows.CLAIMS}, 'rows was "documents", is "claims"'),
    ],
)
def test_other_settings_are_refused_by_name(
    begin: Begin, tmp_path: Path, options: dict[str, Any], message: str
) -> None:
    begin()
    before = contents(tmp_path / "out")
    with pytest.raises(InputError, match=f"begun with other settings: {message}; "):
        begin(**options)
    assert contents(tmp_path / "out") == before


def test_other_inputs_are_refused_by_name(begin: Begin, corpus: Path, tmp_path: Path) -> None:
    other = write_corpus(tmp_path / "y.jsonl", 2)
    begin(corpus, other)
    before = contents(tmp_path / "out")
    with pytest.raises(InputError, match=r"other inputs: \S*y.jsonl is missing; "):
        begin(corpus)
    with pytest.raises(InputError, match="other inputs: they come in another order"):
        begin(other, corpus)
    other.write_bytes(other.read_bytes().replace(b"d1", b"e1"))
    with pytest.raises(InputError, match=r"y.jsonl has other content; "):
        begin(corpus, other)
    other.write_bytes(other.read_bytes() + b"\n")
    with pytest.raises(InputError, match=r"y.jsonl had \d+ bytes, has \d+; "):
        begin(corpus, other)
    assert contents(tmp_path / "out") == before


def test_an_input_that_changes_meanwhile_is_noticed(begin: Begin, analyzer: Analyzer, corpus: Path) -> None:
    class Meddling(InProcess):
        def __call__(self, *arguments: Any) -> Any:
            yield from super().__call__(*arguments)
            corpus.write_bytes(corpus.read_bytes().replace(b"d1", b"e1"))

    with pytest.raises(InputError, match="was changed while it was read"):
        begin(engine=Meddling(analyzer))


def test_files_of_others_are_not_touched(begin: Begin, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds files that no run of kakudo batch wrote \(thesis.docx\)"):
        begin()
    assert list(out.iterdir()) == [out / "thesis.docx"]


def test_an_output_that_is_a_file_or_among_the_inputs(begin: Begin, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a file"):
        begin(out=corpus)
    with pytest.raises(InputError, match="lies in the input"):
        begin(tmp_path, out=tmp_path / "deep" / "out")
    with pytest.raises(InputError, match="kakudo tag -"):
        begin(Path("-"))


def test_two_runs_do_not_share_a_folder(begin: Begin, tmp_path: Path) -> None:
    begin()
    with (tmp_path / "out" / "_kakudo" / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another kakudo batch"):
            begin()
    begin()


def test_errors_are_rows_until_there_are_too_many(begin: Begin, corpus: Path) -> None:
    lines = corpus.read_bytes().splitlines(keepends=True)
    lines[3:5] = [b'{"id": "odd"}\n', b"{broken\n"]
    corpus.write_bytes(b"".join(lines))
    with pytest.raises(BatchError, match=r"2 records .*--max-errors 0 .*odd: .*has no 'text'"):
        begin(max_errors=0)
    with pytest.raises(BatchError, match=r"2 records .*--max-errors 1 "):
        begin(max_errors=1)
    assert begin(max_errors=2).tally.n_errors == 2


def test_a_run_that_has_had_too_many_errors_says_so_before_it_tags(
    begin: Begin, corpus: Path, analyzer: Analyzer
) -> None:
    corpus.write_bytes(b"{broken\n" + corpus.read_bytes())
    begin()
    (corpus.parent / "out" / "part-000002.jsonl").unlink()
    engine = InProcess(analyzer)
    with pytest.raises(BatchError, match="--max-errors 0"):
        begin(max_errors=0, engine=engine)
    assert engine.made == []


def test_progress_grows_to_the_whole(begin: Begin) -> None:
    seen: list[Progress] = []
    summary = begin(watch=seen.append)
    assert [item.tally.n_documents for item in seen] == sorted(item.tally.n_documents for item in seen)
    assert (seen[-1].tally, seen[-1].n_bytes, seen[-1].n_finished) == (summary.tally, summary.n_bytes, summary.n_shards)


def test_a_part_that_is_half_made_is_never_seen(begin: Begin, tmp_path: Path) -> None:
    class Failing:
        signature = Signature("", "", "", "")

        def __init__(self) -> None:
            self.n = 0

        def pipe(self, texts: Any) -> Any:
            for _ in texts:
                raise OSError(28, "No space left on device")
            yield

        def failure(self, *_: Any) -> Any:
            raise NotImplementedError

    broken: Tags = Failing()
    with pytest.raises(OSError, match="No space"):
        begin(engine=InProcess(broken))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["_kakudo"]
    assert not (tmp_path / "out" / "_kakudo" / "making").exists()


def test_a_copy_elsewhere_goes_on_too(begin: Begin, analyzer: Analyzer, tmp_path: Path) -> None:
    begin(out=tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        begin(engine=InProcess(analyzer, stop_after=3))
    shutil.copytree(tmp_path / "out", tmp_path / "moved")
    begin(out=tmp_path / "moved")
    assert contents(tmp_path / "moved") == contents(tmp_path / "whole")


def test_odd_names_of_files(begin: Begin, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path / "in") + b"/\xff\xe9.txt"
    (tmp_path / "in").mkdir()
    with open(name, "wb") as stream:
        stream.write("雨だ。".encode())
    begin(tmp_path / "in")
    (document,) = jsonl.read((tmp_path / "out" / "part-000000.jsonl").read_text(encoding="utf-8").splitlines())
    assert document.id == "\\xff\\xe9"
