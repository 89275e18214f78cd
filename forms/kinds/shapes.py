"""Answers that several kinds have in common: words, lines, what was chosen, what was put where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from forms.answers import Answer, Value
from forms.kinds.base import Faults
from forms.own import is_own

if TYPE_CHECKING:
    from forms.definition import Choice, Question


def words(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    """Any text is an answer."""
    if not isinstance(answer.value, str):
        yield "wrong_shape", ""


def lines(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    """Any lines are an answer."""
    if not isinstance(answer.value, tuple):
        yield "wrong_shape", ""


def read_words(text: str) -> tuple[Value, str]:
    """Words as they were typed."""
    return text, ""


def read_lines(text: str) -> tuple[Value, str]:
    """Each line that is not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip()), ""


def write_lines(value: Value) -> str:
    """One line below the other."""
    return "\n".join(value) if isinstance(value, tuple) else ""


def one_chosen(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    """One of what is offered."""
    if not isinstance(answer.value, str):
        yield "wrong_shape", ""
        return
    yield from _chosen(question, offered, answer, (answer.value,))


def many_chosen(question: Question, offered: tuple[Choice, ...], answer: Answer) -> Faults:
    """Some of what is offered, each once."""
    if not isinstance(answer.value, tuple):
        yield "wrong_shape", ""
        return
    yield from _chosen(question, offered, answer, answer.value)


def put(
    question: Question, answer: Answer, *, keys: Iterable[str] | None, places: Iterable[str] | None
) -> Faults:
    """Things put into places; None for keys or places means that any will do."""
    value = answer.value
    if not isinstance(value, dict):
        yield "wrong_shape", ""
        return
    known_keys = None if keys is None else set(keys)
    known_places = None if places is None else set(places)
    for key, place in value.items():
        is_thing = known_keys is None or key in known_keys or (question.own and is_own(key))
        if not is_thing or (known_places is not None and place not in known_places):
            yield "not_offered", key


def _chosen(
    question: Question, offered: tuple[Choice, ...], answer: Answer, chosen: tuple[str, ...]
) -> Faults:
    by_id = {choice.id: choice for choice in offered}
    for choice_id, count in Counter(chosen).items():
        if choice_id not in by_id and not (question.own and is_own(choice_id)):
            yield "not_offered", choice_id
        if count > 1:
            yield "twice", choice_id
        if len(chosen) > 1 and choice_id in by_id and by_id[choice_id].exclusive:
            yield "not_alone", choice_id
    if answer.words and not any(by_id[i].opens_words for i in chosen if i in by_id):
        yield "words_unasked", ""
