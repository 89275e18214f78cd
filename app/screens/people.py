"""Who is here? One tile for each place on this device: a picture and an initial, no names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app import theme
from app.controls.buttons import quiet_button
from app.controls.frame import frame
from app.controls.tile import grid, tile
from app.words import say


def build(
    places: Sequence[tuple[str, str, str, str]],
    choose: Callable[[str], None],
    show_credits: Callable[[], None],
) -> ft.Control:
    """The screen; `places` holds (vault name, kind, picture, initials)."""
    tiles = [
        tile(
            say(f"people.{kind}", initials=initials),
            picture,
            f"place-{name}",
            lambda name=name: choose(name),  # type: ignore[misc]
        )
        for name, kind, picture, initials in places
    ]
    return frame(
        [
            theme.heading(say("people.title"), centred=True),
            grid(tiles),
            quiet_button(say("credits.open"), "open-credits", show_credits),
        ]
    )
