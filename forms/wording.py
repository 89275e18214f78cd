"""The sentences of a form, by key: for one register, in one language.

They are gettext catalogues, `forms/library/<form>/words/<language>.po`, where the register is the
context. Wording falls back from the register asked for to "plain", never further: a sentence that
is missing is an error that the tests find, not a blank on a child's screen.
"""

from __future__ import annotations

import gettext
from functools import cache

from forms.library import form_folder, included_in
from forms.own import is_own, words_on

FALLBACK_REGISTER = "plain"
# What stands in the words of a repeat where nothing in particular is asked about.
ANY_ITEM = "…"


class Wording:
    """The sentences of one form for one register, in one language."""

    def __init__(self, form_id: str, register: str, language: str) -> None:
        self.form_id = form_id
        self.register = register
        self.language = language
        # Its own sentences first, then those of the forms that are part of it.
        self._catalogues = [_catalogue(one, language) for one in (form_id, *included_in(form_id))]

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
        """The word of a choice, thing or place, as this reader saw it; an own card says its own."""
        if is_own(choice_id):
            return words_on(choice_id)
        return self._say(f"c.{question_id}.{choice_id}", values)

    def _say(self, key: str, values: dict[str, str]) -> str:
        found = self._find(key, values)
        if found is None:
            raise KeyError(f"{self.form_id}: no words for {key} ({self.register}, {self.language})")
        return found

    def _find(self, key: str, values: dict[str, str]) -> str | None:
        for catalogue in self._catalogues:
            for register in (self.register, FALLBACK_REGISTER):
                found = catalogue.pgettext(register, key)
                if found != key:
                    return found.format(**{"item": ANY_ITEM, **values}) if "{" in found else found
        return None


@cache
def wording(form_id: str, register: str = "plain", language: str = "en") -> Wording:
    """The sentences of a form.

    Raises:
        KeyError: there is no such form.
        LookupError: its catalogue of that language is not compiled (run `make words`).
    """
    return Wording(form_id, register, language)


@cache
def _catalogue(form_id: str, language: str) -> gettext.GNUTranslations:
    compiled = form_folder(form_id).joinpath("words", f"{language}.mo")
    if not compiled.is_file():
        raise LookupError(f"no compiled words of {form_id} for {language}: run 'make words'")
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)
