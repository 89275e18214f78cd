"""The forms themselves, as data in this folder, and their wording.

A form is a folder: `form.toml` (ids, kinds, branches, maps) and `words/<language>.po` (every
sentence, by key, once a register). Wording falls back from the register asked for to "plain",
never further: a sentence that is missing is an error that the tests find, not a blank on a child's
screen.
"""

from __future__ import annotations

import gettext
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from forms.definition import Form

FALLBACK_REGISTER = "plain"


@cache
def form_ids() -> tuple[str, ...]:
    """The ids of every form here, sorted."""
    return tuple(sorted(folder.name.replace("_", "-") for folder in _folders()))


@cache
def load_form(form_id: str) -> Form:
    """The newest version of a form.

    Raises:
        KeyError: there is no such form.
        ValueError: the form's data is not whole.
    """
    return _read(_folder(form_id).joinpath("form.toml"))


@cache
def load_form_version(form_id: str, version: int) -> Form:
    """One version of a form, so that what was answered can always be read back.

    The newest is `form.toml`; before a form changes, the one in use is kept as `form.v<n>.toml`.

    Raises:
        KeyError: there is no such form, or not in that version.
    """
    newest = load_form(form_id)
    if newest.version == version:
        return newest
    earlier = _folder(form_id).joinpath(f"form.v{version}.toml")
    if not earlier.is_file():
        raise KeyError(f"{form_id} version {version}")
    return _read(earlier)


class Wording:
    """The sentences of one form for one register, in one language."""

    def __init__(self, form_id: str, register: str, language: str) -> None:
        self.form_id = form_id
        self.register = register
        self.language = language
        self._catalogue = _catalogue(form_id, language)

    def title(self, **values: str) -> str:
        """What the form is called."""
        return self._say("title", values)

    def intro(self, **values: str) -> str:
        """One or two sentences that say what the form is for."""
        return self._say("intro", values)

    def page(self, page_id: str, **values: str) -> str:
        """The name of a stop on the way."""
        return self._say(f"page.{page_id}", values)

    def question(self, question_id: str, **values: str) -> str:
        """The question as it is asked."""
        return self._say(f"q.{question_id}", values)

    def hint(self, question_id: str, **values: str) -> str:
        """A second, smaller sentence; "" where the question has none."""
        return self._find(f"q.{question_id}.hint", values) or ""

    def choice(self, question_id: str, choice_id: str, **values: str) -> str:
        """The word of a choice, thing or place, as this reader saw it."""
        return self._say(f"c.{question_id}.{choice_id}", values)

    def _say(self, key: str, values: dict[str, str]) -> str:
        found = self._find(key, values)
        if found is None:
            raise KeyError(f"{self.form_id}: no words for {key} ({self.register}, {self.language})")
        return found

    def _find(self, key: str, values: dict[str, str]) -> str | None:
        for register in (self.register, FALLBACK_REGISTER):
            found = self._catalogue.pgettext(register, key)
            if found != key:
                return found.format(**values) if "{" in found else found
        return None


@cache
def wording(form_id: str, register: str = "plain", language: str = "en") -> Wording:
    """The sentences of a form.

    Raises:
        KeyError: there is no such form.
        LookupError: its catalogue of that language is not compiled (run `make words`).
    """
    return Wording(form_id, register, language)


def _read(file: Traversable) -> Form:
    return Form.model_validate(tomllib.loads(file.read_text("utf-8")))


def _folders() -> list[Traversable]:
    here = files(__package__)
    return [folder for folder in here.iterdir() if folder.joinpath("form.toml").is_file()]


def _folder(form_id: str) -> Traversable:
    folder = files(__package__).joinpath(form_id.replace("-", "_"))
    if not folder.joinpath("form.toml").is_file():
        raise KeyError(form_id)
    return folder


@cache
def _catalogue(form_id: str, language: str) -> gettext.GNUTranslations:
    compiled = _folder(form_id).joinpath("words", f"{language}.mo")
    if not compiled.is_file():
        raise LookupError(f"no compiled words of {form_id} for {language}: run 'make words'")
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)
