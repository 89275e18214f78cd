"""An open form: what is asked, what ends it, what stays and what is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.answers import Answer, Answers, AnswerState
from forms.definition import Form
from forms.engine import FormError, OpenForm
from forms.library import load_form

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def answered(value: Any) -> Answer:
    return Answer(state="answered", value=value, how="chose", at=AT)


def open_with(**values: Any) -> OpenForm:
    """About me with some answers; "sch_places" stands for "sch.places"."""
    answers = {key.replace("_", ".", 1): answered(value) for key, value in values.items()}
    return OpenForm(load_form("about-me"), Answers(answers))


def test_a_new_form_begins_with_assent_and_the_limits() -> None:
    asked = open_with().visible

    assert asked[:3] == ("start.assent", "start.limits", "start.offline")


@pytest.mark.parametrize("said", ["no", "not_today"])
def test_no_or_not_today_ends_the_form_at_once(said: str) -> None:
    form = open_with(start_assent="yes", fut_wish="A dog")

    form.set("start.assent", answered(said))

    assert form.is_ended
    assert form.visible == ("start.assent",)
    assert form.after("start.assent") is None
    assert set(form.to_send()) == {"start.assent"}


@pytest.mark.parametrize("state", ["not_today", "declined"])
def test_refusing_the_question_of_assent_ends_the_form_like_the_choice_does(
    state: AnswerState,
) -> None:
    form = open_with(fut_wish="A dog")

    form.set("start.assent", Answer(state=state, at=AT))

    assert form.is_ended
    assert set(form.to_send()) == {"start.assent"}


def test_not_today_to_any_other_question_is_about_that_question_only() -> None:
    form = open_with(start_assent="yes")

    form.set("fut.wish", Answer(state="not_today", at=AT))

    assert not form.is_ended


def test_a_change_of_mind_brings_everything_back() -> None:
    form = open_with(start_assent="not_today", fut_wish="A dog")

    form.set("start.assent", answered("yes"))

    assert not form.is_ended
    assert form.to_send()["fut.wish"].value == "A dog"


@pytest.mark.parametrize(("said", "asked"), [("good", False), ("ok", True), ("bad", True)])
def test_help_with_friends_is_offered_only_when_it_is_not_all_well(said: str, asked: bool) -> None:
    form = open_with(ppl_friends=said)

    assert ("ppl.friendhelp" in form.visible) is asked


def test_help_with_friends_is_not_offered_to_who_did_not_answer() -> None:
    form = open_with()
    form.set("ppl.friends", Answer(state="skipped", at=AT))

    assert "ppl.friendhelp" not in form.visible


@pytest.mark.parametrize(("helper", "asked"), [("nobody", False), ("teacher", True)])
def test_how_someone_helped_is_asked_only_when_someone_did(helper: str, asked: bool) -> None:
    assert ("start.how" in open_with(start_helper=helper).visible) is asked


def test_why_is_asked_when_a_place_is_not_liked() -> None:
    form = open_with(sch_places={"corridor": "so_so"})

    changed = form.set("sch.places", answered({"corridor": "dont_like"}))

    assert changed == {"sch.why"}
    assert form.after("sch.places") == "sch.why"


def test_an_answer_that_became_hidden_is_kept_but_not_sent() -> None:
    form = open_with(sch_places={"corridor": "dont_like"}, sch_why=("too_noisy",))

    form.set("sch.places", answered({"corridor": "like"}))

    assert "sch.why" in form.answers
    assert "sch.why" not in form.to_send()


def test_the_top_three_offers_what_was_liked_and_nothing_else() -> None:
    form = open_with(like_do={"music": "like", "films": "so_so", "football": "like"})

    assert [choice.id for choice in form.choices("like.best")] == ["football", "music"]


def test_the_top_three_is_not_asked_when_nothing_was_liked() -> None:
    assert "like.best" not in open_with(like_do={"music": "dont_like"}).visible


def test_what_was_liked_changes_what_the_top_three_offers() -> None:
    form = open_with(like_do={"music": "like"})

    changed = form.set("like.do", answered({"music": "like", "films": "like"}))

    assert "like.best" in changed


def test_forward_and_back_pass_through_the_same_questions() -> None:
    form = open_with(start_assent="yes")
    forward = [question_id := form.after(None)]
    while question_id := form.after(question_id):
        forward.append(question_id)

    back = [question_id := str(forward[-1])]
    while question_id := form.before(question_id):
        back.append(question_id)

    assert forward == back[::-1] == list(form.visible)


def test_progress_counts_only_what_is_asked() -> None:
    form = open_with()

    assert form.progress("start.limits") == (2, len(form.visible))


def test_a_skipped_question_counts_as_answered_for_going_on() -> None:
    form = open_with()
    form.set("start.assent", Answer(state="skipped", at=AT))

    assert form.first_unanswered() == "start.limits"


def test_answering_one_at_a_time_shows_the_same_as_opening_with_all() -> None:
    values = {
        "ppl_friends": "bad",
        "sch_places": {"toilets": "dont_like"},
        "start_helper": "family",
    }
    step_by_step = open_with()
    for key, value in values.items():
        step_by_step.set(key.replace("_", ".", 1), answered(value))

    assert step_by_step.visible == open_with(**values).visible


def form_of(**branches: str) -> Form:
    """A form of text questions with these branches."""
    questions = [
        {"id": name, "kind": "text", "picture": "talk", "source": "a test", "visible": visible}
        for name, visible in branches.items()
    ]
    head = {"id": "test", "version": 1, "role": "pupil", "registers": ["plain"]}
    whole = {**head, "default_share": "meeting", "pages": ["main"], "questions": questions}
    return Form.model_validate(whole)


def test_branches_that_go_round_are_refused_with_the_circle_named() -> None:
    with pytest.raises(FormError, match="a -> b -> a"):
        OpenForm(form_of(a="${b} = 'x'", b="${a} = 'x'"))


def test_a_branch_on_a_question_that_is_not_there_is_refused() -> None:
    with pytest.raises(FormError, match=r"test: a: visible: no question gone"):
        OpenForm(form_of(a="${gone} = 'x'"))


def test_what_follows_a_hidden_question_is_hidden_with_it() -> None:
    form = OpenForm(form_of(a="", b="${a} = 'x'", c="${b} = 'y'"))
    form.set("a", answered("x"))
    form.set("b", answered("y"))
    assert "c" in form.visible

    assert form.set("a", answered("z")) == {"b", "c"}
    assert form.visible == ("a",)


def test_a_branch_that_can_not_be_read_names_form_question_column_and_what_was_expected() -> None:
    with pytest.raises(FormError, match=r"test: b: visible: column 8: a closing ' was expected"):
        OpenForm(form_of(a="", b="${a} = 'x"))
