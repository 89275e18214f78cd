"""An invitation was opened: who asks, who will read it, and the way in that this person chooses."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.frame import frame
from app.controls.passcode import picture_pad, typed_pad
from app.speaking import say, say_count

SHORTEST = 6


class JoinScreen:
    """Asks for the passcode twice. `done` gets it once both are the same."""

    def __init__(
        self,
        *,
        role: str,
        pupil: str,
        school: str,
        senco: str,
        done: Callable[[str], None],
        redraw: Callable[[ft.Control], None],
        corner: Callable[[], ft.Control | None] = lambda: None,
    ) -> None:
        self._names = {"pupil": pupil, "school": school, "senco": senco}
        self._role = "pupil" if role == "pupil" else "parent"
        self._done = done
        self._redraw = redraw
        self._corner = corner
        self._first = ""
        self._note = ""

    def build(self) -> ft.Control:
        """The screen as it is now."""
        step = "again" if self._first else "choose"
        return frame([*self._head(), self._passcode_part(step)], corner=self._corner())

    def _head(self) -> list[ft.Control]:
        if self._first:
            return []
        return [
            theme.heading(say(f"join.{self._role}.title", **self._names), centred=True),
            theme.words(say(f"join.{self._role}.words", **self._names), theme.LARGE, centred=True),
            theme.words(
                say("join.readers", **self._names), theme.BODY, color=theme.QUIET, centred=True
            ),
        ]

    def _passcode_part(self, step: str) -> ft.Control:
        asked = theme.heading(
            say(f"join.{self._role}.passcode.{step}"), 2, size=theme.LARGE, centred=True
        )
        parts: list[ft.Control] = [asked]
        if self._note:
            parts.append(
                ft.Semantics(
                    live_region=True,
                    content=theme.words(self._note, theme.BODY, color=theme.WARM, centred=True),
                )
            )
        if self._role == "pupil":
            parts.append(picture_pad(self._take))
        else:
            label = say("join.parent.field", least=SHORTEST)
            parts.append(typed_pad(label, say("join.go"), self._take))
        keep = say(f"join.{self._role}.keep")
        parts.append(theme.words(keep, theme.SMALL, color=theme.QUIET, centred=True))
        return ft.Column(
            parts, spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )

    def _take(self, secret: str) -> None:
        if self._role == "parent" and len(secret) < SHORTEST:
            self._again(say_count("join.parent.short", SHORTEST))
        elif not self._first:
            self._first, self._note = secret, ""
            self._redraw(self.build())
        elif secret != self._first:
            self._again(say(f"join.{self._role}.different"))
        else:
            self._done(secret)

    def _again(self, note: str) -> None:
        self._first, self._note = "", note
        self._redraw(self.build())
