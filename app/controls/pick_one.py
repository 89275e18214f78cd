"""One picture out of a few: tapping another one moves the choice."""

from __future__ import annotations

import flet as ft

from app.controls.ask import Ask
from app.controls.choices import choice_grid
from app.controls.own_words import with_own_words


def build(ask: Ask) -> ft.Control:
    """The choices as tiles."""

    def take(choice_id: str) -> None:
        ask.give(choice_id, ask.own_words)
        ask.redraw()

    return with_own_words(ask, choice_grid(ask, take))
