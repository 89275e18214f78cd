"""Parts of the body, each with how it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds import shapes
from forms.kinds.base import Faults, QuestionKind, needs_choices

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    faces = [face.id for face in question.places] or None
    return shapes.put(question, answer, keys=[part.id for part in offered], places=faces)


KIND = QuestionKind("body_map", _faults, needs_choices, is_offered=True)
