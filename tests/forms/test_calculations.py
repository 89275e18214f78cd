"""What an open form works out: sums, offered choices, constraints; only what depends is redone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.answers import Answer, Value
from forms.checking import check, check_answer
from forms.definition import Form
from forms.engine import FormError, OpenForm

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def answered(value: Value, words: str = "") -> Answer:
    return Answer(state="answered", value=value, words=words, at=AT)


def form_of(*questions: dict[str, Any]) -> Form:
    whole = [{"picture": "talk", "source": "test", "kind": "number", **one} for one in questions]
    head = {"id": "test", "version": 1, "role": "pupil", "registers": ["plain"]}
    return Form.model_validate(
        {**head, "default_share": "meeting", "pages": ["main"], "questions": whole}
    )


def choices(*ids: str, **columns: str) -> list[dict[str, Any]]:
    return [{"id": one, "picture": "talk", "columns": columns} for one in ids]


TOTAL = {"id": "total", "kind": "calculated", "calculation": "${a} + ${b} * 2"}


def test_a_sum_is_worked_out_again_when_what_it_looks_at_changes() -> None:
    form = OpenForm(form_of({"id": "a"}, {"id": "b"}, TOTAL))
    form.set("a", answered(3))
    changed = form.set("b", answered(4))

    assert form.calculated("total") == 11.0
    assert changed == {"total"}


def test_a_sum_is_never_asked_and_never_sent() -> None:
    form = OpenForm(form_of({"id": "a"}, {"id": "b"}, TOTAL))
    form.set("a", answered(3))

    assert form.visible == ("a", "b")
    assert set(form.to_send()) == {"a"}


def test_a_sum_over_a_sum_and_a_branch_over_both_follow() -> None:
    form = OpenForm(
        form_of(
            {"id": "a"},
            {"id": "twice", "kind": "calculated", "calculation": "${a} * 2"},
            {"id": "more", "kind": "calculated", "calculation": "${twice} + 1"},
            {"id": "why", "kind": "text", "visible": "${more} > 10"},
        )
    )
    assert "why" not in form.visible

    assert form.set("a", answered(5)) == {"twice", "more", "why"}
    assert form.visible == ("a", "why")


def test_a_sum_that_does_not_count_is_nothing() -> None:
    form = OpenForm(form_of({"id": "a"}, {**TOTAL, "calculation": "7", "visible": "${a} = 1"}))

    assert form.calculated("total") == ""
    form.set("a", answered(1))
    assert form.calculated("total") == 7.0


def test_a_sum_worked_out_once_stays() -> None:
    once = {"id": "first", "kind": "calculated", "calculation": "once(${a})"}
    form = OpenForm(form_of({"id": "a"}, once))
    form.set("a", answered(1))
    form.set("a", answered(2))

    assert form.calculated("first") == 1.0


def test_sums_that_look_at_each_other_are_refused_with_the_circle_named() -> None:
    one = {"id": "x", "kind": "calculated", "calculation": "${y}"}
    other = {"id": "y", "kind": "calculated", "calculation": "${x}"}

    with pytest.raises(FormError, match="x -> y -> x"):
        OpenForm(form_of(one, other))


def test_the_day_comes_from_outside() -> None:
    age = {"id": "age", "kind": "calculated", "calculation": "int((today() - ${a}) div 365.25)"}
    form = OpenForm(form_of({"id": "a", "kind": "date"}, age), today="2026-11-24")
    form.set("a", answered("2015-03-01"))

    assert form.calculated("age") == 11.0


def test_a_filter_offers_the_choices_that_fit() -> None:
    towns = [
        *choices("leeds", "york", county="yorkshire"),
        *choices("bath", county="somerset"),
    ]
    form = OpenForm(
        form_of(
            {"id": "county", "kind": "pick_one", "choices": choices("yorkshire", "somerset")},
            {"id": "town", "kind": "pick_one", "choices": towns, "filter": "county = ${county}"},
        )
    )
    assert form.choices("town") == ()

    changed = form.set("county", answered("yorkshire"))

    assert [choice.id for choice in form.choices("town")] == ["leeds", "york"]
    assert "town" in changed


def test_an_answer_that_is_not_offered_any_more_is_kept_and_said() -> None:
    towns = [*choices("leeds", county="yorkshire"), *choices("bath", county="somerset")]
    form = OpenForm(
        form_of(
            {"id": "county", "kind": "pick_one", "choices": choices("yorkshire", "somerset")},
            {"id": "town", "kind": "pick_one", "choices": towns, "filter": "county = ${county}"},
        )
    )
    form.set("county", answered("yorkshire"))
    form.set("town", answered("leeds"))
    form.set("county", answered("somerset"))

    assert form.answers["town"].value == "leeds"
    assert [problem.code for problem in check(form)] == ["not_offered"]


def test_a_constraint_looks_at_the_answer_as_a_dot() -> None:
    form = OpenForm(form_of({"id": "age", "constraint": ". >= 0 and . <= 25"}))

    assert [p.code for p in check_answer(form, "age", answered(40))] == ["constraint"]
    assert check_answer(form, "age", answered(12)) == ()


def test_what_would_be_good_to_have_is_said_apart_from_what_is_only_missing() -> None:
    form = OpenForm(form_of({"id": "a"}, {"id": "b", "required": "${a} = 1"}))
    assert [problem.code for problem in check(form)] == ["missing", "missing"]

    form.set("a", answered(1))

    assert [problem.code for problem in check(form)] == ["required"]


def test_a_hidden_value_is_carried_and_not_asked() -> None:
    form = OpenForm(form_of({"id": "a"}, {"id": "ref", "kind": "hidden"}))
    form.set("ref", answered("x"))

    assert form.visible == ("a",)
    assert set(form.to_send()) == {"ref"}


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("number", "twelve", {}),
        ("date", "yesterday", {}),
        ("list", "one", {}),
        ("rank", "a", {"choices": choices("a", "b")}),
        ("circles", ("mum",), {}),
        ("body_map", {"head": "sad"}, {"choices": choices("arm")}),
    ],
)
def test_a_value_of_the_wrong_shape_is_a_problem_and_never_an_exception(
    kind: str, value: Value, more: dict[str, Any]
) -> None:
    form = OpenForm(form_of({"id": "q", "kind": kind, **more}))

    (found,) = check_answer(form, "q", answered(value))

    assert found.code in ("wrong_shape", "not_offered")


@pytest.mark.parametrize("kind", ["circles", "say", "feelings", "date", "file"])
def test_a_kind_without_a_screen_yet_can_be_answered_in_words(kind: str) -> None:
    more = {"choices": choices("a")} if kind == "feelings" else {}
    form = OpenForm(form_of({"id": "q", "kind": kind, **more}))

    assert check_answer(form, "q", answered("", "Mum and the dog")) == ()


def test_a_jr_choice_name_is_the_word_of_the_choice() -> None:
    said = {
        "id": "said",
        "kind": "calculated",
        "calculation": "concat('You chose ', jr:choice-name(${a}, '${a}'))",
    }
    form = OpenForm(
        form_of({"id": "a", "kind": "pick_one", "choices": choices("bus")}, said),
        choice_name=lambda question, choice: {"a": {"bus": "The bus"}}[question][choice],
    )
    form.set("a", answered("bus"))

    assert form.calculated("said") == "You chose The bus"
