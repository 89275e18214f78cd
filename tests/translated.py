"""My Say with a few words in six languages: the catalogues of tests/translations over our own.

The real translations are put aside, so that these tests say the same whatever translators do.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import app.words
import forms.library
import forms.wording
from app.words.compile import compile_catalogue, compile_catalogues

TRANSLATIONS = Path(__file__).parent / "translations"
APP_WORDS = Path(app.words.__file__).parent
LIBRARY = Path(forms.library.__file__).parent


def place_of(source: Path) -> Path:
    """Where a catalogue of tests/translations belongs, from the root of the project."""
    name, _, language = source.stem.partition(".")
    if (LIBRARY / name).is_dir():
        return Path("forms", "library", name, "words", f"{language}.mo")
    return Path("app", "words", f"{source.stem}.mo")


def _sources() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*.po"))


def _compiled(source: Path) -> bytes:
    """A catalogue as gettext reads it."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copy(source, name))
        compile_catalogue(copy)
        return copy.with_suffix(".mo").read_bytes()


def _lay_over(root: Path) -> None:
    """Put the compiled catalogues into a copy of the project's words."""
    for source in _sources():
        (root / place_of(source)).write_bytes(_compiled(source))


def _forget() -> None:
    for known in (app.words.words_of, app.words.languages, app.words.keys):
        known.cache_clear()
    for kept in (forms.wording.wording, forms.wording._catalogue):
        kept.cache_clear()


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """English and six languages, read from a folder, until the end of the block."""
    compile_catalogues()
    for source in (APP_WORDS, LIBRARY):
        target = folder / source.relative_to(APP_WORDS.parents[1])
        shutil.copytree(source, target, ignore=_other_languages)
    _lay_over(folder)
    library = folder / "forms" / "library"
    with (
        patch.object(app.words, "_folder", lambda: folder / "app" / "words"),
        patch.object(forms.wording, "form_folder", lambda one: library / one.replace("-", "_")),
    ):
        _forget()
        try:
            yield
        finally:
            _forget()


def _other_languages(_: str, names: list[str]) -> list[str]:
    ours = ("en.po", "en.mo", ".toml")
    return [name for name in names if "." in name and not name.endswith(ours)]


def translate_site(site: Path, target: Path) -> Path:
    """A copy of the built site that speaks these languages, and no other but English."""
    shutil.copytree(site, target)
    for packed in target.glob("app.zip*"):
        packed.unlink()
    ours = {place_of(source).as_posix(): _compiled(source) for source in _sources()}
    with (
        zipfile.ZipFile(site / "app.zip") as before,
        zipfile.ZipFile(target / "app.zip", "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            if not entry.filename.endswith(".mo") or entry.filename.endswith("en.mo"):
                after.writestr(entry, before.read(entry))
        for name, content in ours.items():
            after.writestr(name, content)
    return target
