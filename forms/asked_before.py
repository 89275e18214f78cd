"""What somebody has said before about the same thing, whatever form it was in: nobody is asked
blank again what they have told already.

Answers meet by concept. It finds and compares; showing and keeping are the app's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.answers import Answer
from forms.asking import concept_of
from forms.checking import check_answer
from forms.definition import UNASKED, Form
from forms.engine import OpenForm
from forms.rounds import round_of, template_of


@dataclass(frozen=True)
class Said:
    """A finished set of answers: the form in its version, the answers, and when it was finished."""

    form: Form
    answers: Mapping[str, Answer]
    at: datetime


@dataclass(frozen=True)
class Before:
    """One earlier answer, with what is needed to say it in words."""

    said: Said
    question_id: str

    @property
    def answer(self) -> Answer:
        """The answer as it was given."""
        return self.said.answers[self.question_id]


def by_concept(earlier: Iterable[Said]) -> dict[str, Before]:
    """The newest answer about each concept. What was not answered, what was about the sitting, what
    was said in a round about something else, and what is for a safe adult alone is not among them:
    somebody may be looking on."""
    found: dict[str, Before] = {}
    for said in sorted(earlier, key=lambda one: one.at):
        for question_id, answer in said.answers.items():
            if answer.state == "answered" and _can_come_up(said.form, question_id, answer):
                found[concept_of(said.form, question_id)] = Before(said, question_id)
    return found


def can_be_said_again(form: OpenForm, question_id: str, before: Before) -> bool:
    """Whether the earlier answer, just as it was, is an answer to this question too."""
    if before.said.form.question(before.question_id).kind != form.form.question(question_id).kind:
        return False
    return not check_answer(form, question_id, before.answer)


def _can_come_up(form: Form, question_id: str, answer: Answer) -> bool:
    asked = next((q for q in form.questions if q.id == template_of(question_id)), None)
    if asked is None or asked.meta or asked.kind == "info" or asked.kind in UNASKED:
        return False
    if (answer.share or asked.share or form.default_share) == "safe_adult":
        return False
    # The name of a round means the same in two forms only when it is made from the same thing.
    return not round_of(question_id).isdigit()
