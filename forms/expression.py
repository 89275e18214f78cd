"""The language of branches and sums, in XLSForm syntax: `selected(${like.do}, 'music') and . > 3`.

An expression is parsed once into a closure with what it depends on; nothing is ever `eval`ed. It
never raises while a form is open: an unanswered question is "". What is not a question is looked up
under a name no question can have: `SELF` (the answer being given), `TODAY`, `POSITION` (which round
of a repeat), "@column" (a column of the choice being filtered), "*id" (a question in every round).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from forms.calls import ASKING, FUNCTIONS, NOT_HERE
from forms.functions import COMPARISONS, PRODUCTS, SUMS, Result, number, text, truth
from forms.patterns import PatternError, read_pattern
from forms.shown import shown
from forms.tokens import ExpressionError, Token, TokenKind, cut

__all__ = [
    "COLUMN",
    "POSITION",
    "SELF",
    "TODAY",
    "Closure",
    "Expression",
    "ExpressionError",
    "Result",
    "Values",
    "compile_expression",
]

Values = Callable[[str], Result]
Closure = Callable[[Values], Result]
Operators = Mapping[str, Callable[[Result, Result], Result]]

SELF, TODAY, POSITION, COLUMN = ".", "today()", "position()", "@"
CHOICE_NAME = "jr:choice-name|"
EVERY = "*"
# A form is data from outside: deeper brackets than this are a mistake, and the stack has an end.
MAX_DEPTH = 50
# What a cell of a workbook can hold; nobody reads a longer one.
MOST_LETTERS = 32_767
# No function has a longer name.
MOST_NAME = 40


@dataclass(frozen=True)
class Expression:
    """A compiled expression. Call `holds` or `evaluate` with a way to look up values.

    Attributes:
        depends_on: the questions it looks at.
        asks: what else it looks at: SELF, TODAY, POSITION.
    """

    text: str
    depends_on: frozenset[str]
    evaluate: Closure
    asks: frozenset[str] = frozenset()

    def holds(self, values: Values) -> bool:
        """Whether the expression is true for these values."""
        return truth(self.evaluate(values))


def compile_expression(text: str, columns: Iterable[str] = ()) -> Expression:
    """Parse `text` once.

    Args:
        text: the expression.
        columns: names that may stand alone, in a choice filter.

    Raises:
        ExpressionError: with the column (from 1) and what was expected there.
    """
    if len(text) > MOST_LETTERS:
        raise ExpressionError(text, 1, f"at most {MOST_LETTERS} letters were expected")
    parser = _Parser(text, frozenset(columns))
    closure = parser.parse()
    return Expression(text, frozenset(parser.depends_on), closure, frozenset(parser.asks))


class _Parser:
    """Recursive descent, one method a level of binding: or, and, equality, order, sum, product,
    sign, value."""

    def __init__(self, text: str, columns: frozenset[str]) -> None:
        self._text = text
        self._tokens = cut(text)
        self._columns = columns
        self._next = 0
        self._depth = 0
        self.depends_on: set[str] = set()
        self.asks: set[str] = set()

    def parse(self) -> Closure:
        closure = self._or()
        if token := self._peek():
            self._fail(token.column, f"the end was expected, not {shown(token.text)!r}")
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
        return self._joined(COMPARISONS, self._sum)

    def _sum(self) -> Closure:
        return self._joined(SUMS, self._product)

    def _product(self) -> Closure:
        return self._joined(PRODUCTS, self._signed)

    def _joined(self, operators: Operators, operand: Callable[[], Closure]) -> Closure:
        """Operands from left to right. Worked out in a loop: a long sum is not a deep one."""
        first = operand()
        rest = []
        while operator := self._operator(operators):
            rest.append((operators[operator], operand()))
        return _in_turn(first, rest) if rest else first

    def _signed(self) -> Closure:
        signs = 0
        while self._takes("operator", "-"):
            signs += 1
        value = self._value()
        if not signs:
            return value
        sign = -1.0 if signs % 2 else 1.0
        return lambda v: sign * number(value(v))

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
            return self._named(token)
        if token.text == SELF:
            return self._asked(SELF)
        if token.text == "..":  # XLSForm writes position(..): this round of the repeat
            return _fixed("")
        if token.text != "(":
            self._fail(token.column, f"a value was expected, not {shown(token.text)!r}")
        closure = self._or()
        self._close()
        return closure

    def _named(self, name: Token) -> Closure:
        follows = self._peek()
        is_call = follows is not None and follows.text == "(" and follows.kind == "operator"
        if not is_call and name.text in self._columns:
            column = COLUMN + name.text
            return lambda v: v(column)
        if name.text in ASKING:
            return self._ask(name)
        function = FUNCTIONS.get(name.text)
        if function is None:
            self._fail(name.column, self._unknown(name.text))
        arguments = self._counted(name, function.least, function.most)
        if name.text == "regex":
            self._check_pattern()
        apply = function.apply
        if len(arguments) == 1:
            (only,) = arguments
            return lambda v: apply(only(v))
        return lambda v: apply(*(argument(v) for argument in arguments))

    def _check_pattern(self) -> None:
        """A pattern that is written out has to be one; others are known when they are there."""
        comma, pattern = self._tokens[self._next - 3 : self._next - 1]
        if pattern.kind == "string" and comma.text == ",":
            try:
                read_pattern(pattern.text)
            except PatternError as error:
                self._fail(pattern.column, f"the pattern can not be read: {error}")

    def _ask(self, name: Token) -> Closure:
        """A function that looks at the open form, or that works out only what it needs."""
        start = self._next
        arguments = self._counted(name, *ASKING[name.text])
        if name.text == "if":
            test, then, otherwise = arguments
            return lambda v: then(v) if truth(test(v)) else otherwise(v)
        if name.text == "once":
            (first,) = arguments
            self.asks.add(SELF)
            return lambda v: kept if text(kept := v(SELF)) else first(v)
        if name.text == "jr:choice-name":
            return self._choice_name(name, start, arguments[0])
        if name.text == "indexed-repeat":
            return self._indexed(name, start, arguments[2])
        return self._asked(POSITION if name.text == "position" else TODAY)

    def _choice_name(self, name: Token, start: int, value: Closure) -> Closure:
        """jr:choice-name(value, '${question}'): the word of a choice, by its id."""
        quoted = [t.text for t in self._tokens[start : self._next] if t.kind == "string"]
        question = quoted[-1].strip() if quoted else ""
        if not (question.startswith("${") and question.endswith("}")):
            self._fail(name.column, "a question was expected second, as '${id}'")
        asked = question[2:-1].strip()
        self.depends_on.add(asked)
        return lambda v: v(f"{CHOICE_NAME}{asked}|{text(value(v))}")

    def _indexed(self, name: Token, start: int, index: Closure) -> Closure:
        """indexed-repeat(${question}, ${group}, number): its answer in one round, from 1."""
        first = self._tokens[start + 1] if start + 1 < len(self._tokens) else None
        if first is None or first.kind != "reference":
            self._fail(name.column, "a question of the repeat was expected first")
        every = EVERY + first.text

        def answer(v: Values) -> Result:
            rounds, wanted = v(every), number(index(v))
            is_there = isinstance(rounds, tuple) and 1 <= wanted <= len(rounds)
            return rounds[int(wanted) - 1] if is_there and isinstance(rounds, tuple) else ""

        return answer

    def _asked(self, what: str) -> Closure:
        self.asks.add(what)
        return lambda v: v(what)

    def _counted(self, name: Token, least: int, most: int) -> list[Closure]:
        arguments = self._arguments()
        if not least <= len(arguments) <= most:
            wanted = str(least) if least == most else f"{least} or more"
            self._fail(name.column, f"{name.text} takes {wanted} values, not {len(arguments)}")
        return arguments

    def _unknown(self, name: str) -> str:
        if name in NOT_HERE:
            return f"{name} can not be used here: {NOT_HERE[name]}"
        near = get_close_matches(name[:MOST_NAME], [*FUNCTIONS, *ASKING, *self._columns], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"there is no function {shown(name)}{hint}"

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
        if token is None or token.kind not in ("operator", "name") or token.text not in known:
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


def _in_turn(
    first: Closure, rest: list[tuple[Callable[[Result, Result], Result], Closure]]
) -> Closure:
    if len(rest) == 1:
        ((join, second),) = rest
        return lambda v: join(first(v), second(v))

    def closure(v: Values) -> Result:
        value = first(v)
        for join, right in rest:
            value = join(value, right(v))
        return value

    return closure
