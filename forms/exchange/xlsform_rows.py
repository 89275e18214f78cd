"""The rows of a workbook's sheets, every column under its one name and every cell in its language.

It knows what columns mean and tells those that nothing here reads; it knows nothing of questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.exchange.findings import Finding, Level, ReadingError
from forms.exchange.xlsform_names import OURS, READ, SHEETS, TRANSLATED, column, language_code

Sheets = Mapping[str, Sequence[Mapping[str, str]]]


# A workbook is data from outside. The largest surveys of the field have a tenth of these rows.
MOST_ROWS = {"survey": 20_000, "choices": 100_000, "external_choices": 100_000}
OTHER_ROWS = 1_000


class XLSFormError(ReadingError):
    """A workbook that is no form: says where and what was expected."""


@dataclass
class Line:
    """One row.

    Attributes:
        sheet: where it stands.
        number: its number, as the sheet's author sees it.
        cells: what stands in the columns that no language has.
        said: column -> language code -> text; "" for the form's own language.
    """

    sheet: str
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A cell, trimmed; "" when it is empty."""
        return self.cells.get(name, "")

    def texts(self, name: str, language: str) -> Iterator[tuple[str, str]]:
        """(language, text) of a column; what names no language is in the one given."""
        for code, text in self.said.get(name, {}).items():
            yield code or language, text

    def found(self, name: str, level: Level, message: str) -> Finding:
        """Something to tell about a column of this row."""
        place = f"{self.sheet}, row {self.number}" + (f", {name}" if name else "")
        return Finding(place, level, message)


def lines_of(sheets: Sheets, sheet: str) -> list[Line]:
    """The rows of a sheet that hold anything; the first row of data is row 2.

    Raises:
        XLSFormError: there are more rows than any form has.
    """
    found: list[Line] = []
    most = MOST_ROWS.get(sheet, OTHER_ROWS)
    for number, row in enumerate(sheets.get(sheet) or (), start=2):
        if number > most + 1:
            raise XLSFormError(f"{sheet}, row {number}: at most {most} rows were expected")
        line = Line(sheet, number)
        for header, cell in row.items():
            text = str(cell).strip() if cell is not None else ""
            if not text:
                continue
            at = column(sheet, str(header))
            if at.name in TRANSLATED and at.name in READ.get(sheet, READ["choices"]):
                line.said.setdefault(at.name, {})[language_code(at.language)] = text
            else:
                line.cells[at.name] = text
        if line.cells or line.said:
            found.append(line)
    return found


def unread(lines: Sequence[Line], used: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Columns that nothing here reads, told once each with the first row they stand in.

    Args:
        lines: the rows of one sheet.
        used: columns that something reads in this form, such as those of a choice filter.
    """
    first: dict[str, Line] = {}
    rows: dict[str, int] = {}
    for line in lines:
        for name in line.cells:
            if name not in READ[line.sheet] | used and not name.startswith(OURS):
                first.setdefault(name, line)
                rows[name] = rows.get(name, 0) + 1
    for name, line in first.items():
        more = f" ({rows[name]} rows)" if rows[name] > 1 else ""
        yield line.found(name, "left out", f"this column is not read here{more}")


def other_sheets(sheets: Sheets) -> Iterator[Finding]:
    """Sheets that hold something nothing here reads."""
    for sheet in SHEETS:
        if sheet not in READ and sheet != "external_choices" and (lines := lines_of(sheets, sheet)):
            message = f"this sheet is not read here ({len(lines)} rows)"
            yield Finding(f"{sheet}, row {lines[0].number}", "left out", message)
