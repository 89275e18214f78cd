"""The forms are plain for the readers they are written for, with no exception."""

from __future__ import annotations

from pathlib import Path

import pytest

import forms.linting as linting
from forms.definition import Form
from forms.library import form_ids, own_part
from forms.linting import lint
from forms.wording import wording

FOLDER = Path(linting.__file__).parent / "library"


@pytest.mark.parametrize("form_id", form_ids())
def test_the_words_of_every_form_are_plain_in_every_register(form_id: str) -> None:
    assert [str(note) for note in lint(form_id)] == []


def changed(monkeypatch: pytest.MonkeyPatch, said: dict[str, str], **form_more: object) -> None:
    """The start of pupils' forms with some sentences, or parts of the form, as they must not be."""
    form = own_part("start")
    data = {**form.model_dump(by_alias=True), **form_more}
    monkeypatch.setattr(linting, "own_part", lambda _: Form.model_validate(data))
    kept = wording("start", "symbol")
    question = kept.question

    class Other:
        def __getattr__(self, name: str) -> object:
            return getattr(kept, name)

        def question(self, question_id: str, **values: str) -> str:
            return said.get(question_id) or question(question_id, **values)

    monkeypatch.setattr(linting, "wording", lambda *_: Other())


def test_a_note_says_form_key_register_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, {"start.call": "Which provision is it?"}, registers=["symbol"])

    assert [str(note) for note in lint("start")] == [
        "start:q.start.call:symbol: say 'help' for 'provision': Which provision is it?"
    ]


def test_each_register_is_held_to_its_own_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    nine = "What is the name that you like best now?"
    changed(monkeypatch, {"start.call": nine})

    assert [(note.register, note.message) for note in lint("start")] == [
        ("symbol", f"9 words, at most 8: {nine}")
    ]


def test_hard_words_are_found_even_in_short_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    hard = "Consider professionals, organisations, communities, opportunities, expectations."
    changed(monkeypatch, {"start.call": hard}, registers=["young_person"])

    (note,) = lint("start")
    assert "reading grade" in note.message
    assert "at most 8" in note.message


def test_a_picture_that_is_not_there_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = own_part("start").model_dump(by_alias=True)["questions"]
    questions[0]["picture"] = "unicorn"
    changed(monkeypatch, {}, questions=questions, registers=["symbol"])

    assert [str(note) for note in lint("start")] == [
        "start:q.start.call:symbol: no picture of that name: unicorn"
    ]
