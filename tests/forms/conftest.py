"""The forms' tests: wording compiled from its source, and generated input the same in every run."""

from __future__ import annotations

import pytest
from hypothesis import settings

from app.words.compile import compile_catalogues

settings.register_profile("same examples in every run", derandomize=True, deadline=None)
settings.load_profile("same examples in every run")


@pytest.fixture(autouse=True, scope="session")
def words() -> None:
    """Compile what changed, so that a sentence is tested as it stands in the catalogue."""
    compile_catalogues()
