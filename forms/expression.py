"""The little language of branches, in XLSForm syntax: `selected(${sch.places}, 'hall') and not(...)`.

An expression is parsed once into a closure with the ids it depends on; nothing is ever `eval`ed. What
it can say now: `${id}`, strings, numbers, `and`, `or`, comparisons, arithmetic with + and -, and the
functions in `FUNCTIONS`. It never raises while a form is open: an unanswered question is "".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

Result = str | float | bool | tuple[str, ...] | Mapping[str, str]
Values = Callable[[str], Result]
Closure = Callable[[Values], Result]

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{(?P<id>[A-Za-z0-9_.-]+)\})|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<string>'[^']*'|\"[^\"]*\")|(?P<op><=|>=|!=|[=<>+\-(),])|(?P<name>[A-Za-z][A-Za-z0-9_:-]*))"
)


class ExpressionError(ValueError):
    """An expression that can not be read: where, and what was expected."""

    def __init__(self, text: str, column: int, expected: str) -> None:
        super().__init__(f"column {column}: {expected} in: {text}")
        self.column = column
        self.expected = expected


@dataclass(frozen=True)
class Expression:
    """A compiled expression. Call `holds` with a way to look up values."""

    text: str
    depends_on: frozenset[str]
    evaluate: Closure

    def holds(self, values: Values) -> bool:
        """Whether the expression is true for these values."""
        return truth(self.evaluate(values))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


def compile_expression(text: str) -> Expression:
    """Parse `text` once.

    Raises:
        ExpressionError: with the column (from 1) and what was expected there.
    """
    parser = _Parser(text)
    closure = parser.whole()
    return Expression(text, frozenset(parser.depends_on), closure)


def truth(value: Result) -> bool:
    """XPath's boolean(): empty text, zero and nothing chosen are false."""
    return bool(value)


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:]
            column = position + len(rest) - len(rest.lstrip()) + 1
            raise ExpressionError(text, column, "a value, a function or a ${question} was expected")
        kind = str(match.lastgroup if match.lastgroup != "id" else "ref")
        value = match["id"] if kind == "ref" else match[kind]
        tokens.append(_Token(kind, value, match.start(kind) + 1))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._next = 0
        self.depends_on: set[str] = set()

    def whole(self) -> Closure:
        closure = self._or()
        if token := self._peek():
            self._fail(token.column, f"the end was expected, not {token.text!r}")
        return closure

    def _or(self) -> Closure:
        parts = [self._and()]
        while self._takes("name", "or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else lambda v: any(truth(part(v)) for part in parts)

    def _and(self) -> Closure:
        parts = [self._comparison()]
        while self._takes("name", "and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else lambda v: all(truth(part(v)) for part in parts)

    def _comparison(self) -> Closure:
        left, token = self._sum(), self._peek()
        if token and token.kind == "op" and token.text in COMPARISONS:
            self._next += 1
            compare, right = COMPARISONS[token.text], self._sum()
            return lambda v: compare(left(v), right(v))
        return left

    def _sum(self) -> Closure:
        left = self._value()
        while (token := self._peek()) and token.kind == "op" and token.text in "+-":
            self._next += 1
            left = _added(left, self._value(), 1 if token.text == "+" else -1)
        return left

    def _value(self) -> Closure:
        token = self._take("a value was expected")
        if token.kind == "ref":
            self.depends_on.add(token.text)
            return lambda v: v(token.text)
        if token.kind in ("number", "string"):
            fixed: Result = float(token.text) if token.kind == "number" else token.text[1:-1]
            return lambda v: fixed
        if token.kind == "op" and token.text == "(":
            closure = self._or()
            self._close()
            return closure
        if token.kind == "name":
            return self._call(token)
        return self._fail(token.column, f"a value was expected, not {token.text!r}")

    def _call(self, name: _Token) -> Closure:
        function = FUNCTIONS.get(name.text)
        if function is None:
            near = get_close_matches(name.text, FUNCTIONS, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            self._fail(name.column, f"there is no function {name.text}{hint}")
        count, apply = function
        arguments = self._arguments()
        if len(arguments) != count:
            self._fail(name.column, f"{name.text} takes {count} values, not {len(arguments)}")
        return lambda v: apply(*(argument(v) for argument in arguments))

    def _arguments(self) -> list[Closure]:
        if not self._takes("op", "("):
            self._fail(self._column(), "( was expected")
        if self._takes("op", ")"):
            return []
        arguments = [self._or()]
        while self._takes("op", ","):
            arguments.append(self._or())
        self._close()
        return arguments

    def _close(self) -> None:
        if not self._takes("op", ")"):
            self._fail(self._column(), ") was expected")

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, expected: str) -> _Token:
        token = self._peek()
        if token is None:
            self._fail(self._column(), expected)
        self._next += 1
        return token

    def _takes(self, kind: str, text: str) -> bool:
        token = self._peek()
        found = token is not None and (token.kind, token.text) == (kind, text)
        self._next += found
        return found

    def _column(self) -> int:
        token = self._peek()
        return token.column if token else len(self._text) + 1

    def _fail(self, column: int, expected: str) -> NoReturn:
        raise ExpressionError(self._text, column, expected)


def _added(left: Closure, right: Closure, sign: int) -> Closure:
    return lambda v: number(left(v)) + sign * number(right(v))


def number(value: Result) -> float:
    """XPath's number(), with 0 for what is none: a sum in a branch never breaks a child's form."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def _equal(left: Result, right: Result) -> bool:
    if isinstance(left, float | bool) or isinstance(right, float | bool):
        return number(left) == number(right)
    return left == right


def _selected(value: Result, wanted: Result) -> bool:
    """Whether a choice was chosen; in a sorting mat 'thing=place' asks where a thing lies."""
    if isinstance(value, Mapping):
        thing, _, place = str(wanted).partition("=")
        return value.get(thing) == place if place else thing in value
    return wanted in value if isinstance(value, tuple) else value == wanted


def _placed(value: Result, place: Result) -> bool:
    """Whether anything in a sorting mat lies in that place."""
    return isinstance(value, Mapping) and place in value.values()


def _count_selected(value: Result) -> float:
    if isinstance(value, tuple | Mapping):
        return float(len(value))
    return float(bool(value))


COMPARISONS: Mapping[str, Callable[[Result, Result], bool]] = {
    "=": _equal,
    "!=": lambda a, b: not _equal(a, b),
    "<": lambda a, b: number(a) < number(b),
    "<=": lambda a, b: number(a) <= number(b),
    ">": lambda a, b: number(a) > number(b),
    ">=": lambda a, b: number(a) >= number(b),
}
# name -> (how many values, what it does). "placed" is ours: XLSForm has no sorting mat.
FUNCTIONS: Mapping[str, tuple[int, Callable[..., Result]]] = {
    "not": (1, lambda a: not truth(a)),
    "true": (0, lambda: True),
    "false": (0, lambda: False),
    "selected": (2, _selected),
    "placed": (2, _placed),
    "count-selected": (1, _count_selected),
    "string-length": (1, lambda a: float(len(str(a)))),
}
