"""Cards of a person's own: a thing that a form did not think of, in their own words.

It stands in an answer like a choice, as "own:" and the words exactly as they were given. No id of a
choice can look like it."""

from __future__ import annotations

OWN = "own:"


def own_card(words: str) -> str:
    """How words stand in an answer beside the ids of choices."""
    return OWN + words


def is_own(choice_id: str) -> bool:
    """Whether something in an answer is a card of the person's own."""
    return choice_id.startswith(OWN) and len(choice_id) > len(OWN)


def words_on(choice_id: str) -> str:
    """The words on an own card; anything else as it is."""
    return choice_id.removeprefix(OWN)
