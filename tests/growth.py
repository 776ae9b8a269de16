"""How work grows with its input, measured so that a busy machine cannot make a linear function look quadratic."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

__all__ = ["growth"]

_TOO_SHORT_TO_TELL_S = 0.002


def growth(short: Callable[[], object], long: Callable[[], object], *, n_runs: int = 3) -> float:
    """How many times the processor time of ``short`` that of ``long`` is.

    The best of several runs of each, taken in turn, in this process's own time and with the collector off: a collection
    walks all that the tests before have left, which on one run cost more than the work itself.
    """
    shortest = longest = float("inf")
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for _ in range(n_runs):
            shortest = min(shortest, _seconds(short))
            longest = min(longest, _seconds(long))
    finally:
        if was_enabled:
            gc.enable()
    return longest / max(shortest, _TOO_SHORT_TO_TELL_S)


def _seconds(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin
