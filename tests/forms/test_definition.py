"""A form that is not whole is refused when it is read, with the question and the reason."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Form

YES_NO = [{"id": "yes", "picture": "yes"}, {"id": "no", "picture": "no"}]
PLACES = [{"id": place, "picture": "like"} for place in ("like", "so_so", "dont_like")]


def question(question_id: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": question_id, "kind": "text", "picture": "talk", "source": "a test", **more}


def form_of(*questions: dict[str, Any], **more: Any) -> Form:
    head = {"id": "test", "version": 1, "role": "pupil", "registers": ["plain"]}
    body = {"default_share": "meeting", "pages": ["main", "more"], "questions": list(questions)}
    return Form.model_validate({**head, **body, **more})


def test_a_whole_form_is_read() -> None:
    form = form_of(question(), question("b", kind="pick_one", choices=YES_NO))

    assert form.question("b").find_choice("yes") is not None
    assert form.question("b").find_choice("maybe") is None


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        ([question(), question()], "asked twice: a"),
        ([question(kind="pick_one")], "a: a question of kind pick_one needs choices"),
        ([question(kind="face3", choices=YES_NO)], "a: three faces, not 2"),
        ([question(kind="sort3", places=PLACES)], "a: a sorting mat needs three places"),
        ([question(kind="sort3", items=YES_NO)], "a: a sorting mat needs three places"),
        ([question(kind="top3")], "a: a top three needs choices"),
        ([question(kind="pick_many", choices=YES_NO * 2)], "a: offered twice: no, yes"),
        ([question(kind="top3", **{"from": "b"}), question("b")], "a takes from b"),
        ([question(page="gone")], "a is on a page that is not there"),
        ([question(page="more"), question("b", page="main")], "b comes after the page it is on"),
        ([question(source="")], "source"),
        ([question(kind="slider")], "kind"),
        ([question(colour="red")], "colour"),
        ([question(maps={"ehc": ["Z"]})], "ehc"),
        ([question("With Space")], "id"),
        ([], "questions"),
    ],
)
def test_what_is_not_whole_is_refused_with_the_reason(
    questions: list[dict[str, Any]], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        form_of(*questions)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"default_share": "family"},
        {"ends_when": "${a} = 'x'"},
        {"pages": ["main"]},
        {"questions": [question(picture="write")]},
        {"questions": [question(visible="true()")]},
        {"questions": [question(meta=True)]},
        {"questions": [question(), question("b")]},
    ],
)
def test_any_change_to_a_form_changes_its_hash(change: dict[str, Any]) -> None:
    changed = form_of(**{"questions": [question()], **change})

    assert changed.hash != form_of(question()).hash


def test_the_same_data_has_the_same_hash_and_is_named_by_it() -> None:
    form, again = form_of(question()), form_of(question())

    assert form.hash == again.hash
    assert (form.ref.id, form.ref.version, form.ref.hash) == ("test", 1, form.hash)
