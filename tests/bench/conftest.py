"""How `make bench` shows itself: a line a measure while it runs, and all of them in a table."""

from __future__ import annotations

import pytest
from bench.measures import TAKEN, table


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """No dots and letters between the measures: each stands on a line of its own."""
    if report.when == "call" and report.nodeid.startswith("tests/bench/"):
        return report.outcome, "", report.outcome.upper()
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every measure of the run, in columns."""
    if TAKEN:
        terminalreporter.section("measures")
        for line in table():
            terminalreporter.write_line(line)
