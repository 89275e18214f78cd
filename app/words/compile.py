"""Compile every wording catalogue: `python -m app.words.compile`.

Each `.po` under app/ and forms/ becomes a `.mo` beside it, which Python's gettext reads at run
time. Only what is older than its source is made again. It does not check wording: the tests do."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "forms")


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile what changed and return how many catalogues that was."""
    sources = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.po"))]
    return sum(compile_catalogue(path) for path in sources)


def compile_catalogue(source: Path) -> bool:
    """Compile one catalogue and say whether it had to be.

    Raises:
        babel.messages.pofile.PoFileError: the catalogue is malformed.
    """
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    with source.open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    partial = target.with_suffix(".mo.part")
    with partial.open("wb") as out:
        write_mo(out, catalogue)
    partial.replace(target)
    return True


if __name__ == "__main__":
    made = compile_catalogues()
    sys.stdout.write(f"wording catalogues compiled: {made}\n")
