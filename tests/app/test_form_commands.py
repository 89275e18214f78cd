"""`mysay form`: a form file is checked with places, a form goes out as FHIR."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from fhir.resources.R4B.questionnaire import Questionnaire
from typer.testing import CliRunner, Result

from app.cli import app
from forms.library import form_ids, load_form

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
    assert f"is whole: {len(load_form('about-me').questions)} questions" in checked.stdout


def test_a_mistake_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "form.toml"
    file.write_text(FORM.replace('kind = "pick_one"', 'kind = "pick_won"', 1), encoding="utf-8")
    line = FORM[: FORM.index('kind = "pick_one"')].count("\n") + 1

    checked = mysay("check", str(file))

    assert checked.exit_code == 1
    assert f"{file}:{line}:1: ppl.worry: kind: " in checked.stderr


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


WORKBOOK = """
| survey |
| | type | name | label | relevant |
| | text | name | What is your name? | |
| | select_one towns | town | Which town? | ${name} != '' |
| choices |
| | list_name | name | label |
| | towns | leeds | Leeds |
| | towns | york | York |
| settings |
| | form_title | form_id |
| | Towns | towns |
"""


def same_form_in_four_formats(folder: Path) -> list[Path]:
    """One XLSForm as .md, .csv, .xlsx and .xls would be; .xls can be read but not written here."""
    from pyxform.xls2json_backends import get_xlsform, md_table_to_workbook

    markdown = folder / "towns.md"
    markdown.write_text(WORKBOOK, encoding="utf-8")
    workbook = folder / "towns.xlsx"
    md_table_to_workbook(WORKBOOK).save(workbook)
    found = get_xlsform(str(markdown))
    lines: list[str] = []
    for sheet in ("survey", "choices", "settings"):
        rows = list(getattr(found, sheet))
        columns = list(dict.fromkeys(column for row in rows for column in row))
        cells = [columns, *([row.get(column, "") for column in columns] for row in rows)]
        quoted = [",".join(f'"{cell}"' for cell in ["", *row]) for row in cells]
        lines += [f'"{sheet}"', *quoted]
    table = folder / "towns.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [markdown, workbook, table]


def test_the_formats_of_one_form_give_the_same_form(tmp_path: Path) -> None:
    written = []
    for file in same_form_in_four_formats(tmp_path):
        folder = tmp_path / file.suffix.removeprefix(".")
        result = mysay("import", str(file), "--out", str(folder))
        assert result.exit_code == 0, result.output
        written.append(
            ((folder / "form.toml").read_text("utf-8"), (folder / "words/en.po").read_text("utf-8"))
        )

    assert len(set(written)) == 1
    assert mysay("check", str(tmp_path / "md" / "form.toml")).exit_code == 0
    assert "Which town?" in written[0][1]


def test_what_is_left_out_is_told_and_the_status_says_so(tmp_path: Path) -> None:
    file = tmp_path / "towns.md"
    file.write_text(WORKBOOK.replace("| text | name", "| geopoint | name"), encoding="utf-8")

    result = mysay("import", str(file), "--out", str(tmp_path / "out"))

    assert result.exit_code == 3
    assert "survey, row 2, type: left out: no place is ever asked" in result.stderr


def test_a_questionnaire_that_went_out_comes_in_again(tmp_path: Path) -> None:
    out = tmp_path / "form.json"
    mysay("export", "about-me", "--out", str(out))

    result = mysay("import", str(out), "--out", str(tmp_path / "again"))

    assert result.exit_code == 0, result.output
    assert mysay("check", str(tmp_path / "again" / "form.toml")).exit_code == 0


def test_a_file_that_is_no_form_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04"), ("a.json", b"["), ("a.docx", b"x")):
        file = tmp_path / name
        file.write_bytes(content)

        result = mysay("import", str(file), "--out", str(tmp_path / "out"))

        assert result.exit_code == 1
        assert "was not brought in" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_form_is_never_written_over_another(tmp_path: Path) -> None:
    file = tmp_path / "towns.md"
    file.write_text(WORKBOOK, encoding="utf-8")
    mysay("import", str(file), "--out", str(tmp_path / "out"))

    again = mysay("import", str(file), "--out", str(tmp_path / "out"))

    assert again.exit_code == 1
    assert "there is a form already" in again.stderr
