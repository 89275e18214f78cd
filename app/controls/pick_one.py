"""One picture out of a few: tapping another one moves the choice."""

from __future__ import annotations

import flet as ft

from app.controls.ask import Ask
from app.controls.own_words import with_own_words
from app.controls.tile import grid, tile


def build(ask: Ask) -> ft.Control:
    """The choices as tiles."""

    def take(choice_id: str) -> None:
        ask.give(choice_id, ask.own_words)
        ask.redraw()

    tiles = [
        tile(
            ask.word(choice.id),
            choice.picture,
            f"tile-{choice.id}",
            lambda choice_id=choice.id: take(choice_id),  # type: ignore[misc]
            chosen=choice.id in ask.chosen,
        )
        for choice in ask.choices
    ]
    return with_own_words(ask, grid(tiles))
