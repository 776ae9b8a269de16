"""Paths, folders, patterns and standard input → Documents, with a failure in the place of each that cannot be read."""

from __future__ import annotations

import glob
import gzip
import io
import logging
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kakudo.document import Document
from kakudo.errors import InputError, KakudoError, MissingExtraError
from kakudo.reading.encoding import check_encoding, decode, decode_lines
from kakudo.reading.options import InputFormat, ReadFailure, ReadOptions
from kakudo.reading.plain import plain_document
from kakudo.reading.records import records_of_json, records_of_jsonl
from kakudo.reading.tables import records_of_table

__all__ = [
    "STDIN",
    "expand",
    "failing_softly",
    "format_of",
    "name_inputs",
    "open_input",
    "printable",
    "read",
    "read_file",
    "say_if_unsure",
]

STDIN = "-"
_LOG = logging.getLogger("kakudo.reading")
_FORMATS = {
    ".txt": InputFormat.TEXT,
    ".text": InputFormat.TEXT,
    ".md": InputFormat.MARKDOWN,
    ".markdown": InputFormat.MARKDOWN,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
    ".xhtml": InputFormat.HTML,
    ".json": InputFormat.JSON,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
}
_PACKED = (".gz", ".zst")
_PATTERN_CHARS = frozenset("*?[")
_PEEKED_BYTES = 4096


def expand(paths: Iterable[str | os.PathLike[str]], also: Sequence[str] = ()) -> tuple[str, ...]:
    """The files that paths, folders and patterns name.

    Args:
        paths: files; folders, searched all the way down for the extensions that kakudo knows, without hidden ones;
            patterns with ``*``, ``?`` or ``**``; ``-`` for standard input.
        also: further extensions, such as ``.parquet``, to search folders for.

    Returns:
        Paths in the order given, sorted within a folder or pattern, each file once.

    Raises:
        InputError: when a file does not exist, or a folder or pattern holds nothing to read.
    """
    found: dict[str, str] = {}
    for given in (os.fspath(path) for path in paths):
        for path in (given,) if given == STDIN else _matches(given, also):
            found.setdefault(path if path == STDIN else os.path.realpath(path), path)
    if not found:
        raise InputError("nothing to read: give files, folders, patterns, or - for standard input")
    return tuple(found.values())


def read(
    paths: Iterable[str | os.PathLike[str]], options: ReadOptions | None = None, stdin: IO[bytes] | None = None
) -> Iterator[Document | ReadFailure]:
    """Read documents one after another; JSONL, CSV and TSV are streamed.

    The id of a file that is one document is its name without extension (``stdin`` for standard input); a second file
    of that name gets ``-2``, and so on in the order of reading. Records keep their own ids, or are ``<file id>#<n>``.

    Args:
        paths: as for `expand`. Files whose names that end in ``.gz`` are unpacked.
        stdin: where ``-`` reads from; the process's standard input by default.

    Returns:
        An iterator of documents, with a `ReadFailure` in the place of each file or record that cannot be read.

    Raises:
        InputError: at once, as `expand` and for an encoding that there is not; never for what is in the files.
    """
    options = options or ReadOptions()
    if options.encoding is not None:
        check_encoding(options.encoding)
    return _read_all(expand(paths), options, stdin)


def _matches(given: str, also: Sequence[str]) -> list[str]:
    if os.path.isdir(given):
        matches = sorted(_walk(given, tuple(also)))
        if not matches:
            raise InputError(f"{given}: no file in this folder ends in one of {' '.join((*_FORMATS, *also))}")
        return matches
    # A link to nothing is an entry too: in a folder it costs itself and not the others.
    if os.path.lexists(given):
        return [given]
    if _PATTERN_CHARS.isdisjoint(given):
        raise InputError(f"{given}: there is no such file or folder")
    matches = sorted(path for path in glob.iglob(given, recursive=True) if os.path.isfile(path))
    if not matches:
        raise InputError(f"{given}: no file matches this pattern")
    return matches


def _walk(folder: str, also: tuple[str, ...]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=_say_unsearched):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and (_format_of_name(name) is not None or name.lower().endswith(also)):
                yield os.path.join(parent, name)


def _say_unsearched(error: OSError) -> None:
    _LOG.warning("%s: cannot be searched: %s", error.filename, error.strerror)


def _format_of_name(name: str) -> InputFormat | None:
    return _FORMATS.get(Path(_unpacked_name(name.lower())).suffix)


def _unpacked_name(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _PACKED if name.lower().endswith(suffix)), name)


def name_inputs(paths: Iterable[str], also: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each path with the id of its file, as `read` names them.

    Args:
        paths: as `expand` returns them.
        also: further extensions that an id is without.
    """
    taken: set[str] = set()
    for path in paths:
        yield path, _unique("stdin" if path == STDIN else _stem(path, tuple(also)), taken)


def _read_all(paths: Iterable[str], options: ReadOptions, stdin: IO[bytes] | None) -> Iterator[Document | ReadFailure]:
    for path, id in name_inputs(paths):
        yield from read_file(path, id, options, stdin)


def read_file(
    path: str, id: str, options: ReadOptions, stdin: IO[bytes] | None = None
) -> Iterator[Document | ReadFailure]:
    """Read one file; a failure stands for what cannot be read.

    Args:
        path: of a file, or ``-``.
        id: of the file.
        stdin: as for `read`.
    """
    source = "stdin" if path == STDIN else path
    with failing_softly(id, source) as failures, _open(path, stdin) as stream:
        yield from _read_stream(stream, id, source, options)
    yield from failures


@contextmanager
def failing_softly(id: str, source: str) -> Iterator[list[ReadFailure]]:
    """Turn the errors of reading a file into the failure that stands for the rest of it, in the list that is given."""
    failures: list[ReadFailure] = []
    try:
        yield failures
    except (OSError, EOFError, zlib.error) as error:
        failures.append(ReadFailure(id, source, InputError.__name__, f"{source}: cannot be read: {error}"))
    except KakudoError as error:
        failures.append(ReadFailure(id, source, type(error).__name__, str(error)))


def printable(name: str) -> str:
    r"""A name that can be written in UTF-8: bytes of a file name that are no text (PEP 383) are shown as ``\xff``."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stem(path: str, also: tuple[str, ...]) -> str:
    name = Path(path).name
    bare = _unpacked_name(name)
    return Path(bare).stem if _format_of_name(bare) or bare.lower().endswith(also) else name


def _unique(id: str, taken: set[str]) -> str:
    result, number = id, 1
    while result in taken:
        number += 1
        result = f"{id}-{number}"
    taken.add(result)
    return result


def _open(path: str, stdin: IO[bytes] | None) -> io.BufferedReader:
    if path == STDIN:
        if stdin is None and sys.stdin is None:  # closed by the shell (``<&-``), or a service without one
            raise InputError("stdin: is closed; pipe something in, or name a file in place of -")
        # A copy of nothing: closing the wrapper must not close the stream that was lent.
        return io.BufferedReader(_Lent(stdin if stdin is not None else sys.stdin.buffer))
    return open_input(path)


def open_input(path: str) -> io.BufferedReader:
    """A file as a stream of bytes, unpacked when its name ends in ``.gz`` or ``.zst``.

    Raises:
        OSError: it cannot be opened.
        MissingExtraError: it is packed with zstd, and nothing that unpacks it is installed.
    """
    if path.lower().endswith(".gz"):
        return io.BufferedReader(gzip.open(path))
    if path.lower().endswith(".zst"):
        try:
            import pyarrow
        except ImportError as error:
            raise MissingExtraError("pyarrow", "batch", f"reading {path}") from error
        return io.BufferedReader(pyarrow.input_stream(open(path, "rb"), compression="zstd"))
    return open(path, "rb")


class _Lent(io.RawIOBase):
    """A stream that stays open when its reader is closed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # `read1` returns what has arrived, so that piped records are tagged as they come.
        read = getattr(self._stream, "read1", self._stream.read)
        data: bytes = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_stream(
    stream: io.BufferedReader, id: str, source: str, options: ReadOptions
) -> Iterator[Document | ReadFailure]:
    form = format_of(stream, source, options)
    if form in (InputFormat.JSONL, InputFormat.CSV, InputFormat.TSV):
        lines, encoding, is_sure = decode_lines(stream, source, options.encoding)
        say_if_unsure(source, encoding, is_sure)
        if form is InputFormat.JSONL:
            yield from records_of_jsonl(lines, id, source, options)
        else:
            delimiter = "\t" if form is InputFormat.TSV else ","
            yield from records_of_table(lines, id, source, options, delimiter)
        return
    data = stream.read()
    if not data.strip():
        raise InputError(f"{source}: is empty")
    if form is InputFormat.HTML:
        # For pages alone: its expressions over kanji take as long to compile as a short text takes to tag.
        from kakudo.reading.html import decode_html, html_document

        page = decode_html(data, source, options.encoding)
        say_if_unsure(source, page.encoding, page.is_sure)
        yield html_document(page.text, id, source, options)
        return
    decoded = decode(data, source, options.encoding)
    say_if_unsure(source, decoded.encoding, decoded.is_sure)
    if form is InputFormat.JSON:
        yield from records_of_json(decoded.text, id, source, options)
    else:
        yield plain_document(decoded.text, id, source, options)


def format_of(stream: io.BufferedReader, source: str, options: ReadOptions) -> InputFormat:
    """The format of an input: what the options say, else its name, else its first bytes, which are not consumed."""
    return options.input_format or _format_of_name(source) or _format_of_content(stream.peek(_PEEKED_BYTES))


def say_if_unsure(source: str, encoding: str, is_sure: bool) -> None:
    """Warn that the encoding of an input is a guess."""
    if not is_sure:
        _LOG.warning("%s: read as %s, which is not sure; give the encoding with --encoding", source, encoding)


def _format_of_content(head: bytes) -> InputFormat:
    """The format of a stream without a telling name, by its first bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:15].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return InputFormat.HTML
    if start.startswith(b"{"):
        # One object a line, or one object over many lines.
        first_line = start.partition(b"\n")[0].rstrip()
        return InputFormat.JSONL if first_line.endswith(b"}") or b"\n" not in start else InputFormat.JSON
    if start.startswith((b"[{", b"[\n", b"[\r\n")):
        return InputFormat.JSON
    return InputFormat.TEXT
