"""The pictures of this app: the built-in ones, and a school's own where the build was given them.

The build has checked every pack and left a list of what stands in for what (`app.web.art`); this
reads that list once. It reads no pack itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms import pictures as built_in
from forms.pictures import Credit, Picture

INDEX = Path(__file__).resolve().parent / "assets" / "pictures" / "packs.json"


@dataclass(frozen=True)
class Packs:
    """What a school's packs put in the place of built-in pictures, or beside them."""

    pictures: dict[str, Picture]
    credits: tuple[Credit, ...]


def write_index(packs: Packs) -> str:
    """The packs as text; equal packs give equal text."""
    listed = {
        concept: {"file": p.file, "alts": dict(p.alts), "licence": p.licence, "set_id": p.set_id}
        for concept, p in packs.pictures.items()
    }
    credits = [vars(credit) for credit in packs.credits]
    return json.dumps({"credits": credits, "pictures": listed}, sort_keys=True, ensure_ascii=False)


def read_index(text: str) -> Packs:
    """What `write_index` wrote."""
    data = json.loads(text)
    pictures = {concept: Picture(concept, **entry) for concept, entry in data["pictures"].items()}
    return Packs(pictures, tuple(Credit(**credit) for credit in data["credits"]))


@cache
def packs() -> Packs:
    """The packs that this app was built with."""
    if not INDEX.is_file():
        return Packs({}, ())
    return read_index(INDEX.read_text(encoding="utf-8"))


def picture(concept: str) -> Picture:
    """The picture of a concept: the school's own before the built-in one.

    Raises:
        KeyError: no picture has that meaning.
    """
    return packs().pictures.get(concept) or built_in.picture(concept)


def credits() -> tuple[Credit, ...]:  # the word people look for
    """Whose pictures these are: the school's, ours, OpenMoji's."""
    return (*packs().credits, *built_in.credits())
