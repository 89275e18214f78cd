"""Kinds where things are put into places (a mat, circles, a body, a scene), thing by thing.

Other formats ask each thing on its own; this says which things and places those are.
"""

from __future__ import annotations

from forms.definition import Choice, Kind, Question
from forms.kinds.feelings import NOW, WISH

PLACED: frozenset[Kind] = frozenset({"sort3", "circles", "body_map", "feelings"})


def things(question: Question) -> list[tuple[str, Choice | None]]:
    """What is placed, each asked on its own: (id, the choice with its words if it has any)."""
    if question.kind == "feelings":
        return [(NOW, None), (WISH, None)]
    parts = question.choices if question.kind == "body_map" else question.items
    return [(part.id, part) for part in parts]


def places(question: Question) -> tuple[Choice, ...]:
    """Where things are placed: in a feelings scene with one of its figures."""
    return question.choices if question.kind == "feelings" else question.places
