"""One pupil: who has said something, and the pack for the meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.desk_card import desk_card
from app.controls.frame import frame
from app.words import say


@dataclass(frozen=True)
class ContributionCard:
    """One contribution on the page."""

    contribution: str
    title: str
    when: str
    waiting: str
    is_waiting: bool
    picture: str


def build(
    *,
    name: str,
    cards: Sequence[ContributionCard],
    pack_note: str,
    is_busy: bool,
    open_contribution: Callable[[str], None],
    make_pack: Callable[[], None],
    back: Callable[[], None],
) -> ft.Control:
    """The screen; `pack_note` says what became of the pack."""
    shown: list[ft.Control] = [_card(card, open_contribution) for card in cards]
    if not shown:
        shown = [theme.words(say("desk.pupil.nothing"), theme.BODY)]
    word = say("desk.pupil.pack.busy") if is_busy else say("desk.pupil.pack")
    pack = ft.Container(
        ft.Column(
            [
                theme.heading(say("desk.pupil.pack.title"), 2, size=theme.LARGE),
                theme.words(say("desk.pupil.pack.words"), theme.BODY, color=theme.QUIET),
                ft.Row(
                    [
                        main_button(word, "desk-pack", make_pack, enabled=not is_busy),
                        ft.Semantics(
                            live_region=True,
                            content=theme.words(pack_note, theme.BODY, color=theme.GREEN),
                        ),
                    ],
                    wrap=True,
                    spacing=theme.GAP,
                ),
            ],
            spacing=10,
        ),
        bgcolor=theme.TEAL_SOFT,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )
    head = ft.Row(
        [
            quiet_button(say("question.back"), "desk-back", back, concept="back"),
            ft.Container(theme.heading(name), expand=True),
        ],
        spacing=theme.GAP,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return frame([head, *shown, pack])


def _card(card: ContributionCard, open_contribution: Callable[[str], None]) -> ft.Control:
    button = quiet_button(
        say("desk.pupil.read"),
        f"read-{card.contribution}",
        lambda: open_contribution(card.contribution),
    )
    return desk_card(
        card.title,
        card.when,
        card.waiting,
        button,
        is_waiting=card.is_waiting,
        picture=card.picture,
    )
