"""Somebody else's form, read from its file: an XLSForm (.xlsx, .xls, .csv, .md) or FHIR (.json).

It opens the file and finds out what it is; what is in it becomes a form in `forms.exchange`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile, is_zipfile

from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.exchange.findings import Imported

MB = 1_000_000
# A file is data from outside. So much is read at most: many times what the largest forms have, and
# little enough for a school's computer whatever is in it.
MOST_MB = {".xlsx": 10, ".xlsm": 10, ".xls": 10, ".csv": 4, ".md": 4, ".json": 10}
# A workbook is packed: a small file can hold a very large sheet.
MOST_UNPACKED_MB = 20
MOST_ROWS = 150_000
_ROW = re.compile(rb"<(?:\w+:)?row\b")


class NotAForm(MySayError):
    """A file that is no form, or one of a kind that is not read here."""

    code = "not_a_form"


def read_foreign(file: Path) -> Imported:
    """Read a form, its sentences, and what could not be carried over.

    Raises:
        NotAForm: with the file, the place in it where that is known, and what was expected.
        OSError: the file can not be opened.
    """
    from forms.exchange.fhir_reading import QuestionnaireError, from_questionnaire
    from forms.exchange.xlsform_in import XLSFormError, from_xlsform

    suffix = file.suffix.lower()
    if suffix not in MOST_MB:
        raise NotAForm(file=str(file), why=say("cli.form.suffix"))
    _refuse_larger(file, file.stat().st_size, MOST_MB[suffix])
    content = file.read_bytes()
    try:
        if suffix == ".json":
            return from_questionnaire(json.loads(content))
        return from_xlsform(_sheets(file), name=file.stem)
    except (QuestionnaireError, XLSFormError) as error:
        raise NotAForm(file=str(file), why=str(error)) from None
    except (ValueError, RecursionError):
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from None


def _sheets(file: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a workbook's sheets, read as ODK's own tools read them."""
    from pyxform.xls2json_backends import get_xlsform

    try:
        _refuse_longer(file)
        found = get_xlsform(str(file))
    except NotAForm:
        raise
    except Exception as error:  # whatever a broken workbook makes its readers raise
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from error
    names = ("survey", "choices", "settings")
    return {name: [_cells(row) for row in getattr(found, name) or ()] for name in names}


def _refuse_larger(file: Path, size_bytes: int, most_mb: int) -> None:
    if size_bytes > most_mb * MB:
        raise NotAForm(file=str(file), why=say("cli.form.too_large", most=most_mb))


def _refuse_longer(file: Path) -> None:
    """Count rows before they are read: each takes a hundred times its bytes in memory.

    An old .xls has at most 65,536 in a sheet by its format.
    """
    if is_zipfile(file):
        with ZipFile(file) as book:
            _refuse_larger(file, sum(part.file_size for part in book.infolist()), MOST_UNPACKED_MB)
            sheets = [name for name in book.namelist() if name.endswith(".xml")]
            rows = sum(len(_ROW.findall(book.read(name))) for name in sheets)
    else:
        rows = file.read_bytes().count(b"\n") if file.suffix.lower() != ".xls" else 0
    if rows > MOST_ROWS:
        raise NotAForm(file=str(file), why=say("cli.form.too_long", most=MOST_ROWS))


def _cells(row: Mapping[str | None, str | None]) -> dict[str, str]:
    """A row without what has no column or no value: each reader gives these in its own way."""
    return {column: text for column, text in row.items() if column and text}
