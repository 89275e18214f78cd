"""Rounds of a repeat: which there are, how a question in one is named, and what each is about.

A round is named after the thing it is about, never after its place: when a name is taken out of a
list, what was said about the others stays with them. `rev.goal[t3fa9c1d2b0]` is the question
`rev.goal` in the round of one goal. Words of a person's own become a short hash in that name, so
that no name is in an id. It holds no answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from forms.answers import Answer, Value

if TYPE_CHECKING:
    from forms.definition import Form

# Ids of choices name a round as they are.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_.-]{0,31}")


def in_round(question_id: str, round_: str) -> str:
    """The id of a question in one round."""
    return f"{question_id}[{round_}]"


def template_of(question_id: str) -> str:
    """The question a form defines, without its round."""
    return question_id.partition("[")[0]


def round_of(question_id: str) -> str:
    """The round in an id, "" when there is none."""
    return question_id.partition("[")[2].removesuffix("]")


def rounds_for(
    value: Value, at_most: int, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Round -> the thing it is about, in order.

    Args:
        value: the answer that is repeated over: a number gives "1", "2", ... about nothing.
        at_most: rounds at most.
        before: the rounds there were; what they are about need not be named again.
    """
    if isinstance(value, int | float):
        count = max(0, min(int(value), at_most)) if value == value else 0
        return {str(number): "" for number in range(1, count + 1)}
    if isinstance(value, str):
        things: tuple[str, ...] = (value,) if value else ()
    else:
        things = tuple(value or ())
    named = {thing: round_ for round_, thing in (before or {}).items() if thing}
    return {named.get(thing) or _name_of(thing): thing for thing in things[:at_most]}


def thing_of(form: Form, answers: Mapping[str, Answer], question_id: str) -> tuple[str, str] | None:
    """What the round of a question is about.

    Returns:
        (the question it was named in, the thing: an id of a choice, an own card, or words; the
        number of the round for a repeat over a number); None outside of repeats.
    """
    group = form.repeat_of(question_id)
    round_ = round_of(question_id)
    if group is None or not round_:
        return None
    source = answers.get(group.repeat)
    rounds = rounds_for(source.value if source else None, group.at_most)
    return group.repeat, rounds.get(round_, "") or round_


def _name_of(thing: str) -> str:
    if _PLAIN.fullmatch(thing):
        return thing
    return "t" + sha256(thing.encode("utf-8", "surrogatepass")).hexdigest()[:10]
