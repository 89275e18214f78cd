"""The desk was opened by its link: the school's passphrase opens the school's key on this
laptop."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import quiet_button
from app.controls.frame import frame
from app.controls.passcode import typed_pad
from app.words import say


def build(
    *, school: str, note: str, done: Callable[[str], None], other: Callable[[], None]
) -> ft.Control:
    """The screen; `note` says what was wrong with the last try."""
    parts: list[ft.Control] = [
        ft.Container(theme.picture("desk", 96), alignment=ft.Alignment.CENTER),
        theme.heading(say("desk.unlock.title", school=school), centred=True),
        theme.words(say("desk.unlock.words"), theme.BODY, centred=True, color=theme.QUIET),
    ]
    if note:
        parts.append(
            ft.Semantics(
                live_region=True,
                content=theme.words(note, theme.BODY, color=theme.WARM, centred=True),
            )
        )
    pad = typed_pad(say("desk.unlock.field"), say("desk.unlock.go"), done)
    return frame([*parts, pad, quiet_button(say("unlock.other"), "unlock-other", other)])
