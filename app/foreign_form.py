"""Somebody else's form, read from its file: an XLSForm (.xlsx, .xls, .csv, .md) or FHIR (.json).

It opens the file and those beside it that it names, and finds out what it is; what is in it becomes
a form in `forms.exchange`.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.exchange.findings import Finding, Imported, Sheets

MB = 1_000_000
# A file is data from outside. So much is read at most: many times what the largest forms have, and
# little enough for a school's computer whatever is in it.
MOST_MB = {".xlsx": 10, ".xlsm": 10, ".xls": 10, ".csv": 4, ".md": 4, ".json": 10}
# A workbook is packed: a small file can hold a very large sheet.
MOST_UNPACKED_MB = 20
MOST_ROWS = 150_000
_ROW = re.compile(rb"<(?:\w+:)?row\b")
MEDIA = "media"


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
    from forms.exchange.xlsform_in import XLSFormError

    suffix = file.suffix.lower()
    if suffix not in MOST_MB:
        raise NotAForm(file=str(file), why=say("cli.form.suffix"))
    _refuse_larger(file, file.stat().st_size, MOST_MB[suffix])
    content = file.read_bytes()
    try:
        if suffix == ".json":
            return from_questionnaire(json.loads(content))
        return _xlsform(file)
    except (QuestionnaireError, XLSFormError) as error:
        raise NotAForm(file=str(file), why=str(error)) from None
    except (ValueError, RecursionError):
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from None


def copy_media(imported: Imported, file: Path, folder: Path) -> list[Finding]:
    """Copy the pictures, sounds and films that a form names into its folder.

    Args:
        imported: the form and its sentences, among them the names of files.
        file: what it was read from; the files are beside it, or in its folder of media.
        folder: where the form is written.

    Returns:
        what was not found.

    Raises:
        OSError: a file can not be copied.
    """
    from forms.exchange.findings import Finding

    lost: list[Finding] = []
    for name in dict.fromkeys(_named(imported)):
        found = _beside(file, name)
        if found is None:
            lost.append(Finding(name, "left out", say("cli.form.media_missing")))
            continue
        (folder / MEDIA).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, folder / MEDIA / name)
    return lost


def _named(imported: Imported) -> Iterator[str]:
    from forms.exchange.sentences import MEDIA as KINDS

    for said in imported.sentences.values():
        yield from (text for key, text in said.items() if key.rpartition(":")[2] in KINDS)


def _beside(file: Path, name: str) -> Path | None:
    """A file of that name beside another one; never one that is somewhere else."""
    if not name or Path(name).name != name:
        return None
    here = file.parent
    places = (here, here / MEDIA, here / f"{file.stem}-media")
    try:
        return next((place / name for place in places if (place / name).is_file()), None)
    except (OSError, ValueError):  # no file can have such a name
        return None


def _xlsform(file: Path) -> Imported:
    from forms.exchange.findings import Finding, Imported
    from forms.exchange.xlsform_in import from_xlsform, tables_named

    sheets, others = _sheets(file)
    imported = from_xlsform(sheets, name=file.stem, files=dict(_tables(file, tables_named(sheets))))
    unread = [Finding(sheet, "note", say("cli.form.other_sheet")) for sheet in others]
    return Imported(imported.form, imported.sentences, (*imported.findings, *unread))


def _tables(file: Path, names: Iterable[str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The tables beside a workbook that it takes choices from."""
    for name in names:
        found = _beside(file, name)
        if found is not None and found.suffix.lower() == ".csv":
            _refuse_larger(found, found.stat().st_size, MOST_MB[".csv"])
            text = found.read_text(encoding="utf-8-sig", errors="replace")
            rows = csv.DictReader(text.splitlines())
            yield name, [{k: v for k, v in row.items() if k and isinstance(v, str)} for row in rows]


def _sheets(file: Path) -> tuple[Sheets, list[str]]:
    """(the rows of a workbook's sheets as ODK's own tools read them, other sheets it has)."""
    from pyxform.xls2json_backends import get_xlsform

    from forms.exchange.xlsform_names import SHEETS

    try:
        _refuse_longer(file)
        found: Any = get_xlsform(str(file))
    except NotAForm:
        raise
    except Exception as error:  # whatever a broken workbook makes its readers raise
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from error
    names = [str(name) for name in found.sheet_names or ()]
    others = [name for name in names if name.lower() not in SHEETS] if len(names) > 1 else []
    sheets = {name: [_cells(row) for row in getattr(found, name) or ()] for name in SHEETS}
    return sheets, others


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
