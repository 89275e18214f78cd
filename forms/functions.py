"""What the branch language can work out: values, comparisons and functions, as XPath 1.0 has them.

Everything here is total: whatever the values are, there is a result and never an exception, because
a child is in the middle of a form when it is called. An answer that is not there is "". It parses
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan, nan

Result = str | float | bool | tuple[str, ...] | Mapping[str, str]


def truth(value: Result) -> bool:
    """XPath's boolean(): empty text, nothing chosen, zero and not-a-number are false."""
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    return bool(value)


def number(value: Result) -> float:
    """XPath's number(): other text gives not-a-number, which is never equal, less or more."""
    if isinstance(value, bool | float):
        return float(value)
    try:
        return float(text(value))
    except ValueError:
        return nan


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
    return str(int(value)) if value.is_integer() else str(value)


def is_equal(left: Result, right: Result) -> bool:
    """XPath's =: as booleans if either is a boolean, else as numbers if either is, else as text."""
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
# name -> (how many values, what it does). "placed" is ours: XLSForm has no sorting mat.
FUNCTIONS: Mapping[str, tuple[int, Callable[..., Result]]] = {
    "not": (1, lambda value: not truth(value)),
    "true": (0, lambda: True),
    "false": (0, lambda: False),
    "selected": (2, is_selected),
    "placed": (2, is_placed),
    "count-selected": (1, count_selected),
    "string-length": (1, lambda value: float(len(text(value)))),
}
