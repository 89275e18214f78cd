"""How a question is worded when it is asked in a round, and in which order answers stand.

A round is about a thing that was named before; the words of a question name it as {item}. Pure:
it reads a form, its wording and answers.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms.answers import Answer
from forms.definition import Form
from forms.own import words_on
from forms.places import Places
from forms.rounds import template_of, thing_of
from forms.wording import Wording


def in_order(form: Form, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of answers in the order of the form, round after round; what it does not ask is left
    out, and a round that nothing is repeated over any more comes after those that are."""
    asked = {question.id for question in form.questions}
    known = [question_id for question_id in answers if template_of(question_id) in asked]
    places = Places(form)
    for group in form.groups:
        source = answers.get(group.repeat)
        if group.repeat and source is not None:
            places.renew(group, source.value)
    after = len(form.questions)
    numbers = {question.id: number for number, question in enumerate(form.questions)}
    last = max(places.order.values(), default=0)

    def place(question_id: str) -> tuple[int, int, str]:
        there = places.order.get(question_id)
        if there is not None:
            return there, 0, ""
        return last, after + numbers[template_of(question_id)], question_id

    return tuple(sorted(known, key=place))


def question_words(
    form: Form,
    wording: Wording,
    answers: Mapping[str, Answer],
    question_id: str,
    names: Mapping[str, str],
) -> str:
    """A question as it is asked, with the thing its round is about."""
    item = item_words(form, wording, answers, question_id, names)
    return wording.question(template_of(question_id), **names, **item)


def item_words(
    form: Form,
    wording: Wording,
    answers: Mapping[str, Answer],
    question_id: str,
    names: Mapping[str, str],
) -> dict[str, str]:
    """{"item": what the round of a question is about, in words}; empty outside of repeats."""
    found = thing_of(form, answers, question_id)
    if found is None:
        return {}
    source_id, thing = found
    source = form.question(source_id)
    if source.find_choice(thing) is None:
        return {"item": words_on(thing)}
    return {"item": wording.choice(source_id, thing, **names)}


def concept_of(form: Form, question_id: str) -> str:
    """What an answer is about, shared across forms; in a repeat, for one thing."""
    question = form.question(question_id)
    return (question.concept or question.id) + question_id[len(question.id) :]
