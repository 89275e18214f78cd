"""What a question kind is made of: what its data must have, which answers it can have, and how a
typed text becomes its value. One kind a file beside this one; nothing here knows a single kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from forms.answers import Answer, Value

if TYPE_CHECKING:
    from forms.definition import Choice, Question

# What can be wrong with an answer; the screens have a sentence for each ("problem.<code>").
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
# (what is wrong, which choice if any) for each thing that is wrong.
Faults = Iterator[tuple[Code, str]]


def needs_nothing(question: Question) -> str:
    """Any data will do."""
    return ""


def needs_choices(question: Question) -> str:
    """There must be something to tap."""
    return "" if question.choices else f"a question of kind {question.kind} needs choices"


def only_words(text: str) -> tuple[Value, str]:
    """What is typed stands beside the choices, as the person's own words."""
    return "", text


def as_text(value: Value) -> str:
    """The text a field shows for a value; "" for what is not one text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, tuple | dict) else str(value)


@dataclass(frozen=True)
class QuestionKind:
    """One kind of question.

    Attributes:
        name: as forms write it.
        faults: what is wrong with an answer that has a value, given what is offered now.
        lack: what its data lacks, as a sentence; "" when it is whole.
        read: (value, own words) of a text typed in answer to it.
        write: the text a field shows for a value.
        is_asked: whether anyone is asked it; a calculated question is not.
        is_worded: whether its value is the person's own words, kept letter by letter.
        is_listed: whether its value is lines of the person's own.
        is_offered: whether it is answered by tapping what is offered.
    """

    name: str
    faults: Callable[[Question, tuple[Choice, ...], Answer], Faults]
    lack: Callable[[Question], str] = needs_nothing
    read: Callable[[str], tuple[Value, str]] = only_words
    write: Callable[[Value], str] = as_text
    is_asked: bool = True
    is_worded: bool = False
    is_listed: bool = False
    is_offered: bool = False
