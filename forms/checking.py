"""What is missing from an open form, and what in it can not be: as values, never as exceptions.

Nothing is ever required of a person, so a missing answer is something to offer again, not an error.
It changes no answer and says no sentence: the screens have one for each code ("problem.<code>").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from forms.answers import Answer
from forms.days import read_date
from forms.definition import WORDED, Choice, Kind, Question
from forms.engine import OpenForm

TOP = 3
PLACED: frozenset[Kind] = frozenset({"circles", "body_map", "feelings"})
# The shapes of values that are not chosen from what is offered.
SHAPES: Mapping[Kind, type | tuple[type, ...]] = {
    **dict.fromkeys(WORDED, str),
    "date": str,
    "number": (int, float),
    "list": tuple,
    "dated_list": tuple,
}

Code = Literal[
    "missing",  # asked, and not answered in any way
    "no_value",  # said to be answered, with nothing in it
    "value_unasked",  # not answered, and yet with a value
    "wrong_shape",  # a value that a question of this kind can not have
    "not_offered",  # a choice, thing or place that is not there (any more)
    "twice",  # the same choice two times
    "too_many",  # more than three in a top three
    "not_alone",  # "nobody" together with somebody
    "words_unasked",  # own words without the choice that opens them
    "required",  # nothing given where an answer would be good to have
    "constraint",  # does not hold to the question's constraint
]


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


_Found = Iterator[tuple[Code, str]]


def _problems(question: Question, offered: tuple[Choice, ...], answer: Answer) -> _Found:
    value = answer.value
    if value in (None, "", (), {}):
        # Own words are an answer too: a person need not tap "something else" and a picture.
        if not answer.words:
            yield "no_value", ""
    elif question.kind == "sort3":
        yield from _in_a_mat(question, value)
    elif question.kind in PLACED:
        yield from _placed(question, offered, value)
    elif question.kind in SHAPES:
        if (
            not isinstance(value, SHAPES[question.kind])
            or isinstance(value, bool)
            or (question.kind == "date" and read_date(str(value)) is None)
        ):
            yield "wrong_shape", ""
    else:
        yield from _chosen(question, offered, answer)


def _placed(question: Question, offered: tuple[Choice, ...], value: object) -> _Found:
    """Circles, a body map and a feelings scene: what is put where."""
    if not isinstance(value, dict):
        yield "wrong_shape", ""
        return
    known = {choice.id for choice in offered}
    for key, put in value.items():
        named = {"circles": "", "body_map": key, "feelings": put}[question.kind]
        if named and named not in known:
            yield "not_offered", named


def _in_a_mat(question: Question, value: object) -> _Found:
    if not isinstance(value, dict):
        yield "wrong_shape", ""
        return
    things = {item.id for item in question.items}
    places = {place.id for place in question.places}
    for thing, place in value.items():
        if thing not in things or place not in places:
            yield "not_offered", thing


def _chosen(question: Question, offered: tuple[Choice, ...], answer: Answer) -> _Found:
    many = question.kind in ("pick_many", "top3", "rank")
    if not isinstance(answer.value, tuple if many else str):
        yield "wrong_shape", ""
        return
    chosen = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
    by_id = {choice.id: choice for choice in offered}
    for choice_id, count in Counter(chosen).items():
        if choice_id not in by_id:
            yield "not_offered", choice_id
        if count > 1:
            yield "twice", choice_id
        if len(chosen) > 1 and choice_id in by_id and by_id[choice_id].exclusive:
            yield "not_alone", choice_id
    if question.kind == "top3" and len(chosen) > TOP:
        yield "too_many", ""
    if answer.words and not any(by_id[i].opens_words for i in chosen if i in by_id):
        yield "words_unasked", ""
