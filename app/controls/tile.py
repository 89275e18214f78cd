"""A tile: a picture and a word to tap. Chosen is shown by a tick and a thick edge, not by colour
alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import flet as ft

from app import theme
from app.speaking import is_rtl

PICTURE_SIZE = 80
TILE_HEIGHT = 176
# Two tiles side by side on a phone, three on a tablet, four on a wide screen.
COLUMNS = {"xs": 6, "sm": 4, "md": 3}
THREE_COLUMNS = {"xs": 4}


def tile(
    word: str,
    concept: str,
    identifier: str,
    on_tap: Callable[[], None],
    *,
    chosen: bool = False,
    note: str = "",
    height: int = TILE_HEIGHT,
    picture_size: int = PICTURE_SIZE,
    word_size: int = theme.BODY,
) -> ft.Control:
    """One tile.

    Args:
        word: what it says; also its accessible name.
        concept: its picture.
        identifier: a stable name for tests and switches.
        on_tap: called on release.
        chosen: whether it is chosen now.
        note: a short text in its corner ("1", "2", "3" in a top three).
        height: of the tile, in logical pixels, as are the sizes of its picture and its word.
    """
    ground, edge = (theme.TEAL_SOFT, theme.TEAL) if chosen else (theme.CARD, theme.EDGE)
    style = theme.button_style(ground, theme.INK, edge, thick=4 if chosen else 2)
    style.padding = ft.Padding.symmetric(horizontal=8, vertical=8)
    face = ft.Column(
        [
            theme.picture(concept, picture_size),
            theme.words(word, word_size, bold=True, centred=True),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=8,
    )
    layers: list[ft.Control] = [
        ft.Container(face, alignment=ft.Alignment.CENTER, left=0, right=0, top=0, bottom=0)
    ]
    if chosen:
        # Where a line ends: on the left of a page that is written from the right.
        left, right = (0, None) if is_rtl() else (None, 0)
        layers.append(ft.Container(_corner(note), top=0, left=left, right=right))
    button = ft.Button(
        content=ft.Container(ft.Stack(layers), height=height - 20),
        on_click=lambda _: on_tap(),
        style=style,
        expand=True,
        height=height,
    )
    return named(button, identifier, selected=chosen)


def _corner(note: str) -> ft.Control:
    mark: ft.Control = (
        theme.words(note, theme.LARGE, bold=True, color=theme.ON_TEAL)
        if note
        else ft.Icon(ft.Icons.CHECK_ROUNDED, color=theme.ON_TEAL, size=24)
    )
    return ft.Container(
        mark,
        bgcolor=theme.TEAL,
        border_radius=18,
        width=36,
        height=36,
        alignment=ft.Alignment.CENTER,
    )


def named(
    control: ft.Control, identifier: str, *, selected: bool | None = None, col: object = None
) -> ft.Control:
    """The control with a stable name, and whether it is selected, as one thing for assistive
    tools."""
    inner = ft.Semantics(content=control, identifier=identifier, selected=selected)
    return ft.MergeSemantics(content=inner)


def grid(
    tiles: Sequence[ft.Control], columns: Mapping[str, int] = COLUMNS, *, centred: bool = False
) -> ft.Control:
    """Tiles in rows that fit the screen."""
    cells: list[ft.Control] = [ft.Container(one, col=_by_width(columns)) for one in tiles]
    place = ft.MainAxisAlignment.CENTER if centred else ft.MainAxisAlignment.START
    return ft.ResponsiveRow(cells, spacing=theme.GAP, run_spacing=theme.GAP, alignment=place)


def _by_width(columns: Mapping[str, int]) -> dict[str | ft.ResponsiveRowBreakpoint, int | float]:
    return {ft.ResponsiveRowBreakpoint(name): count for name, count in columns.items()}
