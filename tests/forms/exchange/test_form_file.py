"""A form file is read with the place of every mistake, as an editor jumps to it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.exchange.form_file import (
    MOST_LETTERS,
    MOST_MISTAKES,
    Checked,
    json_schema,
    read_form,
)
from forms.library import form_folder, form_ids, load_form

HEAD = """id = "test"
version = 1
role = "pupil"
registers = ["plain"]
default_share = "meeting"
pages = ["main"]
"""
FIRST = """
[[questions]]
id = "first"
kind = "text"
picture = "talk"
source = "test"
"""
SECOND = """
[[questions]]
id = "second"
kind = "text"
picture = "talk"
source = "test"
"""


def only(checked: Checked) -> tuple[int, int, str]:
    (mistake,) = checked.mistakes
    return mistake.line, mistake.column, mistake.message


def test_a_whole_form_is_read() -> None:
    checked = read_form(HEAD + FIRST)

    assert checked.mistakes == ()
    assert checked.form is not None
    assert checked.form.id == "test"


def test_what_is_no_toml_is_said_with_its_place() -> None:
    line, column, message = only(read_form(HEAD + 'broken = "'))

    assert (line, column) == (7, 11)
    assert message


def test_a_key_that_does_not_exist_is_found_in_its_question() -> None:
    line, column, message = only(read_form(HEAD + FIRST + SECOND + 'colour = "red"\n'))

    assert (line, column) == (19, 1)
    assert message.startswith("second: colour: ")


def test_a_kind_that_does_not_exist_is_found_at_its_key() -> None:
    text = HEAD + FIRST + SECOND.replace('"text"', '"txet"')

    line, column, message = only(read_form(text))

    assert (line, column) == (16, 1)
    assert message.startswith("second: kind: ")


def test_an_expression_that_can_not_be_read_is_found_at_its_letter() -> None:
    branch = "visible = \"selectd(${first}, 'x')\"\n"

    line, column, message = only(read_form(HEAD + FIRST + SECOND + branch))

    assert (line, column) == (19, 12)
    assert "did you mean selected?" in message


def test_a_question_that_is_not_there_is_found_with_a_hint() -> None:
    line, _, message = only(read_form(HEAD + FIRST + SECOND + 'visible = "${frist}"\n'))

    assert line == 19
    assert "no question frist; did you mean first?" in message


def test_a_circle_is_named() -> None:
    text = HEAD + FIRST + 'visible = "${second}"\n' + SECOND + 'visible = "${first}"\n'

    assert "first -> second -> first" in only(read_form(text))[2]


def test_a_question_that_is_asked_twice_is_said() -> None:
    assert "asked twice: first" in only(read_form(HEAD + FIRST + FIRST))[2]


def test_the_schema_describes_every_kind() -> None:
    text = str(json_schema())

    assert all(kind in text for kind in ("dated_list", "sort3", "calculated"))


def test_the_schema_describes_what_a_library_form_says() -> None:
    schema = json_schema()
    fields = schema["properties"].keys()
    asked = schema["$defs"]["Question"]["properties"].keys()

    for form_id in form_ids():
        data = tomllib.loads((form_folder(form_id) / "form.toml").read_text("utf-8"))
        assert data.keys() <= fields
        assert {key for question in data["questions"] for key in question} <= asked


@settings(max_examples=300)
@given(st.text(max_size=60), st.integers(0, 10_000), st.integers(0, 40))
def test_a_damaged_file_is_a_value_with_a_place_and_never_an_exception(
    junk: str, at: int, cut: int
) -> None:
    from importlib.resources import files

    whole = files("forms.library").joinpath("about_me", "form.toml").read_text("utf-8")
    at %= len(whole)

    checked = read_form(whole[:at] + junk + whole[at + cut :])

    assert (checked.form is None) == bool(checked.mistakes)
    assert all(mistake.line >= 1 and mistake.column >= 1 for mistake in checked.mistakes)


@pytest.mark.parametrize(
    ("include", "said"),
    [
        ('{ form = "nowhere", version = 1 }', "nowhere"),
        ('{ form = "assent", version = 99 }', "assent version 99"),
        ('{ form = "assent", version = 1, after = "gone" }', "there is no page gone"),
    ],
)
def test_a_form_that_can_not_be_included_is_told_with_its_place(include: str, said: str) -> None:
    line, _, message = only(read_form(f"{HEAD}include = [{include}]\n{FIRST}"))

    assert line == 7
    assert said in message


@pytest.mark.parametrize("form_id", form_ids())
def test_the_librarys_own_files_have_no_mistake(form_id: str) -> None:
    from importlib.resources import files

    folder = form_id.replace("-", "_")
    text = files("forms.library").joinpath(folder, "form.toml").read_text("utf-8")

    assert read_form(text).form == load_form(form_id)


@pytest.mark.parametrize(
    ("version", "expected"),
    [("9" * 5_000, "a number of fewer digits"), ("[" * 5_000, "fewer brackets")],
)
def test_what_python_itself_refuses_is_a_mistake_with_its_place(
    version: str, expected: str
) -> None:
    """tomllib raises no error of its own for these."""
    line, column, message = only(read_form(HEAD.replace("version = 1", f"version = {version}")))

    assert (line, column) == (2, 11)
    assert expected in message


def test_a_form_file_that_is_too_long_is_not_read() -> None:
    line, column, message = only(read_form(HEAD + "#" * MOST_LETTERS))

    assert (line, column) == (1, 1)
    assert f"at most {MOST_LETTERS}" in message


def test_not_every_mistake_of_a_hopeless_file_is_told() -> None:
    """Finding the place of each takes time; an author mends the first ones first."""
    checked = read_form(HEAD + "\n[[questions]]\nid = 'x'\n" * 3_000)

    assert len(checked.mistakes) == MOST_MISTAKES


def test_a_mistake_is_one_line_however_long_or_odd_the_value() -> None:
    odd = SECOND.replace('"second"', '"\\u001b[31m' + "a" * 5_000 + '"')

    (mistake,) = read_form(HEAD + FIRST + odd).mistakes

    assert str(mistake).isprintable()
    assert len(str(mistake)) < 700
