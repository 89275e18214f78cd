"""The language of the page that is open: `say` for the screens of pupils and families.

Every page has a voice of its own, kept in Flet's session of that page: two pages of one process
may speak two languages, and where no page is open (in tests, on the command line) it is English.
The desk and the command line are English always and use `app.words`. Only `app.shell` changes the
language.
"""

from __future__ import annotations

from datetime import datetime

import flet as ft

from app.words import Said, Words, direction, nearest, words_of
from forms.catalogues import DEFAULT_LANGUAGE, Standing

KEPT_AS = "voice"


class Voice:
    """What one page speaks, and how well the sentences that it said last are translated."""

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self._heard: set[Standing] = set()
        self.speak(language)

    @property
    def language(self) -> str:
        """The language's tag."""
        return self.words.language

    def speak(self, language: str) -> None:
        """Go on in a language, or in the nearest to it that there is."""
        self.words: Words = words_of(nearest(language))
        self._heard.clear()

    def say(self, said: Said) -> str:
        """The text of a sentence; how it stands is kept for the notes."""
        self.hear(said.standing)
        return said.text

    def hear(self, standing: Standing) -> None:
        """A sentence that was said elsewhere, by a form."""
        self._heard.add(standing)

    def notes(self) -> tuple[str, ...]:
        """What has to be told of the sentences said since this was last asked, one line each."""
        heard, self._heard = self._heard, set()
        lines: tuple[Standing, ...] = ("draft", "english")
        return tuple(self.words.say(f"language.{one}") for one in lines if one in heard)


def voice() -> Voice:
    """The voice of the page that is open; without one, English."""
    try:
        kept = ft.context.page.session.store.get(KEPT_AS)
    except RuntimeError:
        return Voice()
    return kept if isinstance(kept, Voice) else Voice()


def say(key: str, /, **values: object) -> str:
    """The sentence for `key` in the language of the page, its {placeholders} filled.

    Raises:
        KeyError: no catalogue has that key, or a value for a placeholder is missing.
    """
    speaker = voice()
    return speaker.say(speaker.words.find(key, **values))


def say_count(key: str, count: int, /, **values: object) -> str:
    """The sentence for `key` and so many, in the language of the page.

    Raises:
        KeyError: no catalogue has that key with plural forms, or a value is missing.
    """
    speaker = voice()
    return speaker.say(speaker.words.find_count(key, count, **values))


def say_day(at: datetime) -> str:
    """A day of this year, as "24 November"; `at` in the person's own time."""
    return say("date.day", day=at.day, month=say(f"date.month.{at.month}"))


def in_its_order(text: str) -> str:
    """A text of the other direction than the page's, kept together."""
    return direction.in_its_order(text, on_rtl=is_rtl())


def is_rtl() -> bool:
    """Whether the page is written from right to left."""
    return voice().words.is_rtl
