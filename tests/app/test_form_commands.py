"""`mysay form`: a form file is checked with places, a form goes out as FHIR."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from fhir.resources.R4B.questionnaire import Questionnaire
from typer.testing import CliRunner, Result

from app.cli import app
from forms.library import form_ids

FORM = files("forms.library").joinpath("about_me", "form.toml").read_text("utf-8")


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["form", *arguments])


def test_every_form_of_the_library_is_listed() -> None:
    listed = mysay("list").stdout

    assert all(form_id in listed for form_id in form_ids())


def test_a_whole_form_file_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "form.toml"
    file.write_text(FORM, encoding="utf-8")

    checked = mysay("check", str(file))

    assert checked.exit_code == 0
    assert "is whole: 29 questions" in checked.stdout


def test_a_mistake_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "form.toml"
    file.write_text(FORM.replace('kind = "pick_one"', 'kind = "pick_won"', 1), encoding="utf-8")
    line = FORM[: FORM.index('kind = "pick_one"')].count("\n") + 1

    checked = mysay("check", str(file))

    assert checked.exit_code == 1
    assert f"{file}:{line}:1: start.assent: kind: " in checked.stderr


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    checked = mysay("check", str(tmp_path / "none.toml"))

    assert checked.exit_code == 1
    assert "could not be read" in checked.stderr


def test_the_schema_is_written(tmp_path: Path) -> None:
    out = tmp_path / "schema.json"

    assert mysay("schema", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["title"] == "Form"


def test_a_form_goes_out_as_a_valid_questionnaire(tmp_path: Path) -> None:
    out = tmp_path / "form.json"

    written = mysay("export", "about-me", "--fhir", "R4B", "--out", str(out))

    assert written.exit_code == 0
    Questionnaire.model_validate_json(out.read_bytes())


def test_a_form_or_release_that_is_not_here_is_said_with_the_way_out(tmp_path: Path) -> None:
    out = str(tmp_path / "x.json")

    assert "about-me" in mysay("export", "about-you", "--out", out).stderr
    assert "R4B or" in mysay("export", "about-me", "--fhir", "R6", "--out", out).stderr
