"""The language of one page: what it speaks, its direction, and the way to another one.

It keeps nothing: what a person chose is kept with their place, and handed to `keep`."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import platform, theme
from app.controls.language import language_button
from app.screens import language as screen
from app.speaking import KEPT_AS, Voice
from app.words import is_there, languages
from forms.catalogues import DEFAULT_LANGUAGE

Show = Callable[[ft.Control], None]


class Languages:
    """Made once a page, by its shell."""

    def __init__(self, page: ft.Page, show: Show) -> None:
        self._page = page
        self._show = show
        self._voice = Voice()
        page.session.store.set(KEPT_AS, self._voice)
        self.speak_as_the_device()

    @property
    def now(self) -> str:
        """The tag of the language that is spoken."""
        return self._voice.language

    @property
    def voice(self) -> Voice:
        """What the page speaks with."""
        return self._voice

    def speak(self, language: str) -> None:
        """Go on in a language, in its direction; screens that are shown from now on are in it."""
        self._voice.speak(language)
        self._page.rtl = self._voice.words.is_rtl
        self._page.fonts = theme.fonts_of(self.now)
        platform.show_language(self.now, is_rtl=self._voice.words.is_rtl)

    def speak_as_the_device(self) -> None:
        """Before anybody is here: the first language of the device that there is, else English."""
        there = (wanted for wanted in platform.languages() if is_there(wanted))
        self.speak(next(there, DEFAULT_LANGUAGE))

    def button(
        self, again: Callable[[], None], keep: Callable[[str], None] = lambda _: None
    ) -> ft.Control | None:
        """The way to another language, None where there is only one.

        Args:
            again: shows the screen it stands on once more.
            keep: takes the tag that was chosen.
        """
        if len(languages()) < 2:
            return None

        def choose(tag: str) -> None:
            keep(tag)
            self.speak(tag)
            again()

        return language_button(languages()[self.now], lambda: self._ask(choose, again))

    def _ask(self, choose: Callable[[str], None], back: Callable[[], None]) -> None:
        self._show(screen.build(languages=languages(), now=self.now, choose=choose, back=back))
