"""Words of the person's own. They are kept as they are typed, not when someone remembers to
save."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.speaking import in_its_order, say
from forms.definition import Kind
from forms.written import written

# What a field is called; everything else is "my words".
LABELS: dict[Kind, str] = {
    "number": "number",
    "date": "date",
    "list": "list",
    "dated_list": "dated_list",
}


def build(ask: Ask) -> ft.Control:
    """A large field; every few letters are saved while typing."""
    kind = ask.question.kind
    label = say(f"controls.{LABELS.get(kind, 'text')}.label")
    return field(label, written(kind, ask.answer), ask.typed, lines=_lines(kind))


def _lines(kind: Kind) -> int:
    return 1 if kind in ("line", "number", "date") else 4


def field(label: str, value: str, typed: object, *, lines: int = 1) -> ft.TextField:
    """A text field in our look; `typed` takes the text at every change."""
    assert callable(typed)
    return ft.TextField(
        label=in_its_order(label),
        value=value,
        multiline=lines > 1,
        min_lines=lines,
        max_lines=12 if lines > 1 else 1,
        text_style=ft.TextStyle(size=theme.LARGE, font_family_fallback=theme.letters()),
        border_color=theme.EDGE,
        focused_border_color=theme.TEAL,
        focused_border_width=4,
        border_radius=theme.RADIUS,
        bgcolor=theme.CARD,
        hover_color=theme.CARD,
        # The label stands where writing begins, not in the middle of a large field.
        align_label_with_hint=True,
        content_padding=ft.Padding.all(18),
        label_style=ft.TextStyle(
            size=theme.BODY, color=theme.QUIET, font_family_fallback=theme.letters()
        ),
        # What a person means is theirs: no quote marks or dashes changed behind their back.
        smart_dashes_type=False,
        smart_quotes_type=False,
        enable_ime_personalized_learning=False,
        on_change=lambda event: typed(event.control.value or ""),
    )
