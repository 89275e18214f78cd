"""One compiled wording catalogue (`.mo`): a sentence by its key, and whether it is checked.

The key is gettext's msgid, the register of a form its msgctxt. Which sentences are drafts stands in
the catalogue itself, under a key of our own that `app.words.compile` writes. It knows no language
but the one it was read from: falling back is for those who ask.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Literal

DEFAULT_LANGUAGE = "en"
# A sentence in a language: checked by a person, not checked yet, or there only in English.
Standing = Literal["checked", "draft", "english"]

# Under this context and key: the drafts of the catalogue, one a line, or that all are.
NOTES, DRAFTS, ALL = "mysay", "drafts", "all"
# Between context and key, as gettext itself writes it.
BETWEEN = "\x04"


class Catalogue:
    """The sentences of one file, or of none."""

    def __init__(self, file: Traversable | None) -> None:
        self._translations = _read(file)
        drafts = self.find(DRAFTS, NOTES) or ""
        self._all_are_drafts = drafts == ALL
        self._drafts = frozenset(drafts.split("\n"))

    def find(self, key: str, context: str = "") -> str | None:
        """The sentence of a key, None when it is not there."""
        words = self._translations
        found = words.pgettext(context, key) if context else words.gettext(key)
        return None if found == key else found

    def find_count(self, key: str, count: int) -> str | None:
        """The sentence of a key for so many, by the plural rule of the language."""
        found = self._translations.ngettext(key, key, count)
        return None if found == key else found

    def standing(self, key: str, context: str = "") -> Standing:
        """Whether a sentence that is here has been checked."""
        name = f"{context}{BETWEEN}{key}" if context else key
        return "draft" if self._all_are_drafts or name in self._drafts else "checked"

    def all_keys(self) -> Iterator[str]:
        """The keys that stand in no context."""
        # GNUTranslations keeps its table private; `_catalog` has been its name since Python 2.
        for key in vars(self._translations).get("_catalog", {}):
            name = key[0] if isinstance(key, tuple) else key
            if name and BETWEEN not in name:
                yield name


def _read(file: Traversable | None) -> gettext.NullTranslations:
    if file is None or not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)
