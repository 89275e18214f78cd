"""What is missing from an open form, and what in it can not be: as values, never as exceptions.

Nothing is ever required of a person, so a missing answer is something to offer again, not an error.
It changes no answer and says no sentence: the screens have one for each code ("problem.<code>").
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.answers import Answer
from forms.definition import Choice, Question
from forms.engine import OpenForm
from forms.kinds import KINDS
from forms.kinds.base import Code, Faults

__all__ = ["Code", "Problem", "check", "check_answer"]


@dataclass(frozen=True)
class Problem:
    """One thing to look at: in which question, what kind of thing, and which choice if any."""

    question_id: str
    code: Code
    choice_id: str = ""


def check(open_form: OpenForm) -> tuple[Problem, ...]:
    """Everything missing or impossible among the questions asked now, in the form's order."""
    found: list[Problem] = []
    for question_id in open_form.visible:
        answer = open_form.answers.get(question_id)
        if answer is None:
            is_required = open_form.is_required(question_id)
            found.append(Problem(question_id, "required" if is_required else "missing"))
        else:
            found += check_answer(open_form, question_id, answer)
    return tuple(found)


def check_answer(open_form: OpenForm, question_id: str, answer: Answer) -> tuple[Problem, ...]:
    """What can not be in one answer, before or after it is set.

    Raises:
        KeyError: the form does not ask that.
    """
    question = open_form.form.question(question_id)
    if answer.state != "answered" or question.kind == "info":
        has_value = answer.value is not None or bool(answer.words)
        return (Problem(question_id, "value_unasked"),) if has_value else ()
    offered = open_form.choices(question_id)
    found = [
        Problem(question_id, code, choice_id)
        for code, choice_id in _problems(question, offered, answer)
    ]
    if not found and open_form.breaks(question_id, answer):
        found.append(Problem(question_id, "constraint"))
    return tuple(found)


def _problems(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    if answer.value in (None, "", (), {}):
        # Own words are an answer too: a person need not tap "something else" and a picture.
        if not answer.words:
            yield "no_value", ""
    else:
        yield from KINDS[question.kind].faults(question, offered, answer)
