"""Inputs to tagged documents, one after another, with a document that carries the error for each unreadable one."""

from __future__ import annotations

import gzip
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import click

from kakudo.config import Config
from kakudo.document import Document
from kakudo.errors import InputError
from kakudo.findings import TaggedDocument
from kakudo.reading import STDIN, ReadFailure, ReadOptions, expand, read
from kakudo.reading.inputs import printable
from kakudo.reports import jsonl

__all__ = ["Counts", "Tags", "checked_paths", "is_tagged", "tag_all", "tagged_documents"]

# An unescaped quote cannot stand inside a JSON string, so this is a key wherever it stands in a line.
_SCHEMA_KEY = re.compile(rb'"schema"\s*:\s*"kakudo/')
_JSONL_NAMES = (".jsonl", ".ndjson")
_PEEKED_BYTES = 65_536
# A mistyped --text-field fails every record of millions: after these the summary and the output must do.
_MAX_SHOWN_FAILURES = 100


class Tags(Protocol):
    """What the commands need of an analyzer."""

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]: ...

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument: ...


@dataclass(slots=True)
class Counts:
    """What a run has seen so far, for its exit code and its last line."""

    config: Config
    noun: str = "document"
    deed: str = "tagged"
    n_documents: int = 0
    n_failures: int = 0
    has_failing_finding: bool = False

    def watch(self, documents: Iterable[TaggedDocument]) -> Iterator[TaggedDocument]:
        """Pass documents through, counting them; each that failed is reported on standard error."""
        for document in documents:
            self.n_documents += 1
            if document.error is not None:
                self.n_failures += 1
                self._show(document)
            elif not self.has_failing_finding:
                self.has_failing_finding = any(
                    self.config.fails_on(finding.level)
                    for sentence in document.sentences
                    for claim in sentence.claims
                    for finding in claim.findings
                )
            yield document

    def _show(self, document: TaggedDocument) -> None:
        if document.error is not None and self.n_failures <= _MAX_SHOWN_FAILURES:
            click.echo(f"kakudo: {document.id}: {document.error.type}: {document.error.message}", err=True)
        elif self.n_failures == _MAX_SHOWN_FAILURES + 1:
            click.echo("kakudo: further failures are only counted here; each is in the output", err=True)

    def exit_code(self) -> int:
        """2 when nothing could be read, 1 when a finding is one to fail on, else 0; says how many failed."""
        if self.n_failures:
            noun = self.noun if self.n_documents == 1 else f"{self.noun}s"
            click.echo(f"kakudo: {self.n_failures} of {self.n_documents} {noun} could not be {self.deed}", err=True)
        if self.n_failures == self.n_documents:
            return 2
        return 1 if self.has_failing_finding else 0


def checked_paths(inputs: Sequence[str], output: Path | None) -> tuple[str, ...]:
    """The files that the inputs name, none of which is the output.

    Raises:
        InputError: an input does not exist, or would be overwritten.
    """
    paths = expand(inputs)
    if output is not None:
        for path in paths:
            if path != STDIN and output.exists() and output.samefile(path):
                raise InputError(f"{path} is an input and the output: name another file with -o")
    return paths


def is_tagged(path: str) -> bool:
    """Whether a file is one that ``kakudo tag`` wrote: its first line holds the contract's name.

    Standard input is looked at without being read.
    """
    if path == STDIN:
        peek = getattr(sys.stdin and sys.stdin.buffer, "peek", None)
        return peek is not None and _SCHEMA_KEY.search(peek(_PEEKED_BYTES).partition(b"\n")[0]) is not None
    bare = path.lower().removesuffix(".gz")
    if not bare.endswith(_JSONL_NAMES):
        return False
    try:
        with gzip.open(path) if bare != path.lower() else open(path, "rb") as stream:
            return any(_SCHEMA_KEY.search(line) for line in [next((line for line in stream if line.strip()), b"")])
    except (OSError, EOFError):
        return False  # reading it will say what is wrong


def tagged_documents(path: str) -> Iterator[TaggedDocument]:
    """The records of a file for which `is_tagged` holds.

    Raises:
        InputError: naming file and line, when a record breaks the contract.
    """
    try:
        if path == STDIN:
            yield from jsonl.read(_lines(sys.stdin.buffer))
            return
        with gzip.open(path) if path.lower().endswith(".gz") else open(path, "rb") as stream:
            yield from jsonl.read(_lines(stream))
    except InputError as error:
        raise InputError(f"{'stdin' if path == STDIN else path}: {error}") from error


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    # Bytes that are no UTF-8 become lone surrogates, for which the reader of records has a message with the line.
    return (line.decode("utf-8", "surrogateescape") for line in stream)


def tag_all(analyzer: Tags, paths: Sequence[str], options: ReadOptions) -> Iterator[TaggedDocument]:
    """Tag what the paths hold, in order; a record that could not be read yields a document with ``error``."""
    # The analyzer takes documents in and gives as many out, in order; failures wait here for their turn.
    waiting: deque[ReadFailure | None] = deque()

    def documents() -> Iterator[Document]:
        for item in read(paths, options):
            if isinstance(item, ReadFailure):
                waiting.append(
                    replace(item, id=printable(item.id), source=printable(item.source), message=printable(item.message))
                )
            else:
                waiting.append(None)
                yield replace(item, id=printable(item.id), source=item.source and printable(item.source))

    def failures() -> Iterator[TaggedDocument]:
        while waiting and (failure := waiting[0]) is not None:
            waiting.popleft()
            document = Document("", id=failure.id, kind=options.kind, source=failure.source)
            yield analyzer.failure(document, failure.type, failure.message)

    for tagged in analyzer.pipe(documents()):
        yield from failures()
        waiting.popleft()
        yield tagged
    yield from failures()
