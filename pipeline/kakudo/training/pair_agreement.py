"""Agreement of labelled posts with a second reading, from the tables of their folder ``readings``.

As in `kakudo.training.agreement`: ``second.tsv`` holds what a second reader decided who saw articles and posts only, ``settled.tsv`` what
was decided where the two differ; the posts carry the settled labels. Two things are compared: the label and the main code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kakudo.errors import CorpusError
from kakudo.training.agreement import LabelAgreement, LabelPair, label_agreement, table_rows
from kakudo.training.counts import NONE
from kakudo.training.pairs import CODES, LABELS, LabelledPost

__all__ = ["post_agreement", "read_readings"]

_ALLOWED = {"label": frozenset(LABELS), "code": frozenset((*CODES, NONE))}
_SECOND = ("pair_id", "label", "codes", "why")
_SETTLED = ("pair_id", "label", "first", "second", "settled", "reason")


def post_agreement(pairs: Sequence[LabelPair]) -> dict[str, LabelAgreement]:
    """Agreement on ``label`` and ``code``, and on each value of them, of what `read_readings` read."""
    return {
        name: label_agreement([pair for pair in pairs if pair.label == name], is_set=False, by_member=True)
        for name in _ALLOWED
    }


def read_readings(posts: Sequence[LabelledPost], folder: Path) -> list[LabelPair]:
    """Read both tables and check them against the posts and each other.

    Raises:
        CorpusError: a table is missing or malformed, names a post that is not there, or says other than the posts or the other table.
    """
    own = {post.id: {"label": post.label, "code": post.codes[0] if post.codes else NONE} for post in posts}
    second = _read_second(folder / "second.tsv", own)
    path = folder / "settled.tsv"
    settled = _read_settled(path, second, own) if path.exists() else {}
    return [
        settled.get((id, name)) or LabelPair(id, name, _one(own[id][name]), _one(values[name]), None)
        for id, values in second.items()
        for name in _ALLOWED
    ]


def _read_second(path: Path, own: Mapping[str, object]) -> dict[str, dict[str, str]]:
    second: dict[str, dict[str, str]] = {}
    for place, row in table_rows(path, _SECOND):
        id, codes = row["pair_id"], row["codes"].split()
        if id not in own:
            raise CorpusError(f"{place}: there is no post {id!r}")
        if id in second:
            raise CorpusError(f"{place}: post {id!r} stands twice")
        for code in codes or [""]:
            _check(place, id, "code", code)
        _check(place, id, "label", row["label"])
        second[id] = {"label": row["label"], "code": codes[0]}
    return second


def _read_settled(
    path: Path, second: Mapping[str, Mapping[str, str]], own: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], LabelPair]:
    settled: dict[tuple[str, str], LabelPair] = {}
    for place, row in table_rows(path, _SETTLED):
        id, name = row["pair_id"], row["label"]
        if id not in second:
            raise CorpusError(f"{place}: post {id!r} was not read a second time: it is not in second.tsv")
        if name not in _ALLOWED:
            raise CorpusError(f"{place}: {id}: label {name!r} is none of {', '.join(_ALLOWED)}")
        if (id, name) in settled:
            raise CorpusError(f"{place}: {name} of {id!r} is settled twice")
        for column in ("first", "second", "settled"):
            _check(place, id, name, row[column])
        if row["second"] != second[id][name]:
            raise CorpusError(
                f"{place}: {id}: second is {row['second']!r} here, but {name} is {second[id][name]!r} in second.tsv"
            )
        if row["settled"] != own[id][name]:
            raise CorpusError(
                f"{place}: {id}: the post has the {name} {own[id][name]!r}, not {row['settled']!r} as settled; "
                "mend the post, or settle anew"
            )
        settled[id, name] = LabelPair(id, name, *(_one(row[column]) for column in ("first", "second", "settled")))
    return settled


def _check(place: str, id: str, name: str, value: str) -> None:
    if value not in _ALLOWED[name]:
        raise CorpusError(f"{place}: {id}: {name} {value!r} is none of {', '.join(sorted(_ALLOWED[name]))}")


def _one(value: str) -> frozenset[str]:
    return frozenset((value,))
