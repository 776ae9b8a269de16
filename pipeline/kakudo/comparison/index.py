"""An inverted index over sources: which articles a post may rest on (BM25), and their claims ready to be compared.

In memory or on disk the same arrays; on disk they are memory-mapped, hold no code, and are refused when another version wrote them.
"""

from __future__ import annotations

import json
import mmap
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source
from kakudo.errors import SourceIndexError

__all__ = ["FORMAT", "IndexedDocument", "SourceIndex"]

FORMAT = "kakudo-index/1"
_MANIFEST = "index.json"
_VOCABULARY, _IDS, _RECORDS = "terms.msgpack", "ids.msgpack", "records.bin"
_ARRAYS = ("postings", "impacts", "starts", "record_starts")
# Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the usual values.
_K1, _B = 1.2, 0.6
_TITLE_COUNT = 2
_CACHED_SOURCES = 512
# What scores less than this share of the best is not looked at.
_FLOOR = 0.65

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Gist, ...])


class IndexedDocument(NamedTuple):
    """What goes into an index of one source.

    Attributes:
        title_words: content words of its title; they count twice.
    """

    id: str
    gists: Sequence[Gist]
    title_words: Sequence[str] = ()


class SourceIndex:
    """Sources to check posts against. Build one with `build`, or open one that `write` left.

    Args:
        ids: of the documents, in order.
        vocabulary: word → row of ``starts``.
        postings, impacts: document numbers and BM25 weights, word after word.
        starts: where a word's postings begin; one more than there are words.
        records: the documents' claims, encoded one after another.
        record_starts: where each begins; one more than there are documents.
        signature: what produced it.
    """

    def __init__(
        self,
        *,
        ids: Sequence[str],
        vocabulary: dict[str, int],
        postings: NDArray[np.int32],
        impacts: NDArray[np.float32],
        starts: NDArray[np.int64],
        records: bytes | mmap.mmap,
        record_starts: NDArray[np.int64],
        signature: str,
    ) -> None:
        self.ids = ids
        self.signature = signature
        self._numbers = {id: number for number, id in enumerate(ids)}
        self._vocabulary = vocabulary
        # Plain views: a slice of a memmap makes a new memmap, which costs more than the search.
        self._postings = np.asarray(postings)
        self._impacts = np.asarray(impacts)
        self._starts = np.asarray(starts)
        self._records, self._record_starts = records, record_starts
        self._cache: OrderedDict[int, Source] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, id: object) -> bool:
        return id in self._numbers

    @classmethod
    def build(cls, documents: Iterable[IndexedDocument], signature: str = "") -> SourceIndex:
        """Index documents as they come; their claims are kept encoded.

        Raises:
            SourceIndexError: two documents have one id, so that a match could not say which is meant.
        """
        ids: list[str] = []
        seen: set[str] = set()
        vocabulary: dict[str, int] = {}
        rows: list[list[tuple[int, int]]] = []
        lengths: list[int] = []
        chunks: list[bytes] = []
        for document in documents:
            if document.id in seen:
                raise SourceIndexError(
                    f"two sources have the id {document.id!r}: give each its own, for instance with --id-field"
                )
            seen.add(document.id)
            counts = Counter(word.word for gist in document.gists for word in gist.words)
            for word in document.title_words:
                counts[word] += _TITLE_COUNT
            for word, count in counts.items():
                row = vocabulary.setdefault(word, len(rows))
                if row == len(rows):
                    rows.append([])
                rows[row].append((len(ids), count))
            ids.append(document.id)
            lengths.append(sum(counts.values()))
            chunks.append(_ENCODER.encode(document.gists))
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        postings = np.fromiter((number for row in rows for number, _ in row), dtype=np.int32, count=int(starts[-1]))
        counts_of = np.fromiter((count for row in rows for _, count in row), dtype=np.float32, count=int(starts[-1]))
        impacts = _impacts(postings, counts_of, starts, np.asarray(lengths, dtype=np.float32))
        record_starts = np.zeros(len(chunks) + 1, dtype=np.int64)
        np.cumsum([len(chunk) for chunk in chunks], out=record_starts[1:])
        return cls(
            ids=ids,
            vocabulary=vocabulary,
            postings=postings,
            impacts=impacts,
            starts=starts,
            records=b"".join(chunks),
            record_starts=record_starts,
            signature=signature,
        )

    def get(self, id: str) -> Source | None:
        """One source by its id, or None."""
        number = self._numbers.get(id)
        return None if number is None else self._source(number)

    def candidates(self, words: Iterable[tuple[str, float]], n: int) -> list[tuple[Source, float]]:
        """The sources that share most with a text, best first, with their BM25 scores.

        Args:
            words: content words and how much each counts.
            n: how many at most.
        """
        scores = np.zeros(len(self.ids), dtype=np.float32)
        for word, weight in words:
            row = self._vocabulary.get(word)
            if row is not None:
                part = slice(int(self._starts[row]), int(self._starts[row + 1]))
                scores[self._postings[part]] += np.float32(weight) * self._impacts[part]
        n = min(n, len(scores))
        if not n:
            return []
        best = np.argpartition(-scores, n - 1)[:n]
        best = best[np.lexsort((best, -scores[best]))]
        floor = _FLOOR * float(scores[best[0]])
        return [(self._source(int(number)), float(scores[number])) for number in best if scores[number] > floor]

    def _source(self, number: int) -> Source:
        if number in self._cache:
            self._cache.move_to_end(number)
            return self._cache[number]
        start, end = int(self._record_starts[number]), int(self._record_starts[number + 1])
        try:
            source = Source(self.ids[number], _DECODER.decode(self._records[start:end]))
        except msgspec.MsgspecError as error:
            raise SourceIndexError(
                f"the claims of {self.ids[number]!r} in the index are damaged ({error}): make it anew with `kakudo index`"
            ) from error
        self._cache[number] = source
        if len(self._cache) > _CACHED_SOURCES:
            self._cache.popitem(last=False)
        return source

    def write(self, folder: Path) -> None:
        """Write the index to a folder; the manifest comes last, so that a broken write is not taken for an index.

        Args:
            folder: made when it is missing; an index in it is replaced.
        """
        folder.mkdir(parents=True, exist_ok=True)
        manifest = folder / _MANIFEST
        manifest.unlink(missing_ok=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)
        (folder / _VOCABULARY).write_bytes(_ENCODER.encode(list(self._vocabulary)))
        (folder / _IDS).write_bytes(_ENCODER.encode(list(self.ids)))
        with (folder / _RECORDS).open("wb") as stream:
            stream.write(self._records[:])
        sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name in _files()}
        content = {"format": FORMAT, "signature": self.signature, "n_documents": len(self.ids), "sizes": sizes}
        manifest.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, signature: str) -> SourceIndex:
        """Open an index that `write` left, without reading the claims.

        Args:
            folder: of the index.
            signature: of the kakudo that is running.

        Raises:
            SourceIndexError: the folder holds no index, a file of it is missing or cut off, or another version wrote it.
        """
        manifest = _manifest(folder)
        remake = f"make it anew with `kakudo index SOURCES -o {folder}`"
        if manifest.get("format") != FORMAT:
            raise SourceIndexError(
                f"{folder} is an index of format {manifest.get('format')!r}, not {FORMAT!r}: {remake}"
            )
        if manifest.get("signature") != signature:
            raise SourceIndexError(
                f"{folder} was made by another kakudo or with other models ({manifest.get('signature')}; "
                f"this is {signature}): {remake}"
            )
        sizes = manifest.get("sizes", {})
        for name in _files():
            path = folder / name
            if not path.is_file() or path.stat().st_size != sizes.get(name):
                raise SourceIndexError(f"{path} is missing or cut off: {remake}")
        try:
            arrays: dict[str, Any] = {
                name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS
            }
            words = msgspec.msgpack.decode((folder / _VOCABULARY).read_bytes(), type=list[str])
            ids = msgspec.msgpack.decode((folder / _IDS).read_bytes(), type=list[str])
        except (ValueError, msgspec.MsgspecError) as error:
            raise SourceIndexError(f"{folder} is damaged ({error}): {remake}") from error
        return cls(
            ids=ids,
            vocabulary={word: row for row, word in enumerate(words)},
            records=_mapped(folder / _RECORDS),
            signature=signature,
            **arrays,
        )

    @staticmethod
    def is_index(folder: Path) -> bool:
        """Whether a folder holds an index, of whatever version; one that has lost a file is one, which `open` will say."""
        return sum((folder / name).is_file() for name in (_MANIFEST, *_files())) > 1

    @staticmethod
    def is_part(path: Path) -> bool:
        """Whether a file is one of an index."""
        return path.name in (_MANIFEST, *_files()) and SourceIndex.is_index(path.parent)

    @staticmethod
    def check_folder(folder: Path) -> None:
        """Refuse a folder into which `write` would strew files among others.

        Raises:
            SourceIndexError: it is a file, or a folder with other things in it and no index.
        """
        if folder.is_file():
            raise SourceIndexError(f"{folder} is a file: give a folder for the index")
        if not folder.is_dir() or SourceIndex.is_index(folder):
            return
        other = next((path.name for path in sorted(folder.iterdir()) if not path.name.startswith(".")), None)
        if other is not None:
            raise SourceIndexError(f"{folder} holds other files ({other}): give an empty or a new folder for the index")


def _files() -> tuple[str, ...]:
    return (_VOCABULARY, _IDS, _RECORDS, *(f"{name}.npy" for name in _ARRAYS))


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceIndexError(
            f"{folder} holds no index (no {_MANIFEST}): make one with `kakudo index SOURCES -o {folder}`"
        ) from None
    except (OSError, ValueError) as error:
        raise SourceIndexError(f"{folder / _MANIFEST} cannot be read: {error}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("sizes", {}), dict):
        raise SourceIndexError(f"{folder / _MANIFEST} is no manifest of an index")
    return manifest


def _mapped(path: Path) -> bytes | mmap.mmap:
    if not path.stat().st_size:
        return b""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _impacts(
    postings: NDArray[np.int32], counts: NDArray[np.float32], starts: NDArray[np.int64], lengths: NDArray[np.float32]
) -> NDArray[np.float32]:
    """BM25 weight of each posting."""
    if not len(postings):
        return np.zeros(0, dtype=np.float32)
    n_documents = len(lengths)
    frequency = np.diff(starts)
    idf = np.log1p((n_documents - frequency + 0.5) / (frequency + 0.5))
    norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
    weights = np.repeat(idf, frequency) * counts * (_K1 + 1) / (counts + norm[postings])
    return weights.astype(np.float32)
