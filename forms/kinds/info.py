"""A sentence that is shown; the answer only says that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    yield "value_unasked", ""


KIND = QuestionKind("info", _faults)
