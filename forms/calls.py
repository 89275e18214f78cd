"""The functions of the branch language, by name, with how many values each takes.

Names and meanings are those of XLSForm and ODK's XForms, which follow XPath 1.0. Each is total: any
values give a result. What XLSForm has and we do not is named in `NOT_HERE`, with the reason.
"placed" is ours: XLSForm has no sorting mat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, isfinite, isnan, nan, sqrt
from typing import Any

from forms.days import day_of, read_date
from forms.functions import (
    Result,
    count_selected,
    is_placed,
    is_selected,
    number,
    text,
    truth,
)
from forms.patterns import Pattern, PatternError, read_pattern

# What is longer is no code, number or address that a pattern could be about.
MOST_REGEX_TEXT = 2_000
# Any number of values.
MANY = 10**6


@dataclass(frozen=True)
class Function:
    """One function: how many values it takes at least and at most, and what it does."""

    least: int
    most: int
    apply: Callable[..., Result]


def _selected_at(value: Result, place: Result) -> str:
    chosen = _items(value)
    index = number(place)
    if not isfinite(index) or not 0 <= index < len(chosen):
        return ""
    return text(chosen[int(index)])


def _items(value: Result) -> tuple[Result, ...]:
    """What was chosen, or one value, or nothing."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        return tuple(value)
    return () if value == "" else (value,)


def _numbers(values: tuple[Result, ...]) -> list[float]:
    return [number(item) for value in values for item in _items(value)]


def _least(*values: Result) -> float:
    found = _numbers(values)
    return nan if not found or any(map(isnan, found)) else min(found)


def _most(*values: Result) -> float:
    found = _numbers(values)
    return nan if not found or any(map(isnan, found)) else max(found)


def _round(value: Result, places: Result = 0.0) -> float:
    """Halves go up, as XPath has it."""
    found, digits = number(value), number(places)
    if not isfinite(found) or not isfinite(digits) or abs(digits) > 15:
        return found
    scale = 10.0 ** int(digits)
    return floor(found * scale + 0.5) / scale


def _int(value: Result) -> float:
    found = number(value)
    return float(int(found)) if isfinite(found) else nan


def _power(base: Result, exponent: Result) -> float:
    try:
        found = number(base) ** number(exponent)
    except (OverflowError, ZeroDivisionError):
        return nan
    return float(found) if isinstance(found, float) else nan


def _root(value: Result) -> float:
    found = number(value)
    return sqrt(found) if found >= 0 and isfinite(found) else nan


def _coalesce(first: Result, second: Result) -> Result:
    return first if text(first) else second


def _date(value: Result) -> str:
    day = day_of(number(value))
    return day.isoformat() if day else ""


# XLSForm's own letters for the parts of a date.
_DATE_PARTS = {"%Y": "%Y", "%y": "%y", "%m": "%m", "%d": "%d", "%b": "%b", "%a": "%a", "%j": "%j"}


def _format_date(value: Result, form: Result) -> str:
    day = read_date(text(value)) or day_of(number(value))
    if day is None:
        return ""
    parts = {"%n": str(day.month), "%e": str(day.day)} | {
        ours: day.strftime(theirs) for ours, theirs in _DATE_PARTS.items()
    }
    return re.sub(r"%[A-Za-z]", lambda found: parts.get(found[0], found[0]), text(form))


def _substring(value: Result, start: Result, end: Result | None = None) -> str:
    written = text(value)
    first = number(start)
    last = float(len(written)) if end is None else number(end)
    if not isfinite(first) or not isfinite(last):
        return ""
    return written[int(first) : int(last)]


@lru_cache(maxsize=256)
def _pattern(written: str) -> Pattern | None:
    try:
        return read_pattern(written)
    except PatternError:
        return None


def _regex(value: Result, pattern: Result) -> bool:
    """Whether the whole text fits; a pattern that can not be read fits nothing."""
    read = _pattern(text(pattern))
    return bool(read and read.fits(text(value)[:MOST_REGEX_TEXT]))


def _translate(value: Result, before: Result, after: Result) -> str:
    old, new = text(before), text(after)
    table = {ord(letter): new[i : i + 1] for i, letter in reversed(list(enumerate(old)))}
    return text(value).translate(table)


def _join(separator: Result, *values: Result) -> str:
    return text(separator).join(text(item) for value in values for item in _items(value))


def _boolean_from_string(value: Result) -> bool:
    return text(value).strip() in ("true", "1")


def _count(value: Result) -> float:
    return float(len(_items(value)))


def _filled(*values: Result) -> float:
    return float(sum(bool(text(item)) for value in values for item in _items(value)))


def _checked(*values: Result) -> bool:
    """checklist(min, max, v1, v2 ...): whether that many are true; -1 is no limit."""
    least, most, *given = values
    found = sum(truth(value) for value in given)
    return number(least) <= found and (number(most) < 0 or found <= number(most))


FUNCTIONS: Mapping[str, Function] = {
    "not": Function(1, 1, lambda value: not truth(value)),
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "boolean": Function(1, 1, truth),
    "boolean-from-string": Function(1, 1, _boolean_from_string),
    "selected": Function(2, 2, is_selected),
    "placed": Function(2, 2, is_placed),
    "count-selected": Function(1, 1, count_selected),
    "selected-at": Function(2, 2, _selected_at),
    "checklist": Function(3, MANY, _checked),
    "string": Function(1, 1, text),
    "string-length": Function(1, 1, lambda value: float(len(text(value)))),
    "contains": Function(2, 2, lambda value, part: text(part) in text(value)),
    "starts-with": Function(2, 2, lambda value, part: text(value).startswith(text(part))),
    "ends-with": Function(2, 2, lambda value, part: text(value).endswith(text(part))),
    "concat": Function(1, MANY, lambda *values: "".join(map(text, values))),
    "join": Function(2, MANY, _join),
    "substr": Function(2, 3, _substring),
    "substring-before": Function(
        2,
        2,
        lambda value, part: (
            text(value).partition(text(part))[0] if text(part) and text(part) in text(value) else ""
        ),
    ),
    "substring-after": Function(
        2,
        2,
        lambda value, part: text(value).partition(text(part))[2] if text(part) else text(value),
    ),
    "translate": Function(3, 3, _translate),
    "normalize-space": Function(1, 1, lambda value: " ".join(text(value).split())),
    "upper-case": Function(1, 1, lambda value: text(value).upper()),
    "lower-case": Function(1, 1, lambda value: text(value).lower()),
    "regex": Function(2, 2, _regex),
    "coalesce": Function(2, 2, _coalesce),
    "number": Function(1, 1, number),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "abs": Function(1, 1, lambda value: abs(number(value))),
    "pow": Function(2, 2, _power),
    "sqrt": Function(1, 1, _root),
    "min": Function(1, MANY, _least),
    "max": Function(1, MANY, _most),
    "sum": Function(1, MANY, lambda *values: float(sum(_numbers(values)))),
    "count": Function(1, 1, _count),
    "count-non-empty": Function(1, MANY, _filled),
    "date": Function(1, 1, _date),
    "format-date": Function(2, 2, _format_date),
    "decimal-date-time": Function(1, 1, number),
}
# Functions that ask the open form: no value gives them. name -> (least, most) values.
ASKING: Mapping[str, tuple[int, int]] = {
    "if": (3, 3),
    "once": (1, 1),
    "today": (0, 0),
    "now": (0, 0),
    "position": (0, 1),
    "jr:choice-name": (2, 2),
    "indexed-repeat": (3, 3),
}
NOT_HERE: Mapping[str, str] = {
    "random": "a form works out the same from the same answers",
    "uuid": "a form works out the same from the same answers",
    "randomize": "a form works out the same from the same answers",
    "pulldata": "a form holds everything it asks with",
    "instance": "a form holds everything it asks with",
    "distance": "no place is ever asked",
    "area": "no place is ever asked",
    "digest": "an answer is never turned into something else",
}


def call(name: str, values: tuple[Any, ...]) -> Result:
    """Work out one function; tests use it."""
    return FUNCTIONS[name].apply(*values)
