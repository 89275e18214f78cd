"""Every story begins with a school, a pupil and her parent invited, and a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from journey import Journey, make_journey


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """A new school for each story."""
    journey = await make_journey(tmp_path)
    yield journey
    journey.school.close()
