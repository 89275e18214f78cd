"""A question whose own control is not built yet: it can still be answered, in the person's words.

The words are kept as words: a later control reads them as such, and nothing pretends to be a
picture that was tapped."""

from __future__ import annotations

import flet as ft

from app.controls import text
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """A field."""
    return text.build(ask)
