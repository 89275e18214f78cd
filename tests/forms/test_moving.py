"""A draft moves to another version of its form: the same questions are carried, nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from forms.answers import Answer, Answers, Value
from forms.definition import Form
from forms.moving import move

AT = datetime(2026, 11, 24, tzinfo=UTC)


def answered(value: Value) -> Answer:
    return Answer(state="answered", value=value, at=AT)


def form_of(version: int, **kinds: str) -> Form:
    choices = [{"id": "a", "picture": "talk"}]
    questions: list[dict[str, Any]] = [
        {"id": i, "kind": kind, "picture": "talk", "source": "test"}
        | ({"choices": choices} if kind.startswith("pick") else {})
        for i, kind in kinds.items()
    ]
    head = {"id": "test", "version": version, "role": "pupil", "registers": ["plain"]}
    return Form.model_validate(
        {**head, "default_share": "meeting", "pages": ["main"], "questions": questions}
    )


ANSWERS = Answers({"wish": answered("A boat"), "likes": answered(("a",)), "gone": answered("x")})
OLD = form_of(1, wish="text", likes="pick_many", gone="text")


def test_the_same_question_of_the_same_kind_is_carried() -> None:
    moved = move(ANSWERS, OLD, form_of(2, wish="text", likes="pick_many"))

    assert dict(moved.carried) == {"wish": ANSWERS["wish"], "likes": ANSWERS["likes"]}


def test_a_question_that_is_gone_or_of_another_kind_is_kept_as_no_longer_asked() -> None:
    moved = move(ANSWERS, OLD, form_of(2, wish="text", likes="pick_one"))

    assert set(moved.no_longer_asked) == {"likes", "gone"}
    assert set(moved.carried) | set(moved.no_longer_asked) == set(ANSWERS)


def test_words_are_carried_into_another_way_of_giving_words() -> None:
    moved = move(ANSWERS, OLD, form_of(2, wish="say", likes="pick_many", gone="file"))

    assert set(moved.carried) == {"wish", "likes"}


def test_without_the_old_form_the_shape_decides() -> None:
    moved = move(ANSWERS, None, form_of(2, wish="pick_many", likes="pick_many", gone="text"))

    assert set(moved.no_longer_asked) == {"wish"}


def test_the_same_version_carries_everything() -> None:
    assert dict(move(ANSWERS, OLD, OLD).carried) == dict(ANSWERS)


def test_what_was_said_in_a_round_is_carried_into_rounds_and_never_out_of_them() -> None:
    def form(*, repeats: bool) -> Form:
        who = {"id": "who", "kind": "list", "picture": "talk", "source": "a test"}
        how = {**who, "id": "how", "kind": "text", "group": "each"}
        each = {"id": "each", "repeat": "who" if repeats else ""}
        head = {"id": "t", "version": 1, "role": "pupil", "registers": ["plain"]}
        body = {"default_share": "meeting", "pages": ["main"], "groups": [each]}
        return Form.model_validate({**head, **body, "questions": [who, how]})

    answers = Answers({"how[ben]": Answer(state="answered", value="Kind", at=AT)})

    same = move(answers, form(repeats=True), form(repeats=True))
    flat = move(answers, form(repeats=True), form(repeats=False))

    assert set(same.carried) == {"how[ben]"}
    assert set(flat.no_longer_asked) == {"how[ben]"}
