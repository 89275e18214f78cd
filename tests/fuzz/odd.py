"""What nobody should write and somebody will: odd texts, numbers, values and expressions.

Everything is drawn from a `random.Random` that the caller seeds, so that it can be made again.
"""

from __future__ import annotations

from random import Random
from typing import Any

LONG = 100_000
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "half \udfff a letter",
    "\u202eright to left\u202c",
    "\ufeff",
    "e\u0301\u0301\u0301",
    "İ",
    "ß" * 40,
    "👩‍👩‍👧‍👦",
    "\r\n\t\x0b\x0c\x1b[31m",
    "\x7f\x85\u2028\u2029",
    "null",
    "None",
    "true",
    "NaN",
    "-Infinity",
    "1e999",
    "9" * 400,
    "-0",
    "٣",
    "2026-02-30",
    "0000-00-00",
    "99999-12-31",
    "../../etc/passwd",
    "=1+1",
    "'; DROP TABLE survey; --",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "{{7*7}}",
    "%s%n{0}{senco}{pupil}",
    "${q0}",
    "${",
    "q0[1]",
    "own:0",
    "__class__",
    '"""',
    "'''",
    "\\",
    "|",
    '","',
    "page:main",
    "a.b/c",
)
NUMBERS = (0, -1, 1, 2, 3, 255, 2**31, -(2**31), 2**53 + 1, 2**63, 10**30, -(10**400), 10**4000)
FLOATS = (0.0, -0.0, 0.1, 1e308, -1e-308, float("inf"), float("-inf"), float("nan"))
NAMES = ("q0", "q1", "like.do", "start.assent", "name", "unknown", "a-b_c.d", "Q0", "end.feel")
FUNCTIONS = (
    *("not", "true", "false", "selected", "placed", "count-selected", "selected-at", "checklist"),
    *(
        "string",
        "string-length",
        "contains",
        "starts-with",
        "ends-with",
        "concat",
        "join",
        "substr",
    ),
    *("substring-before", "substring-after", "translate", "normalize-space", "regex", "coalesce"),
    *("number", "int", "round", "abs", "pow", "sqrt", "min", "max", "sum", "count", "date"),
    *("count-non-empty", "format-date", "decimal-date-time", "if", "once", "today", "now"),
    *("position", "jr:choice-name", "random", "pulldata", "indexed-repeat", "slected", "boolean"),
)
OPERATORS = ("and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", ",", "..")
PATTERNS = (
    *(
        "(a+)+b",
        "(a|a)*b",
        "(a|aa)+$",
        "(.*)*",
        "a{0,99999}",
        "[",
        "(?P<x>",
        "\\1(a)",
        "[a-z]*" * 9,
    ),
    *("(?=a)b", "(x?)*y", "((a{1,9}){1,9}){1,9}", "(?:a?){50}a{50}", "[0-9]{3}", "[^a]+", "\\d{4}"),
)


def odd_text(rng: Random) -> str:
    """A text that somebody's program once fell over."""
    if rng.random() < 0.03:
        return rng.choice("a\0é({[ ") * rng.choice((1_000, LONG))
    if rng.random() < 0.2:
        return "".join(
            chr(rng.choice((rng.randrange(128), rng.randrange(0x3000)))) for _ in range(9)
        )
    return rng.choice(TEXTS)


def odd_value(rng: Random) -> Any:
    """A value of any shape that JSON can write."""
    shape = rng.randrange(10)
    if shape == 0:
        return rng.choice(NUMBERS)
    if shape == 1:
        return rng.choice(FLOATS)
    if shape == 2:
        return rng.choice((None, True, False))
    if shape == 3:
        return [odd_text(rng) for _ in range(rng.choice((0, 1, 3)))]
    if shape == 4:
        return {odd_text(rng): odd_text(rng) for _ in range(rng.choice((0, 1, 3)))}
    if shape == 5:
        return nested(rng.choice((3, 25, 150)), rng.random() < 0.5)
    if shape == 6:
        return odd_expression(rng)
    return odd_text(rng)


def nested(depth: int, is_list: bool) -> Any:
    """Lists or objects in each other, so deep."""
    found: Any = "deep"
    for _ in range(depth):
        found = [found] if is_list else {"item": [found]}
    return found


def odd_expression(rng: Random, depth: int = 0) -> str:
    """An expression by the grammar, or nearly: it may be right, and it may be anything."""
    kind = rng.randrange(9)
    if depth > 5 or kind == 0:
        return rng.choice(
            (*("1", "0.5", ".", "''", "'yes'", '"b"', "-1", "today()"), _reference(rng))
        )
    if kind == 1:
        return _reference(rng)
    if kind == 2:
        return f"regex({_reference(rng)}, '{rng.choice(PATTERNS)}')"
    if kind in (3, 4):
        inside = ", ".join(odd_expression(rng, depth + 1) for _ in range(rng.randrange(4)))
        return f"{rng.choice(FUNCTIONS)}({inside})"
    if kind == 5:
        return f"({odd_expression(rng, depth + 1)})"
    if kind == 6 and depth == 0:
        return _repeated(rng)
    left, right = odd_expression(rng, depth + 1), odd_expression(rng, depth + 1)
    return f"{left} {rng.choice(OPERATORS)} {right}"


def _reference(rng: Random) -> str:
    return f"${{{rng.choice(NAMES)}}}"


def _repeated(rng: Random) -> str:
    """Something that is fine once, many times."""
    times = rng.choice((10, 60, 1_000, 20_000))
    part = rng.choice(("(", "not(", "-", "1+", "1 and ", "${q0} or ", "if(1,", " ", "concat(1,"))
    return part * times + "1" + ")" * (times if "(" in part else 0)
