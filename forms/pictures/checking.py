"""What is wrong with a picture, as values: no file, no words for it, no licence, or more than a
picture in it. The same for ours, for OpenMoji's and for a school's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from forms.pictures import ENGLISH, Picture
from forms.pictures.photo import is_of_its_kind, tells_where
from forms.pictures.svg import unsafe_part

Code = Literal[
    "not_a_pack",
    "field",
    "licence_limits",
    "licence_unknown",
    "file_name",
    "file_missing",
    "hash",
    "kind",
    "size",
    "unsafe",
    "place",
    "alt_missing",
    "no_such_file",
    "two_meanings",
    "passcode",
    "concept_name",
    "two_packs",
]
# A school's own photos and drawings: shown by that school, given to nobody.
OWN = "own"
# Free to share and to change. Others are refused, so that a site can be given away as a whole.
FREE = frozenset(
    (
        *("cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-2.0"),
        *("cc-by-sa-2.5", "cc-by-sa-3.0", "cc-by-sa-4.0", "apache-2.0", "mit", "ofl-1.1"),
        *("ogl-uk-3.0", "public-domain", OWN),
    )
)
LIMITS = re.compile(r"\b(nc|nd|non-?commercial|no-?deriv\w*)\b")
# A drawing is some KB, a photo of a tablet's width some hundred: more is slow on every start.
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class PictureProblem:
    """What is wrong: `about` is the file, meaning or field, `detail` a word from it."""

    code: Code
    about: str
    detail: str = ""


def licence_problem(licence: str) -> Code | None:
    """What keeps pictures of a licence out, None when nothing does."""
    name = re.sub(r"[\s_]+", "-", licence.strip().lower())
    if LIMITS.search(name):
        return "licence_limits"
    return None if name in FREE else "licence_unknown"


def check_picture(picture: Picture, content: bytes | None) -> Iterator[PictureProblem]:
    """Everything that is wrong with one picture.

    Args:
        picture: as the catalogue has it.
        content: its file, None when there is none.
    """
    yield from check_words(picture)
    if code := licence_problem(picture.licence):
        yield PictureProblem(code, picture.concept, picture.licence)
    if content is None:
        yield PictureProblem("file_missing", picture.file)
    else:
        yield from check_content(picture.file, content)


def check_words(picture: Picture) -> Iterator[PictureProblem]:
    """Whether it is said in English what the picture shows, for who can not see it."""
    if not picture.alts.get(ENGLISH, "").strip():
        yield PictureProblem("alt_missing", picture.concept)


def check_content(file: str, content: bytes) -> Iterator[PictureProblem]:
    """Everything that is wrong with what is in a picture's file."""
    if len(content) > MOST_BYTES:
        yield PictureProblem("size", file, f"{len(content) // 1000} KB")
    elif file.endswith(".svg"):
        if part := unsafe_part(content):
            yield PictureProblem("unsafe", file, part)
    elif not is_of_its_kind(file, content):
        yield PictureProblem("kind", file)
    elif tells_where(content):
        yield PictureProblem("place", file)
