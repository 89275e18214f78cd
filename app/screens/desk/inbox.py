"""The first page of the desk: each pupil, what came in, and how many lines wait for a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.desk_card import desk_card, note
from app.controls.frame import frame
from app.words import say


@dataclass(frozen=True)
class PupilCard:
    """One pupil on the page. `first` says what to read before anything else, "" for nothing."""

    pupil: str
    name: str
    came_in: str
    waiting: str
    is_waiting: bool
    first: str = ""


def build(
    *,
    school: str,
    cards: Sequence[PupilCard],
    last_look: str,
    problems: Sequence[str],
    bring_in: Callable[[], None],
    open_pupil: Callable[[str], None],
    lock: Callable[[], None],
) -> ft.Control:
    """The screen.

    Args:
        last_look: what the last look at the hub brought, or why it brought nothing.
        problems: a sentence for each thing that came and could not be opened.
    """
    head = ft.Row(
        [
            ft.Container(theme.heading(say("desk.inbox.title", school=school)), expand=True),
            quiet_button(say("home.lock"), "desk-lock", lock, concept="lock"),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    fetch = ft.Row(
        [
            main_button(
                say("desk.inbox.bring_in"),
                "desk-bring-in",
                bring_in,
                icon=ft.Icons.DOWNLOAD_ROUNDED,
            ),
            ft.Semantics(
                live_region=True, content=theme.words(last_look, theme.BODY, color=theme.GREEN)
            ),
        ],
        wrap=True,
        spacing=theme.GAP,
        run_spacing=theme.GAP,
    )
    shown: list[ft.Control] = [_card(card, open_pupil) for card in cards]
    if not shown:
        shown = [theme.words(say("desk.inbox.nobody"), theme.BODY)]
    return frame([head, fetch, *[note(words) for words in problems], *shown])


def _card(card: PupilCard, open_pupil: Callable[[str], None]) -> ft.Control:
    button = quiet_button(
        say("desk.inbox.open", name=card.name),
        f"pupil-{card.pupil}",
        lambda: open_pupil(card.pupil),
    )
    return desk_card(
        card.name,
        card.came_in,
        card.waiting,
        button,
        is_waiting=card.is_waiting,
        first=card.first,
    )
