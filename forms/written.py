"""Answers as they are written: the text of a field becomes a value, and a value the text again.

What can not be read as the kind asks for (a number that is none) is kept as the person's own words,
never dropped and never corrected.
"""

from __future__ import annotations

from forms.answers import Answer, Value
from forms.days import read_date
from forms.definition import WORDED, Kind

LISTED: frozenset[Kind] = frozenset({"list", "dated_list"})


def read_written(kind: Kind, text: str) -> tuple[Value, str]:
    """(value, own words) of a text written in answer to a question of this kind."""
    if kind in WORDED:
        return text, ""
    if kind == "number":
        return _number(text)
    if kind == "date":
        day = read_date(text)
        return (day.isoformat(), "") if day else ("", text)
    if kind in LISTED:
        return tuple(line.strip() for line in text.splitlines() if line.strip()), ""
    return "", text


def written(kind: Kind, answer: Answer | None) -> str:
    """The text a field shows for an answer."""
    if answer is None or answer.state != "answered":
        return ""
    value = answer.value
    if value in ("", None, ()):
        return answer.words
    if isinstance(value, tuple) and kind in LISTED:
        return "\n".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return answer.words if isinstance(value, tuple | dict) else str(value)


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


def _number(text: str) -> tuple[Value, str]:
    # A comma is how most of Europe writes a decimal point.
    plain = text.strip().replace(",", ".")
    if not plain or set(plain) - set("0123456789.-"):
        return "", text
    try:
        found = float(plain)
    except ValueError:
        return "", text
    return (int(found) if found.is_integer() and "." not in plain else found), ""
