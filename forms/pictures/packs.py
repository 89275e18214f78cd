"""A school's own pictures: a folder with `pack.json` that stands in for built-in pictures, or adds.

Reads what it is given and says all that is wrong with it. It opens no file and writes none: the
build and `mysay pictures check` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from forms.pictures import Credit, Picture
from forms.pictures.checking import PictureProblem, check_content, check_words, licence_problem

PACK_FILE = "pack.json"
# The pictures of a passcode stay as they are, or nobody would find their own four again.
PASSCODE = "pass."
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_. -]{0,80}\.(svg|png|jpg|jpeg|webp)")
CONCEPT = re.compile(r"[a-z][a-z0-9_.-]{0,60}")

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Pack(BaseModel):
    """What `pack.json` says."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
    title: Words
    licence: Words
    attribution: Words
    # file name -> SHA-256 of its bytes, in hexadecimal
    files: dict[str, Hash]
    # meaning -> file name
    concepts: dict[str, str]
    # language -> meaning -> what the picture shows; English for every meaning
    alt: dict[str, dict[str, str]]

    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures; each file is named by what is in it, so that a new photo is a new name."""
        return tuple(
            Picture(concept, self.shown_as(file), self._alts(concept), self.licence, self.id)
            for concept, file in sorted(self.concepts.items())
            if file in self.files
        )

    def shown_as(self, file: str) -> str:
        """The name of a file in the site."""
        return f"pack.{self.id}.{self.files[file][:16]}.{file.rpartition('.')[2]}"

    def credit(self) -> Credit:
        """Whose pictures these are."""
        return Credit(self.title, self.attribution, self.licence, "")

    def _alts(self, concept: str) -> dict[str, str]:
        return {
            language: words[concept]
            for language, words in sorted(self.alt.items())
            if words.get(concept, "").strip()
        }


def read_pack(data: bytes) -> tuple[Pack | None, tuple[PictureProblem, ...]]:
    """Read `pack.json`.

    Returns:
        The pack, or None with every field that is wrong.
    """
    try:
        return Pack.model_validate_json(data), ()
    except ValidationError as errors:
        return None, tuple(
            PictureProblem("field", ".".join(map(str, error["loc"])), error["msg"])
            if error["loc"]
            else PictureProblem("not_a_pack", PACK_FILE)
            for error in errors.errors()
        )


def check_pack(pack: Pack, contents: Mapping[str, bytes]) -> tuple[PictureProblem, ...]:
    """Everything that is wrong with a pack.

    Args:
        pack: what `pack.json` says.
        contents: the files beside it, by name.
    """
    found: list[PictureProblem] = []
    if code := licence_problem(pack.licence):
        found.append(PictureProblem(code, pack.title, pack.licence))
    for name in pack.files:
        found += _about_file(pack, name, contents.get(name))
    found += _about_meanings(pack)
    for picture in pack.pictures():
        found += check_words(picture)
    return tuple(found)


def _about_file(pack: Pack, name: str, content: bytes | None) -> Iterator[PictureProblem]:
    if not FILE_NAME.fullmatch(name):
        yield PictureProblem("file_name", name)
    elif content is None:
        yield PictureProblem("file_missing", name)
    elif sha256(content).hexdigest() != pack.files[name]:
        yield PictureProblem("hash", name)
    else:
        yield from check_content(name, content)


def _about_meanings(pack: Pack) -> Iterator[PictureProblem]:
    shown: dict[str, str] = {}
    for concept, file in pack.concepts.items():
        if not CONCEPT.fullmatch(concept):
            yield PictureProblem("concept_name", concept)
        if concept.startswith(PASSCODE):
            yield PictureProblem("passcode", concept)
        if file not in pack.files:
            yield PictureProblem("no_such_file", concept, file)
        if shown.setdefault(file, concept) != concept:
            yield PictureProblem("two_meanings", file, f"{shown[file]}, {concept}")
