"""Colours, sizes and type of the app, in one place. Calm, warm, high in contrast; not Flet's
defaults.

Every pair of text and ground is at least 4.5:1 and every edge of something to tap at least 3:1
(WCAG 2.2, 1.4.3 and 1.4.11); a test measures them, because a canvas hides them from checkers."""

from __future__ import annotations

import flet as ft

from app.speaking import in_its_order, is_rtl

FONT = "Atkinson Hyperlegible"
# Languages whose letters the font does not have, and the face that has them (app/web/fonts.py).
# Each weight is a family of its own, fetched when the language is spoken.
FACES = {"uk": "NotoSans", "bn": "NotoSansBengali", "ar": "NotoSansArabic", "ur": "NotoSansArabic"}

PAPER = "#FBF8F2"
CARD = "#FFFFFF"
INK = "#22303C"
QUIET = "#55626D"
TEAL = "#1F6F78"
TEAL_SOFT = "#DCEEF0"
EDGE = "#7D8A94"
WARM = "#A8481C"
WARM_SOFT = "#FBE9DD"
GREEN = "#2E6B3A"
GREEN_SOFT = "#E4F0E2"
ON_TEAL = "#FFFFFF"
# What can not be done now, and the part of a bar that is still to come.
RESTING = "#E6EAEC"

# (text, ground) and (edge, ground) as they stand on screens.
TEXT_PAIRS = (
    (INK, PAPER),
    (INK, CARD),
    (INK, TEAL_SOFT),
    (INK, WARM_SOFT),
    (INK, GREEN_SOFT),
    (QUIET, PAPER),
    (QUIET, CARD),
    (TEAL, PAPER),
    (TEAL, CARD),
    (WARM, CARD),
    (WARM, PAPER),
    (GREEN, PAPER),
    (GREEN, GREEN_SOFT),
    (ON_TEAL, TEAL),
    (QUIET, RESTING),
)
EDGE_PAIRS = ((EDGE, PAPER), (EDGE, CARD), (TEAL, CARD), (TEAL, PAPER), (TEAL, TEAL_SOFT))

SMALL, BODY, LARGE, TITLE = 16, 19, 23, 30
GAP = 16
RADIUS = 16
# WCAG asks for 24; small or shaky hands need more (DOMAIN 3).
TARGET = 64
WIDEST = 880
# Pictures that point along the line of writing: mirrored on a page that is written from the right.
ALONG_THE_LINE = frozenset(("back", "next", "skip", "skipped", "come_back"))


def fonts_of(language: str) -> dict[str, str]:
    """Family -> file of the fonts that a language needs beside those that are always there."""
    face = FACES.get(language.partition("-")[0])
    families = (f"{face}-{weight}" for weight in ("Regular", "Bold")) if face else ()
    return {family: f"fonts/{family}.woff2" for family in families}


def letters(*, bold: bool = False) -> list[str]:
    """The families that draw what the font does not have, as far as they are fetched."""
    weight = "Bold" if bold else "Regular"
    return [f"{face}-{weight}" for face in sorted(set(FACES.values()))]


def make_theme() -> ft.Theme:
    """The theme of every page."""
    return ft.Theme(
        font_family=FONT,
        color_scheme=ft.ColorScheme(
            primary=TEAL,
            on_primary=ON_TEAL,
            primary_container=TEAL_SOFT,
            on_primary_container=INK,
            surface=PAPER,
            on_surface=INK,
            on_surface_variant=QUIET,
            outline=EDGE,
            error=WARM,
            on_error=CARD,
        ),
        visual_density=ft.VisualDensity.COMFORTABLE,
    )


def words(
    text: str, size: int = BODY, *, bold: bool = False, color: str = INK, centred: bool = False
) -> ft.Text:
    """A piece of text."""
    return ft.Text(
        in_its_order(text),
        size=size,
        color=color,
        weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
        font_family_fallback=letters(bold=bold),
        text_align=ft.TextAlign.CENTER if centred else ft.TextAlign.START,
    )


def heading(text: str, level: int = 1, *, size: int = TITLE, centred: bool = False) -> ft.Control:
    """A heading that screen readers can jump to."""
    return ft.Semantics(heading_level=level, content=words(text, size, bold=True, centred=centred))


def picture(concept: str, size: int = 48, *, alt: bool = False) -> ft.Control:
    """The picture of a concept; without `alt` it is decoration beside a word that says the same."""
    from app.pictures import picture as find

    found = find(concept)
    return ft.Image(
        src=f"pictures/{found.file}",
        width=size,
        height=size,
        semantics_label=found.alt if alt else None,
        exclude_from_semantics=not alt,
        error_content=ft.Container(width=size, height=size),
        flip=ft.Flip(flip_x=True) if concept in ALONG_THE_LINE and is_rtl() else None,
    )


def pictured(concept: str, text: str, size: int) -> ft.Control:
    """A picture and its word beside it, to stand among others; a long word goes on below."""
    said = words(text, BODY, bold=True)
    said.expand, said.expand_loose = True, True
    parts: list[ft.Control] = [picture(concept, size), said] if concept else [said]
    return ft.Row(parts, tight=True, spacing=6)


def button_style(
    ground: str, ink: str, edge: str | None = None, *, thick: int = 2
) -> ft.ButtonStyle:
    """How a button looks; the focus ring is the thick dark edge."""
    line = edge or ground
    return ft.ButtonStyle(
        bgcolor=ground,
        color=ink,
        elevation=0,
        shadow_color=ft.Colors.TRANSPARENT,
        padding=ft.Padding.symmetric(horizontal=16, vertical=10),
        shape=ft.RoundedRectangleBorder(radius=RADIUS),
        side={
            ft.ControlState.FOCUSED: ft.BorderSide(4, INK),
            ft.ControlState.DEFAULT: ft.BorderSide(thick, line),
        },
        overlay_color={ft.ControlState.PRESSED: ft.Colors.with_opacity(0.12, INK)},
    )
