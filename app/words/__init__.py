"""Every sentence a person sees, by key, in any language: `say("home.title")`.

The sentences are gettext catalogues beside this file, `<domain>.<language>.po`, compiled to `.mo`
by `python -m app.words.compile`. A key is looked up in every domain, and stands in one domain only
(checked by the tests). `say` here is English, for the desk and the command line; screens of pupils
and families use `app.speaking`, which knows the language of its page. This module knows no wording
of forms: that is `forms.wording`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from app.words.direction import is_language_rtl
from forms.catalogues import DEFAULT_LANGUAGE, Catalogue, Standing

# The key under which a language says its own name; one without it is not offered.
OWN_NAME = "language.name"


@dataclass(frozen=True)
class Said:
    """A sentence, and how it stands in the language that was asked for."""

    text: str
    standing: Standing


class Words:
    """The sentences of one language; what it does not have is said in English."""

    def __init__(self, language: str, folder: Traversable | None = None) -> None:
        """Read the catalogues of a language.

        Args:
            language: a BCP 47 tag.
            folder: where the catalogues are, if not beside this module.

        Raises:
            LookupError: English is not compiled (run `make words`).
        """
        place = folder or _folder()
        self.language = language
        self.is_rtl = is_language_rtl(language)
        self._catalogues = [
            (spoken, one)
            for spoken in dict.fromkeys((language, DEFAULT_LANGUAGE))
            for one in _domains(spoken, place)
        ]

    def say(self, key: str, /, **values: object) -> str:
        """The sentence for `key`, its {placeholders} filled.

        Raises:
            KeyError: no catalogue has that key, or a value for a placeholder is missing.
        """
        return self.find(key, **values).text

    def say_count(self, key: str, count: int, /, **values: object) -> str:
        """The sentence for `key` and so many, by the plural rule of the language.

        {count} is filled.

        Raises:
            KeyError: no catalogue has that key with plural forms, or a value is missing.
        """
        return self.find_count(key, count, **values).text

    def pattern(self, key: str) -> Said:
        """The sentence for `key` with its {placeholders} still in it.

        Raises:
            KeyError: no catalogue has that key.
        """
        for language, catalogue in self._catalogues:
            if (found := catalogue.find(key)) is not None:
                return Said(found, self._standing(language, catalogue, key))
        raise KeyError(key)

    def find(self, key: str, /, **values: object) -> Said:
        """What `say` says, and how it stands.

        Raises:
            KeyError: as `say`.
        """
        found = self.pattern(key)
        return Said(_filled(found.text, values), found.standing)

    def find_count(self, key: str, count: int, /, **values: object) -> Said:
        """What `say_count` says, and how it stands.

        Raises:
            KeyError: as `say_count`.
        """
        for language, catalogue in self._catalogues:
            if (found := catalogue.find_count(key, count)) is not None:
                text = _filled(found, {"count": count, **values})
                return Said(text, self._standing(language, catalogue, key))
        raise KeyError(key)

    def _standing(self, language: str, where: Catalogue, key: str) -> Standing:
        return where.standing(key) if language == self.language else "english"


@cache
def words_of(language: str = DEFAULT_LANGUAGE) -> Words:
    """The sentences of a language."""
    return Words(language)


def say(key: str, /, **values: object) -> str:
    """The English sentence for `key`, its {placeholders} filled.

    Raises:
        KeyError: no catalogue has that key, or a value for a placeholder is missing.
    """
    return words_of().say(key, **values)


def say_count(key: str, count: int, /, **values: object) -> str:
    """The English sentence for `key` and so many.

    Raises:
        KeyError: no catalogue has that key with plural forms, or a value is missing.
    """
    return words_of().say_count(key, count, **values)


@cache
def keys() -> frozenset[str]:
    """Every key there is."""
    domains = _domains(DEFAULT_LANGUAGE, _folder())
    return frozenset(key for one in domains for key in one.all_keys())


@cache
def languages() -> dict[str, str]:
    """The languages a person can choose, each with its own name for itself; English first."""
    compiled = (entry.name for entry in _folder().iterdir() if entry.name.endswith(".mo"))
    found = sorted({name.removesuffix(".mo").rpartition(".")[2] for name in compiled})
    named = {language: words_of(language).find(OWN_NAME) for language in found}
    own = {name: said.text for name, said in named.items() if said.standing != "english"}
    return {DEFAULT_LANGUAGE: own.pop(DEFAULT_LANGUAGE), **own}


def nearest(wanted: str) -> str:
    """The language we have for a BCP 47 tag: itself, else the same without its region, else
    English."""
    there = (tag for tag in (wanted, wanted.partition("-")[0]) if tag in languages())
    return next(there, DEFAULT_LANGUAGE)


def is_there(wanted: str) -> bool:
    """Whether a language can be chosen, with or without its region."""
    return not {wanted, wanted.partition("-")[0]}.isdisjoint(languages())


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values or "{" in text else text


def _folder() -> Traversable:
    return files(__package__)


def _domains(language: str, folder: Traversable) -> tuple[Catalogue, ...]:
    ending = f".{language}.mo"
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(ending)),
        key=lambda entry: entry.name,
    )
    if language == DEFAULT_LANGUAGE and not found:
        raise LookupError(f"no compiled words for {language}: run 'make words'")
    return tuple(Catalogue(entry) for entry in found)
