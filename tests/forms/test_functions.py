"""What branches can work out follows XPath 1.0, and is total: no value of any kind breaks it."""

from __future__ import annotations

from itertools import product
from math import isnan

import pytest

from forms.calls import FUNCTIONS
from forms.expression import MAX_DEPTH, ExpressionError, compile_expression
from forms.functions import COMPARISONS, PRODUCTS, SUMS, Result, is_equal, number, text, truth

SOME: tuple[Result, ...] = (
    "",
    "x",
    "2",
    0.0,
    2.0,
    float("nan"),
    True,
    False,
    (),
    ("a", "b"),
    {},
    {"hall": "like"},
)


@pytest.mark.parametrize(("left", "right"), list(product(SOME, SOME)))
def test_every_comparison_and_sum_has_a_result_for_any_two_values(
    left: Result, right: Result
) -> None:
    for compare in COMPARISONS.values():
        assert compare(left, right) in (True, False)
    for work_out in (*SUMS.values(), *PRODUCTS.values()):
        assert isinstance(work_out(left, right), float)


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_every_function_has_a_result_for_any_values(name: str) -> None:
    function = FUNCTIONS[name]
    for count in range(function.least, min(function.most, 3) + 1):
        for values in product(SOME, repeat=count):
            assert isinstance(function.apply(*values), bool | float | str | tuple | dict)


def test_an_unanswered_question_is_not_the_number_zero() -> None:
    assert not is_equal("", 0.0)
    assert not COMPARISONS["<"]("", 1.0)


@pytest.mark.parametrize("value", ["", 0.0, float("nan"), False, (), {}])
def test_nothing_zero_and_no_number_are_false(value: Result) -> None:
    assert not truth(value)


def test_what_was_chosen_reads_as_in_xlsform() -> None:
    assert text(("a", "b")) == "a b"
    assert text(3.0) == "3"
    assert number("2.5") == 2.5
    assert is_equal(("a",), "a")


def test_brackets_too_deep_for_any_form_are_a_mistake_and_not_a_crash() -> None:
    deep = MAX_DEPTH * 20

    with pytest.raises(ExpressionError, match="brackets"):
        compile_expression("(" * deep + "1" + ")" * deep)


def test_a_long_flat_branch_is_fine() -> None:
    assert compile_expression(" or ".join(["${a} = 'x'"] * 500)).holds(lambda _: "x")


@pytest.mark.parametrize("words", ["inf", "nan", "1_000", "0x10", "1e", "", "."])
def test_words_that_only_python_takes_for_a_number_are_none(words: str) -> None:
    assert isnan(number(words))


@pytest.mark.parametrize(("words", "found"), [(" 12 ", 12), ("-.5", -0.5), ("3.", 3), ("٣", 3)])
def test_numbers_are_read_as_people_write_them(words: str, found: float) -> None:
    assert number(words) == found


def test_a_long_text_that_begins_like_a_number_is_looked_at_once() -> None:
    assert isnan(number("9" * 200_000 + "x"))
