"""A school's picture packs, as folders: found, read, and every fault of them said in a sentence.

What a pack is and what is wrong with one is in `forms.pictures.packs`; this reads the files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.pictures import Packs
from app.web.places import ASSETS
from app.words import say
from forms.pictures.checking import PictureProblem
from forms.pictures.packs import PACK_FILE, Pack, check_pack, read_pack
from sync.errors import MySayError

VARIABLE = "MYSAY_PACKS"


class PicturesRefused(MySayError):  # noqa: N818 - it says what happened
    """A picture that may not or can not be shown. `problems` says each, a line each."""

    code = "pictures_refused"


@dataclass(frozen=True)
class FoundPack:
    """A pack that is whole: what it says, and its files by the names they have in the site."""

    pack: Pack
    contents: dict[str, bytes]


def pack_folders() -> list[Path]:
    """The folders of packs: MYSAY_PACKS is one pack or a folder of packs; else `app/assets/packs`.

    Raises:
        PicturesRefused: MYSAY_PACKS is set and no pack is there.
    """
    named = os.environ.get(VARIABLE, "")
    place = Path(named) if named else ASSETS / "packs"
    found = [place] if (place / PACK_FILE).is_file() else sorted(_packs_in(place))
    if named and not found:
        raise PicturesRefused(problems=say("cli.pictures.none", folder=place))
    return found


def _packs_in(place: Path) -> Iterable[Path]:
    return (path.parent for path in place.glob(f"*/{PACK_FILE}"))


def read_folder(folder: Path) -> tuple[FoundPack | None, tuple[PictureProblem, ...]]:
    """Read one pack.

    Returns:
        The pack, or None with everything that is wrong with it.

    Raises:
        OSError: a file can not be read.
    """
    pack, problems = read_pack((folder / PACK_FILE).read_bytes())
    if pack is None:
        return None, problems
    contents = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.name in pack.files and path.is_file()
    }
    if problems := check_pack(pack, contents):
        return None, problems
    return FoundPack(pack, {pack.shown_as(name): contents[name] for name in pack.files}), ()


def read_packs(folders: Iterable[Path]) -> list[FoundPack]:
    """Read packs that are shown together.

    Raises:
        PicturesRefused: something is wrong with one, or two stand in for the same picture.
        OSError: a file can not be read.
    """
    found: list[FoundPack] = []
    faults: list[str] = []
    for folder in folders:
        one, problems = read_folder(folder)
        faults += [f"{folder}: {sentence(problem)}" for problem in problems]
        if one is not None:
            faults += [f"{folder}: {sentence(problem)}" for problem in _shared(one, found)]
            found.append(one)
    if faults:
        raise PicturesRefused(problems="\n".join(faults))
    return found


def _shared(one: FoundPack, others: Iterable[FoundPack]) -> Iterable[PictureProblem]:
    for other in others:
        for concept in sorted(set(one.pack.concepts) & set(other.pack.concepts)):
            yield PictureProblem("two_packs", concept, other.pack.title)


def joined(found: Iterable[FoundPack]) -> Packs:
    """What the app has to know of its packs."""
    packs = [one.pack for one in found]
    pictures = {picture.concept: picture for pack in packs for picture in pack.pictures()}
    return Packs(pictures, tuple(pack.credit() for pack in packs))


def renew_hashes(folder: Path) -> None:
    """Write the hash of every file that the pack's meanings name into its `pack.json`.

    Raises:
        OSError: a file can not be read or written.
        PicturesRefused: `pack.json` is no JSON object with meanings.
    """
    place = folder / PACK_FILE
    try:
        data = json.loads(place.read_bytes())
        names = sorted(set(data["concepts"].values()))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        problem = sentence(PictureProblem("not_a_pack", PACK_FILE))
        raise PicturesRefused(problems=f"{folder}: {problem}") from error
    there = [name for name in names if (folder / name).is_file()]
    data["files"] = {name: sha256((folder / name).read_bytes()).hexdigest() for name in there}
    text = json.dumps(data, ensure_ascii=False, indent=2)
    place.write_text(f"{text}\n", encoding="utf-8")


def sentence(problem: PictureProblem) -> str:
    """What is wrong and what to do."""
    return say(f"cli.pictures.problem.{problem.code}", about=problem.about, detail=problem.detail)
