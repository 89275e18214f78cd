"""A day; what can not be read as one stays as the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer, Value
from forms.days import read_date
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    if not isinstance(answer.value, str) or read_date(answer.value) is None:
        yield "wrong_shape", ""


def _read(text: str) -> tuple[Value, str]:
    day = read_date(text)
    return (day.isoformat(), "") if day else ("", text)


KIND = QuestionKind("date", _faults, read=_read)
