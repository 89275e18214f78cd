"""What a control needs to ask one question, and how it gives the answer back.

A control never saves and never decides what comes next: it calls `give`, and the screen does the
rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forms.answers import Answer, Value
from forms.definition import Choice, Question

Give = Callable[[Value, str], None]


@dataclass(frozen=True)
class Ask:
    """One question being asked.

    Attributes:
        question: what is asked.
        choices: what can be tapped now (a top three depends on an earlier answer).
        word: the word of a choice, thing or place by its id, as this reader sees it.
        answer: what was answered so far.
        give: takes (value, own words); the answer is saved when it returns.
        redraw: shows the control again after it was given something.
        typed: takes typed text often, without anything being shown again.
        keys: what a key does while this is asked; the control fills it in.
    """

    question: Question
    choices: tuple[Choice, ...]
    word: Callable[[str], str]
    answer: Answer | None
    give: Give
    redraw: Callable[[], None]
    typed: Callable[[str], None]
    keys: dict[str, Callable[[], None]]

    @property
    def value(self) -> Value:
        """The value so far, None when there is none."""
        return self.answer.value if self.answer and self.answer.state == "answered" else None

    @property
    def own_words(self) -> str:
        """The person's own words beside the choices so far."""
        return self.answer.words if self.answer and self.answer.state == "answered" else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids chosen so far, in order."""
        value = self.value
        if isinstance(value, tuple):
            return value
        return (value,) if isinstance(value, str) else ()
