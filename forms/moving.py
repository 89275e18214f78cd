"""A draft that was begun in one version of a form goes on in another: nothing is dropped.

Answers to the same question of the same kind are carried. Everything else is kept beside them as no
longer asked, to be shown to the person and never sent as an answer to something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.answers import Answers
from forms.checking import check_answer
from forms.definition import Form
from forms.engine import OpenForm


@dataclass(frozen=True)
class Moved:
    """Answers in a version of a form: those it asks, and those it no longer asks."""

    carried: Answers
    no_longer_asked: Answers


def move(answers: Answers, old: Form | None, new: Form) -> Moved:
    """Sort answers by whether a form asks for them.

    Args:
        answers: what was answered.
        old: the form it was answered in; None when that version is not known any more, and then
            the shape of the answer decides whether it can be carried.
        new: the form to go on in.
    """
    form = OpenForm(new)
    carried = {
        question_id: answer
        for question_id, answer in answers.items()
        if _is_still_asked(question_id, answers, old, form)
    }
    left = {i: answer for i, answer in answers.items() if i not in carried}
    return Moved(Answers(carried), Answers(left))


def _is_still_asked(question_id: str, answers: Answers, old: Form | None, form: OpenForm) -> bool:
    kinds = {question.id: question.kind for question in form.form.questions}
    if question_id not in kinds:
        return False
    if old is not None:
        return any(q.id == question_id and q.kind == kinds[question_id] for q in old.questions)
    found = check_answer(form, question_id, answers[question_id])
    return all(problem.code != "wrong_shape" for problem in found)
