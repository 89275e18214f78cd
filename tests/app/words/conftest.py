"""Three small catalogues of one domain, compiled: English, Polish in part, Arabic as a draft."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.words.compile import compile_catalogue

CATALOGUES = Path(__file__).parent / "catalogues"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the catalogues, to read and to change."""
    for source in CATALOGUES.glob("*.po"):
        compile_catalogue(Path(shutil.copy(source, tmp_path)))
    return tmp_path
