"""The picture catalogue: a concept means one picture everywhere, with words for who can not see it.

A picture is one of our own drawings (`symbols/`) or a file of the OpenMoji set, which comes as a
package at build time. A school's own pictures are read by `packs`; they stand in for these in the
app, not here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"
OURS = "mysay"
OPENMOJI = "openmoji"


@dataclass(frozen=True)
class Picture:
    """One picture: the file it is kept in, and what it shows in each language, English always."""

    concept: str
    file: str
    alts: Mapping[str, str] = field(hash=False)
    licence: str
    set_id: str

    @property
    def alt(self) -> str:
        """What it shows, in English."""
        return self.alts[ENGLISH]

    def alt_in(self, language: str) -> str:
        """What it shows in a language (a BCP 47 tag), or in English where nobody wrote it yet."""
        return self.alts.get(language) or self.alts.get(language.partition("-")[0]) or self.alt


@dataclass(frozen=True)
class Credit:
    """Who made something we show, and on what terms."""

    title: str
    author: str
    licence: str
    source: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))


@cache
def _pictures() -> dict[str, Picture]:
    return {concept: _read(concept, entry) for concept, entry in _data()["pictures"].items()}


def _read(concept: str, entry: Mapping[str, str]) -> Picture:
    drawn = "symbol" in entry
    set_id = OURS if drawn else OPENMOJI
    file = entry["symbol"] if drawn else f"{entry['code']}.svg"
    licence = _data()["sets"][set_id]["licence"]
    return Picture(concept, file, {ENGLISH: entry["alt"]}, licence, set_id)


def picture(concept: str) -> Picture:
    """The picture of a concept.

    Raises:
        KeyError: no picture has that meaning.
    """
    return _pictures()[concept]


def all_pictures() -> tuple[Picture, ...]:
    """Every picture, by concept."""
    return tuple(picture for _, picture in sorted(_pictures().items()))


def drawing(file: str) -> bytes:
    """One of our own drawings, as SVG.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    return files(__package__).joinpath("symbols", file).read_bytes()


def credits() -> tuple[Credit, ...]:  # the word people look for
    """Whose pictures these are."""
    return tuple(Credit(**credit) for credit in _data()["sets"].values())
