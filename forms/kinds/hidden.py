"""Comes with the invitation (the goals of the plan, say); nobody is asked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    return iter(())


KIND = QuestionKind("hidden", _faults, is_asked=False)
