"""A question whose own control is not built yet: it can still be answered in words."""

from __future__ import annotations

import flet as ft

from app.controls import pick_many, text
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """Tiles when there are choices, a field when there are none."""
    return pick_many.build(ask) if ask.choices else text.build(ask)
