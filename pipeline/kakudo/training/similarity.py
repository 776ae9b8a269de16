"""How alike the sentences of a corpus are: nearest neighbours, duplicates, and test sentences that training text holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kakudo.training.linear import matrix_of, vocabulary_of
from kakudo.training.splits import TEST, TRAIN, CorpusFile

__all__ = ["MIN_CHARS", "THRESHOLD", "Distribution", "Pair", "PlacedSentence", "Similarity", "compare", "placed"]

THRESHOLD = 0.6
"""Pairs from here on are near-duplicates. Of kakudo's corpus, read from the top down, the minimal pairs and the rows of one table end at
0.64; the first pair that two writers can have hit on (「投票率は…で、前回を…上回った。」) has 0.57."""

MIN_CHARS = 8
"""Shorter sentences are set phrases (「知らんけど」, 「賭けてもいい」): they recur in any text, and copy nothing."""

_N = 3
_N_CLOSEST = 10
_BLOCK = 256
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence and where it stands."""

    split: str
    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences; of two splits the one of the test split comes first.

    Attributes:
        is_exact: they are equal but for width and white space.
    """

    similarity: float
    is_exact: bool
    first: PlacedSentence
    second: PlacedSentence


@dataclass(frozen=True, slots=True)
class Distribution:
    """Similarity of each of ``n`` sentences to its nearest neighbour; all zero for none."""

    n: int
    median: float
    p90: float
    p99: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike sentences are.

    Attributes:
        n_short: sentences left out as too short.
        neighbours: ``train``, ``test``: nearest other sentence of the split; ``test → train``: nearest training sentence.
        within: pairs of one split from `THRESHOLD` on.
        across: pairs of two splits from `THRESHOLD` on. There should be none: a model has seen what it is scored on.
        closest_within, closest_across: the most similar pairs of two documents whatever their similarity, best first. Within a document
            rows of a table and refrains are alike.
    """

    threshold: float
    n_short: int
    neighbours: dict[str, Distribution]
    within: tuple[Pair, ...]
    across: tuple[Pair, ...]
    closest_within: tuple[Pair, ...]
    closest_across: tuple[Pair, ...]


def placed(files: Sequence[CorpusFile]) -> list[PlacedSentence]:
    """The sentences of a corpus, in order."""
    return [
        PlacedSentence(file.split, document.id, sentence.text)
        for file in files
        for document in file.documents
        for sentence in document.sentences
    ]


def compare(sentences: Sequence[PlacedSentence], threshold: float = THRESHOLD) -> Similarity:
    """Compare every sentence with every other.

    Similarity is the cosine of the sets of character trigrams, |A∩B| / √(|A|·|B|) (Salton & McGill 1983; as a similarity of sets, Ochiai
    1957), after NFKC, without white space, every number as 0: a sentence that was copied with other figures is a copy. No weights of
    words, so that the figure of a pair does not change as the corpus grows.

    Args:
        sentences: of one split or two.
        threshold: from which on a pair is a near-duplicate.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    plain = [_plain(sentence.text) for sentence in sentences]
    kept = [index for index, text in enumerate(plain) if len(text) >= MIN_CHARS]
    items = [sentences[index] for index in kept]
    texts = [plain[index] for index in kept]
    is_test = np.array([item.split == TEST for item in items], dtype=bool)
    numbers = {document: number for number, document in enumerate(dict.fromkeys(item.document for item in items))}
    document = np.array([numbers[item.document] for item in items], dtype=np.int64)
    within, across = np.zeros(len(items)), np.zeros(len(items))
    found: dict[bool, list[_Entries]] = {False: [], True: []}
    near: dict[bool, list[_Entries]] = {False: [], True: []}
    for entries in _products(texts):
        crosses = is_test[entries.rows] != is_test[entries.columns]
        for side, best in ((False, within), (True, across)):
            part = entries.only(crosses == side)
            np.maximum.at(best, part.rows, part.values)
            once = part.only(part.rows < part.columns)  # a pair stands in the product twice
            near[side].append(once.only(once.values >= threshold))
            found[side].append(once.only(document[once.rows] != document[once.columns]).best(_N_CLOSEST))

    def pairs(parts: list[_Entries], limit: int | None = None) -> tuple[Pair, ...]:
        listed = sorted(entry for part in parts for entry in part.listed())[:limit]
        return tuple(_pair(items, texts, *entry) for entry in listed)

    neighbours = {TRAIN: _distribution(within[~is_test])}
    if is_test.any():
        neighbours[TEST] = _distribution(within[is_test])
        neighbours[f"{TEST} → {TRAIN}"] = _distribution(across[is_test])
    return Similarity(
        threshold,
        len(sentences) - len(items),
        neighbours,
        pairs(near[False]),
        pairs(near[True]),
        pairs(found[False], _N_CLOSEST),
        pairs(found[True], _N_CLOSEST),
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _trigrams(plain: str) -> frozenset[tuple[str, ...]]:
    """The trigrams of a text between two marks, so that how it begins and ends counts."""
    marked = f"\x02{_DIGITS.sub('0', plain)}\x03"
    return frozenset((marked[index : index + _N],) for index in range(len(marked) - _N + 1))


class _Entries(NamedTuple):
    """Entries of the matrix of similarities, as three arrays of one length."""

    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]

    def only(self, mask: npt.NDArray[np.bool_]) -> _Entries:
        return _Entries(self.rows[mask], self.columns[mask], self.values[mask])

    def best(self, n: int) -> _Entries:
        order = np.lexsort((self.columns, self.rows, -self.values))[:n]
        return _Entries(self.rows[order], self.columns[order], self.values[order])

    def listed(self) -> Iterator[tuple[float, int, int]]:
        """(−similarity, row, column), which sorts best first."""
        yield from zip((-self.values).tolist(), self.rows.tolist(), self.columns.tolist(), strict=True)


def _products(texts: Sequence[str]) -> Iterator[_Entries]:
    """Similarities above zero of different texts, some rows of the matrix at a time: whole it would not fit in memory."""
    if not texts:
        return
    trigrams = [_trigrams(text) for text in texts]
    matrix: Any = matrix_of(trigrams, vocabulary_of(trigrams, 1), "comparing sentences")
    sizes = np.array([len(item) for item in trigrams], dtype=np.float64)
    columns_first = matrix.T.tocsr()
    for start in range(0, len(texts), _BLOCK):
        product = (matrix[start : start + _BLOCK] @ columns_first).tocoo()
        rows = product.row.astype(np.int64) + start
        columns = product.col.astype(np.int64)
        # Rounded, so that a pair on the threshold is on it whatever the last bit of a root.
        values = np.round(product.data / np.sqrt(sizes[rows] * sizes[columns]), 4)
        yield _Entries(rows, columns, values).only(rows != columns)


def _distribution(best: npt.NDArray[np.float64]) -> Distribution:
    if not len(best):
        return Distribution(0, 0.0, 0.0, 0.0, 0.0)
    median, p90, p99, maximum = np.round(np.percentile(best, [50, 90, 99, 100]), 4).tolist()
    return Distribution(len(best), median, p90, p99, maximum)


def _pair(items: Sequence[PlacedSentence], texts: Sequence[str], negated: float, first: int, second: int) -> Pair:
    if items[second].split == TEST and items[first].split != TEST:
        first, second = second, first
    return Pair(-negated, texts[first] == texts[second], items[first], items[second])
