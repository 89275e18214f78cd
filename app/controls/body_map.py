"""A body map: tap a part of the body, then how it feels. Only the parts that one wants to."""

from __future__ import annotations

import flet as ft

from app.controls import mat
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """The parts of the body, three faces, and what was said so far."""
    return mat.build(ask, ask.choices, in_turn=False)
