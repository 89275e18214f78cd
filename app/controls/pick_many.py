"""As many pictures as fit: tap to choose, tap again to take it back."""

from __future__ import annotations

import flet as ft

from app.controls.ask import Ask
from app.controls.choices import choice_grid
from app.controls.own_words import with_own_words


def build(ask: Ask) -> ft.Control:
    """The choices as tiles."""

    def toggle(choice_id: str) -> None:
        ask.give(toggled(ask, choice_id), ask.own_words)
        ask.redraw()

    return with_own_words(ask, choice_grid(ask, toggle))


def toggled(ask: Ask, choice_id: str) -> tuple[str, ...]:
    """What is chosen after a tap: "nobody" and the like stand alone."""
    if choice_id in ask.chosen:
        return tuple(one for one in ask.chosen if one != choice_id)
    exclusive = {choice.id for choice in ask.choices if choice.exclusive}
    if choice_id in exclusive:
        return (choice_id,)
    return (*(one for one in ask.chosen if one not in exclusive), choice_id)
