"""The form engine at sizes no form has: what an answer costs must not grow with the form."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from bench.measures import measure, seconds

from forms.answers import Answer
from forms.definition import Form
from forms.engine import OpenForm

pytestmark = pytest.mark.bench

YES = Answer(state="answered", value="yes", how="chose", at=datetime(2026, 11, 24, tzinfo=UTC))
NO = YES.model_copy(update={"value": "no"})
CHOICES = [{"id": "yes", "picture": "yes"}, {"id": "no", "picture": "no"}]


def form_with(visible: list[str]) -> dict[str, Any]:
    """A form of yes-or-no questions, the first always asked, the others when told."""
    questions = [
        {
            "id": f"q{number}",
            "kind": "pick_one",
            "picture": "talk",
            "source": "bench",
            "choices": CHOICES,
            "visible": branch,
        }
        for number, branch in enumerate(["", *visible])
    ]
    head = {"id": "bench", "version": 1, "role": "pupil", "registers": ["plain"]}
    return {**head, "default_share": "meeting", "pages": ["main"], "questions": questions}


def chain(size: int) -> dict[str, Any]:
    """Each question asked when the one before it is answered."""
    return form_with([f"${{q{number}}} != ''" for number in range(size - 1)])


def ms_an_answer(size: int) -> float:
    """Mean milliseconds an answer on a chain, from the first question to the last."""
    form = Form.model_validate(chain(size))

    def fill() -> None:
        for question_id in ids:
            engine.set(question_id, YES)

    ids = [question.id for question in form.questions]
    taken = []
    for _ in range(5):
        engine = OpenForm(form)
        taken.append(seconds(fill, times=1))
        assert len(engine.visible) == size
    return sorted(taken)[2] * 1000 / size


def test_a_chain_of_1000_costs_what_one_of_200_costs() -> None:
    small, large = ms_an_answer(200), ms_an_answer(1000)

    fits = [
        measure("engine.chain_1000", large, "ms/answer", 0.1),
        measure("engine.chain_1000_to_200", large / small, "ratio", 1.5),
    ]
    assert all(fits)


def test_one_switch_over_999_others() -> None:
    form = Form.model_validate(form_with(["${q0} = 'yes'"] * 999))
    engine = OpenForm(form)

    def turn() -> None:
        engine.set("q0", YES)
        engine.set("q0", NO)

    taken = seconds(turn) * 1000 / 2

    assert measure("engine.switch_999", taken, "ms/answer", 5)


def test_opening_1000_questions() -> None:
    data = chain(1000)

    taken = seconds(lambda: OpenForm(Form.model_validate(data))) * 1000

    assert measure("engine.load_1000", taken, "ms", 150)
