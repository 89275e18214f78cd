"""XLSForms on disk: four formats of one form, workbooks that ODK converts, files beside them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt
from pyxform.xls2xform import convert
from typer.testing import CliRunner, Result
from whole_forms import said

from app.cli import app
from app.foreign_form import read_foreign
from app.form_workbook import NotWritten, write_workbook
from forms.exchange.findings import Sheets
from forms.exchange.sentences import library_sentences
from forms.exchange.xlsform_out import to_xlsform
from forms.library import form_ids, load_form

SURVEY: Sheets = {
    "survey": [
        {"type": "begin_group", "name": "you", "label::English (en)": "You & | yours"},
        {
            "type": "select_one town",
            "name": "town",
            "label::English (en)": "Which town?",
            "label::Polski (pl)": "Które miasto?",
            "image::English (en)": "map.png",
            "audio::Polski (pl)": "miasto.mp3",
        },
        {
            "type": "select_one_from_file streets.csv",
            "name": "street",
            "label::English (en)": "Which street?",
            "choice_filter": "town = ${town}",
        },
        {
            "type": "integer",
            "name": "house",
            "label::English (en)": "=Number?",
            "constraint": ". > 0 and . < 1000",
            "constraint_message::English (en)": "From 1 to 999",
        },
        {"type": "end_group"},
        {"type": "begin_repeat", "name": "pets", "label::English (en)": "Pet"},
        {"type": "text", "name": "pet", "label::English (en)": "Name?"},
        {"type": "end_repeat"},
    ],
    "choices": [
        {"list_name": "town", "name": "leeds", "label::English (en)": "Leeds"},
        {"list_name": "town", "name": "1", "label::English (en)": "Other", "order": "9"},
    ],
    "settings": [{"form_title": "Where", "form_id": "where", "version": "7"}],
}


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["form", *arguments])


def write_xls(file: Path, sheets: Sheets) -> None:
    """An old workbook, as spreadsheets of twenty years ago saved it."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        head = list(dict.fromkeys(column for row in rows for column in row))
        for number, row in enumerate([dict(zip(head, head, strict=True)), *rows]):
            for place, column in enumerate(head):
                if column in row:
                    sheet.write(number, place, row[column])
    book.save(str(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "streets.csv").write_text(
        "name,label,town\nhigh,High Street,leeds\nlow,Low Lane,1\n", encoding="utf-8"
    )
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    (tmp_path / "where-media").mkdir()
    (tmp_path / "where-media" / "miasto.mp3").write_bytes(b"ID3")
    return tmp_path


def test_the_four_formats_of_one_form_give_the_same_result(folder: Path) -> None:
    for suffix in (".xlsx", ".csv", ".md"):
        write_workbook(folder / f"where{suffix}", SURVEY)
    write_xls(folder / "where.xls", SURVEY)

    read = [read_foreign(folder / f"where{s}") for s in (".xlsx", ".xls", ".csv", ".md")]

    assert read[0].form.question("house").constraint == ". > 0 and . < 1000"
    assert read[0].sentences["en"]["q.house"] == "=Number?"
    assert [one.id for one in read[0].form.question("street").choices] == ["high", "low"]
    assert all(one == read[0] for one in read)


def test_media_are_copied_next_to_the_form_and_named_in_its_words(folder: Path) -> None:
    write_workbook(folder / "where.xlsx", SURVEY)

    result = mysay("import", str(folder / "where.xlsx"), "--out", str(folder / "out"))

    assert result.exit_code == 0, result.stderr
    assert (folder / "out/media/map.png").read_bytes() == b"\x89PNG"
    assert (folder / "out/media/miasto.mp3").read_bytes() == b"ID3"
    assert '"q.town:image"\nmsgstr "map.png"' in (folder / "out/words/en.po").read_text("utf-8")


def test_a_picture_that_is_not_beside_the_workbook_is_told(folder: Path) -> None:
    write_workbook(folder / "where.xlsx", SURVEY)
    (folder / "map.png").unlink()

    result = mysay("import", str(folder / "where.xlsx"), "--out", str(folder / "out"))

    assert result.exit_code == 3
    assert "map.png: left out: it is not beside the file" in result.stderr


def test_a_file_somewhere_else_is_never_read_or_copied(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    rows = [dict(row) for row in SURVEY["survey"]]
    rows[1]["image::English (en)"] = "../map.png"
    rows[2]["type"] = "select_one_from_file ../streets.csv"
    write_workbook(inner / "where.xlsx", {**SURVEY, "survey": rows})

    result = mysay("import", str(inner / "where.xlsx"), "--out", str(folder / "out"))

    assert result.exit_code == 3
    assert "survey, row 4, type: left out: put ../streets.csv beside" in result.stderr


@pytest.mark.parametrize("form_id", form_ids())
def test_every_form_of_the_library_is_a_workbook_that_odk_converts_and_we_read_back_equal(
    form_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "form.xlsx"

    written = mysay("export", form_id, "--xlsform", "--out", str(file))
    convert(str(file))
    imported = read_foreign(file)

    assert written.exit_code == 0
    assert imported.form == load_form(form_id)
    sentences, form = library_sentences(imported.form), imported.form
    assert said(form, imported.sentences, sentences) == {
        # pyxform reads a space that does not break as one that may.
        key: text.replace("\xa0", " ")
        for key, text in said(form, sentences, sentences).items()
    }


@pytest.mark.parametrize("suffix", [".csv", ".md"])
def test_a_form_goes_out_as_text_and_comes_back_equal(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"form{suffix}"

    mysay("export", "parent-view", "--xlsform", "--out", str(file))

    assert read_foreign(file).form == load_form("parent-view")


def test_every_picture_that_a_workbook_names_is_beside_it(tmp_path: Path) -> None:
    form = load_form("about-me")
    named = {
        cell
        for row in to_xlsform(form, library_sentences(form)).sheets["choices"]
        for column, cell in row.items()
        if column.startswith("image::")
    }

    written = mysay("export", "about-me", "--xlsform", "--out", str(tmp_path / "me.xlsx"))

    assert named
    assert named == {file.name for file in (tmp_path / "me-media").iterdir()}
    assert "OpenMoji" in written.stdout


def test_what_others_will_not_do_is_told(tmp_path: Path) -> None:
    written = mysay("export", "about-me", "--xlsform", "--out", str(tmp_path / "form.xlsx"))

    assert "like.do: changed: others ask each thing on its own" in written.stderr


def test_a_workbook_of_another_kind_is_refused_with_the_way_out(tmp_path: Path) -> None:
    refused = mysay("export", "about-me", "--xlsform", "--out", str(tmp_path / "form.ods"))

    assert refused.exit_code == 1
    assert ".xlsx, .csv or .md" in refused.stderr


def test_a_line_break_that_a_table_of_text_can_not_hold_is_said(tmp_path: Path) -> None:
    sheets: Sheets = {"survey": [{"type": "note", "name": "a", "label": "Two\nlines"}]}

    with pytest.raises(NotWritten):
        write_workbook(tmp_path / "a.md", sheets)


def test_a_sentence_that_looks_like_a_sum_stays_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_workbook(file, {"survey": [{"type": "note", "name": "a", "label": "=1+1"}]})

    cell = openpyxl.load_workbook(file)["survey"]["C2"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_sheet_that_no_xlsform_has_is_told(tmp_path: Path) -> None:
    sheets: Sheets = {**SURVEY, "about us": [{"a": "b"}]}
    write_workbook(tmp_path / "a.xlsx", sheets)

    told = [str(finding) for finding in read_foreign(tmp_path / "a.xlsx").findings]

    assert "about us: note: this sheet is not part of an XLSForm" in told


def test_a_form_of_the_library_has_more_sentences_than_a_workbook_cuts() -> None:
    form = load_form("about-me")
    rows = to_xlsform(form, library_sentences(form)).sheets["survey"]

    assert max(len(cell) for row in rows for cell in row.values()) < 32_767
