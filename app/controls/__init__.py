"""What people touch to answer: one question kind a file, mirroring `forms.definition`.

`control_for` gives the control of a question. A kind without a file of its own gets a plain,
working fallback, never a blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import flet as ft

from app.controls import (
    body_map,
    circles,
    face3,
    fallback,
    feelings,
    info,
    pick_many,
    pick_one,
    rank,
    sort3,
    text,
    top3,
)
from app.controls.ask import Ask

Build = Callable[[Ask], ft.Control]

BY_KIND: Mapping[str, Build] = {
    "info": info.build,
    "text": text.build,
    "line": text.build,
    "number": text.build,
    "date": text.build,
    "list": text.build,
    "dated_list": text.build,
    "pick_one": pick_one.build,
    "yes_no": pick_one.build,
    "pick_many": pick_many.build,
    "sort3": sort3.build,
    "circles": circles.build,
    "body_map": body_map.build,
    "feelings": feelings.build,
    "face3": face3.build,
    "top3": top3.build,
    "rank": rank.build,
}


def control_for(ask: Ask) -> ft.Control:
    """The control that answers this question."""
    return BY_KIND.get(ask.question.kind, fallback.build)(ask)
