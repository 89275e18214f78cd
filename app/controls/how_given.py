""" "How was this answered, who helped, who may see it?" One line under each answer, opened by one
tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import flet as ft

from app import theme
from app.controls.text import field
from app.controls.tile import named
from app.provenance import ASSISTS, HOWS, SHARES, Provenance
from app.speaking import say
from forms.answers import Share


def build(
    given: Provenance,
    changed: Callable[[Provenance], None],
    *,
    usual_share: Share,
    is_open: bool,
    toggle: Callable[[], None],
) -> ft.Control:
    """The line, and the panel when it is open.

    Args:
        given: what the answer carries now.
        changed: takes a new provenance; it is saved when it returns.
        usual_share: who may see it while nobody has chosen.
        is_open: whether the panel shows.
        toggle: opens and closes the panel.
    """
    line = named(
        ft.TextButton(content=_line(summary(given), is_open), on_click=lambda _: toggle()), "q-how"
    )
    return ft.Column([line, _panel(given, changed, usual_share)], spacing=8) if is_open else line


def _line(words: str, is_open: bool) -> ft.Control:
    icon = ft.Icons.EXPAND_LESS_ROUNDED if is_open else ft.Icons.EXPAND_MORE_ROUNDED
    said = theme.words(words, theme.SMALL, color=theme.TEAL)
    said.expand, said.expand_loose = True, True  # a long line goes on below, beside its arrow
    return ft.Row(
        [ft.Icon(icon, color=theme.TEAL), said],
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )


def summary(given: Provenance) -> str:
    """The line in words."""
    how = say(f"controls.how.{given.how}")
    if not given.helper:
        return say("controls.how.alone", how=how)
    return say("controls.how.helped", how=how, helper=given.helper)


def _panel(
    given: Provenance, changed: Callable[[Provenance], None], usual_share: Share
) -> ft.Control:
    hows: list[ft.Control] = [
        _chip(
            say(f"controls.how.{how}"),
            f"how-{how}",
            how == given.how,
            lambda how=how: changed(replace(given, how=how)),  # type: ignore[misc]
        )
        for how in HOWS
    ]
    assists: list[ft.Control] = [
        _chip(
            say(f"controls.assist.{one}"),
            f"assist-{one}",
            one in given.assist,
            lambda one=one: changed(_toggled(given, one)),  # type: ignore[misc]
        )
        for one in ASSISTS
    ]
    shares: list[ft.Control] = [
        _chip(
            say(f"controls.share.{one}"),
            f"share-{one}",
            one == (given.share or usual_share),
            lambda one=one: changed(replace(given, share=one)),  # type: ignore[misc]
        )
        for one in SHARES
    ]
    helper = field(
        say("controls.how.helper"), given.helper, lambda name: changed(replace(given, helper=name))
    )
    return ft.Container(
        ft.Column(
            [
                theme.words(say("controls.how.question"), theme.BODY, bold=True),
                ft.Row(hows, wrap=True, spacing=8, run_spacing=8),
                helper,
                theme.words(say("controls.assist.question"), theme.BODY, bold=True),
                ft.Row(assists, wrap=True, spacing=8, run_spacing=8),
                theme.words(say("controls.share.question"), theme.BODY, bold=True),
                ft.Row(shares, wrap=True, spacing=8, run_spacing=8),
                theme.words(say("controls.share.limits"), theme.SMALL, color=theme.QUIET),
            ],
            spacing=12,
        ),
        bgcolor=theme.CARD,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )


def _toggled(given: Provenance, one: str) -> Provenance:
    kept = tuple(a for a in ASSISTS if (a in given.assist) != (a == one))
    return replace(given, assist=kept)


def _chip(word: str, identifier: str, chosen: bool, on_tap: Callable[[], None]) -> ft.Control:
    ground, edge = (theme.TEAL_SOFT, theme.TEAL) if chosen else (theme.CARD, theme.EDGE)
    parts: list[ft.Control] = [theme.words(word, theme.SMALL)]
    if chosen:
        parts.insert(0, ft.Icon(ft.Icons.CHECK_ROUNDED, color=theme.TEAL, size=20))
    button = ft.Button(
        content=ft.Row(parts, tight=True, spacing=4),
        on_click=lambda _: on_tap(),
        style=theme.button_style(ground, theme.INK, edge),
        height=48,
    )
    return named(button, identifier, selected=chosen)
