"""Agreement of a corpus's labels with a blind second reading, from the tables of its folder ``readings``.

``second.tsv`` holds the labels that a second reader gave without seeing the first; ``settled.tsv`` what was decided where the two differ.
The corpus carries the settled labels, hence the first reading is ``settled.tsv``'s ``first`` where that has a row, and the corpus's label
elsewhere. Hence a label of a claim in ``second.tsv`` that is changed later needs a row in ``settled.tsv``, or the change would count as the
first reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kakudo.errors import CorpusError
from kakudo.training.corpus import AXES, CHOICES, CODES, LabelledClaim, LabelledDocument
from kakudo.training.counts import NONE, SET_LABELS, SINGLE_LABELS
from kakudo.training.reliability import (
    cohen_kappa,
    jaccard_distance,
    krippendorff_alpha,
    masi_distance,
    raw_agreement,
)

__all__ = [
    "LABELS",
    "LabelAgreement",
    "LabelPair",
    "MemberAgreement",
    "agreement_of",
    "label_agreement",
    "read_pairs",
    "table_rows",
]

LABELS = (*SINGLE_LABELS, *SET_LABELS)

_SECOND = ("claim", *LABELS)
_SETTLED = ("claim", "label", "first", "second", "settled", "reason")
_N_CONFUSIONS = 8
_N_NAMED = 5

Labels = frozenset[str]
"""A label as a set: of single labels, a set of one."""


@dataclass(frozen=True, slots=True)
class LabelPair:
    """One label of one claim, as read first and second, and as settled; None where nothing was settled."""

    claim: str
    label: str
    first: Labels
    second: Labels
    settled: Labels | None


@dataclass(frozen=True, slots=True)
class MemberAgreement:
    """One member of sets: claims that have it in the first and in the second reading, and kappa of having it or not."""

    n_first: int
    n_second: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Agreement on one label.

    Attributes:
        raw: share of claims with equal labels (equal sets).
        kappa: Cohen's; of sets, each distinct set is a label of its own.
        alpha_masi, alpha_jaccard: Krippendorff's, of sets only.
        members: of sets, each member by itself; of single labels, each value, where asked for.
        confusions: (first, second) → claims, most frequent first.
        settled_first, settled_second, settled_other: differing claims by what was settled on.
        n_unsettled: differing claims on which nothing was.
    """

    n: int
    raw: float
    kappa: float | None
    alpha_masi: float | None
    alpha_jaccard: float | None
    members: dict[str, MemberAgreement]
    confusions: tuple[tuple[str, str, int], ...]
    settled_first: int
    settled_second: int
    settled_other: int
    n_unsettled: int


def agreement_of(pairs: Iterable[LabelPair]) -> dict[str, LabelAgreement]:
    """Agreement on every label, of what `read_pairs` read."""
    by_label: dict[str, list[LabelPair]] = {label: [] for label in LABELS}
    for pair in pairs:
        by_label[pair.label].append(pair)
    return {
        label: label_agreement(own, is_set=label in SET_LABELS, by_member=label in SET_LABELS)
        for label, own in by_label.items()
    }


def label_agreement(pairs: Sequence[LabelPair], *, is_set: bool, by_member: bool) -> LabelAgreement:
    """Agreement on one label.

    Args:
        is_set: whether an item can carry several values of it.
        by_member: whether to look at each value by itself.
    """
    first, second = [pair.first for pair in pairs], [pair.second for pair in pairs]
    differing = [pair for pair in pairs if pair.first != pair.second]
    confused = Counter((_shown(pair.first), _shown(pair.second)) for pair in differing)
    members = sorted({member for labels in (*first, *second) for member in labels}) if by_member else []
    return LabelAgreement(
        len(pairs),
        raw_agreement(first, second),
        cohen_kappa(first, second),
        krippendorff_alpha(first, second, masi_distance) if is_set else None,
        krippendorff_alpha(first, second, jaccard_distance) if is_set else None,
        {member: _member([member in x for x in first], [member in x for x in second]) for member in members},
        tuple(
            (*labels, n) for labels, n in sorted(confused.items(), key=lambda item: (-item[1], item[0]))[:_N_CONFUSIONS]
        ),
        sum(pair.settled == pair.first for pair in differing),
        sum(pair.settled == pair.second for pair in differing),
        sum(pair.settled not in (pair.first, pair.second, None) for pair in differing),
        sum(pair.settled is None for pair in differing),
    )


def _member(first: Sequence[bool], second: Sequence[bool]) -> MemberAgreement:
    return MemberAgreement(sum(first), sum(second), cohen_kappa(first, second))


def read_pairs(documents: Iterable[LabelledDocument], folder: Path, axes: frozenset[str] = AXES) -> list[LabelPair]:
    """Read both tables and check them against the corpus and each other.

    Args:
        documents: the corpus; a claim's id is its document's with ``#`` and its number there, from 0.
        folder: holds ``second.tsv``, and ``settled.tsv`` when anything was settled.
        axes: the axis ids that a claim may carry.

    Raises:
        CorpusError: a table is missing or malformed, names a claim that is not there, or says other than the corpus or the other table.
    """
    labels = dict(_labels_of(documents))
    allowed: dict[str, frozenset[str]] = {**CHOICES, "axes": axes, "codes": CODES}
    second = _read_second(folder / "second.tsv", labels, allowed)
    path = folder / "settled.tsv"
    settled = _read_settled(path, second, allowed) if path.exists() else {}
    stale = [
        f"{claim} {label} ({_shown(pair.settled)}, in the corpus {_shown(labels[claim][label])})"
        for (claim, label), pair in settled.items()
        if pair.settled is not None and pair.settled != labels[claim][label]
    ]
    if stale:
        more = f" and {len(stale) - _N_NAMED} more" if len(stale) > _N_NAMED else ""
        raise CorpusError(
            f"{path.name}: the corpus does not carry what was settled: {'; '.join(stale[:_N_NAMED])}{more}; "
            "mend the corpus, or settle anew"
        )
    return [
        settled.get((claim, label)) or LabelPair(claim, label, labels[claim][label], second[claim][label], None)
        for claim in second
        for label in LABELS
    ]


def _labels_of(documents: Iterable[LabelledDocument]) -> Iterator[tuple[str, dict[str, Labels]]]:
    for document in documents:
        claims = [claim for sentence in document.sentences for claim in sentence.claims]
        for number, claim in enumerate(claims):
            yield f"{document.id}#{number}", {label: _label(claim, label) for label in LABELS}


def _label(claim: LabelledClaim, label: str) -> Labels:
    value = getattr(claim, label)
    return frozenset(value) if label in SET_LABELS else frozenset((value,))


def _read_second(
    path: Path, labels: Mapping[str, object], allowed: Mapping[str, frozenset[str]]
) -> dict[str, dict[str, Labels]]:
    second: dict[str, dict[str, Labels]] = {}
    for place, row in table_rows(path, _SECOND):
        claim = row["claim"]
        if claim not in labels:
            raise CorpusError(f"{place}: there is no claim {claim!r} in the corpus")
        if claim in second:
            raise CorpusError(f"{place}: claim {claim!r} stands twice")
        second[claim] = {label: _parsed(f"{place}: {claim}", label, row[label], allowed) for label in LABELS}
    return second


def _read_settled(
    path: Path, second: Mapping[str, Mapping[str, Labels]], allowed: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], LabelPair]:
    settled: dict[tuple[str, str], LabelPair] = {}
    for place, row in table_rows(path, _SETTLED):
        claim, label = row["claim"], row["label"]
        if claim not in second:
            raise CorpusError(f"{place}: claim {claim!r} was not read a second time: it is not in second.tsv")
        if label not in LABELS:
            raise CorpusError(f"{place}: {claim}: label {label!r} is none of {', '.join(LABELS)}")
        if (claim, label) in settled:
            raise CorpusError(f"{place}: {label} of {claim!r} is settled twice")
        values = (
            _parsed(f"{place}: {claim}", label, row[column], allowed) for column in ("first", "second", "settled")
        )
        pair = LabelPair(claim, label, *values)
        if pair.second != second[claim][label]:
            raise CorpusError(
                f"{place}: {claim}: second is {row['second']!r} here, but {label} is {_shown(second[claim][label])!r} in second.tsv"
            )
        settled[claim, label] = pair
    return settled


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The place and the fields of each line of a table after its header.

    Raises:
        CorpusError: the file cannot be read, or has other columns.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as UTF-8 text ({error}): check the path and the encoding") from error
    if tuple(lines[0].split("\t")) != columns:
        raise CorpusError(f"{path.name}:1: the header must be {' '.join(columns)}, with tabs between")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise CorpusError(f"{path.name}:{number}: {len(fields)} fields in place of {len(columns)}: {fields[0]!r}")
        yield f"{path.name}:{number}", dict(zip(columns, fields, strict=True))


def _parsed(place: str, label: str, value: str, allowed: Mapping[str, frozenset[str]]) -> Labels:
    """``oil finance`` → a set; ``-`` → the empty set; a single label → a set of one."""
    labels = value.split() if label in SET_LABELS and value != NONE else [value] if label in SINGLE_LABELS else []
    unknown = [item for item in labels if item not in allowed[label]]
    if unknown or (label in SET_LABELS and not value.strip()):
        known = ", ".join(sorted(allowed[label])) + (f" or {NONE} for none" if label in SET_LABELS else "")
        raise CorpusError(f"{place}: {label} {value!r} is none of {known}")
    return frozenset(labels)


def _shown(labels: Labels) -> str:
    return " ".join(sorted(labels)) or NONE
