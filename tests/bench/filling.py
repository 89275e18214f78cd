"""How long our engine takes to answer the bench forms, as the engines beside it are timed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bench.measures import seconds

from forms.answers import Answer
from forms.definition import Form
from forms.engine import OpenForm

YES = Answer(state="answered", value="yes", how="chose", at=datetime(2026, 11, 24, tzinfo=UTC))
NO = YES.model_copy(update={"value": "no"})


def ms_an_answer_of_a_chain(data: dict[str, Any]) -> float:
    """Mean milliseconds an answer, from the first question to the last."""
    form = Form.model_validate(data)
    ids = [question.id for question in form.questions]
    taken = []
    for _ in range(7):
        engine = OpenForm(form)

        def fill(engine: OpenForm = engine) -> None:
            for question_id in ids:
                engine.set(question_id, YES)

        taken.append(seconds(fill, times=1))
        assert len(engine.visible) == len(ids)
    return min(taken) * 1000 / len(ids)


def ms_an_answer_of_a_switch(data: dict[str, Any]) -> float:
    """Milliseconds an answer that shows or hides all others."""
    engine = OpenForm(Form.model_validate(data))

    def turn() -> None:
        engine.set("q0", YES)
        assert len(engine.visible) == len(data["questions"])
        engine.set("q0", NO)
        assert len(engine.visible) == 1

    return seconds(turn) * 1000 / 2
