"""How a measure is taken and said: one line each, as a ratio or against a limit, misses too."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from statistics import median

FAILED: list[str] = []


def measure(name: str, figure: float, unit: str, bound: float, *, at_most: bool = True) -> bool:
    """Print one measure; True when it is within its bound."""
    fits = figure <= bound if at_most else figure >= bound
    sign = "<=" if at_most else ">="
    verdict = "ok" if fits else "miss"
    sys.stdout.write(f"measure {name} {figure:.4g} {unit} bound {sign}{bound:g} {verdict}\n")
    sys.stdout.flush()
    return fits


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The median time of some work, in seconds, with the garbage collector held still."""
    taken = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        try:
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
        finally:
            gc.enable()
    return median(taken)
