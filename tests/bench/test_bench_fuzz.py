"""100,000 odd inputs over all that reads: form files, workbooks, FHIR, expressions, answers."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from bench.measures import measure
from fuzz.campaign import PATIENCE_S, Outcome, in_own_process
from fuzz.targets import SHARES

pytestmark = pytest.mark.bench

INPUTS = 100_000
# A process holds what it once needed: so many inputs share one.
CHUNK = 2_000
MOST_MB = 500


def test_100000_odd_inputs_find_nothing() -> None:
    """Each target in several processes, as many at once as there are cores."""
    pieces = [
        (target, first, min(CHUNK, INPUTS * share // 100 - first))
        for target, share in SHARES.items()
        for first in range(0, INPUTS * share // 100, CHUNK)
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes: list[Outcome] = list(pool.map(lambda piece: in_own_process(*piece), pieces))

    findings = [finding for outcome in outcomes for finding in outcome.findings]
    given = sum(outcome.inputs for outcome in outcomes)
    fits = [
        measure("exchange.fuzz_inputs", given, "inputs", INPUTS, at_most=False),
        measure("exchange.fuzz_foreign_errors", len(findings), "errors", 0),
        measure("exchange.fuzz_peak_mb", max(o.peak_mb for o in outcomes), "MB", MOST_MB),
        measure("exchange.fuzz_slowest", max(o.slowest_s for o in outcomes), "s", PATIENCE_S),
    ]
    assert not findings, "\n".join(f"{one.again}\n  {one.what}" for one in findings)
    assert all(fits)
