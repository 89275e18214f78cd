"""The pictures that a file on paper shows, copied beside its template, once each.

They are those of the built site; where nothing was built, those of the package they come from. A
picture that is nowhere is left out: the words beside it say the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from forms.pictures import picture


class Pictures:
    """Copies pictures of a folder beside a template."""

    def __init__(self, place: Path, pictures: Path) -> None:
        self._place = place
        self._pictures = pictures

    def copy(self, concept: str, alt: str = "") -> dict[str, str] | None:
        """Where the picture of a concept stands and what it shows, None when it is not there.

        Args:
            concept: what it means.
            alt: what to say of it; what the catalogue says when left out.
        """
        if not concept:
            return None
        found = picture(concept)
        source = self._pictures / found.file
        if not source.is_file():
            return None
        if not (self._place / found.file).exists():
            shutil.copyfile(source, self._place / found.file)
        return {"file": found.file, "alt": alt or found.alt}
