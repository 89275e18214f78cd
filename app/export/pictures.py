"""The pictures that a file on paper shows, copied beside its template, once each.

A picture that is not in the folder is left out: the words beside it say the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from app.pictures import picture


class Pictures:
    """Copies pictures of a folder beside a template."""

    def __init__(self, place: Path, pictures: Path) -> None:
        self._place = place
        self._pictures = pictures

    def copy(self, concept: str, language: str = "en") -> dict[str, str] | None:
        """Where the picture of a concept stands and what it shows, None when it is not there."""
        if not concept:
            return None
        found = picture(concept)
        source = self._pictures / found.file
        if not source.is_file():
            return None
        if not (self._place / found.file).exists():
            shutil.copyfile(source, self._place / found.file)
        return {"file": found.file, "alt": found.alt_in(language)}
