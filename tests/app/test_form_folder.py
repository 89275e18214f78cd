"""A form of one's own: begun, checked with the place of every mistake, written and read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner, Result
from whole_forms import forms

from app.cli import app
from app.form_folder import read_folder, write_form
from forms.definition import Form
from forms.exchange.sentences import library_sentences, needed_keys
from forms.library import form_ids, load_form


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["form", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new form, as its author gets it."""
    assert mysay("new", "moving-on", "--out", str(tmp_path / "form")).exit_code == 0
    return tmp_path / "form"


def changed(file: Path, old: str, new: str) -> int:
    """Write something else in a file; returns the line it stands in."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def mistakes(folder: Path) -> list[str]:
    """What the check finds; what it only remarks on is no mistake."""
    checked = mysay("check", str(folder))
    return checked.stderr.splitlines() if checked.exit_code else []


def test_a_new_form_passes_the_check(folder: Path) -> None:
    checked = mysay("check", str(folder))

    assert checked.exit_code == 0
    assert checked.stderr == ""
    assert "moving-on is whole: 3 questions" in checked.stdout


def test_a_new_form_names_its_shape_for_editors(folder: Path) -> None:
    first = (folder / "form.toml").read_text("utf-8").splitlines()[0]
    schema = folder / first.removeprefix("#:schema ")

    assert json.loads(schema.read_text("utf-8"))["title"] == "Form"


@pytest.mark.parametrize("form_id", form_ids())
def test_a_copy_of_a_form_of_the_library_passes_the_check(form_id: str, tmp_path: Path) -> None:
    written = mysay("new", "ours", "--from", form_id, "--out", str(tmp_path / "ours"))
    copy = read_folder(tmp_path / "ours")

    assert written.exit_code == 0, written.output
    assert mistakes(tmp_path / "ours") == []
    assert copy.form is not None
    assert copy.form.questions == load_form(form_id).questions
    assert copy.sentences == library_sentences(load_form(form_id))


def test_an_id_that_can_be_none_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    refused = mysay("new", "Moving On", "--out", str(tmp_path / "form"))

    assert refused.exit_code == 1
    assert "for example moving-on" in refused.stderr
    assert not (tmp_path / "form").exists()


def test_a_new_form_is_never_written_over_another(folder: Path) -> None:
    again = mysay("new", "other", "--out", str(folder))

    assert again.exit_code == 1
    assert "there is a form already" in again.stderr


def test_a_missing_sentence_is_named(folder: Path) -> None:
    words = folder / "words" / "en.po"
    changed(words, 'msgid "c.like.music"', 'msgid "c.like.musik"')

    told = mistakes(folder)

    line = words.read_text("utf-8")[: words.read_text("utf-8").index("c.like.musik")].count("\n")
    assert any("a sentence is missing: c.like.music in plain" in one for one in told)
    unused = next(one for one in told if "nothing asks for c.like.musik" in one)
    assert "did you mean c.like.music?" in unused
    assert unused.startswith(f"{words}:{line + 1}:") or unused.startswith(f"{words}:{line}:")


def test_a_placeholder_that_is_not_there_is_named(folder: Path) -> None:
    changed(folder / "words/en.po", "What do you like?", "What do you like, {pupl}?")

    (told,) = mistakes(folder)

    assert "q.like: nothing is called {pupl}; did you mean pupil?" in told


def test_a_brace_that_stands_alone_is_told(folder: Path) -> None:
    changed(folder / "words/en.po", "What do you like?", "What do you like :-{")

    (told,) = mistakes(folder)

    assert "q.like: a brace stands alone" in told


def test_a_register_that_the_form_has_not_is_told(folder: Path) -> None:
    changed(
        folder / "words/en.po", 'msgctxt "plain"\nmsgid "intro"', 'msgctxt "plian"\nmsgid "intro"'
    )

    told = mistakes(folder)

    assert any("no register 'plian'; did you mean plain?" in one for one in told)


def test_a_picture_that_is_not_there_is_found_at_its_place(folder: Path) -> None:
    line = changed(folder / "form.toml", 'picture = "animals"', 'picture = "animels"')

    (told,) = mistakes(folder)

    assert told.startswith(f"{folder / 'form.toml'}:{line}:")
    assert "no picture animels; did you mean animals?" in told


@pytest.mark.parametrize("broken", ['msgstr "Music', "msgstr Music"])
def test_a_catalogue_that_can_not_be_read_is_told_with_its_line(folder: Path, broken: str) -> None:
    line = changed(folder / "words/en.po", 'msgstr "Music"', broken)

    assert mistakes(folder)[0].startswith(f"{folder / 'words/en.po'}:{line}:")


def test_another_language_may_be_incomplete_and_is_told_so(folder: Path) -> None:
    polish = 'msgid ""\nmsgstr ""\n\nmsgctxt "plain"\nmsgid "title"\nmsgstr "Nowy formularz"\n'
    (folder / "words/pl.po").write_text(polish, encoding="utf-8")

    checked = mysay("check", str(folder))

    assert checked.exit_code == 0
    assert "sentences are said in English" in checked.stderr


def test_a_folder_without_words_is_told_what_it_needs(folder: Path) -> None:
    (folder / "words/en.po").unlink()

    assert any("a sentence is missing: title in plain" in one for one in mistakes(folder))


@settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(form=forms())
def test_whatever_is_written_is_read_back_equal(
    form: Form, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("form")
    said = dict.fromkeys(needed_keys(form), 'Say {pupil} "this" {or} {{that}} \\ 🚂')

    write_form(folder, form, {"en": said, "en-x-symbol": said})

    found = read_folder(folder)
    assert found.form == form
    assert found.sentences == {"en": said, "en-x-symbol": said}


def test_a_form_of_ones_own_goes_out_in_both_formats(folder: Path, tmp_path: Path) -> None:
    for arguments in (("--xlsform", "--out", "a.xlsx"), ("--out", "a.json")):
        *options, name = arguments
        written = mysay("export", str(folder), *options, str(tmp_path / name))
        assert written.exit_code == 0, written.output

        again = mysay("import", str(tmp_path / name), "--out", str(tmp_path / f"{name}.form"))

        assert again.exit_code == 0, again.output
        assert read_folder(tmp_path / f"{name}.form").form == read_folder(folder).form
