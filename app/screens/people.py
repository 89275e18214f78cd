"""Who is here? One tile for each place on this device: a picture and an initial, no names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.frame import frame
from app.controls.tile import grid, tile
from app.speaking import say


def build(
    places: Sequence[tuple[str, str, str, str]],
    choose: Callable[[str], None],
    show_credits: Callable[[], None],
    look_again: Callable[[], None] | None,
    open_link: Callable[[], None],
    corner: ft.Control | None = None,
) -> ft.Control:
    """The screen.

    Args:
        places: (vault name, kind, picture, initials) of each.
        choose: takes the name of a vault.
        show_credits: opens the credits.
        look_again: given when another tab holds a place, which then can not be shown.
        open_link: somebody new has a link.
        corner: the way to another language.
    """
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
            grid(tiles, centred=True),
            *_held_elsewhere(look_again),
            quiet_button(say("people.link"), "people-link", open_link),
            quiet_button(say("credits.open"), "open-credits", show_credits),
        ],
        corner=corner,
    )


def _held_elsewhere(look_again: Callable[[], None] | None) -> list[ft.Control]:
    if look_again is None:
        return []
    words = theme.words(say("people.locked"), theme.LARGE, centred=True)
    return [
        ft.Semantics(live_region=True, content=words),
        main_button(say("people.look_again"), "people-look-again", look_again),
    ]
