"""A form as an XLSForm on disk: .xlsx, .csv or .md, whatever the name of the file asks for.

What stands in the sheets is `forms.exchange.xlsform_out`'s; this writes their rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.exchange.findings import Sheets

WRITTEN = (".xlsx", ".csv", ".md")


class NotWritten(MySayError):
    """A file whose kind can not hold a form, or not this one."""

    code = "form_not_written"


def write_workbook(file: Path, sheets: Sheets) -> None:
    """Write the sheets of a form.

    Raises:
        NotWritten: the name ends in something else, or a table of text can not hold a sentence.
        OSError: the file can not be written.
    """
    suffix = file.suffix.lower()
    if suffix not in WRITTEN:
        raise NotWritten(file=str(file), why=say("cli.form.workbooks"))
    if suffix == ".xlsx":
        _write_xlsx(file, sheets)
        return
    text = _csv(sheets) if suffix == ".csv" else _markdown(file, sheets)
    file.write_text(text, encoding="utf-8", newline="")


def write_pictures(file: Path, form: Form) -> Path:
    """Write the pictures of a form's choices where ODK's tools look for those of a workbook.

    Returns:
        the folder they are in, beside the workbook.

    Raises:
        OSError: a picture can not be written.
    """
    from app.web.art import built_in_pictures
    from forms.pictures import all_pictures

    parts = (
        one for asked in form.questions for one in (*asked.choices, *asked.items, *asked.places)
    )
    shown = {part.picture for part in parts}
    folder = file.parent / f"{file.stem}-media"
    folder.mkdir(parents=True, exist_ok=True)
    pictures = built_in_pictures(one for one in all_pictures() if one.concept in shown)
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
    return folder


def _tables(sheets: Sheets) -> dict[str, list[list[str]]]:
    """Each sheet with its head, every row as long as the head."""
    tables = {}
    for sheet, rows in sheets.items():
        head = list(dict.fromkeys(column for row in rows for column in row))
        tables[sheet] = [head, *([row.get(column, "") for column in head] for row in rows)]
    return {sheet: table for sheet, table in tables.items() if table[0]}


def _write_xlsx(file: Path, sheets: Sheets) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for sheet, table in _tables(sheets).items():
        page = book.create_sheet(sheet)
        for row in table:
            cells = []
            for text in row:
                cell = WriteOnlyCell(page, value=text or None)
                if text.startswith("="):  # a sentence, not something to work out
                    cell.data_type = "s"
                cells.append(cell)
            page.append(cells)
    book.save(file)


def _csv(sheets: Sheets) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    for sheet, table in _tables(sheets).items():
        writer.writerow([sheet])
        writer.writerows(["", *row] for row in table)
    return out.getvalue()


def _markdown(file: Path, sheets: Sheets) -> str:
    lines: list[str] = []
    for sheet, table in _tables(sheets).items():
        if any("\n" in text or "\r" in text for row in table for text in row):
            raise NotWritten(file=str(file), why=say("cli.form.line_break"))
        lines += [_line([sheet]), *(_line(["", *row]) for row in table)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(text.replace("|", r"\|") for text in cells) + " |"
