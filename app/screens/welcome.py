"""Nothing is on this device yet: how to get in, in two sentences."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.frame import frame
from app.controls.text import field
from app.speaking import say


def build(
    open_link: Callable[[str], None],
    show_credits: Callable[[], None],
    corner: ft.Control | None = None,
) -> ft.Control:
    """The screen; `open_link` takes a link that was pasted."""
    link = field(say("welcome.link"), "", lambda _: None)
    return frame(
        [
            ft.Container(theme.picture("school", 120), alignment=ft.Alignment.CENTER),
            theme.heading(say("welcome.title"), centred=True),
            theme.words(say("welcome.words"), theme.LARGE, centred=True),
            link,
            main_button(say("welcome.open"), "welcome-open", lambda: open_link(link.value or "")),
            quiet_button(say("credits.open"), "open-credits", show_credits),
        ],
        corner=corner,
    )
