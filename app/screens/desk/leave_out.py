"""Why a line stays out of the record: asked once, kept with the decision."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.frame import frame
from app.controls.text import field
from app.words import say


def build(*, question: str, done: Callable[[str], None], back: Callable[[], None]) -> ft.Control:
    """The screen; `done` takes the reason."""
    reason = field(say("desk.leave.field"), "", lambda _: None, lines=2)
    return frame(
        [
            theme.heading(say("desk.leave.title")),
            theme.words(question, theme.LARGE),
            theme.words(say("desk.leave.words"), theme.BODY, color=theme.QUIET),
            reason,
            main_button(say("desk.leave.done"), "leave-done", lambda: done(reason.value or "")),
            quiet_button(say("question.back"), "desk-back", back, concept="back"),
        ]
    )
