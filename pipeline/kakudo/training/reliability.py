"""Coefficients of agreement between two readings, corrected for what chance alone would give.

For single labels Cohen's kappa. For sets of labels Krippendorff's alpha, which takes a distance, so that {oil, finance} against {oil} is
half a disagreement and not a whole one.

- Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1).
- Krippendorff, K. (1980). Content Analysis. An Introduction to Its Methodology.
- Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. LREC 2006.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

__all__ = ["cohen_kappa", "jaccard_distance", "krippendorff_alpha", "masi_distance", "raw_agreement"]

Labels = frozenset[str]


def raw_agreement(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Share of items that both readings label alike; 0 for no items."""
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first) if first else 0.0


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """(p_o - p_e) / (1 - p_e), with p_e from each reader's own shares of the labels (Cohen 1960).

    Returns:
        None where chance alone would always agree: no items, or one label throughout in both readings.
    """
    n = len(first)
    if not n:
        return None
    of_first, of_second = Counter(first), Counter(second)
    # Whole numbers, so that full agreement is exactly 1 and one label throughout exactly undefined.
    by_chance = sum(of_first[label] * of_second[label] for label in of_first)
    if by_chance == n * n:
        return None
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    return (agreed * n - by_chance) / (n * n - by_chance)


def krippendorff_alpha(
    first: Sequence[Labels], second: Sequence[Labels], distance: Callable[[Labels, Labels], float]
) -> float | None:
    """1 - D_o / D_e for two readings of every item (Krippendorff 1980).

    D_o is the mean distance of an item's two labels; D_e that of two labels drawn without replacement from all labels of both readings.

    Returns:
        None where D_e is 0: no items, or one label throughout.
    """
    n_values = len(first) + len(second)
    counts = list((Counter(first) + Counter(second)).items())
    expected = sum(2 * n * m * distance(a, b) for index, (a, n) in enumerate(counts) for b, m in counts[index + 1 :])
    if not expected:
        return None
    observed = sum(distance(a, b) for a, b in zip(first, second, strict=True)) / len(first)
    return 1 - observed * n_values * (n_values - 1) / expected


def jaccard_distance(first: Labels, second: Labels) -> float:
    """1 - |A∩B| / |A∪B|; 0 for two empty sets."""
    joint = len(first | second)
    return 1 - len(first & second) / joint if joint else 0.0


def masi_distance(first: Labels, second: Labels) -> float:
    """1 - J·M: the Jaccard similarity, lowered to 2/3 of it where one set holds the other and to 1/3 where neither does.

    Passonneau 2006: a reader who says less differs less than one who says something else.
    """
    if first == second:
        return 0.0
    monotonicity = 2 / 3 if first <= second or second <= first else 1 / 3
    return 1 - (1 - jaccard_distance(first, second)) * monotonicity
