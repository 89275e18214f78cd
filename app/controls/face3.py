"""Three faces: happy, so-so, sad; each with its word, so that the face alone need not be read."""

from __future__ import annotations

import flet as ft

from app.controls.ask import Ask
from app.controls.tile import BIG_COLUMNS, grid, tile


def build(ask: Ask) -> ft.Control:
    """Three large tiles."""

    def take(choice_id: str) -> None:
        ask.give(choice_id, "")
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
    return grid(tiles, BIG_COLUMNS)
