"""Forms inside forms: what is included is asked at its place, under its condition, and no twice."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Form
from forms.including import whole


def question(question_id: str, page: str = "main", **more: Any) -> dict[str, Any]:
    return {
        "id": question_id,
        "kind": "text",
        "page": page,
        "picture": "talk",
        "source": "a test",
        **more,
    }


def form_of(form_id: str, *questions: dict[str, Any], **more: Any) -> Form:
    pages = list(dict.fromkeys(one["page"] for one in questions))
    head = {"id": form_id, "version": 1, "role": "pupil", "registers": ["plain"]}
    return Form.model_validate(
        {**head, "default_share": "meeting", "pages": pages, "questions": questions, **more}
    )


START = form_of("start", question("hello", "start"), ends_when="${hello} = 'no'")
CARE = form_of("care", question("who", "care"), question("when", "care", visible="${who} != ''"))
KNOWN = {"start": START, "care": CARE}


def load(form_id: str, version: int) -> Form:
    assert version == 1
    return KNOWN[form_id]


def outer(**more: Any) -> Form:
    return form_of("outer", question("a", "one"), question("b", "two"), **more)


def test_what_is_included_comes_first_or_after_the_page_that_is_named() -> None:
    form = whole(
        outer(
            include=[
                {"form": "start", "version": 1},
                {"form": "care", "version": 1, "after": "one", "when": "${a} = 'yes'"},
            ]
        ),
        load,
    )

    assert [one.id for one in form.questions] == ["hello", "a", "who", "when", "b"]
    assert form.pages == ("start", "one", "care", "two")
    assert form.ends_when == "${hello} = 'no'"


def test_its_condition_stands_before_each_of_its_questions() -> None:
    form = whole(
        outer(include=[{"form": "care", "version": 1, "after": "one", "when": "${a} = 'yes'"}]),
        load,
    )

    assert form.question("who").visible == "(${a} = 'yes')"
    assert form.question("when").visible == "(${a} = 'yes') and (${who} != '')"


def test_who_may_see_an_answer_stays_as_its_own_form_says() -> None:
    KNOWN["private"] = form_of("private", question("p", "private"), default_share="safe_adult")

    form = whole(outer(include=[{"form": "private", "version": 1}]), load)

    assert form.question("p").share == "safe_adult"
    assert form.question("a").share is None


def test_a_changed_inner_form_is_another_form_to_the_byte() -> None:
    included = outer(include=[{"form": "care", "version": 1}])
    before = whole(included, load).hash

    changed = form_of("care", question("who", "care"))

    assert whole(included, lambda *_: changed).hash != before


@pytest.mark.parametrize(
    ("include", "outer_more", "sentence"),
    [
        ([{"form": "care", "version": 1, "after": "none"}], {}, "no page none"),
        ([{"form": "start", "version": 1}], {"ends_when": "${a} = 'no'"}, "says when it ends"),
        ([{"form": "care", "version": 1}, {"form": "care", "version": 1}], {}, "has a page care"),
    ],
)
def test_what_does_not_fit_is_refused(
    include: list[dict[str, Any]], outer_more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        whole(outer(include=include, **outer_more), load)
