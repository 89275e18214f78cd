"""Put everything in order: the first tap is number one; tapping again takes it back."""

from __future__ import annotations

import flet as ft

from app.controls import top3
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """The choices as tiles, numbered in the order they were taken."""
    return top3.build(ask, most=max(1, len(ask.choices)))
