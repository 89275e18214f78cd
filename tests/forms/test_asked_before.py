"""What was said before meets what is asked now by concept; the newest, and only real answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from forms.answers import Answer
from forms.asked_before import Said, by_concept, can_be_said_again
from forms.definition import Form
from forms.engine import OpenForm

DAY = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
CHOICES = [{"id": "music", "picture": "music"}, {"id": "swim", "picture": "swim"}]


def answered(value: Any) -> Answer:
    return Answer(state="answered", value=value, how="wrote", at=DAY)


def form_of(form_id: str, *questions: dict[str, Any], **more: Any) -> Form:
    head = {"id": form_id, "version": 1, "role": "parent", "registers": ["plain"]}
    body = {"default_share": "meeting", "pages": ["main"], "questions": questions}
    return Form.model_validate({**head, **body, **more})


def question(question_id: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": question_id, "kind": kind, "picture": "talk", "source": "a test", **more}


VIEW = form_of("view", question("p.best", concept="good.at"), question("who", meta=True))
REVIEW = form_of("review", question("rev.best", concept="good.at"))


def said(form: Form, day: int, **answers: Answer) -> Said:
    return Said(form, {k.replace("_", "."): v for k, v in answers.items()}, DAY.replace(day=day))


def test_the_newest_answer_about_a_concept_is_found_whatever_form_it_was_in() -> None:
    found = by_concept(
        [said(REVIEW, 20, rev_best=answered("Kind")), said(VIEW, 3, p_best=answered("Funny"))]
    )

    assert found["good.at"].answer.value == "Kind"


def test_what_was_not_answered_or_was_about_the_sitting_is_not_brought_up() -> None:
    skipped = Answer(state="skipped", at=DAY)

    found = by_concept([said(VIEW, 3, p_best=skipped, who=answered("Mum"))])

    assert found == {}


def test_what_is_for_a_safe_adult_alone_is_never_brought_up_on_a_screen() -> None:
    private = VIEW.model_copy(update={"default_share": "safe_adult"})
    secret = answered("Kind").model_copy(update={"share": "safe_adult"})

    assert by_concept([said(private, 3, p_best=answered("Kind"))]) == {}
    assert by_concept([said(VIEW, 3, p_best=secret)]) == {}


def test_an_answer_can_be_said_again_only_where_it_would_be_one() -> None:
    picks = form_of("a", question("q", "pick_many", choices=CHOICES, concept="c"))
    fewer = form_of("b", question("q", "pick_many", choices=CHOICES[:1], concept="c"))
    words = form_of("c", question("q", concept="c"))
    before = by_concept([said(picks, 3, q=answered(("swim",)))])["c"]

    assert can_be_said_again(OpenForm(picks), "q", before)
    assert not can_be_said_again(OpenForm(fewer), "q", before)
    assert not can_be_said_again(OpenForm(words), "q", before)


def test_a_round_about_a_thing_meets_the_same_thing_and_a_numbered_round_meets_nothing() -> None:
    goals = {
        "groups": [{"id": "each", "repeat": "goals"}],
    }
    named = form_of("n", question("goals", "list"), question("g", group="each"), **goals)
    numbered = form_of("m", question("goals", "number"), question("g", group="each"), **goals)

    found = by_concept([Said(named, {"g[swim]": answered("Nearly")}, DAY)])

    assert set(found) == {"g[swim]"}
    assert by_concept([Said(numbered, {"g[1]": answered("Nearly")}, DAY)]) == {}
