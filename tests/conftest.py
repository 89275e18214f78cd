"""How the tests are shared out between two cores: a file to a worker, all browser tests to one.

A browser that paints without a graphics card takes a whole core. Two at a time would wait for each
other, and a test that waits too long fails for no fault of the code."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class Sharing(LoadScopeScheduling):
    """Hands out the tests file by file, and those in a browser as one."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """What decides which worker runs what."""
    return Sharing(config, log)
