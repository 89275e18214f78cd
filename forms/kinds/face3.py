"""One of three faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.kinds import shapes
from forms.kinds.base import QuestionKind, needs_choices

if TYPE_CHECKING:
    from forms.definition import Question

FACES = 3


def _lack(question: Question) -> str:
    if question.choices and len(question.choices) != FACES:
        return f"three faces, not {len(question.choices)}"
    return needs_choices(question)


KIND = QuestionKind("face3", shapes.one_chosen, _lack, is_offered=True)
