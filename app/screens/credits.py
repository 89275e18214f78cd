"""Whose pictures and letters these are, and on what terms."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.buttons import main_button
from app.controls.frame import frame
from app.pictures import credits as picture_credits
from app.speaking import say
from forms.pictures import Credit
from forms.pictures.checking import OWN


def build(*, back: Callable[[], None]) -> ft.Control:
    """The screen."""
    pictures = [theme.words(_credit(credit), theme.BODY) for credit in picture_credits()]
    return frame(
        [
            theme.heading(say("credits.title")),
            *pictures,
            theme.words(say("credits.font"), theme.BODY),
            theme.words(say("credits.code"), theme.BODY),
            theme.words(say("credits.all"), theme.BODY),
            main_button(say("credits.back"), "credits-back", back),
        ]
    )


def _credit(credit: Credit) -> str:
    licence = say("credits.own") if credit.licence == OWN else credit.licence
    return say("credits.pictures", title=credit.title, author=credit.author, licence=licence)
