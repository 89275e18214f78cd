"""Everything that was said, before it is sent: see it, change it, send it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app import theme
from app.controls.buttons import bar_button, main_button
from app.controls.frame import frame
from app.controls.tile import named
from app.speaking import say


@dataclass(frozen=True)
class ReviewLine:
    """One answer as it is shown: (picture, word) pairs, own words exactly, or why there is none;
    without a question id it can not be changed any more."""

    question_id: str
    question: str
    pictures: tuple[tuple[str, str], ...]
    words: str
    state_words: str


def build(
    *,
    lines: Sequence[ReviewLine],
    senco: str,
    change: Callable[[str], None],
    send: Callable[[], None],
    back: Callable[[], None],
    is_busy: bool = False,
) -> ft.Control:
    """The screen."""
    send_button = main_button(
        say("review.sending") if is_busy else say("review.send", senco=senco),
        "review-send",
        send,
        icon=ft.Icons.SEND_ROUNDED,
        enabled=not is_busy,
    )
    # Back stands where it stands under every question.
    ways = ft.Row(
        [
            bar_button(say("question.back"), "back", "review-back", back),
            *[ft.Container(expand=True) for _ in range(4)],
        ],
        spacing=4,
    )
    bar = ft.Container(
        ft.Column(
            [send_button, ways],
            spacing=8,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        width=theme.WIDEST,
    )
    return frame(
        [
            theme.heading(say("review.title")),
            theme.words(say("review.words", senco=senco), theme.BODY, color=theme.QUIET),
            *[_card(line, change) for line in lines],
        ],
        bar=bar,
    )


def _card(line: ReviewLine, change: Callable[[str], None]) -> ft.Control:
    said: list[ft.Control] = [theme.words(line.question, theme.SMALL, color=theme.QUIET)]
    if line.pictures:
        said.append(
            ft.Row(
                [theme.pictured(concept, word, 32) for concept, word in line.pictures],
                wrap=True,
                spacing=14,
                run_spacing=8,
            )
        )
    if line.words:
        said.append(theme.words(line.words, theme.BODY, bold=True))
    if line.state_words:
        said.append(theme.words(line.state_words, theme.BODY, color=theme.QUIET))
    edit = named(
        ft.Button(
            content=theme.words(say("review.change"), theme.SMALL, color=theme.TEAL),
            on_click=lambda _: change(line.question_id),
            style=theme.button_style(theme.CARD, theme.TEAL, theme.EDGE),
            height=48,
            tooltip=say("review.change.of", question=line.question),
        ),
        f"change-{line.question_id}",
    )
    return ft.Container(
        ft.Row(
            [
                ft.Container(ft.Column(said, spacing=6), expand=True),
                *([edit] if line.question_id else []),
            ],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        bgcolor=theme.CARD,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
    )
