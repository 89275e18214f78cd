"""Which language? Every language there is, each by its own name, so that nobody has to read another
one to find theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import flet as ft

from app import theme
from app.controls.buttons import quiet_button
from app.controls.frame import frame
from app.controls.tile import named
from app.speaking import say


def build(
    *,
    languages: Mapping[str, str],
    now: str,
    choose: Callable[[str], None],
    back: Callable[[], None],
) -> ft.Control:
    """The screen.

    Args:
        languages: tag -> the language's own name.
        now: the tag of the one that is spoken.
        choose: takes a tag.
        back: to where the person was, in the same language.
    """
    buttons = [_button(tag, name, tag == now, choose) for tag, name in languages.items()]
    return frame(
        [
            theme.heading(say("language.title"), centred=True),
            *buttons,
            quiet_button(say("question.back"), "language-back", back, concept="back"),
        ]
    )


def _button(tag: str, name: str, chosen: bool, choose: Callable[[str], None]) -> ft.Control:
    ground, edge = (theme.TEAL_SOFT, theme.TEAL) if chosen else (theme.CARD, theme.EDGE)
    parts: list[ft.Control] = [theme.words(name, theme.LARGE, bold=True)]
    if chosen:
        parts.insert(0, ft.Icon(ft.Icons.CHECK_ROUNDED, color=theme.TEAL, size=28))
    button = ft.Button(
        content=ft.Row(parts, tight=True, spacing=10, alignment=ft.MainAxisAlignment.CENTER),
        on_click=lambda _: choose(tag),
        style=theme.button_style(ground, theme.INK, edge, thick=4 if chosen else 2),
        height=theme.TARGET,
    )
    return named(button, f"language-{tag}", selected=chosen)
