"""KD304: numbers that a post may have though its source has others: rounded ones, sums, differences and shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from kakudo.comparison.bounds import bounds_of, goes_over, goes_under, is_like, value_of
from kakudo.comparison.counted import is_of_one
from kakudo.comparison.gist import Amount, Gist

__all__ = ["is_worked_out", "rounds"]

_ROUNDING, _WIDE = 0.1, 0.3
_LITTLE = 1e-6
# 「500万円近く」 is nearer to it than 「500万円に届かず」 need be.
_NEAR_BELOW = re.compile("近く|弱|足らず|ほぼ")
_SHARE_ROUNDING = 2.0


def is_worked_out(claim: Gist, amount: Amount, others: Sequence[tuple[Gist, Amount]]) -> bool:
    """Whether a number follows from two of the source: 9隻のうち6隻 → 3分の2, 前年の19件を上回る22件 → 3件多い."""
    value = value_of(amount)
    if value is None:
        return False
    known = [(number, gist, other) for gist, other in others if (number := value_of(other))]
    for (left, gist, one), (right, other_gist, other) in permutations(known, 2):
        if one.unit != other.unit:
            continue
        if amount.unit == "%" and left > right and abs(100 * right / left - value) < _SHARE_ROUNDING:
            return True
        if amount.unit == "倍" and abs(left / right - value) < _ROUNDING * value:
            return True
        if amount.unit != one.unit:
            continue
        if value == left - right:
            return True
        # 「男性7人と女性5人」 are 12人, and no 女性12人.
        if value == left + right and not is_of_one(claim, amount, (gist, one), (other_gist, other)):
            return True
    return False


def rounds(claim: Gist, amount: Amount, other: Amount) -> bool:
    """Whether a number is another one rounded, in words that say so: 71.46% → 7割ちょっと, 19件 → 20件に届かず."""
    left, right = value_of(amount), value_of(other)
    if left is None or right is None or not is_like(amount, other) or amount.unit != other.unit:
        return False
    own = bounds_of(claim, amount)
    step = _step(left)
    if amount.approximator == "台":
        return left <= right < left + step
    is_over = goes_over(claim, amount) or own.is_least
    if goes_under(claim, amount) or (own.is_most and not is_over):
        is_near = _NEAR_BELOW.search(amount.approximator) or _NEAR_BELOW.match(claim.text, amount.end - claim.start)
        share = _ROUNDING if is_near else _WIDE
        return (1 - share) * left <= right <= left
    if is_over:
        return left <= right <= (1 + _WIDE) * left
    # 「3億8000万」 is no 「約8億3000万」, though it is near: a rounded number ends earlier.
    return (
        own.is_about
        and left - step / 2 - _LITTLE <= right < left + step
        and abs(left - right) <= _ROUNDING * max(abs(left), abs(right))
    )


def _step(value: float) -> float:
    """What the last figure of a number counts, zeros at its end apart: 1.2万 → 1000, 350 → 50, 38.6 → 0.1."""
    step = 1e-3
    while step * 10 <= abs(value) and abs(value / (step * 10) - round(value / (step * 10))) < _LITTLE:
        step *= 10
    return 5 * step if round(abs(value) / step) % 10 == 5 else step
