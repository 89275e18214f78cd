"""The sentences of a form, by key: for one register, in one language.

They are gettext catalogues, `forms/library/<form>/words/<language>.po`, where the register is the
context. Wording falls back from the register asked for to "plain", and from a language to English,
never further: a sentence that is missing there is an error that the tests find, not a blank on a
child's screen.

Where a form says something in other words than before, what it said up to version n stays in its
catalogue as `<key>@n`: what was answered is read with the words that were read then.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from functools import cache
from itertools import product

from forms.catalogues import DEFAULT_LANGUAGE, Catalogue, Standing
from forms.library import form_folder, included_in, load_form
from forms.own import is_own, words_on

FALLBACK_REGISTER = "plain"
# What stands in the words of a repeat where nothing in particular is asked about.
ANY_ITEM = "…"
# A language comes with a contribution, from outside; only a tag (BCP 47) becomes a file's name.
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Wording:
    """The sentences of one form for one register, in one language."""

    def __init__(self, form_id: str, register: str, language: str, version: int = 0) -> None:
        self.form_id = form_id
        # The words of an earlier version, the nearest first: "@1" is what it said up to version 1.
        newest = load_form(form_id).version if version else 0
        self._endings = (*(f"@{number}" for number in range(version, newest)), "")
        self.register = register
        self.language = language
        self._hear: Callable[[Standing], None] = lambda _: None
        # Its own sentences first, then those of the forms that are part of it; each of these in
        # English last, so that a sentence is never taken from another form.
        self._catalogues = [
            (spoken, _catalogue(one, spoken))
            for one in (form_id, *included_in(form_id))
            for spoken in dict.fromkeys((language, DEFAULT_LANGUAGE))
        ]

    def telling(self, hear: Callable[[Standing], None]) -> Wording:
        """The same wording; `hear` gets how each sentence stands when it is said: a draft, or in
        English because this language does not have it yet."""
        telling = copy.copy(self)
        telling._hear = hear
        return telling

    def standing(self, key: str) -> Standing | None:
        """How the sentence of a key stands in this language, None when it is nowhere."""
        found = self._look_up(key)
        return found[1] if found else None

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
        found = self._look_up(key)
        if found is None:
            return None
        text, standing = found
        self._hear(standing)
        return text.format(**{"item": ANY_ITEM, **values}) if "{" in text else text

    def _look_up(self, key: str) -> tuple[str, Standing] | None:
        for language, catalogue in self._catalogues:
            for register, ending in product((self.register, FALLBACK_REGISTER), self._endings):
                name = key + ending
                text = catalogue.find(name, register)
                if text is not None:
                    is_theirs = language == self.language
                    return text, catalogue.standing(name, register) if is_theirs else "english"
        return None


@cache
def wording(
    form_id: str, register: str = "plain", language: str = DEFAULT_LANGUAGE, version: int = 0
) -> Wording:
    """The sentences of a form; those that the language does not have are in English.

    Args:
        form_id: the form.
        register: the wording; what it does not say differently is as in "plain".
        language: BCP 47.
        version: as they stood in an earlier version of the form; 0 for the newest.

    Raises:
        KeyError: there is no such form.
        LookupError: its English catalogue is not compiled (run `make words`).
    """
    return Wording(form_id, register, language, version)


@cache
def _catalogue(form_id: str, language: str) -> Catalogue:
    if not TAG.fullmatch(language):
        return Catalogue(None)
    compiled = form_folder(form_id).joinpath("words", f"{language}.mo")
    if language == DEFAULT_LANGUAGE and not compiled.is_file():
        raise LookupError(f"no compiled words of {form_id} for {language}: run 'make words'")
    return Catalogue(compiled)
