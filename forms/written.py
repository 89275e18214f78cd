"""Answers as they are written: the text of a field becomes a value, and a value the text again.

What can not be read as the kind asks for (a number that is none) is kept as the person's own words,
never dropped and never corrected.
"""

from __future__ import annotations

from forms.answers import Answer, Value
from forms.kinds import KINDS

LISTED = frozenset(name for name, kind in KINDS.items() if kind.is_listed)


def read_written(kind: str, text: str) -> tuple[Value, str]:
    """(value, own words) of a text written in answer to a question of this kind."""
    return KINDS[kind].read(text)


def written(kind: str, answer: Answer | None) -> str:
    """The text a field shows for an answer."""
    if answer is None or answer.state != "answered":
        return ""
    return KINDS[kind].write(answer.value) or answer.words


def words_of(answer: Answer) -> str:
    """Everything in an answer as words, when the question it answered is not known any more."""
    value = answer.value
    if isinstance(value, dict):
        parts = [f"{thing}: {place}" for thing, place in value.items()]
    elif isinstance(value, tuple):
        parts = list(value)
    else:
        parts = [] if value in (None, "") else [str(value)]
    return "; ".join([*parts, answer.words] if answer.words else parts)
