"""Three faces: happy, so-so, sad; each with its word, so that the face alone need not be read.

They stand side by side on every screen: a face that has to be scrolled to is asked for less."""

from __future__ import annotations

import flet as ft

from app.controls.ask import Ask
from app.controls.choices import choice_grid


def build(ask: Ask) -> ft.Control:
    """Three large tiles."""

    def take(choice_id: str) -> None:
        ask.give(choice_id, "")
        ask.redraw()

    return choice_grid(ask, take)
