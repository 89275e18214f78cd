"""After sending: where it is now, truly. Waiting until the school's receipt is here."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button
from app.controls.frame import frame
from app.speaking import say


def build(*, is_received: bool, status: str, detail: str, home: Callable[[], None]) -> ft.Control:
    """The screen; it is shown anew when the receipt comes."""
    return frame(
        [
            ft.Container(
                theme.picture("received" if is_received else "waiting", 140),
                alignment=ft.Alignment.CENTER,
            ),
            theme.heading(say("sent.thanks"), centred=True),
            ft.Semantics(
                live_region=True,
                content=theme.words(
                    status, theme.LARGE, bold=True, centred=True, color=theme.GREEN
                ),
            ),
            theme.words(detail, theme.BODY, centred=True),
            main_button(say("sent.home"), "sent-home", home, icon=ft.Icons.HOME_ROUNDED),
        ]
    )
