"""Somebody else's file that is no form, or too much of one, is refused before it costs anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.workbooks import LANGUAGES, blow_up, parts_of, zipped

from app.foreign_form import MOST_MB, MOST_ROWS, NotAForm, read_foreign
from app.words import say

FIRST = "survey\n,type,name,label\n,text,q0,Your name?\n"


def refusal(file: Path) -> str:
    """What a person reads about the file."""
    with pytest.raises(NotAForm) as caught:
        read_foreign(file)
    return say(f"error.{caught.value.code}", **caught.value.values)


def test_a_workbook_that_is_small_only_while_packed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "packed.xlsx"
    parts = parts_of(LANGUAGES)
    file.write_bytes(zipped(parts))
    assert len(read_foreign(file).form.questions) == 4
    blow_up(parts)
    file.write_bytes(zipped(parts))
    assert file.stat().st_size < 1_000_000

    assert "more than 20 MB" in refusal(file)


@pytest.mark.parametrize("suffix", [".csv", ".md", ".xlsx"])
def test_a_file_with_more_rows_than_any_form_is_refused(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"long{suffix}"
    if suffix == ".xlsx":
        parts = parts_of({"survey": [["type", "name"]]})
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = parts[sheet].replace("</sheetData>", "<row/>" * MOST_ROWS + "</sheetData>")
        file.write_bytes(zipped(parts))
    else:
        file.write_text(FIRST + "\n" * MOST_ROWS)

    assert f"more than {MOST_ROWS} rows" in refusal(file)


@pytest.mark.parametrize("suffix", MOST_MB)
def test_a_file_that_is_too_large_is_not_opened(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"large{suffix}"
    with file.open("wb") as sparse:
        sparse.truncate(MOST_MB[suffix] * 1_000_000 + 1)

    assert f"more than {MOST_MB[suffix]} MB" in refusal(file)


def test_a_column_without_a_name_is_passed_over(tmp_path: Path) -> None:
    """pyxform gives such a column the name None."""
    file = tmp_path / "form.md"
    file.write_text("| survey |\n| | type | name | | label |\n| | text | q0 | x | Your name? |\n")

    imported = read_foreign(file)

    assert [question.id for question in imported.form.questions] == ["q0"]


@pytest.mark.parametrize("name", ["x" * 5_000 + ".csv", "\0.csv", "../" * 9 + "etc/passwd", "."])
def test_a_table_whose_name_can_be_no_file_is_told_as_missing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    rows = f'survey\n,type,name,label\n,"select_one_from_file {name}",q1,Town?\n,text,q0,Name?\n'
    file.write_text(rows)

    imported = read_foreign(file)

    assert [question.id for question in imported.form.questions] == ["q0"]
    assert any("left out" in str(finding) for finding in imported.findings)
