"""What every browser test begins with: Playwright, and a school whose hub runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.school import School, running_school
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    """Playwright for one test."""
    with sync_playwright() as running:
        yield running


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A school whose hub runs."""
    with running_school(tmp_path / "school") as running:
        yield running
