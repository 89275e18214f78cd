"""The buttons of every screen: a main one, a quiet one, and a small one with a picture."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.tile import named


def main_button(
    word: str,
    identifier: str,
    on_tap: Callable[[], object],
    *,
    icon: ft.IconData | None = None,
    enabled: bool = True,
) -> ft.Control:
    """The one thing most people do next. A long word goes on in a second line; what can not be done
    now looks so."""
    ink, ground = (theme.ON_TEAL, theme.TEAL) if enabled else (theme.QUIET, theme.RESTING)
    said = theme.words(word, theme.LARGE, bold=True, color=ink, centred=True)
    said.expand, said.expand_loose = True, True
    parts: list[ft.Control] = [said]
    if icon:
        parts.insert(0, ft.Icon(icon, color=ink, size=32))
    button = ft.Button(
        content=ft.Row(parts, tight=True, spacing=10, alignment=ft.MainAxisAlignment.CENTER),
        on_click=lambda _: on_tap(),
        style=theme.button_style(ground, ink, theme.TEAL if enabled else theme.EDGE),
        height=theme.TARGET,
        disabled=not enabled,
    )
    return named(button, identifier)


def quiet_button(
    word: str, identifier: str, on_tap: Callable[[], object], *, concept: str = ""
) -> ft.Control:
    """Something else one can do."""
    parts: list[ft.Control] = [theme.words(word, theme.BODY)]
    if concept:
        parts.insert(0, theme.picture(concept, 28))
    button = ft.Button(
        content=ft.Row(parts, tight=True, spacing=8, alignment=ft.MainAxisAlignment.CENTER),
        on_click=lambda _: on_tap(),
        style=theme.button_style(theme.CARD, theme.INK, theme.EDGE),
        height=theme.TARGET,
    )
    return named(button, identifier)


def bar_button(
    word: str, concept: str, identifier: str, on_tap: Callable[[], object], *, chosen: bool = False
) -> ft.Control:
    """A button of the bar at the bottom: picture over word, so that four fit on a phone."""
    ground, edge = (theme.TEAL_SOFT, theme.TEAL) if chosen else (theme.PAPER, theme.PAPER)
    style = theme.button_style(ground, theme.INK, edge)
    style.padding = ft.Padding.symmetric(horizontal=2, vertical=4)
    button = ft.Button(
        content=ft.Column(
            [theme.picture(concept, 28), theme.words(word, 15, centred=True)],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        on_click=lambda _: on_tap(),
        style=style,
        height=72,
        expand=True,
    )
    return ft.Container(named(button, identifier, selected=chosen or None), expand=True)
