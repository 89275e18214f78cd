"""What the branch language can work out: values, comparisons and functions, as XPath 1.0 has them.

Everything here is total: whatever the values are, there is a result and never an exception, because
a child is in the middle of a form when it is called. An answer that is not there is "". It parses
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import fmod, inf, isinf, isnan, nan

from forms.days import day_number

# Python would also take "inf", "nan" and "1_000", which a person may well write as words.
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*")

Result = str | float | bool | tuple[str, ...] | Mapping[str, str]


def truth(value: Result) -> bool:
    """XPath's boolean(): empty text, nothing chosen, zero and not-a-number are false."""
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    return bool(value)


def number(value: Result) -> float:
    """XPath's number(): a date counts in days since 1970-01-01, as ODK has it; other text gives
    not-a-number, which is never equal, less or more."""
    if isinstance(value, bool | float):
        return float(value)
    written = text(value)
    return float(written) if _NUMBER.fullmatch(written) else day_number(written)


def text(value: Result) -> str:
    """The value as XLSForm writes it: what was chosen stands with spaces between."""
    if isinstance(value, Mapping):
        return " ".join(f"{thing}={place}" for thing, place in sorted(value.items()))
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    return value


def _number_text(value: float) -> str:
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else str(value)


def is_equal(left: Result, right: Result) -> bool:
    """XPath's =: as booleans if either is a boolean, else as numbers if either is, else as text."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return text(left) == text(right)


def is_selected(value: Result, wanted: Result) -> bool:
    """Whether a choice was chosen; in a sorting mat 'thing=place' asks where a thing lies."""
    choice = text(wanted)
    if isinstance(value, Mapping):
        thing, _, place = choice.partition("=")
        return value.get(thing) == place if place else thing in value
    return choice in value if isinstance(value, tuple) else bool(choice) and text(value) == choice


def is_placed(value: Result, place: Result) -> bool:
    """Whether anything in a sorting mat lies in that place."""
    return isinstance(value, Mapping) and text(place) in value.values()


def count_selected(value: Result) -> float:
    """How many choices were chosen, or things sorted."""
    if isinstance(value, tuple | Mapping):
        return float(len(value))
    return float(truth(value))


COMPARISONS: Mapping[str, Callable[[Result, Result], bool]] = {
    "=": is_equal,
    "!=": lambda left, right: not is_equal(left, right),
    "<": lambda left, right: number(left) < number(right),
    "<=": lambda left, right: number(left) <= number(right),
    ">": lambda left, right: number(left) > number(right),
    ">=": lambda left, right: number(left) >= number(right),
}
SUMS: Mapping[str, Callable[[Result, Result], float]] = {
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
}
PRODUCTS: Mapping[str, Callable[[Result, Result], float]] = {
    "*": lambda left, right: number(left) * number(right),
    "div": lambda left, right: _divided(number(left), number(right)),
    "mod": lambda left, right: _rest(number(left), number(right)),
}


def _divided(left: float, right: float) -> float:
    if right == 0:
        return nan if left == 0 or isnan(left) else inf if left > 0 else -inf
    return left / right


def _rest(left: float, right: float) -> float:
    return nan if right == 0 or isnan(right) or isinf(left) or isnan(left) else fmod(left, right)
