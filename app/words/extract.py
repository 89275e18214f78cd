"""Give translators their files: `python -m app.words.extract --language pl`.

For every English catalogue it writes or renews the same one in another language: each key with its
English sentence as a comment above it, in English order. What is translated already stays; what
English has dropped is kept at the end of the file as obsolete. It translates nothing.

Sentences of the command line and of the desk are English only and are left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.words.checking import extent, read
from app.words.compile import ROOT, sources

ENGLISH = "en.po"
# What only staff read.
STAFF_ONLY = ("cli", "desk", "document", "pictures")


def to_translate(root: Path = ROOT) -> list[Path]:
    """The English catalogues whose sentences pupils and families read."""
    return [
        path
        for path in sources(root)
        if path.name.endswith(ENGLISH) and path.name.partition(".")[0] not in STAFF_ONLY
    ]


def target_of(english: Path, language: str) -> Path:
    """Where the translation of an English catalogue stands."""
    return english.with_name(english.name.removesuffix(ENGLISH) + f"{language}.po")


def renew(english: Path, language: str) -> Path:
    """Write or renew one translation and return where it is.

    Raises:
        babel.core.UnknownLocaleError: Babel knows no such language, so no plural rule for it.
        babel.messages.pofile.PoFileError: one of the two is malformed.
    """
    target = target_of(english, language)
    source = read(english)
    translation = read(target) if target.exists() else _new(language)
    translation.update(_template(source), no_fuzzy_matching=True, update_creation_date=False)
    with target.open("wb") as out:
        write_po(out, translation, width=0, sort_output=False, omit_header=False)
    return target


def _new(language: str) -> Catalog:
    made = Catalog(locale=language.replace("-", "_"), project="My Say", fuzzy=False)
    made.header_comment = f"# My Say in {made.locale.english_name}."
    return made


def _template(english: Catalog) -> Catalog:
    """The keys without sentences; the English ones above them as comments."""
    template = Catalog()
    for message in english:
        if not message.id:
            continue
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        empty = ("",) * 2 if message.pluralizable else ""
        template.add(
            message.id,
            empty,
            context=message.context,
            auto_comments=[*said, *message.user_comments],
        )
    return template


def main(arguments: list[str] | None = None) -> int:
    """Renew every file of one language and say how far each is."""
    parser = argparse.ArgumentParser(prog="python -m app.words.extract", description=__doc__)
    parser.add_argument("--language", required=True, help="a language tag, as pl or pt-BR")
    language = parser.parse_args(arguments).language
    for english in to_translate():
        target = renew(english, language)
        far = extent(read(english), read(target))
        sys.stdout.write(
            f"{target.relative_to(ROOT)}: {far.translated} of {far.all} translated, "
            f"{far.checked} checked by a person\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
