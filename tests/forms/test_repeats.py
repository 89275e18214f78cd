"""Repeats: a round for each thing, named after the thing, so that nothing said is ever moved to
somebody else; and the same rounds whatever the order of answering was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Answer, Answers
from forms.definition import Form
from forms.engine import OpenForm
from forms.own import own_card
from forms.rounds import in_round, rounds_for, thing_of

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
LIKE = [{"id": one, "picture": one} for one in ("like", "so_so", "dont_like")]


def answered(value: Any) -> Answer:
    return Answer(state="answered", value=value, how="wrote", at=AT)


def question(question_id: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": question_id, "kind": kind, "picture": "talk", "source": "a test", **more}


def form_of(*questions: dict[str, Any], groups: list[dict[str, Any]]) -> Form:
    return Form.model_validate(
        {
            "id": "test",
            "version": 1,
            "role": "pupil",
            "registers": ["plain"],
            "default_share": "meeting",
            "pages": ["main"],
            "groups": groups,
            "questions": questions,
        }
    )


FAMILY = form_of(
    question("who", "list"),
    question("how", group="each"),
    question("why", group="each", visible="${how} = 'hard'"),
    question("age", "number", group="each"),
    question("place", "calculated", group="each", calculation="position(..)"),
    question("years", "calculated", calculation="sum(${age})"),
    question("last", visible="selected(${how}, 'hard')"),
    question("people", "calculated", calculation="count(${each})"),
    question("second", "calculated", calculation="indexed-repeat(${how}, ${each}, 2)"),
    groups=[{"id": "each", "repeat": "who", "at_most": 5}],
)


def round_about(name: str) -> str:
    return next(iter(rounds_for((name,), 1)))


def of(question_id: str, name: str) -> str:
    return in_round(question_id, round_about(name))


def test_each_person_named_is_a_round_in_the_order_they_were_named() -> None:
    opened = OpenForm(FAMILY)

    changed = opened.set("who", answered(("Amira", "ben")))

    assert opened.visible == (
        "who",
        of("how", "Amira"),
        of("age", "Amira"),
        of("how", "ben"),
        of("age", "ben"),
    )
    assert changed >= {of("how", "Amira"), of("age", "ben")}
    assert [opened.thing(i) for i in opened.visible] == ["", "Amira", "Amira", "ben", "ben"]


def test_what_was_said_about_one_person_stays_with_them_when_another_is_taken_out() -> None:
    opened = OpenForm(FAMILY)
    opened.set("who", answered(("Amira", "Ben", "Cai")))
    opened.set(of("how", "Ben"), answered("Kind"))
    opened.set(of("how", "Cai"), answered("Loud"))

    opened.set("who", answered(("Cai", "Ben")))

    assert opened.answers[of("how", "Ben")].value == "Kind"
    assert opened.visible[1] == of("how", "Cai")
    assert set(opened.to_send()) == {"who", of("how", "Ben"), of("how", "Cai")}


def test_a_round_that_is_gone_is_kept_not_asked_and_not_sent() -> None:
    opened = OpenForm(FAMILY)
    opened.set("who", answered(("Amira", "Ben")))
    opened.set(of("how", "Ben"), answered("Kind"))

    changed = opened.set("who", answered(("Amira",)))

    assert of("how", "Ben") in changed
    assert opened.not_asked == {of("how", "Ben")}
    assert of("how", "Ben") not in opened.to_send()
    opened.set("who", answered(("Amira", "Ben")))
    assert opened.to_send()[of("how", "Ben")].value == "Kind"


def test_a_name_is_in_no_id() -> None:
    assert "Amira" not in of("how", "Amira")
    assert "ami" not in of("how", own_card("Amira")).lower()


def test_inside_a_round_a_question_means_this_round_and_outside_it_means_all() -> None:
    opened = OpenForm(FAMILY)
    opened.set("who", answered(("Amira", "Ben")))
    opened.set(of("how", "Ben"), answered("hard"))
    opened.set(of("age", "Amira"), answered(4))
    opened.set(of("age", "Ben"), answered(7))

    assert of("why", "Ben") in opened.visible
    assert of("why", "Amira") not in opened.visible
    assert opened.calculated("years") == 11
    assert "last" in opened.visible
    opened.set("who", answered(("Amira",)))
    assert opened.calculated("years") == 4
    assert "last" not in opened.visible


def test_the_rounds_of_a_repeat_are_counted_and_looked_up_by_number() -> None:
    opened = OpenForm(FAMILY)
    opened.set("who", answered(("Amira", "Ben", "Cai")))

    opened.set(of("how", "Ben"), answered("Kind"))

    assert opened.calculated("people") == 3
    assert opened.calculated("second") == "Kind"
    opened.set("who", answered(("Ben",)))
    assert opened.calculated("people") == 1
    assert opened.calculated("second") == ""


def test_a_round_knows_its_place_when_one_before_it_goes() -> None:
    opened = OpenForm(FAMILY)
    opened.set("who", answered(("Amira", "Ben")))
    assert opened.calculated(of("place", "Ben")) == 2

    opened.set("who", answered(("Ben",)))

    assert opened.calculated(of("place", "Ben")) == 1


def test_no_more_rounds_than_the_form_allows() -> None:
    opened = OpenForm(FAMILY)

    opened.set("who", answered(tuple(f"Person {n}" for n in range(40))))

    assert len(opened.visible) == 1 + 5 * 2


@pytest.mark.parametrize(
    ("value", "things"),
    [
        (3, ["1", "2", "3"]),
        (2.9, ["1", "2"]),
        (-1, []),
        (float("nan"), []),
        ("football", ["football"]),
        (("a", "b", "a"), ["a", "b"]),
        ({own_card("Nan"): "near", "mum": "near"}, [own_card("Nan"), "mum"]),
        (None, []),
        ("", []),
    ],
)
def test_what_the_rounds_of_an_answer_are(value: Any, things: list[str]) -> None:
    rounds = rounds_for(value, 30)

    assert [thing or round_ for round_, thing in rounds.items()] == things


def test_the_goals_that_come_with_an_invitation_are_rounds_and_travel_with_the_answers() -> None:
    form = form_of(
        question("rev.goals", "hidden"),
        question("rev.goal", group="goals"),
        groups=[{"id": "goals", "repeat": "rev.goals"}],
    )
    goals = answered(("Tie my shoes", "Ride a bike"))
    opened = OpenForm(form, Answers({"rev.goals": goals}))
    shoes = of("rev.goal", "Tie my shoes")

    opened.set(shoes, answered("Nearly"))

    assert len(opened.visible) == 2
    sent = opened.to_send()
    assert set(sent) == {"rev.goals", shoes}
    assert thing_of(form, sent, shoes) == ("rev.goals", "Tie my shoes")


def test_a_group_is_asked_only_when_its_condition_holds() -> None:
    form = form_of(
        question("a"),
        question("b", group="inner"),
        question("c", group="inner", visible="${b} = 'x'"),
        question("d", group="outer"),
        groups=[
            {"id": "outer", "visible": "${a} = 'yes'"},
            {"id": "inner", "inside": "outer", "visible": "${a} != ''"},
        ],
    )
    opened = OpenForm(form)
    assert opened.visible == ("a",)

    opened.set("a", answered("yes"))
    assert opened.visible == ("a", "b", "d")
    opened.set("b", answered("x"))
    assert opened.visible == ("a", "b", "c", "d")
    opened.set("a", answered("no"))
    assert opened.visible == ("a",)


def test_a_favourite_can_be_an_own_card() -> None:
    mat = question("mat", "sort3", places=LIKE, items=[{"id": "music", "picture": "m"}], own=True)
    form = form_of(mat, question("best", "top3", **{"from": "mat"}), groups=[])
    opened = OpenForm(form)

    opened.set("mat", answered({"music": "so_so", own_card("Bog snorkelling"): "like"}))

    assert [choice.id for choice in opened.choices("best")] == [own_card("Bog snorkelling")]


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ([{"id": "each", "repeat": "nobody"}], "not asked before it"),
        ([{"id": "other"}], "in a group that is not there"),
        ([{"id": "each", "inside": "lost"}], "stands in a group that is not there"),
        ([{"id": "each", "inside": "each"}], "stands in itself"),
        ([{"id": "each"}, {"id": "each"}], "two groups have the same id"),
        (
            [{"id": "each", "inside": "out", "repeat": "who"}, {"id": "out", "repeat": "who"}],
            "repeats inside a repeat",
        ),
    ],
)
def test_a_group_that_can_not_be_is_refused(groups: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        form_of(question("who", "list"), question("how", group="each"), groups=groups)


def test_a_group_that_is_torn_apart_is_refused() -> None:
    questions = (question("a", group="g"), question("b"), question("c", group="g"))

    with pytest.raises(ValueError, match="stands apart from its group"):
        form_of(*questions, groups=[{"id": "g"}])


def test_only_some_wordings_ask_a_question_and_a_family_phone_does_not_ask_all() -> None:
    form = form_of(
        question("a"),
        question("older", registers=["young_person"]),
        question("home", school_only=True),
        groups=[],
    )

    assert OpenForm(form, register="symbol").visible == ("a", "home")
    assert OpenForm(form, register="young_person").visible == ("a", "older", "home")
    assert OpenForm(form, register="young_person", is_family_device=True).visible == ("a", "older")


NAMES = st.sampled_from(["Amira", "ben", "Cai", "Dee", "own:Eve"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("who"), st.lists(NAMES, max_size=6).map(tuple)),
        st.tuples(st.tuples(st.just("how"), NAMES), st.sampled_from(["hard", "fine", ""])),
        st.tuples(st.tuples(st.just("age"), NAMES), st.integers(0, 9)),
    ),
    max_size=14,
)


@given(STEPS)
def test_answering_round_by_round_ends_where_opening_with_all_answers_does(
    steps: list[tuple[Any, Any]],
) -> None:
    opened = OpenForm(FAMILY)
    for asked, value in steps:
        question_id = asked if isinstance(asked, str) else of(*asked)
        before = set(opened.visible)

        changed = opened.set(question_id, answered(value))

        assert before ^ set(opened.visible) <= changed
    again = OpenForm(FAMILY, opened.answers)
    assert opened.visible == again.visible
    assert opened.to_send() == again.to_send()
    assert opened.not_asked == again.not_asked
    places = [i for i in opened.visible if i.startswith("how")]
    for question_id in ["years", "people", "second", *[i.replace("how", "place") for i in places]]:
        assert opened.calculated(question_id) == again.calculated(question_id)


def test_a_repeat_without_questions_is_gone_through_without_a_round() -> None:
    """Somebody else's form may have one; it can still be opened and answered."""
    form = form_of(question("who", "list"), groups=[{"id": "empty", "repeat": "who"}])
    engine = OpenForm(form)

    engine.set("who", answered(("Mum",)))

    assert engine.visible == ("who",)
