"""Branches: what they can say, that they break no open form, and how a mistake is reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from forms.expression import ExpressionError, compile_expression

VALUES: Mapping[str, Any] = {
    "name": "Amina",
    "count": 3.0,
    "many": ("drawing", "music"),
    "mat": {"hall": "dont_like", "class": "like"},
    "empty": "",
}


def holds(text: str) -> bool:
    return compile_expression(text).holds(lambda question_id: VALUES.get(question_id, ""))


@pytest.mark.parametrize(
    "text",
    [
        "${name} = 'Amina'",
        "${name} != ''",
        "${count} >= 3 and ${count} < 4",
        "${count} + 1 = 4",
        "${count} - 1 - 1 = 1",
        "selected(${many}, 'music')",
        "not(selected(${many}, 'sport'))",
        "count-selected(${many}) = 2",
        "placed(${mat}, 'dont_like')",
        "selected(${mat}, 'hall=dont_like')",
        "string-length(${name}) = 5",
        "false() or true()",
        "(true() or true()) and not(false())",
    ],
)
def test_what_is_true_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "${name} = 'amina'",
        "selected(${many}, 'draw')",
        "placed(${mat}, 'so_so')",
        "selected(${mat}, 'hall=like')",
        "${empty}",
        "true() and false()",
    ],
)
def test_what_is_not_true_does_not_hold(text: str) -> None:
    assert not holds(text)


def test_and_binds_closer_than_or() -> None:
    assert holds("true() or true() and false()")


@pytest.mark.parametrize(
    "text",
    [
        "${nothing} = 'a'",
        "selected(${nothing}, 'a')",
        "placed(${nothing}, 'a')",
        "count-selected(${nothing}) > 0",
        "${nothing} + ${name} > 0",
        "placed(${name}, 'a')",
    ],
)
def test_an_unanswered_or_unfitting_value_is_false_and_breaks_nothing(text: str) -> None:
    assert not holds(text)


def test_an_expression_says_which_questions_it_looks_at() -> None:
    expression = compile_expression("selected(${a.b}, 'x') and not(${c} = ${a.b})")

    assert expression.depends_on == {"a.b", "c"}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("${a} =", 7),
        ("${a} = 'x", 8),
        ("true() true()", 8),
        ("(true()", 8),
        ("selected(${a})", 1),
        ("not ${a}", 5),
        ("${a} & ${b}", 6),
        ("__import__('os')", 1),
    ],
)
def test_what_can_not_be_read_names_the_column(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert caught.value.column == column


def test_a_misspelt_function_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(ExpressionError, match="did you mean selected"):
        compile_expression("selectd(${a}, 'b')")
