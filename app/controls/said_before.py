"""What was said last time about the same thing, and what becomes of it.

A parent keeps it, changes it or takes it out; a pupil, who has answered anew, says whether it is
still so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import flet as ft

from app import theme
from app.controls.tile import named
from app.speaking import say

Recall = Literal["keep", "change", "remove", "still_so", "changed"]


def build(
    words: str, recalled: Callable[[Recall], None], *, can_be_kept: bool, comes_first: bool
) -> ft.Control:
    """The card.

    Args:
        words: what was said.
        recalled: takes what the person wants.
        can_be_kept: whether it is an answer to the question as it is asked now.
        comes_first: whether the new answer is still to come.
    """
    shown: list[ft.Control] = [
        theme.words(say("controls.before.title"), theme.SMALL, color=theme.QUIET),
        theme.words(words, theme.BODY, bold=True),
    ]
    if comes_first:
        kept: list[tuple[Recall, str]] = [
            ("keep", say("controls.before.keep")),
            ("change", say("controls.before.change")),
        ]
        taken: list[tuple[Recall, str]] = [("remove", say("controls.before.remove"))]
        ways = [*kept, *taken] if can_be_kept else taken
    else:
        shown.append(theme.words(say("controls.before.still_so"), theme.BODY))
        ways = [
            ("still_so", say("controls.before.yes")),
            ("changed", say("controls.before.changed")),
        ]
    buttons: list[ft.Control] = [_button(recall, word, recalled) for recall, word in ways]
    shown.append(ft.Row(buttons, wrap=True, spacing=8, run_spacing=8))
    return ft.Container(
        ft.Column(shown, spacing=8),
        bgcolor=theme.TEAL_SOFT,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )


def _button(recall: Recall, word: str, recalled: Callable[[Recall], None]) -> ft.Control:
    button = ft.Button(
        content=theme.words(word, theme.SMALL, bold=True, color=theme.TEAL),
        on_click=lambda _: recalled(recall),
        style=theme.button_style(theme.CARD, theme.TEAL, theme.EDGE),
        height=56,
    )
    return named(button, f"before-{recall}")
