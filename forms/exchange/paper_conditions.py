"""What an expression asks of a reader with a pencil: "only if you ticked No in question 4".

An expression is not translated word by word. It is tried: with nothing answered, with each single
choice, with each place, with small numbers; what makes it true is said. Whatever can not be said so
(a sum, the context that comes with an invitation) becomes "other", and the booklet asks the reader
to decide. It says no sentence itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from forms.definition import Form, Question
from forms.expression import SELF, Expression, compile_expression
from forms.functions import Result
from forms.kinds import KINDS
from forms.tokens import Token, cut

Sort = Literal[
    "ticked", "not_ticked", "but_not", "answered", "placed", "least", "most", "equal", "other"
]
# People count children, years and brothers; more than this is no number on paper.
MOST_PROBED = 150
# More words than these in one sentence are hard to follow.
FEW = 2


@dataclass(frozen=True)
class Look:
    """One thing to look at: in which question, and what must be there.

    Attributes:
        sort: ticked (one of `ids`), not_ticked (none of them), but_not (something, and none of
            them), answered (in any way), placed (something under one of `ids`; only `thing` if that
            is named), least / most / equal (`number`), other.
    """

    sort: Sort
    question_id: str = ""
    ids: tuple[str, ...] = ()
    thing: str = ""
    number: int = 0


# Every clause must hold; of the tests in a clause, one is enough.
Condition = tuple[tuple[Look, ...], ...]
OTHER = Look("other")


def condition_of(form: Form, *expressions: str) -> Condition:
    """What must be so on paper for all these expressions to hold; () for always.

    Args:
        form: the form they stand in.
        expressions: as the form has them; "" holds always.
    """
    clauses = [
        clause
        for expression in expressions
        if expression
        for clause in _clauses(form, _bare(cut(expression)))
    ]
    return tuple(dict.fromkeys(clauses))


def _clauses(form: Form, tokens: list[Token]) -> Iterator[tuple[Look, ...]]:
    whole = _test(form, tokens)
    parts = _split(tokens, "and")
    if whole != OTHER or len(parts) == 1:
        yield (whole,) if whole != OTHER else _either(form, tokens)
        return
    for part in parts:
        yield from _clauses(form, _bare(part))


def _either(form: Form, tokens: list[Token]) -> tuple[Look, ...]:
    """The tests of which one is enough."""
    return tuple(dict.fromkeys(_test(form, _bare(part)) for part in _split(tokens, "or")))


def _split(tokens: list[Token], word: str) -> list[list[Token]]:
    """The pieces between a word that is in no brackets; an "or" outside keeps an "and" whole."""
    depth, parts = 0, [list[Token]()]
    at_top = []
    for token in tokens:
        depth += _depth(token)
        if depth == 0 and token.kind == "name" and token.text in ("or", "and"):
            at_top.append(token.text)
        if depth == 0 and token.kind == "name" and token.text == word:
            parts.append([])
        else:
            parts[-1].append(token)
    if word == "and" and "or" in at_top:
        return [tokens]
    return parts


def _bare(tokens: list[Token]) -> list[Token]:
    """Without brackets around the whole."""
    while len(tokens) > 2 and _depth(tokens[0]) == 1 and _closes(tokens) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens


def _closes(tokens: list[Token]) -> int:
    """Where the bracket that the first token opens is closed."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += _depth(token)
        if depth == 0:
            return place
    return -1


def _depth(token: Token) -> int:
    return {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "operator" else 0


def _test(form: Form, tokens: list[Token]) -> Look:
    """What one piece looks at, when that is a single question somebody answers on paper."""
    expression = compile_expression(" ".join(map(_written, tokens)))
    if len(expression.depends_on) != 1 or expression.asks - {SELF}:
        return OTHER
    (question_id,) = expression.depends_on
    question = next((one for one in form.questions if one.id == question_id), None)
    if question is None or not KINDS[question.kind].is_asked:
        return OTHER
    return _tried(question, expression)


def _written(token: Token) -> str:
    if token.kind == "reference":
        return f"${{{token.text}}}"
    quote = '"' if "'" in token.text else "'"
    return f"{quote}{token.text}{quote}" if token.kind == "string" else token.text


def _tried(question: Question, expression: Expression) -> Look:
    def holds(value: Result) -> bool:
        return expression.holds(lambda name: value if name == question.id else "")

    if question.places:
        return _in_places(question, holds)
    if question.choices and question.kind != "feelings":
        return _with_choices(question, holds)
    if question.kind == "number":
        return _with_numbers(question, holds)
    if not holds("") and holds("x") and holds(("x",)):
        return Look("answered", question.id)
    return OTHER


Holds = Callable[[Result], bool]


def _with_choices(question: Question, holds: Holds) -> Look:
    many = question.kind in ("pick_many", "top3", "rank")
    ids = tuple(choice.id for choice in question.choices)
    true = tuple(one for one in ids if holds((one,) if many else one))
    false = tuple(one for one in ids if one not in true)
    if holds(()) if many else holds(""):
        return Look("not_ticked", question.id, false) if false else OTHER
    if not true:
        return OTHER
    if len(false) == 1 and len(true) > FEW:
        return Look("but_not", question.id, false)
    return Look("ticked", question.id, true) if false else Look("answered", question.id)


def _in_places(question: Question, holds: Holds) -> Look:
    things = [item.id for item in question.items or question.choices] or ["x"]
    places = [place.id for place in question.places]

    def true_for(thing: str) -> tuple[str, ...]:
        return tuple(place for place in places if holds(_put(thing, place)))

    found = {thing: true_for(thing) for thing in things}
    if holds(""):
        return OTHER
    said = {put for put in found.values() if put}
    if len(said) != 1:
        return OTHER
    (put,) = said
    moved = [thing for thing in things if found[thing]]
    if len(moved) == len(things):
        everywhere = len(put) == len(places)
        return Look("answered", question.id) if everywhere else Look("placed", question.id, put)
    return Look("placed", question.id, put, moved[0]) if len(moved) == 1 else OTHER


def _put(thing: str, place: str) -> Mapping[str, str]:
    return {thing: place}


def _with_numbers(question: Question, holds: Holds) -> Look:
    true = [number for number in range(MOST_PROBED + 1) if holds(float(number))]
    if holds("") or not true:
        return OTHER
    first, last = true[0], true[-1]
    if len(true) != last - first + 1:
        return OTHER
    if (first, last) == (0, MOST_PROBED):
        return Look("answered", question.id)
    if last == MOST_PROBED:
        return Look("least", question.id, number=first)
    if first == last:
        return Look("equal", question.id, number=first)
    return Look("most", question.id, number=last) if first == 0 else OTHER
