"""Worked out from other answers; nobody is asked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _lack(question: Question) -> str:
    return "" if question.calculation else "a calculated question needs its calculation"


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    return iter(())


KIND = QuestionKind("calculated", _faults, _lack, is_asked=False)
