"""A form on paper as PDF, by Typst: an Easy Read booklet in large print, for a pencil.

What it asks is `forms.exchange.paper`; this adds the sentences around it, the pictures, the fonts
and the code on every page. The file is tagged for screen readers (PDF/UA-1). It holds no answers.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno

from app.export.booklet_words import BookletWords
from app.export.pdf import ASSETS, HERE
from app.export.pictures import Pictures
from forms.exchange.paper import Booklet, Item, Mark

if TYPE_CHECKING:
    from typst import Fonts

DRAWN = ("body.svg", "rings.svg")
# What is on paper is read without glasses: 16 points at least, except for what staff key in.
PRINT_POINTS, LARGE_POINTS = 18, 24
# Longer words than this do not fit beside their picture in half a line.
LONG_WORD = 34
LONG_WORD_LARGE = 22
# Rows of a mat on a page, its question with them.
ROWS, ROWS_LARGE = 15, 9
# First strong isolate and its end: the direction of a piece is that of its own letters.
APART, TOGETHER = "\u2068", "\u2069"
NOT_SENTENCES = frozenset(("lang", "region", "file", "layout", "key", "label", "page", "name"))
# In this order, as far as they are there; the last is Typst's own.
FONTS = (
    "Atkinson Hyperlegible",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Noto Sans Bengali",
    "OpenMoji",
    "Libertinus Serif",
)


@dataclass(frozen=True)
class Printed:
    """A booklet as a file.

    Attributes:
        pdf: the file.
        pages: how many pages it has.
        warnings: what the printer was not sure of; a test holds it to none.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()


def print_booklet(
    booklet: Booklet, names: Mapping[str, str], *, is_large: bool = False, assets: Path = ASSETS
) -> Printed:
    """Print a booklet.

    Args:
        booklet: what to print.
        names: who it is handed to and who it is about (senco, school, pupil).
        is_large: 24 points instead of 18.
        assets: a folder with `fonts` and `pictures`; what is missing there is left out.
    """
    import typst

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for file in ("booklet.typ", *DRAWN):
            shutil.copyfile(HERE / file, place / file)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=_font_paths(assets))
        data = _Data(booklet, names, Pictures(place, assets / "pictures"), is_large).all()
        data["fonts"] = _there(fonts)
        _write(place / "booklet.json", data)
        _write(place / "codes.json", [])
        compiler = typst.Compiler(
            input=str(place / "booklet.typ"), root=str(place), font_paths=fonts
        )
        # How many pages there are is known only when all is set; the codes change no line of it.
        pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
        _write(place / "codes.json", [_code(booklet, page) for page in range(1, pages + 1)])
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
    return Printed(_one(pdf), pages, tuple(warning.message for warning in warnings))


def _isolated(data: Any, name: str = "") -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Every sentence set apart, so that one in English keeps its full stop at its own end."""
    if isinstance(data, dict):
        return {key: _isolated(value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_isolated(value, name) for value in data]
    if isinstance(data, str) and data and name not in NOT_SENTENCES:
        return f"{APART}{data}{TOGETHER}"
    return data


def _one(file: bytes | list[bytes] | None) -> bytes:
    """The file: a PDF is always one."""
    assert isinstance(file, bytes)
    return file


def _font_paths(assets: Path) -> list[str]:
    return [str(fonts)] if (fonts := assets / "fonts").is_dir() else []


def _there(fonts: Fonts) -> list[str]:
    """The families that can be had, in our order: naming another one would be a warning."""
    known = {font.family for font in fonts.fonts()}
    return [family for family in FONTS if family in known]


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _code(booklet: Booklet, page: int) -> dict[str, str]:
    text = str(replace(booklet.code, page=page))
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=2, xmldecl=False, omitsize=True)
    return {"text": text, "svg": out.getvalue().decode()}


class _Data:
    """A booklet as the template reads it."""

    def __init__(
        self, booklet: Booklet, names: Mapping[str, str], pictures: Pictures, is_large: bool
    ) -> None:
        self._booklet = booklet
        self._pictures = pictures
        self._is_large = is_large
        self._words = BookletWords(booklet, names)

    def all(self) -> dict[str, Any]:
        """Everything but the fonts."""
        booklet, say = self._booklet, self._words.say
        data = {
            "size": LARGE_POINTS if self._is_large else PRINT_POINTS,
            "rows": ROWS_LARGE if self._is_large else ROWS,
            "long_word": LONG_WORD_LARGE if self._is_large else LONG_WORD,
            **self._words.language(),
            "name": booklet.title,
            "title": booklet.title,
            "intro": booklet.intro,
            "fields": [self._with_picture(*field) for field in self._words.fields()],
            "how_title": say("booklet.how"),
            "how": [self._with_picture(*way, key="") for way in self._words.ways()],
            "notes": [self._note(*note) for note in self._words.notes()],
            "end_title": say("booklet.end"),
            "end": [self._note(*note) for note in self._words.last_notes()],
            "credits": self._words.credits(),
            "footer": self._words.limits(),
            "page": say("booklet.page", page="{page}", pages="{pages}"),
            "others": [self._with_picture(*other) for other in self._words.others()],
            "stop_lead": say("booklet.stop"),
            "when": say("booklet.when"),
            "what": say("booklet.what"),
            "date": [say(f"booklet.{part}") for part in ("day", "month", "year")],
            "rings": say("booklet.rings.alt"),
            "body": say("booklet.body.alt"),
            "stops": [
                {"title": stop.title, "items": [self._item(item) for item in stop.items]}
                for stop in booklet.stops
            ],
        }
        # Last: only now is it known which sentences there are.
        data["notices"] = self._words.notices()
        return _isolated(data) if data["rtl"] else data

    def _item(self, item: Item) -> dict[str, Any]:
        words = self._words
        return {
            "label": item.label,
            "layout": item.layout,
            "text": item.text,
            "hint": item.hint,
            "picture": self._picture(item.picture),
            "ask": words.ask(item),
            "corner": words.corner(item),
            "round": words.round(item),
            "is_blank": not item.about,
            "only_if_lead": words.lead(item.condition),
            "only_if": words.condition(item.condition, item.round),
            "ends": words.condition(item.ends),
            "marks": [self._mark(mark) for mark in item.marks],
            "places": [self._mark(self._words.named(place)) for place in item.places],
            "own_rows": item.own_rows,
            "lines": item.lines,
        }

    def _mark(self, mark: Mark) -> dict[str, Any]:
        return self._with_picture(mark.picture, mark.word, key=mark.key, opens=mark.opens_words)

    def _note(self, picture: str, text: str, strong: bool = False) -> dict[str, Any]:
        return {"picture": self._picture(picture), "text": text, "strong": strong}

    def _with_picture(
        self, picture: str, word: str, key: str = "", opens: bool = False
    ) -> dict[str, Any]:
        return {"key": key, "word": word, "picture": self._picture(picture), "opens": opens}

    def _picture(self, concept: str) -> dict[str, str] | None:
        return self._pictures.copy(concept, self._booklet.code.language)
