"""What was answered: the value, how it was given, who helped, who may see it, when.

An answer is a value or one of the ways of not giving one, and these are different things: "I don't
know", skipped, not today, declined, not understood and not asked. Nothing here is ever averaged,
trimmed or re-cased: a person's words stay as they came. This module does not know questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from forms.shown import shown

AnswerState = Literal[
    "answered", "dont_know", "skipped", "not_today", "declined", "not_understood", "not_asked"
]
How = Literal[
    "said",
    "wrote",
    "signed",
    "chose",
    "drew",
    "shown",
    "observed",
    "interpreted",
    "represented",
]
Assist = Literal["read_it", "wrote_words", "offered_choices", "noticed", "answered_for"]
Share = Literal["class_adults", "family", "meeting", "safe_adult"]


def _as_text(text: str) -> str:
    """The same text; half a character that some keyboards send on its own becomes U+FFFD.

    Half a character is not text: it can be neither kept nor sent, and must not stop a save.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


Words = Annotated[str, AfterValidator(_as_text)]
# The same moment has the same bytes, wherever it was written down.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
# By kind: words, a date (YYYY-MM-DD), one choice -> str; a number -> int or float; many choices, a
# rank, a list, a dated list ("2024-09 Started school") -> tuple, in order; a sorting mat {thing:
# place}, circles {who: ring}, a body map {part: face}, feelings {"now": figure, "wish": figure}; a
# shown sentence -> None.
# Larger numbers are not the same number in every program that reads them.
MOST_WHOLE = 2**53 - 1
Whole = Annotated[int, Field(ge=-MOST_WHOLE, le=MOST_WHOLE)]
Finite = Annotated[float, Field(allow_inf_nan=False, gt=-MOST_WHOLE - 1, lt=MOST_WHOLE + 1)]
Value = Words | Whole | Finite | tuple[Words, ...] | dict[Words, Words] | None


class Answer(BaseModel):
    """One answer with its provenance.

    Attributes:
        state: answered, or which way of not answering.
        value: see `Value`; None unless answered.
        words: the person's own words beside the choices ("something else"), exact.
        how: how it was given; None where that means nothing (a sentence that was shown).
        helper: who helped, as typed or chosen; "" for nobody.
        assist: what the helper did.
        share: who may see it; None means the form's default.
        recheck: whether this answer was given again to see if it is steady.
        lang: the language it was given in (BCP 47).
        at: when, aware; kept in UTC.
    """

    # What was said appears in no error and no log: neither in messages nor in a representation.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    state: AnswerState
    value: Value = Field(default=None, repr=False)
    words: Words = Field(default="", repr=False)
    how: How | None = None
    helper: Words = Field(default="", repr=False)
    assist: tuple[Assist, ...] = ()
    share: Share | None = None
    recheck: bool = False
    lang: str = "en"
    at: Moment


_ANSWERS: TypeAdapter[dict[str, Answer]] = TypeAdapter(
    dict[str, Answer], config=ConfigDict(hide_input_in_errors=True)
)


class AnswersError(ValueError):
    """Not answers: says where, and what was expected there; never what was said."""


class Answers(Mapping[str, Answer]):
    """Answers by question id. Immutable: `with_answer` gives a new one."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self._answers: dict[str, Answer] = dict(answers or {})

    def __getitem__(self, question_id: str) -> Answer:
        return self._answers[question_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __repr__(self) -> str:
        # Never the answers themselves: this text may end up in a log.
        return f"Answers({len(self)} answers)"

    def with_answer(self, question_id: str, answer: Answer) -> Answers:
        """The same answers and this one."""
        return Answers({**self._answers, question_id: answer})

    def to_json(self) -> bytes:
        """Canonical JSON: the same answers give the same bytes."""
        return canonical_json(_ANSWERS.dump_python(self._answers, mode="json"))

    @classmethod
    def from_json(cls, data: bytes) -> Answers:
        """Read back what `to_json` wrote.

        Raises:
            AnswersError: not answers.
        """
        try:
            return cls(_ANSWERS.validate_json(data))
        except ValidationError as error:
            raise AnswersError(f"Answers: {first_mistake(error)}") from None


def first_mistake(error: ValidationError) -> str:
    """Where the first mistake is and what was expected there; nothing of what was said."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    # Deeper than an answer's own field stand the words of a value.
    place = ".".join(shown(str(part)) for part in first["loc"][:3]) or "the beginning"
    return f"{place}: {first['msg']}"


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces, so that equal values have equal bytes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")
