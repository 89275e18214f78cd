"""People circles: who is near, in three rings. Tap a person, tap a ring; anyone can be added."""

from __future__ import annotations

import flet as ft

from app.controls import mat
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """The people that were suggested, the rings, and who is where so far."""
    return mat.build(ask, ask.question.items, in_turn=False)
