"""The way to another language: one small button, at the same place wherever it is."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.tile import named

HEIGHT = 48


def language_button(name: str, on_tap: Callable[[], object]) -> ft.Control:
    """The button; it says the language of the page in that language."""
    button = ft.Button(
        content=ft.Row(
            [
                ft.Icon(ft.Icons.TRANSLATE_ROUNDED, color=theme.TEAL, size=24),
                theme.words(name, theme.SMALL, color=theme.TEAL),
            ],
            tight=True,
            spacing=8,
        ),
        on_click=lambda _: on_tap(),
        style=theme.button_style(theme.PAPER, theme.TEAL, theme.EDGE),
        height=HEIGHT,
    )
    return named(button, "language")
