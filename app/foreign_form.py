"""Somebody else's form, read from its file: an XLSForm (.xlsx, .xls, .csv, .md) or FHIR (.json).

It opens the file and finds out what it is; what is in it becomes a form in `forms.exchange`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.exchange.findings import Imported

READ_BY_PYXFORM = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".md"})


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

    content = file.read_bytes()
    try:
        if file.suffix.lower() == ".json":
            return from_questionnaire(json.loads(content))
        return from_xlsform(_sheets(file), name=file.stem)
    except (QuestionnaireError, XLSFormError) as error:
        raise NotAForm(file=str(file), why=str(error)) from None
    except (ValueError, RecursionError):
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from None


def _sheets(file: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a workbook's sheets, read as ODK's own tools read them."""
    from pyxform.xls2json_backends import get_xlsform

    if file.suffix.lower() not in READ_BY_PYXFORM:
        raise NotAForm(file=str(file), why=say("cli.form.suffix"))
    try:
        found = get_xlsform(str(file))
    except Exception as error:  # whatever a broken workbook makes its readers raise
        raise NotAForm(file=str(file), why=say("cli.form.unreadable")) from error
    names = ("survey", "choices", "settings")
    return {name: [_cells(row) for row in getattr(found, name) or ()] for name in names}


def _cells(row: Mapping[str | None, str | None]) -> dict[str, str]:
    """A row without what has no column or no value: each reader gives these in its own way."""
    return {column: text for column, text in row.items() if column and text}
