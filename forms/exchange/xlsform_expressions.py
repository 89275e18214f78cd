"""Expressions of an XLSForm in our ids: read where they stand, settled when all of it is known.

An expression that can not be read, or that asks for a question that is not here, is left out and
told with its row; the question stays. It knows no types and no rows but the one it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from forms.exchange.findings import Finding
from forms.exchange.xlsform_names import id_of
from forms.exchange.xlsform_rows import Line
from forms.expression import ExpressionError, compile_expression

_REFERENCE = re.compile(r"\$\{\s*([^}]+?)\s*\}")
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COUNT = re.compile(r"\bcount\(\s*\$\{\s*([^}]+?)\s*\}\s*\)")
# A choice may be called -77; where it stands alone it is one of theirs, not a number to us.
_NEGATIVE = re.compile(r"(?P<before>[=,(]\s*)(?P<name>-\d+)\b")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Part:
    """One expression that was read, with its row and what it asks for."""

    line: Line
    column: str
    text: str
    depends_on: frozenset[str]


class Reader:
    """Reads the expressions of one workbook."""

    def __init__(self, ids: Mapping[str, str], choices: Mapping[str, str]) -> None:
        """Make a reader.

        Args:
            ids: our id for the name of each question.
            choices: our id for the name of each choice.
        """
        self._ids = ids
        self._choices = {name: ours for name, ours in choices.items() if name != ours}
        # How often a repeat is gone through, by its name there.
        self.counts: dict[str, str] = {}
        self.findings: list[Finding] = []

    def part(self, line: Line, column: str, columns: Collection[str] = ()) -> Part | None:
        """The expression in a cell, if there is one that can be read.

        Args:
            line: the row.
            column: which cell of it.
            columns: what a choice filter may look at.
        """
        text = line.get(column)
        if not text:
            return None
        ours = self.ours(text)
        try:
            read = compile_expression(ours, {*columns, "name"})
        except ExpressionError as error:
            self.findings.append(line.found(column, "left out", str(error)))
            return None
        return Part(line, column, ours, read.depends_on)

    def ours(self, text: str) -> str:
        """An expression with our ids in it."""
        ours = _COUNT.sub(self._count, text.translate(_QUOTES))
        ours = _REFERENCE.sub(lambda found: f"${{{self.id_in(found[1])}}}", ours)
        if not self._choices:
            return ours
        return _NEGATIVE.sub(self._negative, _LITERAL.sub(self._literal, ours))

    def id_in(self, name: str) -> str:
        """Our id for a name in an expression, also for one that is not here."""
        return self._ids.get(name) or id_of(name)

    def _count(self, found: re.Match[str]) -> str:
        return self.counts.get(found[1], found[0])

    def _literal(self, found: re.Match[str]) -> str:
        text = found[1] if found[1] is not None else found[2]
        ours = self._choices.get(text)
        return f"'{ours}'" if ours else found[0]

    def _negative(self, found: re.Match[str]) -> str:
        ours = self._choices.get(found["name"])
        return f"{found['before']}'{ours}'" if ours else found[0]


def settled(
    parts: Sequence[Part], known: Collection[str], *, with_hint: bool = True
) -> tuple[str, list[Finding]]:
    """The expressions that can be worked out, all of which must hold, and what became of the rest.

    Args:
        parts: what was read, the outermost group first.
        known: the ids of every question.
        with_hint: whether the nearest id is looked for; that takes a look at every one.
    """
    holding: dict[str, None] = {}
    findings: list[Finding] = []
    for part in parts:
        missing = next((one for one in sorted(part.depends_on) if one not in known), None)
        if missing is None:
            holding[part.text] = None
        else:
            findings.append(_lost(part, missing, known if with_hint else ()))
    if len(holding) == 1:
        return next(iter(holding)), findings
    return " and ".join(f"({text})" for text in holding), findings


def _lost(part: Part, missing: str, known: Collection[str]) -> Finding:
    near = get_close_matches(missing, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return part.line.found(part.column, "left out", f"no question {missing}{hint}")


def references(text: str) -> Iterator[str]:
    """The names in a sentence that stand for answers."""
    return (found[1] for found in _REFERENCE.finditer(text))


def without_references(text: str, instead: Mapping[str, str], otherwise: str) -> str:
    """A sentence with something else where an answer was to stand."""
    return _REFERENCE.sub(lambda found: instead.get(found[1], otherwise), text)
