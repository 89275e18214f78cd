"""A number; what can not be read as one stays as the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import MOST_WHOLE, Answer, Value
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    if not isinstance(answer.value, int | float) or isinstance(answer.value, bool):
        yield "wrong_shape", ""


def _read(text: str) -> tuple[Value, str]:
    # A comma is how most of Europe writes a decimal point.
    plain = text.strip().replace(",", ".")
    if not plain or set(plain) - set("0123456789.-"):
        return "", text
    try:
        found = float(plain)
    except ValueError:
        return "", text
    if abs(found) > MOST_WHOLE:
        return "", text
    return (int(found) if found.is_integer() and "." not in plain else found), ""


KIND = QuestionKind("number", _faults, read=_read)
