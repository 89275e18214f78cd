"""Every sentence a person sees, by key: `say("home.title")`.

The sentences are gettext catalogues beside this file, `<domain>.<language>.po`, compiled to `.mo`
by `python -m app.words.compile`. A key starts with the name of nothing in particular: it is looked
up in every domain, and a key stands in one domain only (checked by the tests). This module knows no
wording of forms: that is `forms.wording`."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files

DEFAULT_LANGUAGE = "en"


@cache
def catalogue(language: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """All sentences of one language by key.

    Raises:
        LookupError: no compiled catalogue of that language is there (run `make words`).
    """
    sentences: dict[str, str] = {}
    for entry in files(__package__).iterdir():
        if entry.name.endswith(f".{language}.mo"):
            with entry.open("rb") as stream:
                translations = gettext.GNUTranslations(stream)
            sentences.update(_messages(translations))
    if not sentences:
        raise LookupError(f"no compiled words for {language}: run 'make words'")
    return sentences


def say(key: str, /, **values: object) -> str:
    """The sentence for `key`, its {placeholders} filled.

    Raises:
        KeyError: no catalogue has that key, or a value for a placeholder is missing.
    """
    sentence = catalogue()[key]
    return sentence.format(**values) if values or "{" in sentence else sentence


def _messages(translations: gettext.GNUTranslations) -> dict[str, str]:
    # GNUTranslations keeps its table private; `_catalog` has been its name since Python 2.
    table: dict[object, str] = vars(translations)["_catalog"]
    return {key: text for key, text in table.items() if isinstance(key, str) and key}
