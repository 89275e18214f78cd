"""A picture is a picture: no scripts, no strangers, no place; and it has words."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pictures import Picture, all_pictures, drawing
from forms.pictures.checking import MOST_BYTES, check_content, check_picture, licence_problem
from forms.pictures.photo import tells_where
from forms.pictures.svg import unsafe_part

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
PNG = b"\x89PNG\r\n\x1a\n"

UNSAFE = {
    "a script": "<script>alert(1)</script>",
    "a page inside": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    "an element of a page": "<img xmlns='http://www.w3.org/1999/xhtml' src='x'/>",
    "a deed": '<path d="M0 0" onload="alert(1)"/>',
    "a picture of a stranger": '<image href="https://example.org/x.png"/>',
    "an older link to a stranger": '<image xlink:href="//example.org/x.png"/>',
    "a picture that is a page": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "a part of another file": '<use href="other.svg#a"/>',
    "a link": '<a href="https://example.org"><path d="M0 0"/></a>',
    "a fill from outside": '<path d="M0 0" fill="url(https://example.org/#a)"/>',
    "a style from outside": '<path d="M0 0" style="fill: URL( \'x.svg#a\')"/>',
    "a hidden word in a style": r'<path d="M0 0" style="fill:\75rl(x)"/>',
    "a style sheet from outside": "<style>@import 'x.css';</style>",
    "a link that changes": '<set attributeName="href" to="javascript:alert(1)"/>',
    "another base": '<g xml:base="https://example.org/"><use href="#a"/></g>',
}
SAFE = {
    "a part of itself": '<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/>',
    "a fill of its own": '<path d="M0 0" fill="url(#a)" style="stroke: url( #b )"/>',
    "a photo inside": '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    "a style of its own": "<style>.a { fill: #fff }</style>",
    "words and notes": "<title>a hall</title><desc>once</desc><!-- from a phone -->",
}


def shown(**changed: object) -> Picture:
    known = {"concept": "hall", "file": "hall.svg", "alts": {"en": "a hall"}, "licence": "CC0 1.0"}
    return Picture(**{**known, "set_id": "oak", **changed})  # type: ignore[arg-type]


def codes(picture: Picture, content: bytes | None = f"{OPEN}</svg>".encode()) -> list[str]:
    return [problem.code for problem in check_picture(picture, content)]


@pytest.mark.parametrize("inside", UNSAFE.values(), ids=UNSAFE)
def test_an_svg_with_more_than_a_picture_is_refused(inside: str) -> None:
    assert unsafe_part(f"{OPEN}{inside}</svg>".encode())


@pytest.mark.parametrize("inside", SAFE.values(), ids=SAFE)
def test_an_svg_that_keeps_to_itself_is_a_picture(inside: str) -> None:
    assert unsafe_part(f'<?xml version="1.0" encoding="UTF-8"?>{OPEN}{inside}</svg>'.encode()) == ""


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{OPEN}&a;</svg>'.encode(),
        f'<?xml-stylesheet href="x.css"?>{OPEN}</svg>'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{OPEN}</svg>'.encode(),
        f"{OPEN}</svg>".encode("utf-16"),
        b"<html/>",
        b"<svg/>",
        b"<svg",
        b"",
    ],
    ids=["entities", "a style sheet", "another encoding", "UTF-16", "a page", "no SVG", "cut", "-"],
)
def test_what_is_no_plain_svg_is_refused(content: bytes) -> None:
    assert unsafe_part(content)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: f"{OPEN}{t}</svg>".encode()))
def test_any_bytes_are_judged_and_nothing_is_raised(content: bytes) -> None:
    assert isinstance(unsafe_part(content), str)
    assert isinstance(tells_where(content), bool)


def test_every_drawing_of_ours_is_only_a_picture() -> None:
    ours = [p for p in all_pictures() if p.set_id == "mysay"]

    assert [problem for p in ours for problem in check_picture(p, drawing(p.file))] == []


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        ("CC BY-NC-SA 4.0", "licence_limits"),
        ("cc-by-nd-4.0", "licence_limits"),
        ("CC BY NonCommercial", "licence_limits"),
        ("Attribution-NoDerivatives", "licence_limits"),
        ("All rights reserved", "licence_unknown"),
        ("", "licence_unknown"),
        ("CC BY-SA 4.0", None),
        ("cc0_1.0", None),
        ("own", None),
    ],
)
def test_a_licence_that_forbids_or_is_unknown_keeps_a_picture_out(
    licence: str, code: str | None
) -> None:
    assert licence_problem(licence) == code


def test_a_whole_picture_has_no_problem() -> None:
    assert codes(shown()) == []


@pytest.mark.parametrize("alts", [{}, {"pl": "sala"}, {"en": " "}])
def test_a_picture_without_words_in_english_is_a_problem(alts: Mapping[str, str]) -> None:
    assert codes(shown(alts=alts)) == ["alt_missing"]


def test_a_picture_that_is_not_there_is_a_problem() -> None:
    assert codes(shown(), None) == ["file_missing"]


def test_a_photo_is_what_its_name_says() -> None:
    assert [p.code for p in check_content("hall.png", PNG)] == []
    assert [p.code for p in check_content("hall.jpg", PNG)] == ["kind"]


def test_a_picture_too_large_to_load_is_a_problem() -> None:
    assert [p.code for p in check_content("hall.png", PNG + bytes(MOST_BYTES))] == ["size"]


def notes(tag: int, order: str = "<") -> bytes:
    """The notes of a photo with one entry."""
    start = {"<": b"II*\x00", ">": b"MM\x00*"}[order]
    return start + struct.pack(f"{order}IHHHII", 8, 1, tag, 4, 1, 26) + bytes(8)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("hall.jpg", b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00"),
        ("hall.png", PNG + b"\x00\x00\x00\x20eXIf"),
        ("hall.webp", b"RIFF\x40\x00\x00\x00WEBPEXIF\x20\x00\x00\x00"),
    ],
)
def test_a_photo_that_says_where_it_was_taken_is_refused(
    name: str, before: bytes, order: str
) -> None:
    place, camera = 0x8825, 0x0110

    assert [p.code for p in check_content(name, before + notes(place, order))] == ["place"]
    assert [p.code for p in check_content(name, before + notes(camera, order))] == []
