"""Three favourites at most, out of choices or out of what an earlier answer liked best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds import shapes
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question

TOP = 3


def _lack(question: Question) -> str:
    if question.from_ or question.choices:
        return ""
    return "a top three needs choices, or a question to take them from"


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    yield from shapes.many_chosen(question, offered, answer)
    if isinstance(answer.value, tuple) and len(answer.value) > TOP:
        yield "too_many", ""


KIND = QuestionKind("top3", _faults, _lack, is_offered=True)
