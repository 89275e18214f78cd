"""The way in: four pictures in order for pupils, a passcode for grown-ups. Never a puzzle.

It keeps nothing: what was tapped or typed goes to `done` once and is forgotten here.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.text import field
from app.controls.tile import grid, tile
from app.speaking import say

LENGTH = 4
PREFIX = "pass."
# What a passcode is made of. Never change it: whoever chose a picture that is gone is locked out.
PICTURES = (
    *("apple", "banana", "bee", "bell", "boat", "cake"),
    *("car", "cat", "drum", "fish", "flower", "frog"),
)


def picture_concepts() -> tuple[str, ...]:
    """The pictures a picture passcode is made of: always the same, always in the same place."""
    return tuple(PREFIX + name for name in PICTURES)


def picture_pad(done: Callable[[str], None]) -> ft.Control:
    """Twelve pictures; after four taps `done` gets them, in order."""
    return _PicturePad(done).control


class _PicturePad:
    def __init__(self, done: Callable[[str], None]) -> None:
        self._done = done
        self._taken: list[str] = []
        self._row = ft.Row(alignment=ft.MainAxisAlignment.CENTER, spacing=12)
        tiles = [
            tile(
                say(f"controls.pass.{concept.removeprefix(PREFIX)}"),
                concept,
                concept.replace(".", "-"),
                lambda concept=concept: self._take(concept),  # type: ignore[misc]
                height=140,
                picture_size=64,
                word_size=theme.SMALL,
            )
            for concept in picture_concepts()
        ]
        again = quiet_button(say("controls.passcode.again"), "pass-again", self._clear)
        self.control = ft.Column(
            [self._row, grid(tiles, {"xs": 4, "sm": 3, "md": 2}), again],
            spacing=theme.GAP,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
        self._show()

    def _take(self, concept: str) -> None:
        self._taken.append(concept.removeprefix(PREFIX))
        if len(self._taken) == LENGTH:
            secret, self._taken = " ".join(self._taken), []
            self._done(secret)
            return
        self._show()
        self._row.update()

    def _clear(self) -> None:
        self._taken = []
        self._show()
        self._row.update()

    def _show(self) -> None:
        """How many were tapped, as dots: not which, because someone may look over a shoulder."""
        count = len(self._taken)
        self._row.controls = [
            ft.Container(
                width=28,
                height=28,
                border_radius=14,
                bgcolor=theme.TEAL if place < count else theme.CARD,
                border=ft.Border.all(2, theme.TEAL),
            )
            for place in range(LENGTH)
        ]


def typed_pad(label: str, word: str, done: Callable[[str], None]) -> ft.Control:
    """A field that can be shown, and a button."""
    typed = field(label, "", lambda _: None)
    typed.password = True
    typed.can_reveal_password = True
    typed.on_submit = lambda _: done(typed.value or "")
    return ft.Column(
        [typed, main_button(word, "pass-go", lambda: done(typed.value or ""))],
        spacing=theme.GAP,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
