"""A run to be killed: ``python -m batch_victim OUT INPUT...``, with an analyzer that is there at once and slow after it.

What `kakudo.load` builds takes longer to load than a kill is to wait for. With ``KILL_AT_LINE=n`` the run kills itself when
it comes to its n-th line of the modules that write to the folder; with 0 it prints how many there were.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from kakudo.batch import Settings, folder, journal, run
from kakudo.batch.processes import LocalProcesses
from kakudo.config import Config
from kakudo.document import Document
from kakudo.errors import ConfigError
from kakudo.findings import SCHEMA, Failure, Signature, TaggedDocument, TaggedSentence

__all__ = ["POISON", "Slow", "broken", "exiting", "frugal", "load", "refusing"]

POISON = "毒"
_SECONDS_A_DOCUMENT = float(os.environ.get("SECONDS_A_DOCUMENT", "0.002"))
_SIGNATURE = Signature("0", "none", "sha256:0", "none")


class Slow:
    """Gives each text as one sentence. One with `POISON` in it kills the process, as want of memory does."""

    signature = _SIGNATURE

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        for text in texts:
            assert isinstance(text, Document)
            if POISON in text.text:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(_SECONDS_A_DOCUMENT)
            sentence = TaggedSentence(0, len(text.text), text.text, "paragraph", (), ())
            yield self._document(text, (sentence,), None)

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument:
        return self._document(document, (), Failure(kind, message))

    @staticmethod
    def _document(document: Document, sentences: tuple[TaggedSentence, ...], error: Failure | None) -> TaggedDocument:
        about = (document.id, str(document.kind), document.title, document.source, document.published)
        return TaggedDocument(SCHEMA, *about, "codepoint", dict(document.metadata), _SIGNATURE, sentences, error)


def frugal(config: Config) -> Slow:
    """As `load`, but not where pandas can be imported."""
    try:
        import pandas  # noqa: F401
    except ModuleNotFoundError:
        return load(config)
    raise ConfigError("a worker has loaded pandas")


def load(config: Config) -> Slow:
    """An analyzer, whatever the settings; the file that ``VICTIM_LOADS`` names gets a line for each."""
    del config
    if "VICTIM_LOADS" in os.environ:
        with open(os.environ["VICTIM_LOADS"], "a") as stream:
            print(os.getpid(), file=stream)
    return Slow()


def refusing(config: Config) -> Slow:
    """Cannot be built."""
    raise ConfigError(f"no such {config.lang}")


def broken(config: Config) -> Slow:
    """Cannot be built, by mistake."""
    raise ZeroDivisionError(config.lang)


def exiting(config: Config) -> Slow:
    """Ends the process, as a missing library of the system does."""
    raise SystemExit(config.lang == "ja")


class _Fuse:
    """Counts the lines that are run of the modules that write, and kills the process at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.n_lines = 0
        self._files = {folder.__file__, journal.__file__}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        del argument
        if frame.f_code.co_filename not in self._files:
            return None
        if event == "line":
            self.n_lines += 1
            if self.n_lines == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


if __name__ == "__main__":
    out, *inputs = map(Path, sys.argv[1:])
    fuse = _Fuse(int(os.environ.get("KILL_AT_LINE", "-1")))
    if fuse.at >= 0:
        sys.settrace(fuse)
    run(inputs, out, Settings(Config(), shard_bytes=1500), engine=LocalProcesses(2, load), load=load)
    if fuse.at == 0:
        print(fuse.n_lines)
