"""Rounds of a repeat: to begin the hundredth and answer it costs about what the first one cost."""

from __future__ import annotations

from typing import Any

import pytest
from bench.bench_forms import CHOICES
from bench.filling import YES
from bench.measures import measure, seconds

from forms.definition import Form
from forms.engine import OpenForm
from forms.rounds import in_round, rounds_for

pytestmark = pytest.mark.bench

ROUNDS = 100
TIMES = 40


def question(question_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": question_id, "kind": kind, "picture": "talk", "source": "bench", **more}


def repeat_over(kind: str) -> Form:
    """Twenty questions a round: half of them asked only sometimes, and a sum over all rounds."""
    each = [
        question(
            f"q{number}",
            "pick_one",
            choices=CHOICES,
            group="each",
            visible=f"${{q{number - 1}}} = 'yes'" if number % 2 else "",
        )
        for number in range(20)
    ]
    return Form.model_validate(
        {
            **{"id": "bench", "version": 1, "role": "pupil", "registers": ["plain"]},
            **{"default_share": "meeting", "pages": ["main"]},
            "groups": [{"id": "each", "repeat": "over", "at_most": ROUNDS}],
            "questions": [
                question("over", kind),
                *each,
                question("how.often", "calculated", calculation="count-selected(${q0})"),
            ],
        }
    )


def value_of(kind: str, rounds: int) -> Any:
    """An answer that gives so many rounds."""
    return rounds if kind == "number" else tuple(f"Person {n}" for n in range(rounds))


def cost_of_round(form: Form, kind: str, number: int) -> float:
    """Seconds to begin a round when there are those before it, and to answer all of it."""
    engine = OpenForm(form)
    ids = [one.id for one in form.questions if one.group]
    *before, last = [[in_round(one, round_) for one in ids] for round_ in named(kind, number)]

    def answer(count: int, rounds: list[list[str]]) -> None:
        engine.set("over", counts[count])
        for one in (one for round_ in rounds for one in round_):
            engine.set(one, YES)

    counts = {n: YES.model_copy(update={"value": value_of(kind, n)}) for n in (number - 1, number)}
    answer(number - 1, before)
    taken = seconds(lambda: answer(number, [last]), times=1)
    assert len(engine.visible) == 1 + number * len(ids)
    return taken


def named(kind: str, rounds: int) -> list[str]:
    """How the rounds are named."""
    return list(rounds_for(value_of(kind, rounds), ROUNDS))


@pytest.mark.parametrize("kind", ["number", "list"])
def test_the_100th_round_costs_what_the_first_one_costs(kind: str) -> None:
    form = repeat_over(kind)

    firsts = [cost_of_round(form, kind, 1) for _ in range(TIMES)]
    lasts = [cost_of_round(form, kind, ROUNDS) for _ in range(TIMES)]

    ratio = min(lasts) / min(firsts)
    name = "engine.repeat_100_to_1" + ("" if kind == "number" else "_named")
    assert measure(name, ratio, "ratio", 2)
