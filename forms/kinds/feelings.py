"""Figures in a scene: the one most like the person now, and the one they would like to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds.base import Faults, QuestionKind, needs_choices

if TYPE_CHECKING:
    from forms.definition import Choice, Question

# Which is most like you now, and which would you like to be.
NOW, WISH = "now", "wish"


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    if not isinstance(answer.value, dict):
        yield "wrong_shape", ""
        return
    figures = {figure.id for figure in offered}
    for moment, figure in answer.value.items():
        if moment not in (NOW, WISH) or figure not in figures:
            yield "not_offered", figure


KIND = QuestionKind("feelings", _faults, needs_choices, is_offered=True)
