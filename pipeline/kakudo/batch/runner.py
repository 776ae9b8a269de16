"""A run: inputs → plan → shards → output folder, such that it can be ended at any moment and begun again.

Whoever makes the shards (`Engine`), only this process names them: a shard is synced, renamed, the folder synced, and
only then noted in the journal. Ended between any two of these, the next run makes the shard again, with the same bytes.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kakudo.batch.contract import Tally
from kakudo.batch.engine import Engine, Finished, Load, Lost, Progressed, load_analyzer
from kakudo.batch.folder import OutputFolder, Plan, write_plan
from kakudo.batch.journal import Journal
from kakudo.batch.making import Made
from kakudo.batch.plan import PARQUET, Shard, planned
from kakudo.batch.processes import LocalProcesses
from kakudo.batch.refusal import changed_inputs, changed_settings
from kakudo.batch.settings import Settings
from kakudo.errors import BatchError, InputError
from kakudo.reading import STDIN, ReadOptions, expand
from kakudo.reading.encoding import check_encoding
from kakudo.reading.inputs import printable

__all__ = ["Progress", "Summary", "input_paths", "plan_only", "run"]

_LOG = logging.getLogger("kakudo.batch")
_MANIFEST_VERSION = "kakudo-batch/1"
_MAX_LOST = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        tally: of all shards that are finished, and of those in work as far as they have come.
        n_bytes, total_bytes: of input, unpacked; those in work are an estimate.
        n_finished, n_shards: shards.
        begun: ``tally`` and ``n_bytes`` when this run went on from an earlier one.
        seconds: since the first shard of this run was begun.
    """

    tally: Tally
    n_bytes: int
    total_bytes: int
    n_finished: int
    n_shards: int
    begun: tuple[Tally, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        tally: of the whole output.
        n_shards: of the whole output; ``n_made`` of them were made by this run.
        n_bytes: of input, unpacked.
    """

    tally: Tally
    n_shards: int
    n_made: int
    n_bytes: int


def input_paths(inputs: Sequence[str | os.PathLike[str]], output: Path, options: ReadOptions) -> tuple[str, ...]:
    """The files that a run reads.

    Args:
        inputs: files, folders and patterns.
        output: folder of the output.
        options: of the reader.

    Raises:
        InputError: an input does not exist, is standard input, or is a folder that holds the output; or there is no such
            encoding.
    """
    if options.encoding is not None:
        check_encoding(options.encoding)
    where = os.path.realpath(output)
    for given in (os.fspath(item) for item in inputs):
        if given == STDIN:
            raise InputError(
                "a run that can be resumed needs files: write standard input to one, or use `kakudo tag -`"
            )
        if os.path.isdir(given) and os.path.commonpath([os.path.realpath(given), where]) == os.path.realpath(given):
            raise InputError(
                f"{output}: lies in the input {given}, and would be read the next time; name another folder"
            )
    return expand(inputs, (PARQUET,))


def plan_only(inputs: Sequence[str | os.PathLike[str]], output: Path, settings: Settings) -> Iterator[Shard]:
    """The shards that a run would make, without tagging or writing anything.

    Raises:
        InputError: as `run`.
    """
    paths = input_paths(inputs, output, settings.options)
    return (item for item in planned(paths, settings) if isinstance(item, Shard))


def run(
    inputs: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    settings: Settings,
    *,
    engine: Engine | None = None,
    max_errors: int | None = None,
    watch: Callable[[Progress], None] | None = None,
    load: Load = load_analyzer,
) -> Summary:
    """Tag a corpus into a folder of shards, or go on with it.

    The default engine spawns processes, which import the program's main module: a script calls this under
    ``if __name__ == "__main__":``.

    Args:
        inputs: files, folders and patterns: what ``kakudo tag`` reads, each also as ``.gz`` and ``.zst``, and Parquet.
        output: a folder that is new, empty, or of an earlier run with the same inputs and settings.
        settings: what is written.
        engine: what makes the shards; processes of this machine, one a core, when not given.
        max_errors: error rows to bear in the whole output; any number when not given.
        watch: told now and then how far the run has come.
        load: makes the analyzer whose signature the run has; an engine that is given loads its own.

    Returns:
        What the folder holds.

    Raises:
        InputError: there is nothing to read, the folder is not to be written to, or inputs or settings are not those of
            the run that began it.
        BatchError: the run cannot go on: too many errors, or shards that cost their workers their lives.
        ConfigError, ModelError, LexiconError: as `kakudo.load`.
        OSError: the folder cannot be written to; a full disk among others.
    """
    out = Path(output)
    paths = input_paths(inputs, out, settings.options)
    described = settings.described(load(settings.config).signature)
    folder = OutputFolder(out)
    folder.open()
    try:
        begun_ns = time.time_ns()
        plan, manifest = _plan(paths, settings, described, folder)
        journal = Journal(folder.journal)
        finished = _still_there(journal.read(), folder, settings)
        state = _State(plan, finished, {}, watch)
        n_before = len(finished)
        _check_errors(state, max_errors)
        try:
            if n_before < plan.n_shards:
                _make(folder, settings, engine or LocalProcesses(load=load), journal, state, max_errors)
                _check_unchanged(folder, begun_ns)
            if "totals" not in manifest or n_before < plan.n_shards:
                journal.settle(finished)
                folder.write_manifest({**manifest, "totals": state.tally()._asdict()})
        finally:
            journal.close()
        return Summary(state.tally(), plan.n_shards, plan.n_shards - n_before, plan.n_bytes)
    finally:
        folder.close()


@dataclass(slots=True)
class _State:
    """What is finished and what is in work."""

    plan: Plan
    finished: dict[int, Made]
    in_work: dict[int, tuple[Tally, int]]
    watch: Callable[[Progress], None] | None
    n_bytes: int = 0
    lost: list[str] = field(default_factory=list)
    begun: tuple[Tally, int] = (Tally(), 0)
    begun_at: float = 0.0
    _sum: Tally | None = None

    def finish(self, made: Made, n_bytes: int) -> None:
        self._sum = self._finished_tally().plus(made.tally)
        self.finished[made.shard] = made
        self.in_work.pop(made.shard, None)
        self.n_bytes += n_bytes

    def tally(self) -> Tally:
        total = self._finished_tally()
        for counted, _ in self.in_work.values():
            total = total.plus(counted)
        return total

    def _finished_tally(self) -> Tally:
        if self._sum is None:
            self._sum = Tally()
            for made in self.finished.values():
                self._sum = self._sum.plus(made.tally)
        return self._sum

    def show(self) -> None:
        if self.watch is not None:
            n_bytes = min(self.n_bytes + sum(size for _, size in self.in_work.values()), self.plan.n_bytes)
            seconds = time.monotonic() - self.begun_at
            progress = Progress(
                self.tally(), n_bytes, self.plan.n_bytes, len(self.finished), self.plan.n_shards, self.begun, seconds
            )
            self.watch(progress)


def _plan(
    paths: Sequence[str], settings: Settings, described: Mapping[str, Any], folder: OutputFolder
) -> tuple[Plan, Mapping[str, Any]]:
    """Plan anew, and refuse to go on with what was begun by another plan.

    The whole input is read for its hash each time: that takes a thousandth of the time that tagging it does.
    """
    manifest = folder.read_manifest()
    if manifest is not None and (changes := changed_settings(manifest, described)):
        raise InputError(f"{folder.path}: was begun with other settings: {changes}; give those, or name another folder")
    new_inputs, new_shards = (path.with_name(f"{path.name}.new") for path in (folder.inputs, folder.shards))
    try:
        plan = write_plan(planned(paths, settings), new_inputs, new_shards)
        if manifest is not None:
            if manifest.get("plan") != _values(plan):
                changes = changed_inputs(folder.inputs, new_inputs)
                raise InputError(
                    f"{folder.path}: was begun with other inputs: {changes}; name another folder for these"
                )
            return plan, manifest
        os.replace(new_inputs, folder.inputs)
        os.replace(new_shards, folder.shards)
    finally:
        for path in (new_inputs, new_shards):
            path.unlink(missing_ok=True)
    manifest = {"version": _MANIFEST_VERSION, "settings": dict(described), "plan": _values(plan)}
    folder.write_manifest(manifest)
    return plan, manifest


def _values(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__struct_fields__}


def _still_there(finished: Mapping[int, Made], folder: OutputFolder, settings: Settings) -> dict[int, Made]:
    """Those of the finished shards whose files are as they were written."""
    kept = {}
    for number, made in finished.items():
        path = folder.part(number, settings.format)
        if path.is_file() and path.stat().st_size == made.size:
            kept[number] = made
        else:
            _LOG.warning("%s: is missing or was changed; it is made again", path)
    return kept


def _make(
    folder: OutputFolder,
    settings: Settings,
    engine: Engine,
    journal: Journal,
    state: _State,
    max_errors: int | None,
) -> None:
    """Make what is not finished yet."""
    sizes: dict[int, int] = {}

    def waiting() -> Generator[Shard, None, None]:
        for shard in folder.read_shards():
            if shard.number not in state.finished:
                sizes[shard.number] = shard.n_bytes
                yield shard

    state.n_bytes = sum(shard.n_bytes for shard in folder.read_shards() if shard.number in state.finished)
    state.begun = state.tally(), state.n_bytes
    state.begun_at = time.monotonic()
    shards = waiting()
    events = iter(engine(shards, settings, folder.making))
    try:
        for event in events:
            if isinstance(event, Finished):
                folder.finish(event.path, folder.part(event.made.shard, settings.format))
                journal.add(event.made)
                state.finish(event.made, sizes.pop(event.made.shard))
                _check_errors(state, max_errors)
            elif isinstance(event, Progressed):
                tally, n_bytes = state.in_work.get(event.shard, (Tally(), 0))
                state.in_work[event.shard] = tally.plus(event.tally), n_bytes + event.n_bytes
            elif isinstance(event, Lost):
                state.in_work.pop(event.shard.number, None)
                _say_lost(event, state)
            state.show()
    finally:
        # Now and not when it is collected: its workers are to end before the lock is given back.
        close = getattr(events, "close", None)
        if close is not None:
            close()
        shards.close()
    if state.lost:
        raise BatchError(
            f"{len(state.lost)} of {state.plan.n_shards} shards could not be made: {'; '.join(state.lost)}. All others are "
            "finished. Give more memory or take out what they hold; the same command then makes what is missing"
        )


def _say_lost(event: Lost, state: _State) -> None:
    place = f"shard {event.shard.number} ({printable(event.shard.described())}): its worker {event.reason}"
    if not event.is_last:
        _LOG.warning("%s; it is tried once more", place)
        return
    state.lost.append(f"{place}, twice")
    if len(state.lost) >= _MAX_LOST:
        raise BatchError(f"{'; '.join(state.lost)}. Give more memory or fewer --workers; finished shards are kept")


def _check_errors(state: _State, max_errors: int | None) -> None:
    n_errors = state.tally().n_errors
    if max_errors is not None and n_errors > max_errors:
        example = next((made.first_error for made in state.finished.values() if made.first_error is not None), "")
        raise BatchError(
            f"{n_errors} records could not be read or tagged, more than --max-errors {max_errors} allows"
            + (f"; one is {example}" if example else "")
            + "; finished shards are kept, and the same command with a higher number goes on"
        )


def _check_unchanged(folder: OutputFolder, since_ns: int) -> None:
    """An input that was written to while it was read has been cut where it must not be."""
    now_ns = time.time_ns()
    for item in folder.read_inputs():
        if item.sha256 is None:
            continue
        try:
            found = os.stat(item.path)
            is_same = found.st_size == item.size and not since_ns < found.st_mtime_ns <= now_ns
        except OSError:
            is_same = False
        if not is_same:
            raise InputError(f"{item.path}: was changed while it was read; name another output folder and start again")
