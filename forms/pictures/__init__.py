"""The picture catalogue: a concept means one picture everywhere, with words for who can not see it.

The catalogue names files of the OpenMoji set; the files themselves come as a package at build time.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Picture:
    """One picture: `file` is its name in the set, `alt` what it shows, in English."""

    concept: str
    file: str
    alt: str


@dataclass(frozen=True)
class Credit:
    """Who made something we show, and on what terms."""

    title: str
    author: str
    licence: str
    source: str


@cache
def _catalogue() -> tuple[dict[str, Picture], tuple[Credit, ...]]:
    data = tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))
    pictures = {
        concept: Picture(concept, f"{entry['code']}.svg", entry["alt"])
        for concept, entry in data["pictures"].items()
    }
    return pictures, tuple(Credit(**credit) for credit in data["credits"])


def picture(concept: str) -> Picture:
    """The picture of a concept.

    Raises:
        KeyError: no picture has that meaning.
    """
    return _catalogue()[0][concept]


def all_pictures() -> tuple[Picture, ...]:
    """Every picture, by concept."""
    return tuple(picture for _, picture in sorted(_catalogue()[0].items()))


def credits() -> tuple[Credit, ...]:  # the word people look for
    """Whose pictures these are."""
    return _catalogue()[1]
