"""Something went wrong: what happened, what is safe, what to do. One sentence each, by the error's
code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import flet as ft

from app import theme
from app.controls.buttons import main_button
from app.controls.frame import frame
from app.speaking import say
from app.words import keys


def sentence(code: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence of an error code."""
    key = f"error.{code}"
    known = key if key in keys() else "error.unknown"
    return say(known, **dict(values or {}))


def build(*, code: str, values: Mapping[str, object], go_on: Callable[[], None]) -> ft.Control:
    """The screen."""
    return frame(
        [
            ft.Container(theme.picture("help", 110), alignment=ft.Alignment.CENTER),
            theme.heading(say("problem.title"), centred=True),
            ft.Semantics(
                live_region=True,
                content=theme.words(sentence(code, values), theme.LARGE, centred=True),
            ),
            main_button(say("problem.go_on"), "problem-go-on", go_on),
        ]
    )
