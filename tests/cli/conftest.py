"""A command line to run in this process, and an analyzer that costs nothing: every text is one claim."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import kakudo.comparison.differences
import kakudo.loading
from check_runs import ARTICLES
from kakudo.analysis import Analyzer
from kakudo.cli import main
from kakudo.config import Config
from kakudo.document import Document
from kakudo.findings import (
    SCHEMA,
    AxisScore,
    Certainty,
    Failure,
    Finding,
    Holder,
    HolderType,
    Level,
    Polarity,
    Signature,
    Stance,
    TaggedClaim,
    TaggedDocument,
    TaggedSentence,
    Time,
    Verdict,
)
from plain_model import plain_model


class Run(NamedTuple):
    code: int
    out: str
    err: str


class OneClaim:
    """Tags a text as one claim; 「必ず」 in it is a finding of level warning.

    Args:
        config: what the command built it from.
        chunk: documents that it takes before it gives the first, as the real one does.
    """

    def __init__(self, config: Config, chunk: int = 2) -> None:
        self.config = config
        self.chunk = chunk

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        held: list[TaggedDocument] = []
        for text in texts:
            assert isinstance(text, Document)
            held.append(self._document(text, (_sentence(text.text),), None))
            if len(held) == self.chunk:
                yield from held
                held = []
        yield from held

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument:
        return self._document(document, (), Failure(kind, message))

    @staticmethod
    def _document(document: Document, sentences: tuple[TaggedSentence, ...], error: Failure | None) -> TaggedDocument:
        return TaggedDocument(
            SCHEMA,
            document.id,
            str(document.kind),
            document.title,
            document.source,
            document.published,
            "codepoint",
            dict(document.metadata),
            Signature("0", "axes-0", "sha256:0", "none"),
            sentences,
            error,
        )


def _sentence(text: str) -> TaggedSentence:
    at = text.find("必ず")
    findings = (Finding("KD101", "booster", Level.WARNING, at, at + 2, "強すぎる", "出典"),) if at >= 0 else ()
    claim = TaggedClaim(
        0,
        len(text),
        text,
        (AxisScore("oil", 0.9),),
        Holder(HolderType.WRITER),
        Certainty.CERTAIN,
        0.8,
        Polarity.AFFIRMED,
        Time.PRESENT,
        (),
        (),
        Stance.ASSERTIVE,
        (),
        (),
        Verdict.OVERSTATED if findings else Verdict.SUPPORTED,
        findings,
    )
    return TaggedSentence(0, len(text), text, "paragraph", (), (claim,))


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Config]:
    """Put `OneClaim` in the analyzer's place; the list holds the configurations that it was built from."""
    configs: list[Config] = []

    def load(config: Config) -> OneClaim:
        configs.append(config)
        return OneClaim(config)

    monkeypatch.setattr(kakudo.loading, "load", load)
    return configs


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run a command line in an empty folder, where no configuration of the developer's is found."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "kakudo.toml").touch()
    monkeypatch.chdir(folder)

    def run_line(*arguments: str, stdin: bytes | None = None) -> Run:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        code = main(arguments)
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return run_line


@pytest.fixture
def news(run: Callable[..., Run]) -> Path:
    """A folder of articles in the working directory."""
    del run  # it chooses that directory
    folder = Path("news")
    folder.mkdir()
    for id, text in ARTICLES.items():
        (folder / f"{id}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def plain_check(analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the analyzer once for the runs that all use the defaults: it takes longer than they do.

    What the rules find counts here, whatever the models that ship make of it.
    """
    load = kakudo.loading.load

    def cached(config: Config | None = None) -> Analyzer:
        given = config or Config()
        plain = Config(fail_on=given.fail_on, kind=given.kind, triage=given.triage)
        names = ("input_format", "text_field", "id_field")
        return analyzer if given == replace(plain, **{name: getattr(given, name) for name in names}) else load(given)

    monkeypatch.setattr(kakudo.loading, "load", cached)
    monkeypatch.setattr(kakudo.comparison.differences, "load_differences", lambda _: plain_model("nouns"))
