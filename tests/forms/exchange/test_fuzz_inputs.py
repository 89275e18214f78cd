"""Whatever is in a file, it is read, or refused with an error of ours that can be shown, and soon.

About 2,000 odd inputs; `make bench` gives 100,000. What they find is mended and kept as a test of
its own. A finding names the command that gives its input again.
"""

from __future__ import annotations

import pytest
from fuzz.campaign import PATIENCE_S, in_own_process
from fuzz.targets import SHARES, TARGETS

INPUTS = 2_000
MOST_MB = 500


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_raises_anything_but_our_own_errors(target: str) -> None:
    outcome = in_own_process(target, 0, INPUTS * SHARES[target] // 100)

    assert outcome.findings == []
    assert outcome.inputs == INPUTS * SHARES[target] // 100
    # Odd inputs that are all refused, or all read, would find nothing.
    assert 0.03 < outcome.read / outcome.inputs < 0.9
    assert outcome.slowest_s < PATIENCE_S
    assert outcome.peak_mb < MOST_MB


def test_every_way_in_has_its_share() -> None:
    assert SHARES.keys() == TARGETS.keys()
    assert sum(SHARES.values()) == 100
