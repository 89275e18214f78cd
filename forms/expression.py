"""The little language of branches, in XLSForm syntax: `selected(${like.do}, 'music') and not(...)`.

An expression is parsed once into a closure with the ids it depends on; nothing is ever `eval`ed.
What it can say now: `${id}`, strings, numbers, `and`, `or`, comparisons, sums with + and -,
brackets, and the functions in `forms.functions`. It never raises while a form is open: an
unanswered question is "".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from forms.functions import COMPARISONS, FUNCTIONS, SUMS, Result, truth
from forms.tokens import ExpressionError, Token, TokenKind, cut

__all__ = ["Closure", "Expression", "ExpressionError", "Result", "Values", "compile_expression"]

Values = Callable[[str], Result]
Closure = Callable[[Values], Result]
Operators = Mapping[str, Callable[[Result, Result], Result]]

# A form is data from outside: deeper brackets than this are a mistake, and the stack has an end.
MAX_DEPTH = 50


@dataclass(frozen=True)
class Expression:
    """A compiled expression. Call `holds` with a way to look up values."""

    text: str
    depends_on: frozenset[str]
    evaluate: Closure

    def holds(self, values: Values) -> bool:
        """Whether the expression is true for these values."""
        return truth(self.evaluate(values))


def compile_expression(text: str) -> Expression:
    """Parse `text` once.

    Raises:
        ExpressionError: with the column (from 1) and what was expected there.
    """
    parser = _Parser(text)
    closure = parser.parse()
    return Expression(text, frozenset(parser.depends_on), closure)


class _Parser:
    """Recursive descent, one method a level of binding: or, and, comparison, sum, value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = cut(text)
        self._next = 0
        self._depth = 0
        self.depends_on: set[str] = set()

    def parse(self) -> Closure:
        closure = self._or()
        if token := self._peek():
            self._fail(token.column, f"the end was expected, not {token.text!r}")
        return closure

    def _or(self) -> Closure:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(self._column(), f"at most {MAX_DEPTH} brackets in each other were expected")
        parts = [self._and()]
        while self._takes("name", "or"):
            parts.append(self._and())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else lambda v: any(truth(part(v)) for part in parts)

    def _and(self) -> Closure:
        parts = [self._comparison()]
        while self._takes("name", "and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else lambda v: all(truth(part(v)) for part in parts)

    def _comparison(self) -> Closure:
        left = self._sum()
        operator = self._operator(COMPARISONS)
        return _joined(COMPARISONS[operator], left, self._sum()) if operator else left

    def _sum(self) -> Closure:
        left = self._value()
        while operator := self._operator(SUMS):
            left = _joined(SUMS[operator], left, self._value())
        return left

    def _value(self) -> Closure:
        token = self._take("a value was expected")
        if token.kind == "reference":
            self.depends_on.add(token.text)
            return lambda v: v(token.text)
        if token.kind == "number":
            return _fixed(float(token.text))
        if token.kind == "string":
            return _fixed(token.text)
        if token.kind == "name":
            return self._call(token)
        if token.text != "(":
            self._fail(token.column, f"a value was expected, not {token.text!r}")
        closure = self._or()
        self._close()
        return closure

    def _call(self, name: Token) -> Closure:
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
        if not self._takes("operator", "("):
            self._fail(self._column(), "( was expected")
        if self._takes("operator", ")"):
            return []
        arguments = [self._or()]
        while self._takes("operator", ","):
            arguments.append(self._or())
        self._close()
        return arguments

    def _close(self) -> None:
        if not self._takes("operator", ")"):
            self._fail(self._column(), ") was expected")

    def _operator(self, known: Operators) -> str:
        """Take one of these operators; "" when something else comes."""
        token = self._peek()
        if token is None or token.kind != "operator" or token.text not in known:
            return ""
        self._next += 1
        return token.text

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, expected: str) -> Token:
        token = self._peek()
        if token is None:
            self._fail(self._column(), expected)
        self._next += 1
        return token

    def _takes(self, kind: TokenKind, text: str) -> bool:
        token = self._peek()
        found = token is not None and (token.kind, token.text) == (kind, text)
        self._next += found
        return found

    def _column(self) -> int:
        token = self._peek()
        return token.column if token else len(self._text) + 1

    def _fail(self, column: int, expected: str) -> NoReturn:
        raise ExpressionError(self._text, column, expected)


def _fixed(value: Result) -> Closure:
    return lambda v: value


def _joined(join: Callable[[Result, Result], Result], left: Closure, right: Closure) -> Closure:
    return lambda v: join(left(v), right(v))
