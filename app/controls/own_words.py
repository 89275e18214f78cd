""" "Something else": a field for own words under the choices, when that choice is taken."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.controls.text import field
from app.speaking import say


def with_own_words(ask: Ask, choices: ft.Control) -> ft.Control:
    """The choices, and the field when one that opens it is chosen."""
    opens = any(choice.opens_words and choice.id in ask.chosen for choice in ask.choices)
    if not opens:
        return choices
    own = field(say("controls.own_words.label"), ask.own_words, ask.typed, lines=2)
    return ft.Column(
        [choices, own], spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
