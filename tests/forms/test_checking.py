"""Checking: what is missing or impossible is said as values, and nothing is ever required."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import MOST_WHOLE, Answer, Answers, AnswerState, Value
from forms.checking import Problem, check, check_answer
from forms.engine import OpenForm
from forms.library import load_form

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ABOUT_ME = load_form("about-me")


def answered(value: Value, words: str = "") -> Answer:
    return Answer(state="answered", value=value, words=words, how="chose", at=AT)


def problems_of(question_id: str, answer: Answer) -> list[tuple[str, str]]:
    opened = OpenForm(ABOUT_ME, Answers({"like.do": answered({"music": "like", "films": "like"})}))
    return [(p.code, p.choice_id) for p in check_answer(opened, question_id, answer)]


def test_a_new_form_lacks_every_answer_and_that_is_all() -> None:
    opened = OpenForm(ABOUT_ME)

    assert check(opened) == tuple(Problem(i, "missing") for i in opened.visible)


@pytest.mark.parametrize("state", ["dont_know", "skipped", "not_today", "declined"])
def test_every_way_of_not_answering_is_enough(state: AnswerState) -> None:
    opened = OpenForm(ABOUT_ME)
    for question in ABOUT_ME.questions[1:]:
        opened.set(question.id, Answer(state=state, at=AT))
    opened.set("start.assent", answered("yes"))

    assert check(opened) == ()


@pytest.mark.parametrize(
    ("question_id", "answer"),
    [
        ("start.limits", answered(None)),
        ("start.call", answered("Mina, like the bird")),
        ("start.helper", answered("nobody")),
        ("start.helper", answered("something_else", words="My neighbour")),
        ("good.at", answered(("drawing", "something_else"), words="whistling")),
        ("good.at", answered((), words="whistling")),
        ("like.do", answered({"music": "like", "films": "dont_like"})),
        ("like.best", answered(("films", "music"))),
        ("ppl.friends", answered("ok")),
    ],
)
def test_what_a_person_can_say_has_no_problem(question_id: str, answer: Answer) -> None:
    assert problems_of(question_id, answer) == []


@pytest.mark.parametrize(
    ("question_id", "answer", "problem"),
    [
        ("start.call", answered(""), ("no_value", "")),
        ("good.at", answered(()), ("no_value", "")),
        ("ppl.friends", answered(None), ("no_value", "")),
        ("start.call", answered(("a", "b")), ("wrong_shape", "")),
        ("ppl.friends", answered(("good",)), ("wrong_shape", "")),
        ("good.at", answered("drawing"), ("wrong_shape", "")),
        ("like.do", answered("music"), ("wrong_shape", "")),
        ("ppl.friends", answered("great"), ("not_offered", "great")),
        ("like.do", answered({"music": "love"}), ("not_offered", "music")),
        ("like.do", answered({"opera": "like"}), ("not_offered", "opera")),
        ("good.at", answered(("drawing", "drawing")), ("twice", "drawing")),
        ("good.at", answered(("drawing",), words="whistling"), ("words_unasked", "")),
        ("start.limits", answered("yes"), ("value_unasked", "")),
        ("fut.wish", Answer(state="skipped", value="A dog", at=AT), ("value_unasked", "")),
    ],
)
def test_what_can_not_be_is_named(
    question_id: str, answer: Answer, problem: tuple[str, str]
) -> None:
    assert problems_of(question_id, answer) == [problem]


def test_a_favourite_that_is_not_liked_any_more_is_pointed_out_and_not_taken_away() -> None:
    opened = OpenForm(ABOUT_ME, Answers({"like.do": answered({"music": "like", "films": "like"})}))
    opened.set("like.best", answered(("music",)))

    opened.set("like.do", answered({"music": "dont_like", "films": "like"}))

    assert Problem("like.best", "not_offered", "music") in check(opened)
    assert opened.to_send()["like.best"].value == ("music",)


def test_a_top_three_has_at_most_three() -> None:
    liked = ("music", "films", "football", "animals")
    opened = OpenForm(ABOUT_ME, Answers({"like.do": answered(dict.fromkeys(liked, "like"))}))

    found = check_answer(opened, "like.best", answered(liked))

    assert found == (Problem("like.best", "too_many"),)


def test_hidden_answers_are_not_looked_at() -> None:
    opened = OpenForm(ABOUT_ME, Answers({"sch.why": answered(("no such reason",))}))

    assert "sch.why" not in {problem.question_id for problem in check(opened)}


ANY_VALUE = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.integers(-MOST_WHOLE, MOST_WHOLE),
    st.lists(st.sampled_from(["music", "nobody", "x"])).map(tuple),
    st.dictionaries(st.sampled_from(["music", "x"]), st.sampled_from(["like", "y"])),
)


@given(st.sampled_from([q.id for q in ABOUT_ME.questions]), ANY_VALUE, st.text(max_size=2))
def test_whatever_comes_in_is_answered_with_values_and_never_with_an_exception(
    question_id: str, value: Value, words: str
) -> None:
    opened = OpenForm(ABOUT_ME)
    answer = answered(value, words)

    found = check_answer(opened, question_id, answer)
    opened.set(question_id, answer)

    assert all(problem.question_id == question_id for problem in found)
    check(opened)
