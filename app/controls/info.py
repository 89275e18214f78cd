"""Something that is said and not asked: the sentence is the question's, nothing is to be tapped."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask


def build(ask: Ask) -> ft.Control:
    """A large picture of what is said."""
    return ft.Container(
        theme.picture(ask.question.picture, 140, alt=True),
        alignment=ft.Alignment.CENTER,
        padding=theme.GAP,
    )
