"""One contribution, every answer as it was given: read it, take lines into the record, leave lines
out.

The words are never edited here or anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app import theme
from app.controls.buttons import main_button, quiet_button
from app.controls.desk_card import note
from app.controls.frame import frame
from app.controls.tile import named
from app.words import say, say_count
from forms.ehc.proposing import Part


@dataclass(frozen=True)
class LineCard:
    """One answer on the page. `decision` is "" while it waits."""

    question_id: str
    question: str
    picture: str
    parts: tuple[Part, ...]
    none_words: str
    mark: str
    is_represented: bool
    helped: str
    decision: str
    is_left_out: bool = False


def build(
    *,
    title: str,
    about: str,
    first: str,
    lines: Sequence[LineCard],
    accept: Callable[[str], None],
    leave_out: Callable[[str], None],
    accept_all: Callable[[], None],
    back: Callable[[], None],
) -> ft.Control:
    """The screen; `first` says what to read before anything else, "" for nothing."""
    waiting = sum(not line.decision for line in lines)
    head = ft.Row(
        [
            quiet_button(say("question.back"), "desk-back", back, concept="back"),
            ft.Container(
                ft.Column(
                    [theme.heading(title), theme.words(about, theme.BODY, color=theme.QUIET)],
                    spacing=2,
                ),
                expand=True,
            ),
        ],
        spacing=theme.GAP,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    words = say_count("desk.inbox.waiting", waiting) if waiting else say("desk.lines.all_decided")
    bar = ft.Container(
        ft.Row(
            [
                ft.Container(
                    ft.Semantics(live_region=True, content=theme.words(words, theme.BODY)),
                    expand=True,
                ),
                main_button(
                    say("desk.lines.accept_all"), "accept-all", accept_all, enabled=waiting > 0
                ),
            ],
            spacing=theme.GAP,
        ),
        width=theme.WIDEST,
    )
    top = [head, note(first)] if first else [head]
    return frame([*top, *[_card(line, accept, leave_out) for line in lines]], bar=bar)


def _card(
    line: LineCard, accept: Callable[[str], None], leave_out: Callable[[str], None]
) -> ft.Control:
    said: list[ft.Control] = [
        theme.words(line.question, theme.SMALL, color=theme.QUIET),
        *_answer(line),
        ft.Row([_mark(line), *_helped(line)], wrap=True, spacing=10),
    ]
    return ft.Container(
        ft.ResponsiveRow(
            [
                ft.Container(
                    ft.Row(
                        [
                            theme.picture(line.picture, 44),
                            ft.Container(ft.Column(said, spacing=8), expand=True),
                        ],
                        spacing=12,
                        vertical_alignment=ft.CrossAxisAlignment.START,
                    ),
                    col={"xs": 12, "md": 8},
                ),
                ft.Container(_decide(line, accept, leave_out), col={"xs": 12, "md": 4}),
            ]
        ),
        bgcolor=theme.CARD,
        border_radius=theme.RADIUS,
        padding=theme.GAP,
        border=ft.Border.all(1, "#C9CFD3"),
    )


def _answer(line: LineCard) -> list[ft.Control]:
    if not line.parts:
        return [theme.words(line.none_words, theme.BODY, color=theme.QUIET)]
    chosen = [part for part in line.parts if not part.own_words]
    own = [part for part in line.parts if part.own_words]
    shown: list[ft.Control] = []
    if chosen:
        shown.append(
            ft.Row([_chosen(part) for part in chosen], wrap=True, spacing=16, run_spacing=8)
        )
    # What someone else thinks is never put in quotation marks.
    quote = "{}" if line.is_represented else "\u201c{}\u201d"
    shown += [theme.words(quote.format(part.text), theme.LARGE, bold=True) for part in own]
    return shown


def _chosen(part: Part) -> ft.Control:
    word = say("desk.lines.placed", thing=part.text, place=part.place) if part.place else part.text
    return theme.pictured(part.picture, word, 30)


def _mark(line: LineCard) -> ft.Control:
    ground = theme.WARM_SOFT if line.is_represented else theme.TEAL_SOFT
    return ft.Container(
        theme.words(line.mark, 15),
        bgcolor=ground,
        border_radius=8,
        padding=ft.Padding.symmetric(horizontal=10, vertical=4),
    )


def _helped(line: LineCard) -> list[ft.Control]:
    return [theme.words(line.helped, 15, color=theme.QUIET)] if line.helped else []


def _decide(
    line: LineCard, accept: Callable[[str], None], leave_out: Callable[[str], None]
) -> ft.Control:
    if line.decision:
        ink = theme.QUIET if line.is_left_out else theme.GREEN
        icon = ft.Icons.REMOVE_ROUNDED if line.is_left_out else ft.Icons.CHECK_ROUNDED
        words = ft.Container(theme.words(line.decision, 15, color=ink), expand=True)
        return ft.Row([ft.Icon(icon, color=ink), words])
    return ft.Row(
        [
            _small(
                say("desk.lines.accept"),
                f"accept-{line.question_id}",
                lambda: accept(line.question_id),
                theme.TEAL,
            ),
            _small(
                say("desk.lines.leave_out"),
                f"leave-{line.question_id}",
                lambda: leave_out(line.question_id),
                theme.INK,
            ),
        ],
        wrap=True,
        spacing=8,
        alignment=ft.MainAxisAlignment.END,
    )


def _small(word: str, identifier: str, on_tap: Callable[[], None], ink: str) -> ft.Control:
    button = ft.Button(
        content=theme.words(word, theme.SMALL, bold=True, color=ink),
        on_click=lambda _: on_tap(),
        style=theme.button_style(theme.CARD, ink, theme.EDGE),
        height=48,
    )
    return named(button, identifier)
