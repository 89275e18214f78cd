"""What an expression asks of a reader with a pencil: "only if you ticked No in question 4".

An expression is not translated word by word. It is tried: with nothing answered, with each single
choice, with each place, with small numbers; what makes it true is said. Whatever can not be said so
(a sum, the context that comes with an invitation) becomes "other", and the booklet asks the reader
to decide. It says no sentence itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from forms.definition import Form, Question
from forms.expression import SELF, compile_expression
from forms.functions import Result
from forms.kinds import KINDS
from forms.tokens import Token, cut

Sort = Literal[
    "ticked",
    "not_ticked",
    "but_not",
    "answered",
    "placed",
    "least",
    "most",
    "equal",
    "other",
    "always",
    "never",
]
# People count children, years and brothers; more than this is no number on paper.
MOST_PROBED = 150
# More words than these in one sentence are hard to follow.
FEW = 2

Holds = Callable[[Result], bool]


@dataclass(frozen=True)
class Look:
    """One thing to look at: in which question, and what must be there.

    Attributes:
        sort: ticked (one of `ids`), not_ticked (none of them), but_not (something, and none of
            them), answered (in any way), placed (something under one of `ids`; only `thing` if that
            is named), least / most / equal (`number`), other. No booklet has an always or a never.
    """

    sort: Sort
    question_id: str = ""
    ids: tuple[str, ...] = ()
    thing: str = ""
    number: int = 0


# Every clause must hold; of the tests in a clause, one is enough.
Condition = tuple[tuple[Look, ...], ...]
OTHER, ALWAYS, NEVER = Look("other"), Look("always"), Look("never")


def condition_of(
    form: Form, *expressions: str, known: Mapping[str, Result] = MappingProxyType({})
) -> Condition | None:
    """What must be so on paper for all these expressions to hold; () for always, None for never.

    Args:
        form: the form they stand in.
        expressions: as the form has them; "" holds always.
        known: what is not asked on this paper, and what it is worth.
    """
    tried = _Tried(form, known)
    clauses = [
        clause
        for expression in expressions
        if expression
        for clause in tried.clauses(_bare(cut(expression)))
    ]
    open_ones = [clause for clause in clauses if ALWAYS not in clause]
    if any(set(clause) == {NEVER} for clause in open_ones):
        return None
    possible = [tuple(look for look in clause if look != NEVER) for clause in open_ones]
    return tuple(dict.fromkeys(possible))


class _Tried:
    """Tries the pieces of an expression."""

    def __init__(self, form: Form, known: Mapping[str, Result]) -> None:
        self._form = form
        self._known = known

    def clauses(self, tokens: list[Token]) -> Iterator[tuple[Look, ...]]:
        """What must hold together, each with what is enough for it."""
        whole = self._look(tokens)
        parts = _split(tokens, "and")
        if whole != OTHER or len(parts) == 1:
            yield (whole,) if whole != OTHER else self._either(tokens)
            return
        for part in parts:
            yield from self.clauses(_bare(part))

    def _either(self, tokens: list[Token]) -> tuple[Look, ...]:
        looks = (self._look(_bare(part)) for part in _split(tokens, "or"))
        return tuple(dict.fromkeys(looks))

    def _look(self, tokens: list[Token]) -> Look:
        """What one piece looks at, when that is at most one question answered on paper."""
        expression = compile_expression(" ".join(map(_written, tokens)))
        asked = expression.depends_on - self._known.keys()
        if len(asked) > 1 or expression.asks - {SELF}:
            return OTHER
        if not asked:
            return ALWAYS if expression.holds(lambda name: self._known.get(name, "")) else NEVER
        (question_id,) = asked
        question = next((one for one in self._form.questions if one.id == question_id), None)
        if question is None or not KINDS[question.kind].is_asked:
            return OTHER

        def holds(value: Result) -> bool:
            def look_up(name: str) -> Result:
                return value if name == question_id else self._known.get(name, "")

            return expression.holds(look_up)

        return _tried(question, holds)


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


def _written(token: Token) -> str:
    if token.kind == "reference":
        return f"${{{token.text}}}"
    quote = '"' if "'" in token.text else "'"
    return f"{quote}{token.text}{quote}" if token.kind == "string" else token.text


def _tried(question: Question, holds: Holds) -> Look:
    if question.places:
        return _in_places(question, holds)
    if question.choices and question.kind != "feelings":
        return _with_choices(question, holds)
    if question.kind == "number":
        return _with_numbers(question, holds)
    if not holds("") and holds("x") and holds(("x",)):
        return Look("answered", question.id)
    return OTHER


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
