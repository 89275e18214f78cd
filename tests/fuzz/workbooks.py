"""XLSForms as tables, changed as tables, and written as .md, .csv and .xlsx.

The .xlsx is written here, part by part, so that it can be wrong as no library would write it.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from functools import cache
from random import Random
from xml.sax.saxutils import escape

from fuzz.change import change_bytes, change_json
from fuzz.odd import odd_expression, odd_text, odd_value

from forms.definition import Form
from forms.exchange.sentences import library_sentences
from forms.exchange.xlsform_names import OURS
from forms.exchange.xlsform_out import to_xlsform
from forms.library import load_form

Table = list[list[str]]
Book = dict[str, Table]

LANGUAGES: Book = {
    "survey": [
        [*("type", "name", "label::English (en)", "label::Polski (pl)", "hint", "relevant")],
        ["begin_group", "g1", "About you", "O tobie", "", ""],
        ["text", "q0", "Your name?", "Imię?", "As you like it", ""],
        ["select_one yn", "q1", "Do you like school?", "Lubisz?", "", "${q0} != ''"],
        ["end_group", "", "", "", "", ""],
        ["select_multiple town", "q2", "Towns", "Miasta", "", "selected(${q1}, 'yes')"],
        ["note", "n1", "Thank you ${q0}", "Dziękuję", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Polski (pl)", "county"],
        ["yn", "yes", "Yes", "Tak", ""],
        ["yn", "no", "No", "Nie", ""],
        ["town", "york", "York", "York", "north"],
        ["town", "hull", "Hull", "Hull", "east"],
    ],
    "settings": [["form_title", "form_id", "version", "default_language"], ["T", "t", "3", "en"]],
}
CASCADE: Book = {
    "survey": [
        [*("type", "name", "label", "required", "constraint", "calculation", "choice_filter")],
        ["integer", "age", "Age", "yes", ". >= 0 and . < 120", "", ""],
        ["select_one county", "county", "County", "", "", "", ""],
        ["select_one town or_other", "town", "Town", "", "", "", "county = ${county}"],
        ["begin_repeat", "people", "People", "", "", "", ""],
        ["text", "who", "Who?", "", "", "", ""],
        ["end_repeat", "", "", "", "", "", ""],
        ["calculate", "twice", "", "", "", "${age} * 2", ""],
        ["date", "born", "Born?", "", "regex(., '[0-9]{4}.*')", "", ""],
        ["rank town", "best", "Best town", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label", "county", "image"],
        ["county", "north", "North", "", "north.png"],
        ["county", "east", "East", "", ""],
        ["town", "york", "York", "north", ""],
        ["town", "hull", "Hull", "east", ""],
    ],
}
# Forms of the library that are small, and not like each other.
LIBRARY = ("start", "module-care", "looked-after-me", "feelings-check-in", "my-meeting")


@cache
def books() -> tuple[Book, ...]:
    """What is changed: books as others write them, and as we do."""
    return (LANGUAGES, CASCADE, *(_as_book(load_form(name)) for name in LIBRARY))


def _as_book(form: Form) -> Book:
    """A form of the library as the workbook that we write of it."""
    book: Book = {}
    for name, rows in to_xlsform(form, library_sentences(form)).sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        book[name] = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return book


TYPES = (
    *("text", "integer", "decimal", "range", "date", "time", "geopoint", "image", "audio", "note"),
    *("select_one", "select_one yn", "select_multiple town or_other", "select_one_from_file a.csv"),
    *(
        "begin_group",
        "end_group",
        "begin group",
        "begin_repeat",
        "end_repeat",
        "calculate",
        "rank yn",
    ),
    *(
        "hidden",
        "start",
        "deviceid",
        "barcode",
        "acknowledge",
        "xml-external",
        "csv-external",
        "osm",
    ),
)
COLUMNS = (
    *("type", "name", "label", "hint", "relevant", "required", "constraint", "calculation"),
    *("choice_filter", "repeat_count", "default", "appearance", "parameters", "media::image"),
    *("label::", "label::x", "label::العربية (ar)", "list_name", "list name", "trigger", "body::x"),
)
MOST_LETTERS = 300_000
SHEETS = ("survey", "choices", "settings", "Survey", "external_choices", "entities", "osm", "x", "")


def change_book(rng: Random, book: Book) -> Book:
    """A book with some cells, columns, rows or sheets changed."""
    found = {name: [list(row) for row in table] for name, table in book.items()}
    for _ in range(rng.choice((1, 1, 2, 6))):
        name = rng.choice(list(found))
        table = found[name]
        if not table:
            continue
        way = rng.randrange(12)
        if way == 0:
            found[rng.choice(SHEETS)] = found.pop(name)
        elif way == 1 and len(found) > 1:
            del found[name]
        elif way == 2:
            table.insert(rng.randrange(len(table) + 1), list(rng.choice(table)))
        elif way == 3:
            del table[rng.randrange(len(table))]
        elif way == 4 and len(table) < 300:
            table[1:] = table[1:] * rng.choice((2, 2, 80))
        elif way == 5:
            _change_column(rng, table)
        else:
            _change_cell(rng, table)
        found = _within(found)
    return found


def _within(book: Book) -> Book:
    """The book with its later cells cut, once there are more letters than a test wants to hold."""
    left = MOST_LETTERS
    found: Book = {}
    for name, table in book.items():
        rows = found.setdefault(name, [])
        for row in table:
            kept = [cell if left > 0 else cell[:40] for cell in row]
            left -= sum(map(len, kept)) + len(kept)
            rows.append(kept)
    return found


def _change_column(rng: Random, table: Table) -> None:
    at = rng.randrange(len(table[0]) + 1)
    for number, row in enumerate(table):
        row.insert(at, rng.choice(COLUMNS) if number == 0 else rng.choice(("", odd_text(rng))))


def _change_cell(rng: Random, table: Table) -> None:
    row = rng.choice(table)
    if not row:
        return
    at = rng.randrange(len(row))
    put = [odd_text(rng), odd_expression(rng), rng.choice(TYPES), *rng.choice(table)[:1]]
    if table[0][at : at + 1] and table[0][at].startswith(OURS):
        # Our own columns hold JSON.
        put += [change_json(rng, row[at]), json.dumps(odd_value(rng))]
    row[at] = rng.choice(put)


def as_markdown(rng: Random, book: Book) -> bytes:
    """The book as pyxform's Markdown, now and then changed as bytes."""
    lines = []
    for name, table in book.items():
        lines.append(f"| {name} |")
        lines += [
            "| | " + " | ".join(cell.replace("\n", " ") for cell in row) + " |" for row in table
        ]
    return _maybe_changed(rng, "\n".join(lines).encode("utf-8", "surrogatepass"))


def as_csv(rng: Random, book: Book) -> bytes:
    """The book as pyxform's CSV, now and then changed as bytes."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))
    for name, table in book.items():
        writer.writerow([name])
        writer.writerows(["", *row] for row in table)
    return _maybe_changed(rng, out.getvalue().encode("utf-8", "surrogatepass"))


def _maybe_changed(rng: Random, data: bytes) -> bytes:
    return change_bytes(rng, data) if rng.random() < 0.2 else data


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 10))
    + "]>"
)


def as_xlsx(rng: Random, book: Book) -> bytes:
    """The book as .xlsx; most often the book alone is odd, else the XML, the zip or the bytes."""
    parts = parts_of(book)
    way = rng.randrange(10)
    if way in (0, 1):
        _change_parts(rng, parts)
    data = zipped(parts)
    return change_bytes(rng, data) if way in (2, 3) else data


def parts_of(book: Book) -> dict[str, str]:
    numbers = range(1, len(book) + 1)
    sheets = "".join(
        f'<sheet name="{_xml(name)}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, book, strict=True)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET}.worksheet+xml"/>'
        for n in numbers
    )
    main = (
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>',
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/>',
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>{main[1]}{kinds}</Types>',
        "_rels/.rels": _relations(main[0]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(related),
    }
    for number, table in zip(numbers, book.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(table)
    return parts


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}relationships">{inside}</Relationships>'


def _sheet(table: Table) -> str:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(f'<c t="inlineStr"><is><t>{_xml(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for number, row in enumerate(table, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _xml(text: str) -> str:
    """Escaped; what XML can not hold stays as it is, for the reader to meet."""
    return escape(text, {'"': "&quot;"})


def _change_parts(rng: Random, parts: dict[str, str]) -> None:
    name = rng.choice(list(parts))
    text = parts[name]
    way = rng.randrange(8)
    if rng.random() < 0.01:
        blow_up(parts)
    elif way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = BOMB + text.replace("</t>", "&j;</t>", 1)
    elif way == 2:
        parts[name] = text.replace("</t>", f"{'x' * 1_000_000}</t>", 1)
    elif way == 3:
        parts[name] = text.replace(
            't="inlineStr"', f't="{rng.choice("sbnedx")}"', rng.randrange(1, 9)
        )
    elif way == 4:
        cell = rng.choice(('r="XFD1048576"', 'r="ZZZZZ9"', 'r="A0"', 'r="A99999999999"', 'r="1"'))
        parts[name] = text.replace("<c ", f"<c {cell} ", rng.randrange(1, 4))
    elif way == 5:
        parts[name] = text.replace('<row r="2"', f'<row r="{rng.choice((1048576, 10**9, -1, 0))}"')
    elif way == 6:
        parts[name] = text.replace("<sheetData>", f"<sheetData>{'<row/>' * 100_000}")
    else:
        parts[name] = change_bytes(rng, text.encode("utf-8", "replace")).decode("utf-8", "replace")


def blow_up(parts: dict[str, str]) -> None:
    """Small in the file, and more than a machine wants to hold once it is unpacked."""
    types = parts["[Content_Types].xml"]
    shared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET}.sharedStrings+xml"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{shared}</Types>")
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 5_000_000}</sst>'


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "surrogatepass"))
    return out.getvalue()
