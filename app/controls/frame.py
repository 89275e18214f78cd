"""The frame of every screen: a head that stays, a middle that scrolls, a bar that stays."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app import theme
from app.speaking import voice

# The whole width of a phone or a tablet, most of a laptop's: lines stay short enough to read.
COLUMNS: dict[str | ft.ResponsiveRowBreakpoint, int | float] = {
    ft.ResponsiveRowBreakpoint.XS: 12,
    ft.ResponsiveRowBreakpoint.LG: 10,
    ft.ResponsiveRowBreakpoint.XL: 8,
}


def frame(
    middle: Sequence[ft.Control],
    *,
    head: ft.Control | None = None,
    bar: ft.Control | None = None,
    corner: ft.Control | None = None,
) -> ft.Control:
    """A whole screen, no wider than is good to read.

    What has to be told about the translation of its sentences stands at its end.

    Args:
        middle: what scrolls.
        head: what stays at the top.
        bar: what stays at the bottom.
        corner: something small above all else, where a line ends.
    """
    notes = [theme.words(note, theme.SMALL, color=theme.QUIET) for note in voice().notes()]
    body = ft.Container(
        ft.Column(
            [*middle, *notes], spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        ),
        padding=ft.Padding.symmetric(horizontal=theme.GAP, vertical=theme.GAP),
    )
    scroller = ft.Column(
        [_centred(body)],
        expand=True,
        scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control] = [scroller]
    if head is not None:
        parts.insert(0, _strip(head))
    if corner is not None:
        parts.insert(0, _strip(ft.Row([corner], alignment=ft.MainAxisAlignment.END)))
    if bar is not None:
        parts.append(_strip(bar, edge=True))
    return ft.SafeArea(
        ft.Column(
            parts, expand=True, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        ),
        expand=True,
    )


def _centred(control: ft.Control) -> ft.Control:
    return ft.ResponsiveRow(
        [ft.Container(control, col=COLUMNS)], alignment=ft.MainAxisAlignment.CENTER
    )


def _strip(control: ft.Control, *, edge: bool = False) -> ft.Control:
    line = ft.Border.only(top=ft.BorderSide(1, "#C9CFD3")) if edge else None
    inner = ft.Container(control, padding=ft.Padding.symmetric(horizontal=theme.GAP, vertical=8))
    return ft.Container(
        _centred(inner),
        bgcolor=theme.PAPER,
        border=line,
        alignment=ft.Alignment.CENTER,
    )
