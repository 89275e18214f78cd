"""What a question offers: what a filter lets through, what an earlier answer liked best."""

from __future__ import annotations

from collections.abc import Callable

from forms.definition import Choice, Question
from forms.expression import COLUMN, Expression
from forms.functions import Result, truth
from forms.own import is_own


def liked(source: Question, value: Result) -> tuple[Choice, ...]:
    """What was chosen in an earlier answer, or lies at the best place of its mat.

    Args:
        source: the question that was answered.
        value: its answer; "" for none.
    """
    if isinstance(value, dict):
        best = source.places[0].id
        own = [source.find_choice(thing) for thing in value if is_own(thing)]
        every = (*source.items, *(card for card in own if card is not None))
        return tuple(item for item in every if value.get(item.id) == best)
    chosen = value if isinstance(value, tuple) else (value,)
    return tuple(choice for choice in source.choices if choice.id in chosen)


def let_through(
    fits: Expression, offered: tuple[Choice, ...], see: Callable[[str], Result]
) -> tuple[Choice, ...]:
    """The choices that a filter offers; "something else" always: nobody is shut in by one.

    Args:
        fits: the filter, over columns of a choice and other answers.
        offered: the choices before it.
        see: how the filter looks up other answers.
    """
    return tuple(c for c in offered if c.opens_words or _fits(fits, c, see))


def _fits(fits: Expression, choice: Choice, see: Callable[[str], Result]) -> bool:
    columns = {COLUMN + name: value for name, value in choice.columns.items()}
    columns[COLUMN + "name"] = choice.id
    return truth(fits.evaluate(lambda name: columns.get(name) or see(name)))
