"""Tables and paragraphs that the sections of a corpus's description share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kakudo.training.agreement import LabelAgreement
from kakudo.training.similarity import Pair, Similarity
from kakudo.training.table import Table

__all__ = [
    "Part",
    "agreement_parts",
    "figure",
    "n_exact",
    "neighbours_table",
    "percent",
    "similar_texts",
    "with_share",
]

_MAX_CHARS = 40

Part = str | Table
"""A paragraph or a table."""


def neighbours_table(similarity: Similarity) -> Table:
    """How near each text's nearest neighbour is."""
    rows = [
        (name, str(found.n), *(f"{x:.2f}" for x in (found.median, found.p90, found.p99, found.maximum)))
        for name, found in similarity.neighbours.items()
    ]
    return Table(("nearest neighbour", "sentences", "median", "90 %", "99 %", "max"), rows)


def n_exact(pairs: Sequence[Pair]) -> int:
    """Pairs of the same text but for width and white space."""
    return sum(pair.is_exact for pair in pairs)


def similar_texts(pairs: Sequence[Pair]) -> Table:
    """Similar texts side by side, cut when long."""
    rows = [
        (
            "exact" if p.is_exact else f"{p.similarity:.2f}",
            *(f"{s.document}: {_short(s.text)}" for s in (p.first, p.second)),
        )
        for p in pairs
    ]
    return Table(("", "one", "other"), rows)


def agreement_parts(agreement: Mapping[str, LabelAgreement]) -> Iterator[Part]:
    """Agreement on each label, and on each member."""
    yield Table(
        (
            "label",
            "n",
            "agree",
            "kappa",
            "alpha MASI",
            "alpha Jaccard",
            "differ",
            "→ first",
            "→ second",
            "→ other",
            "open",
        ),
        [
            (
                label,
                str(found.n),
                f"{found.raw:.3f}",
                *(figure(x) for x in (found.kappa, found.alpha_masi, found.alpha_jaccard)),
                str(found.settled_first + found.settled_second + found.settled_other + found.n_unsettled),
                *map(str, (found.settled_first, found.settled_second, found.settled_other, found.n_unsettled)),
            )
            for label, found in agreement.items()
        ],
    )
    yield (
        "kappa: Cohen 1960; of axes and codes, over whole sets. alpha: Krippendorff 1980 over sets, with the distance MASI "
        "(Passonneau 2006) or Jaccard. differ: claims that the readings label differently, and on which reading they were settled."
    )
    members = [
        (label, member, str(x.n_first), str(x.n_second), figure(x.kappa))
        for label, found in agreement.items()
        for member, x in found.members.items()
    ]
    yield Table(("label", "member", "first", "second", "kappa"), members)
    for label, found in agreement.items():
        if found.confusions:
            yield f"{label}, first → second: " + ", ".join(f"{a} → {b} {n}" for a, b, n in found.confusions)


def figure(value: float | None) -> str:
    """A coefficient, or a dash where it is undefined."""
    return "-" if value is None else f"{value:.3f}"


def percent(share: float) -> str:
    """A share in percent."""
    return f"{100 * share:.1f} %"


def with_share(n: int, total: int) -> str:
    """A count and its share."""
    return f"{n} ({percent(n / total)})" if total else str(n)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_CHARS else text[: _MAX_CHARS - 1] + "…"
