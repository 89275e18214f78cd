"""The way back in. A wrong passcode is no drama: nothing is lost, try again, or ask for help."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import quiet_button
from app.controls.frame import frame
from app.controls.passcode import picture_pad, typed_pad
from app.speaking import say


def build(
    *,
    kind: str,
    initials: str,
    note: str,
    done: Callable[[str], None],
    other: Callable[[], None],
    corner: ft.Control | None = None,
) -> ft.Control:
    """The screen.

    Args:
        kind: "pupil", "parent" or "desk".
        initials: whose place it is, as the start screen shows it.
        note: what was wrong with the last try, "" for nothing.
        done: takes the passcode.
        other: back to who is here.
        corner: the way to another language.
    """
    pad = (
        picture_pad(done)
        if kind == "pupil"
        else typed_pad(say(f"unlock.{kind}.field"), say("unlock.go"), done)
    )
    parts: list[ft.Control] = [
        theme.heading(say(f"unlock.{kind}.title", initials=initials), centred=True)
    ]
    if note:
        parts.append(
            ft.Semantics(
                live_region=True,
                content=theme.words(note, theme.BODY, color=theme.WARM, centred=True),
            )
        )
    elsewhere = quiet_button(say("unlock.other"), "unlock-other", other)
    return frame([*parts, pad, elsewhere], corner=corner)
