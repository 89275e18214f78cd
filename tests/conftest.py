"""How the tests are shared out: those in a browser one after the other, the rest beside them.

A browser that paints without a graphics card takes a whole core. Two at a time would wait for each
other, and a test that waits too long fails for no fault of the code."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker have all the browser tests."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
