"""People, each put into a ring around the person; anyone can be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds import shapes
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    rings = [ring.id for ring in question.places] or None
    return shapes.put(question, answer, keys=None, places=rings)


KIND = QuestionKind("circles", _faults, is_offered=True)
