"""The sorting mat: one thing at a time, three places. Tap a place, or press 1, 2 or 3.

A neutral prompt and one thing at a time; the next thing comes by itself."""

from __future__ import annotations

import flet as ft

from app.controls import mat
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """The thing to sort now, the three places, and the mat so far."""
    return mat.build(ask, ask.question.items, in_turn=True)
