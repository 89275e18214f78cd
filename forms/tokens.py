"""The tokens of the branch language: cuts an expression into pieces, each with its column.

It knows how the pieces look, not what they mean: that is `forms.expression` and `forms.functions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from forms.shown import shown, shown_near

MOST_SHOWN = 300
TokenKind = Literal["reference", "number", "string", "operator", "name"]

_TOKEN = re.compile(
    r"""\s*(?:
        \$\{\s*(?P<reference>[A-Za-z0-9_.-]+)\s*\}
      | (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<string>'[^']*'|"[^"]*")
      | (?P<operator><=|>=|!=|[=<>+*\-(),]|\.\.|\.(?!\d))
      | (?P<name>[A-Za-z][A-Za-z0-9_:-]*)
    )""",
    re.VERBOSE,
)
_KINDS: tuple[TokenKind, ...] = ("reference", "number", "string", "operator", "name")


class ExpressionError(ValueError):
    """An expression that can not be read: in which column (from 1), and what was expected there."""

    def __init__(self, text: str, column: int, expected: str) -> None:
        self.column = column
        self.expected = shown(expected, MOST_SHOWN)
        super().__init__(f"column {column}: {self.expected} in: {shown_near(text, column)}")


@dataclass(frozen=True)
class Token:
    """One piece. `text` is without quotes or `${}`; `column` counts from 1."""

    kind: TokenKind
    text: str
    column: int


def cut(text: str) -> list[Token]:
    """Every token of an expression, in order.

    Raises:
        ExpressionError: something in it is no token.
    """
    tokens: list[Token] = []
    end, position = len(text.rstrip()), 0
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(text, _next_column(text, position), _expected(text, position))
        tokens.append(_token(match))
        position = match.end()
    return tokens


def _token(match: re.Match[str]) -> Token:
    kind = next(kind for kind in _KINDS if match[kind] is not None)
    found = match[kind]
    start = match.start(kind) if kind != "reference" else match.string.index("$", match.start())
    return Token(kind, found[1:-1] if kind == "string" else found, start + 1)


def _blank(text: str, position: int) -> int:
    rest = text[position:]
    return len(rest) - len(rest.lstrip())


def _next_column(text: str, position: int) -> int:
    return position + _blank(text, position) + 1


def _expected(text: str, position: int) -> str:
    rest = text[position:].lstrip()
    if rest[0] in "'\"":
        return f"a closing {rest[0]} was expected"
    if rest[0] == "$":
        return "a question as ${id} was expected"
    return "a value, a function or a ${question} was expected"
