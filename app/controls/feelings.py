"""A feelings scene: the figure most like me now, then the one I would like to be.

No figure is right or wrong, and nothing is counted."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.controls.tile import grid, tile
from forms.kinds.feelings import NOW, WISH


def build(ask: Ask) -> ft.Control:
    """The figures for now; once one is taken, the same figures again for the wish."""
    taken = dict(ask.value) if isinstance(ask.value, dict) else {}
    parts: list[ft.Control] = [_asked(ask, NOW, taken)]
    if NOW in taken:
        parts.append(_asked(ask, WISH, taken))
    return ft.Column(parts, spacing=theme.GAP)


def _asked(ask: Ask, moment: str, taken: dict[str, str]) -> ft.Control:
    def take(figure: str) -> None:
        ask.give({**taken, moment: figure}, "")
        ask.redraw()

    tiles = [
        tile(
            ask.word(figure.id),
            figure.picture,
            f"{moment}-{figure.id}",
            lambda figure_id=figure.id: take(figure_id),  # type: ignore[misc]
            chosen=taken.get(moment) == figure.id,
        )
        for figure in ask.choices
    ]
    return ft.Column(
        [theme.words(ask.word(moment), theme.LARGE, bold=True), grid(tiles)], spacing=theme.GAP
    )
