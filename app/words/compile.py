"""Compile every wording catalogue: `python -m app.words.compile`.

Each `.po` under app/ and forms/ becomes a `.mo` beside it, which Python's gettext reads at run
time. A sentence that is marked `fuzzy` is a draft: it is compiled like any other, and the
catalogue says so (see `forms.catalogues`). Only what is older than its source is made again. It
does not check wording: the tests do."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from forms.catalogues import ALL, BETWEEN, DRAFTS, NOTES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "forms")


def sources(root: Path = ROOT) -> list[Path]:
    """Every catalogue of the project."""
    return [
        path
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.po"))
        if "node_modules" not in path.parts
    ]


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile what changed and return how many catalogues that was."""
    return sum(compile_catalogue(path) for path in sources(root))


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
    if drafts := _drafts(catalogue):
        catalogue.add(DRAFTS, drafts, context=NOTES)
    partial = target.with_suffix(".mo.part")
    with partial.open("wb") as out:
        write_mo(out, _translated(catalogue), use_fuzzy=True)
    partial.replace(target)
    return True


def is_translated(message: Message) -> bool:
    """Whether a message has its sentence, in every plural form."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(message.id) and all(forms)


def key_of(message: Message) -> str:
    """The key of a message, without its context."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _drafts(catalogue: Catalog) -> str:
    """The names of the drafts, one a line; "all" when nothing else is there."""
    said = [message for message in catalogue if is_translated(message)]
    drafts = [message for message in said if message.fuzzy]
    if drafts and len(drafts) == len(said):
        return ALL
    return "\n".join(_name(message) for message in drafts)


def _name(message: Message) -> str:
    key = key_of(message)
    return f"{message.context}{BETWEEN}{key}" if message.context else key


def _translated(catalogue: Catalog) -> Catalog:
    """The same without what is not translated yet: it is said in English instead."""
    for message in list(catalogue):
        if message.id and not is_translated(message):
            catalogue.delete(message.id, message.context)
    return catalogue


if __name__ == "__main__":
    made = compile_catalogues()
    sys.stdout.write(f"wording catalogues compiled: {made}\n")
