"""Posts labelled against the articles that they rest on. The format is described in ``corpus/GUIDELINES.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kakudo.document import Document, DocumentKind
from kakudo.errors import CorpusError
from kakudo.findings import UNSUPPORTED, WEAKER
from kakudo.training.corpus import labelled_lines

__all__ = [
    "CODES",
    "LABELS",
    "PAIRS",
    "PAIR_FOLDER",
    "SOURCES",
    "LabelledPost",
    "PairSet",
    "is_pair_file",
    "pair_files",
    "read_pair_folder",
    "read_posts",
    "read_sources",
    "source_files",
]

LABELS = ("faithful", "weaker", "distorted", "unsupported")
CODES = (*(f"KD30{n}" for n in range(1, 10)), UNSUPPORTED, WEAKER)
"""Information only: a post that says less than its source is not flagged."""

PAIR_FOLDER = "pairs"
"""Of a corpus folder: holds the labelled posts, and in its folder ``test`` those that are held out."""

PAIRS, SOURCES = ".pairs.jsonl", ".sources.jsonl"
_FLAGGED = frozenset({"distorted", "unsupported"})
_N_NAMED = 5


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """A post, the article that it rests on, and how it stands to it.

    Attributes:
        source: the article's id.
        codes: the rules that should find what is wrong, the main one first.
        sentence: the article's sentence that the post rests on; of an unsupported post the nearest; empty where none is given.
        note: what was changed.
    """

    id: str
    source: str
    text: str
    label: str
    codes: tuple[str, ...]
    sentence: str = ""
    note: str = ""

    @property
    def is_flagged(self) -> bool:
        """Whether a check should find something wrong."""
        return self.label in _FLAGGED

    def document(self, *, names_source: bool) -> Document:
        """The post as it is checked: against its article alone, or against all there are."""
        sources = (self.source,) if names_source else ()
        return Document(self.text, id=self.id, kind=DocumentKind.POST, sources=sources)


@dataclass(frozen=True, slots=True)
class PairSet:
    """Labelled posts, and the articles by their ids."""

    posts: tuple[LabelledPost, ...]
    sources: Mapping[str, Document]


def pair_files(folder: Path) -> list[Path]:
    """The files of labelled posts in a folder."""
    return sorted(folder.glob(f"*{PAIRS}"))


def source_files(folder: Path) -> list[Path]:
    """The files of articles in a folder."""
    return sorted(folder.glob(f"*{SOURCES}"))


def is_pair_file(path: Path) -> bool:
    """Whether the first row of a file is a labelled post; False also for what cannot be read as JSONL."""
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(next(line for line in lines if line.strip()))
    except (OSError, StopIteration, ValueError):
        return False
    return isinstance(first, dict) and "post" in first


def read_pair_folder(folder: Path) -> PairSet:
    """Read a folder's ``*.pairs.jsonl`` and ``*.sources.jsonl``.

    Raises:
        CorpusError: there are none, or a row is broken: file, line and what is wrong.
    """
    paths = pair_files(folder)
    if not paths:
        raise CorpusError(f"no *{PAIRS} in {folder}: name the folder that holds the labelled posts")
    sources = read_sources(source_files(folder))
    return PairSet(tuple(read_posts(paths, sources)), sources)


def read_sources(paths: Sequence[Path]) -> dict[str, Document]:
    """Read articles: a JSON object a line with ``id``, ``text`` and, when known, ``title`` and ``published``.

    Raises:
        CorpusError: a row is broken, or two have one id.
    """
    sources: dict[str, Document] = {}
    places: dict[str, str] = {}
    for place, row in _rows(paths):
        id, text = _text(place, row, "id"), _text(place, row, "text")
        if id in places:
            raise CorpusError(f"{place}: the source {id!r} is already at {places[id]}")
        places[id] = place
        title, published = (_text(place, row, key) if row.get(key) else None for key in ("title", "published"))
        sources[id] = Document(text, id=id, title=title, published=published)
    return sources


def read_posts(paths: Sequence[Path], sources: Mapping[str, Document] | None = None) -> list[LabelledPost]:
    """Read labelled posts: ``pair_id, doc_id, post, label, codes``[, ``source_sentence``, ``note``].

    Args:
        sources: the articles, to check ``doc_id`` and ``source_sentence`` against; unchecked when None.

    Raises:
        CorpusError: a row is broken, an id stands twice, or a row does not fit its article.
    """
    posts: list[LabelledPost] = []
    places: dict[str, str] = {}
    for place, row in _rows(paths):
        post = _post(place, row)
        if post.id in places:
            raise CorpusError(f"{place}: pair_id {post.id!r} is already at {places[post.id]}")
        places[post.id] = place
        if sources is not None:
            _check_source(place, post, sources)
        posts.append(post)
    return posts


def _post(place: str, row: dict[str, Any]) -> LabelledPost:
    id, source, text, label = (_text(place, row, key) for key in ("pair_id", "doc_id", "post", "label"))
    codes = row.get("codes")
    if label not in LABELS:
        raise CorpusError(f"{place}: label {label!r} of {id!r} is none of {', '.join(LABELS)}")
    if not isinstance(codes, list):
        raise CorpusError(f"{place}: codes of {id!r} must be a list, empty for a faithful post")
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        raise CorpusError(f"{place}: code {unknown[0]!r} of {id!r} is none of {', '.join(CODES)}")
    # A distorted post may bear KD310: who did it to whom was swapped, so that no sentence says what it says.
    allowed = {"faithful": not codes, "weaker": codes == [WEAKER], "unsupported": codes == [UNSUPPORTED]}
    if not allowed.get(label, bool(codes) and WEAKER not in codes) or len(set(codes)) < len(codes):
        raise CorpusError(f"{place}: {id!r} is {label}, which does not go with the codes {' '.join(codes) or '(none)'}")
    sentence, note = (row.get(key) or "" for key in ("source_sentence", "note"))
    if not isinstance(sentence, str) or not isinstance(note, str):
        raise CorpusError(f"{place}: source_sentence and note of {id!r} must be texts")
    return LabelledPost(id, source, text, label, tuple(codes), sentence, note)


def _check_source(place: str, post: LabelledPost, sources: Mapping[str, Document]) -> None:
    source = sources.get(post.source)
    if source is None:
        known = ", ".join(list(sources)[:_N_NAMED]) + (", …" if len(sources) > _N_NAMED else "")
        raise CorpusError(f"{place}: there is no source {post.source!r} for {post.id!r}; there are {known or 'none'}")
    if post.sentence not in source.text:
        raise CorpusError(
            f"{place}: source_sentence of {post.id!r} does not stand in the text of {post.source!r}: {post.sentence!r}"
        )


def _rows(paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The place and the object of each line."""
    for place, line in labelled_lines(paths):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{place}: is not valid JSON: {error}") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{place}: a row is a JSON object")
        yield place, row


def _text(place: str, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CorpusError(f"{place}: {key!r} must be a text and not empty")
    return value
