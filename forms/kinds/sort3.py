"""A sorting mat: each thing goes to one of three places; own things can be added to some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.kinds import shapes
from forms.kinds.base import Faults, QuestionKind

if TYPE_CHECKING:
    from forms.definition import Choice, Question

PLACES = 3


def _lack(question: Question) -> str:
    is_whole = len(question.places) == PLACES and bool(question.items)
    return "" if is_whole else "a sorting mat needs three places and things to sort"


def _faults(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    things = [item.id for item in question.items]
    return shapes.put(question, answer, keys=things, places=[p.id for p in question.places])


KIND = QuestionKind("sort3", _faults, _lack, is_offered=True)
