"""A card of the desk: what it is, how much waits for a decision, and the button that opens it."""

from __future__ import annotations

import flet as ft

from app import theme


def desk_card(
    title: str,
    about: str,
    waiting: str,
    button: ft.Control,
    *,
    is_waiting: bool,
    picture: str = "",
    first: str = "",
) -> ft.Control:
    """The card; on a phone the button stands under the words.

    Args:
        title: a name or a form's title.
        about: a quiet line under it.
        waiting: how much waits, in words.
        button: what opens it.
        is_waiting: whether anything waits; said by words and by weight, not by colour alone.
        picture: a concept, "" for none.
        first: a calm line about what to read before anything else, "" for none.
    """
    said = [
        theme.heading(title, 2, size=theme.LARGE),
        theme.words(about, theme.BODY, color=theme.QUIET),
        _waiting(waiting, is_waiting),
        *([note(first)] if first else []),
    ]
    left: list[ft.Control] = [ft.Container(ft.Column(said, spacing=4), expand=True)]
    if picture:
        left.insert(0, theme.picture(picture, 56))
    row = ft.ResponsiveRow(
        [
            ft.Container(
                ft.Row(left, spacing=theme.GAP, vertical_alignment=ft.CrossAxisAlignment.CENTER),
                col={ft.ResponsiveRowBreakpoint.XS: 12, ft.ResponsiveRowBreakpoint.SM: 8},
            ),
            ft.Container(
                button,
                col={ft.ResponsiveRowBreakpoint.XS: 12, ft.ResponsiveRowBreakpoint.SM: 4},
                alignment=ft.Alignment.CENTER_RIGHT,
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
        run_spacing=theme.GAP,
    )
    return ft.Container(
        row,
        bgcolor=theme.CARD,
        border=ft.Border.all(2, theme.EDGE),
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )


def _waiting(words: str, is_waiting: bool) -> ft.Control:
    ink = theme.WARM if is_waiting else theme.GREEN
    return theme.words(words, theme.BODY, bold=is_waiting, color=ink)


def note(words: str) -> ft.Control:
    """A sentence to notice, on a warm ground."""
    return ft.Container(
        theme.words(words, theme.BODY),
        bgcolor=theme.WARM_SOFT,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )
