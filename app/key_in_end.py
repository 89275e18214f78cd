"""What is asked after the last question of a booklet: how it was given, who helped, who keyed it
in, and on which day it was written. It becomes the provenance of every answer. Pure, like
`app.key_in`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Literal

from app.key_in import BACK, Said, usual_how
from app.key_reading import read_day
from app.provenance import ASSISTS, HELPED_HOW
from forms.answers import Answer, Assist, How
from forms.definition import Form

Given = Literal["wrote", "scribed", "signed", "represented"]
# As on the first page of the booklet, in that order.
WAYS: tuple[Given, ...] = ("wrote", "scribed", "signed", "represented")
Stage = Literal["how", "helper", "by", "day", "done"]
_NEXT: Mapping[Stage, Stage] = {"how": "helper", "helper": "by", "by": "day", "day": "done"}
_BEFORE: Mapping[Stage, Stage] = {after: before for before, after in _NEXT.items()}
NOBODY = "-"
_WORDS_BY: Mapping[Given, How] = {"wrote": "wrote", "scribed": "said", "signed": "signed"}
_ASSIST_BY: Mapping[Given, Assist] = {
    "scribed": "wrote_words",
    "signed": "wrote_words",
    "represented": "answered_for",
}
NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True)
class HandedIn:
    """How a booklet came about.

    Attributes:
        given: by whose hand and in whose words.
        helper: who helped, "" for nobody.
        by: the member of staff who keyed it in.
        day: when it was written.
    """

    given: Given = "wrote"
    helper: str = ""
    by: str = ""
    day: date = date.min

    def moment(self, now: datetime) -> datetime:
        """The day as a moment: noon, or now on the same day in the morning."""
        return min(datetime.combine(self.day, NOON), now)


class Ending:
    """The last questions; the usual answers stand there and an empty line takes them."""

    def __init__(self, usual: HandedIn, today: date) -> None:
        """Begin with the usual answers."""
        self.handed_in = usual
        self.stage: Stage = "how"
        self._today = today

    def read(self, line: str) -> tuple[Said, ...]:
        """Take one line; returns what to say of it, if it could not be."""
        if line.strip().lower() == BACK and self.stage in _BEFORE:
            self.stage = _BEFORE[self.stage]
            return ()
        told = self._taken(line.strip())
        if not told:
            self.stage = _NEXT[self.stage]
        return told

    def _taken(self, text: str) -> tuple[Said, ...]:
        if not text:
            return ()
        if self.stage == "how":
            return self._take_way(text)
        if self.stage == "day":
            return self._take_day(text)
        if self.stage == "by":
            self.handed_in = replace(self.handed_in, by=text)
        else:
            self.handed_in = replace(self.handed_in, helper="" if text == NOBODY else text)
        return ()

    def _take_way(self, text: str) -> tuple[Said, ...]:
        numbers = {str(number): way for number, way in enumerate(WAYS, start=1)}
        if text not in numbers:
            return (("cli.key_in.no_such", {"key": text, "most": len(WAYS)}),)
        self.handed_in = replace(self.handed_in, given=numbers[text])
        return ()

    def _take_day(self, text: str) -> tuple[Said, ...]:
        day = read_day(text)
        if day is None:
            return (("cli.key_in.no_day", {"key": text}),)
        if day > self._today:
            return (("cli.key_in.day_ahead", {"day": day.isoformat()}),)
        self.handed_in = replace(self.handed_in, day=day)
        return ()


def with_provenance(
    form: Form, answers: Mapping[str, Answer], handed_in: HandedIn, now: datetime
) -> dict[str, Answer]:
    """The answers of a booklet, each with how it was given, who helped, and when.

    Args:
        form: what was answered.
        answers: as they were keyed in.
        handed_in: how the booklet came about.
        now: the moment they were keyed in.
    """
    assist = _assist(answers, handed_in)
    return {
        question_id: answer.model_copy(
            update={
                "how": _how(form.question(question_id).kind, answer, handed_in.given),
                "helper": handed_in.helper,
                "assist": assist,
                "at": handed_in.moment(now),
            }
        )
        for question_id, answer in answers.items()
    }


def _how(kind: str, answer: Answer, given: Given) -> How | None:
    """How one answer was given; one without a how (a sentence that was shown) stays without."""
    if answer.how is None or given == "represented":
        return "represented" if answer.how else None
    if answer.how == "drew" or usual_how(kind) == "chose":
        return "drew" if answer.how == "drew" else "chose"
    return _WORDS_BY[given]


def _assist(answers: Mapping[str, Answer], handed_in: HandedIn) -> tuple[Assist, ...]:
    """What the helper did: as ticked in the booklet, and as was said at its end."""
    ticked = answers.get(HELPED_HOW)
    value = ticked.value if ticked and isinstance(ticked.value, tuple) else ()
    said = _ASSIST_BY.get(handed_in.given)
    return tuple(one for one in ASSISTS if one in value or one == said)
