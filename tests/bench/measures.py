"""How a measure is taken and said: one line each, as a ratio or against a limit, misses too.

Every line is kept, so that `make bench` can end with a table of all of them.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One measure that was taken; `bound` and `verdict` are "" for a figure to compare with."""

    name: str
    figure: str
    unit: str
    bound: str = ""
    verdict: str = ""


TAKEN: list[Measure] = []


def measure(name: str, found: float, unit: str, bound: float, *, at_most: bool = True) -> bool:
    """Print one measure; True when it is within its bound."""
    fits = found <= bound if at_most else found >= bound
    sign = "<=" if at_most else ">="
    taken = Measure(name, _short(found), unit, f"{sign}{bound:g}", "ok" if fits else "miss")
    TAKEN.append(taken)
    _say(f"measure {name} {taken.figure} {unit} bound {taken.bound} {taken.verdict}")
    return fits


def figure(name: str, found: float, unit: str) -> None:
    """Print what somebody else's program takes: to compare with, without a bound."""
    taken = Measure(name, _short(found), unit)
    TAKEN.append(taken)
    _say(f"figure {name} {taken.figure} {unit}")


def seconds(work: Callable[[], object], *, times: int = 7) -> float:
    """The least time of some work, in seconds, with the garbage collector held still.

    It is the time that this process worked, not the wall's. What else the machine does only ever
    adds to it, so the least of several runs is nearest to what the work itself costs.
    """
    taken = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
        finally:
            gc.enable()
    return min(taken)


def table() -> list[str]:
    """Every measure so far in columns, those that miss named again at the end."""
    rows = [(m.name, m.figure, m.unit, m.bound, m.verdict) for m in TAKEN]
    widths = [max(len(row[column]) for row in rows) for column in range(5)] if rows else []
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    missed = [m.name for m in TAKEN if m.verdict == "miss"]
    return [*lines, f"{len(missed)} missed: {', '.join(missed)}" if missed else "none missed"]


def _short(found: float) -> str:
    """Four figures that count, and large whole numbers as they are."""
    return f"{found:.0f}" if abs(found) >= 10_000 else f"{found:.4g}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
