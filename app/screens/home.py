"""What there is to say: the forms of this person, how far each is, and what happens next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.frame import frame
from app.speaking import say

PICTURES = {
    "new": "talk",
    "started": "write",
    "not_today": "not_today",
    "waiting": "waiting",
    "received": "received",
}


@dataclass(frozen=True)
class FormCard:
    """One form as it is shown: its title, how far it is, and that in a sentence."""

    form_id: str
    title: str
    state: str
    words: str


def build(
    *,
    hello: str,
    cards: Sequence[FormCard],
    safe_words: str,
    open_form: Callable[[str], None],
    lock: Callable[[], None],
    show_credits: Callable[[], None],
    help_now: Callable[[], None] | None = None,
    corner: ft.Control | None = None,
) -> ft.Control:
    """The screen; `help_now` is the way to help that pupils have, `corner` to another language."""
    return frame(
        [
            theme.heading(hello),
            *[_card(card, open_form) for card in cards],
            _safe(safe_words, help_now),
            ft.Row(
                [
                    quiet_button(say("home.lock"), "home-lock", lock, concept="lock"),
                    quiet_button(say("credits.open"), "open-credits", show_credits),
                ],
                wrap=True,
                spacing=theme.GAP,
                run_spacing=theme.GAP,
            ),
        ],
        corner=corner,
    )


def _safe(words: str, help_now: Callable[[], None] | None) -> ft.Control:
    said: list[ft.Control] = [theme.words(words, theme.BODY)]
    if help_now is not None:
        said.append(quiet_button(say("home.help_now"), "home-help", help_now))
    return ft.Container(
        ft.Row(
            [
                theme.picture("safe_adult", 40),
                ft.Container(ft.Column(said, spacing=10), expand=True),
            ],
            spacing=12,
        ),
        bgcolor=theme.WARM_SOFT,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )


def _card(card: FormCard, open_form: Callable[[str], None]) -> ft.Control:
    words: list[ft.Control] = [
        theme.heading(card.title, 2, size=theme.LARGE),
        ft.Semantics(live_region=True, content=theme.words(card.words, theme.BODY)),
    ]
    if card.state != "not_today":
        action = say(f"home.action.{card.state}")
        words.append(
            main_button(action, f"form-{card.form_id}", lambda: open_form(card.form_id))
            if card.state in ("new", "started")
            else quiet_button(action, f"form-{card.form_id}", lambda: open_form(card.form_id))
        )
    return ft.Container(
        ft.Row(
            [
                theme.picture(PICTURES[card.state], 72),
                ft.Container(
                    ft.Column(
                        words, spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
                    ),
                    expand=True,
                ),
            ],
            spacing=theme.GAP,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=theme.CARD,
        border=ft.Border.all(2, theme.EDGE),
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )
