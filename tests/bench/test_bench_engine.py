"""The form engine at sizes no form has: what an answer costs must not grow with the form."""

from __future__ import annotations

import pytest
from bench.bench_forms import chain, switch
from bench.filling import ms_an_answer_of_a_chain, ms_an_answer_of_a_switch
from bench.measures import measure, seconds

from forms.definition import Form
from forms.engine import OpenForm

pytestmark = pytest.mark.bench


def test_a_chain_of_1000_costs_what_one_of_200_costs() -> None:
    small = ms_an_answer_of_a_chain(chain(200))
    large = ms_an_answer_of_a_chain(chain(1000))

    fits = [
        measure("engine.chain_1000", large, "ms/answer", 0.1),
        measure("engine.chain_1000_to_200", large / small, "ratio", 1.5),
    ]
    assert all(fits)


def test_one_switch_over_999_others() -> None:
    assert measure("engine.switch_999", ms_an_answer_of_a_switch(switch(999)), "ms/answer", 5)


def test_opening_1000_questions() -> None:
    data = chain(1000)

    taken = seconds(lambda: OpenForm(Form.model_validate(data))) * 1000

    assert measure("engine.load_1000", taken, "ms", 150)
