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


ASKED: Mapping[str, Any] = {
    **VALUES,
    ".": "kept",
    "today()": "2026-11-24",
    "position()": 2.0,
    "@region": "north",
    "jr:choice-name|many|music": "Music",
    "born": "2015-03-01",
}


def worked_out(text: str, columns: tuple[str, ...] = ()) -> object:
    expression = compile_expression(text, columns)
    return expression.evaluate(lambda name: ASKED.get(name, ""))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("7 div 2", 3.5),
        ("7 mod 3", 1.0),
        ("-7 mod 3", -1.0),
        ("--2", 2.0),
        ("-${count} + 1", -2.0),
        ("1 div 0 > 1000", True),
        (".5 + 1.5", 2.0),
        (". = 'kept'", True),
        ("once('new')", "kept"),
        ("today()", "2026-11-24"),
        ("position()", 2.0),
        ("position(..)", 2.0),
        ("if(${count} > 2, 'many', 'few')", "many"),
        ("coalesce(${empty}, 'nothing')", "nothing"),
        ("contains(${name}, 'min') and starts-with(${name}, 'A')", True),
        ("regex(${name}, '[A-Z][a-z]+')", True),
        ("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+')", False),
        ("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|a)*b')", False),
        ("regex('x', concat('(', ''))", False),
        ("int(2.9) + round(2.5) + abs(-1)", 6.0),
        ("round(2.345, 2)", 2.35),
        ("min(3, 1, 2) + max(1, 5)", 6.0),
        ("sum(1, 2, 3)", 6.0),
        ("count(${many})", 2.0),
        ("count-non-empty(${name}, ${empty})", 1.0),
        ("selected-at(${many}, 1)", "music"),
        ("concat(${name}, ' ', ${count})", "Amina 3"),
        ("join(', ', ${many})", "drawing, music"),
        ("substr(${name}, 1, 3)", "mi"),
        ("date('2026-11-24') = today()", True),
        ("date(${born} + 31)", "2015-04-01"),
        ("${born} < '2015-04-01'", True),
        ("int((today() - ${born}) div 365.25)", 11.0),
        ("format-date(${born}, '%d.%m.%Y')", "01.03.2015"),
        ("jr:choice-name('music', '${many}')", "Music"),
        ("number('x') = number('x')", False),
        ("checklist(1, 2, true(), false())", True),
        ("translate('bar', 'abc', 'AB')", "BAr"),
    ],
)
def test_it_works_out_what_xlsform_works_out(text: str, result: object) -> None:
    assert worked_out(text) == result


def test_a_choice_filter_may_name_a_column_alone() -> None:
    assert worked_out("region = 'north'", ("region",)) is True
    with pytest.raises(ExpressionError, match="did you mean region"):
        compile_expression("regio = 'north'", ("region",))


def test_it_says_what_it_looks_at() -> None:
    expression = compile_expression("if(. > ${a}, today(), position() + ${b})")

    assert expression.depends_on == {"a", "b"}
    assert expression.asks == {".", "today()", "position()"}


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("selectd(${a}, 'x')", 1, "did you mean selected?"),
        ("1 + random()", 5, "a form works out the same"),
        ("round(1, 2, 3)", 1, "takes 1 or more values, not 3"),
        ("jr:choice-name('x', 'y')", 1, "a question was expected second"),
        ("2 *", 4, "a value was expected"),
        ("max()", 1, "takes 1 or more"),
    ],
)
def test_a_mistake_says_where_it_is_and_the_way_out(text: str, column: int, expected: str) -> None:
    with pytest.raises(ExpressionError) as found:
        compile_expression(text)

    assert found.value.column == column
    assert expected in str(found.value)


def test_a_long_sum_is_worked_out_without_going_deep() -> None:
    expression = compile_expression("+".join(["1"] * 15_000))

    assert expression.evaluate(lambda _: "") == 15_000


def test_an_expression_longer_than_a_cell_of_a_workbook_is_refused() -> None:
    with pytest.raises(ExpressionError, match="at most 32767 letters"):
        compile_expression("1+" * 20_000 + "1")


def test_an_error_shows_only_the_part_that_is_wrong() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("1 + " * 1_000 + "slected(1) + \x1b" + "a" * 1_000)

    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()
