"""The meeting pack as PDF, by Typst: on the command line and in the browser the same.

What people said is handed to the template as data, never as markup: nothing a person types can
change the page. Typst is imported only here and only when a pack is made, because the browser has
to fetch it."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from app.export.pictures import Pictures
from app.export.wording import helped, mark, mark_key, not_answered, shown
from app.words import say, say_count
from app.words.direction import is_text_rtl
from forms.catalogues import DEFAULT_LANGUAGE
from forms.ehc.document import HEADINGS, Beside, Document, Section
from forms.ehc.proposing import Part, Proposal

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parent / "assets"
# What Typst takes for a language; anything else would end the whole pack.
CODE = re.compile(r"[a-z]{2,3}")
MARKS = ("said", "wrote", "signed", "chose", "drew", "shown", "represented")


def to_pdf(document: Document, assets: Path = ASSETS) -> bytes:
    """Print a pack.

    Args:
        document: what to print.
        assets: a folder with `fonts` and `pictures`; a picture or font that is missing is left out.

    Returns:
        A tagged PDF whose words can be searched and read aloud.
    """
    import typst

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copyfile(HERE / "pack.typ", place / "pack.typ")
        data = _data(document, place, assets / "pictures")
        (place / "pack.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        printed = typst.compile(
            str(place / "pack.typ"),
            root=str(place),
            # A folder that is not there would end the whole page inside a browser.
            font_paths=[str(fonts)] if (fonts := assets / "fonts").is_dir() else [],
            ignore_system_fonts=True,
            format="pdf",
        )
    return bytes(printed)


def _data(document: Document, place: Path, pictures: Path) -> dict[str, Any]:
    copier = Pictures(place, pictures)
    return {
        "title": say("document.title", pupil=document.pupil),
        "subtitle": say(
            "document.subtitle",
            school=document.school,
            date=f"{document.made_at.day} {document.made_at:%B %Y}",
        ),
        "intro": say("document.intro", pupil=document.pupil),
        "sections": _sections(document.own_words, copier),
        "no_words": say("document.no_words", pupil=document.pupil),
        "others_title": say("document.others"),
        "others_intro": say("document.others.intro", pupil=document.pupil),
        "others": _sections(document.seen_by_others, copier),
        "beside_title": say("document.beside"),
        "beside_intro": say("document.beside.intro"),
        "beside_pupil": document.pupil,
        "beside_others": say("document.beside.others"),
        "beside": [_beside(row, copier) for row in document.beside],
        "nothing_said": say("document.nothing_said"),
        "missing_title": say("document.not_answered"),
        "missing": [
            {"question": line.question, "state": not_answered(line)}
            for line in document.not_answered
        ],
        "undecided": say_count("document.undecided", document.undecided)
        if document.undecided
        else "",
        "legend_title": say("document.legend"),
        "legend": [
            {
                "key": key,
                "mark": say(f"document.mark.{key}"),
                "words": say(f"document.legend.{key}"),
            }
            for key in MARKS
        ],
        "credits": say("document.credits"),
        "footer": say("document.footer", pupil=document.pupil),
    }


def _sections(sections: tuple[Section, ...], copier: Pictures) -> list[dict[str, Any]]:
    return [
        {
            "code": section.heading,
            "heading": say(f"document.heading.{section.heading}"),
            "lines": [_line(line, copier) for line in section.lines],
        }
        for section in sections
        if section.heading in HEADINGS
    ]


def _beside(row: Beside, copier: Pictures) -> dict[str, Any]:
    return {
        "pupil": [_line(line, copier) for line in row.pupil],
        "others": [_line(line, copier) for line in row.others],
    }


def _line(line: Proposal, copier: Pictures) -> dict[str, Any]:
    return {
        "question": line.question,
        "picture": copier.copy(line.picture),
        "parts": [_part(line, part, copier) for part in line.parts],
        "mark_key": mark_key(line),
        "mark": mark(line),
        "helped": helped(line),
    }


def _part(line: Proposal, part: Part, copier: Pictures) -> dict[str, Any]:
    # Typst prints a tab as nothing, which would join the words on both sides.
    text = shown(line, part).replace("\t", "    ")
    code = line.language.partition("-")[0]
    return {
        "text": text,
        "own": part.own_words,
        "picture": copier.copy(part.picture),
        "lang": code if CODE.fullmatch(code) else DEFAULT_LANGUAGE,
        "rtl": is_text_rtl(part.text) is True,
    }
