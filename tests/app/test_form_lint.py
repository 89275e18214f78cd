"""`mysay form lint`: a line for each thing to make plainer, and an exit status that says so."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

import forms.linting
from app.cli import app
from forms.library import form_ids
from forms.linting import Note


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["form", "lint", *arguments])


def test_the_library_is_plain() -> None:
    linted = mysay()

    assert linted.exit_code == 0
    assert linted.stdout == (
        f"The words of {len(form_ids())} forms are plain, as far as can be counted.\n"
    )


def test_one_form_can_be_looked_at() -> None:
    assert mysay("about-me").stdout.startswith("The words of 1 form are plain")


def test_what_is_found_is_told_line_by_line_and_the_status_is_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notes = (Note("start", "q.start.call", "symbol", "9 words, at most 8: What is it?"),)
    monkeypatch.setattr(forms.linting, "lint", lambda _: notes)

    linted = mysay("start")

    assert linted.exit_code == 1
    assert linted.stdout == "start:q.start.call:symbol: 9 words, at most 8: What is it?\n"
    assert linted.stderr == "1 thing to make plainer.\n"


def test_a_form_that_is_not_there_is_said_with_those_that_are() -> None:
    linted = mysay("about-you")

    assert linted.exit_code == 1
    assert "about-me" in linted.stderr
