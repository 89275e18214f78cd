"""You can stop. Everything is kept. Nobody is asked why."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.frame import frame
from app.speaking import say


def build(*, saved_words: str, go_on: Callable[[], None], leave: Callable[[], None]) -> ft.Control:
    """The screen."""
    return frame(
        [
            ft.Container(theme.picture("saved", 120), alignment=ft.Alignment.CENTER),
            theme.heading(say("stop.title"), centred=True),
            theme.words(saved_words, theme.LARGE, centred=True),
            theme.words(say("stop.words"), theme.LARGE, centred=True),
            main_button(say("stop.leave"), "stop-leave", leave, icon=ft.Icons.HOME_ROUNDED),
            quiet_button(say("stop.go_on"), "stop-go-on", go_on, concept="next"),
        ]
    )


def ended(*, leave: Callable[[], None]) -> ft.Control:
    """The child said no or not today: thank you, and nothing more."""
    return frame(
        [
            ft.Container(theme.picture("yes", 120), alignment=ft.Alignment.CENTER),
            theme.heading(say("ended.title"), centred=True),
            theme.words(say("ended.words"), theme.LARGE, centred=True),
            main_button(say("stop.leave"), "stop-leave", leave, icon=ft.Icons.HOME_ROUNDED),
        ]
    )
