"""Pick your top three: the first tap is number one; tapping again takes it back."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.controls.choices import choice_grid
from app.controls.own_words import with_own_words
from app.speaking import say

MOST = 3


def build(ask: Ask, most: int = MOST) -> ft.Control:
    """The choices as tiles, numbered in the order they were taken, at most so many."""

    def toggle(choice_id: str) -> None:
        ask.give(ranked(ask.chosen, choice_id, most), ask.own_words)
        ask.redraw()

    def place(choice_id: str) -> str:
        return str(ask.chosen.index(choice_id) + 1) if choice_id in ask.chosen else ""

    if not ask.choices:
        return theme.words(say("controls.top3.nothing"), theme.LARGE)
    return with_own_words(ask, choice_grid(ask, toggle, place))


def ranked(chosen: tuple[str, ...], choice_id: str, most: int = MOST) -> tuple[str, ...]:
    """The order after a tap; one too many takes the place of the last."""
    if choice_id in chosen:
        return tuple(one for one in chosen if one != choice_id)
    return (*chosen[: most - 1], choice_id)
