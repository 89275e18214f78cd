"""A draft that was begun in one version of a form goes on in another: nothing is dropped.

Answers to the same question of the same kind are carried; words are words, however many were asked
for. Everything else is kept beside them as no longer asked, to be shown to the person and never
sent as an answer to something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.answers import Answers
from forms.checking import check_answer
from forms.definition import Form, Kind
from forms.engine import OpenForm
from forms.rounds import template_of

# Kinds whose answers are words of the person's own, and nothing else.
PLAIN_WORDS: frozenset[Kind] = frozenset({"text", "line", "say"})


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
    asked = template_of(question_id)
    # What was said in a round is about one thing: without rounds nobody could tell which.
    was_in_round, is_in_round = asked != question_id, form.form.repeat_of(asked) is not None
    if asked not in kinds or was_in_round != is_in_round:
        return False
    if old is not None:
        return any(q.id == asked and _reads_as(q.kind, kinds[asked]) for q in old.questions)
    found = check_answer(form, question_id, answers[question_id])
    return all(problem.code != "wrong_shape" for problem in found)


def _reads_as(old: Kind, new: Kind) -> bool:
    return old == new or {old, new} <= PLAIN_WORDS
