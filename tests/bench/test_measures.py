"""A measure says its line, and one that misses is never quiet: the benches rely on it."""

from __future__ import annotations

import pytest
from bench import measures
from bench.measures import figure, measure, table


@pytest.fixture(autouse=True)
def nothing_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """These measures are no part of a real run's table."""
    monkeypatch.setattr(measures, "TAKEN", [])


def test_a_measure_within_its_bound_is_ok(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure("engine.chain", 0.05, "ms", 0.1)

    assert capsys.readouterr().out == "measure engine.chain 0.05 ms bound <=0.1 ok\n"


@pytest.mark.parametrize(("found", "at_most"), [(0.11, True), (99_999, False)])
def test_a_measure_that_misses_says_so_and_is_named_in_the_table(
    found: float, at_most: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not measure("this.one", found, "x", 0.1 if at_most else 100_000, at_most=at_most)

    assert capsys.readouterr().out.endswith("miss\n")
    assert table()[-1] == "1 missed: this.one"


def test_somebody_elses_figure_has_no_bound_to_miss() -> None:
    figure("surveyjs.chain", 43.2, "ms")

    assert table() == ["surveyjs.chain  43.2  ms", "none missed"]
