"""Wording catalogues: well formed, no empty sentence, each key once and in one domain, none missing
or unused; every translation says what English says, with the same placeholders.

A translation may be incomplete, unless it stands in COMPLETE; how far each language is, is printed.
A key counts as used when it stands as a whole string in our code, or when an f-string's fixed start
names its family (say(f"error.{code}") uses every "error." key). A fixed key given to `say` that is
in no catalogue is an error."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the catalogues and their reader from the same place

from app.words.checking import Extent, extent, read  # noqa: E402
from app.words.checking import problems as faults  # noqa: E402
from app.words.compile import is_translated, key_of, sources  # noqa: E402
from app.words.extract import target_of, to_translate  # noqa: E402

SAYING = ("say", "say_count")
# Translations in which nothing may be missing, as paths from the root: "app/words/boot.pl.po".
COMPLETE: frozenset[str] = frozenset()


def catalogues() -> list[Path]:
    """The English catalogues of the app."""
    return sorted((ROOT / "app" / "words").glob("*.en.po"))


def said_twice() -> list[str]:
    """Keys that stand twice in one catalogue: reading it, the later sentence wins silently."""
    found = []
    for path in catalogues():
        keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        found += [f"twice in {path.name}: {key}" for key, n in Counter(keys).items() if n > 1]
    return found


def words_of_the_app() -> dict[str, list[str]]:
    """Key -> the catalogues it stands in."""
    where: dict[str, list[str]] = defaultdict(list)
    for path in catalogues():
        with path.open("rb") as stream:
            for message in read_po(stream, abort_invalid=True):
                if message.id:
                    there = path.name if is_translated(message) else "(empty)"
                    where[key_of(message)].append(there)
    return dict(where)


def strings_in_the_code() -> tuple[set[str], set[str], set[str]]:
    """(every literal string, the fixed starts of f-strings, the fixed keys given to say)."""
    literals, starts, said = set(), set(), set()
    for path in [
        *ROOT.glob("app/**/*.py"),
        *ROOT.glob("sync/**/*.py"),
        *ROOT.glob("forms/**/*.py"),
    ]:
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value))
            said |= _key_said(node)
    for path in [*ROOT.glob("app/web/src/*.js"), ROOT / "app/web/index.html"]:
        literals |= set(re.findall(r'["{](boot\.[a-z_.]+)["}]', path.read_text(encoding="utf-8")))
    return literals, {start for start in starts if "." in start}, said


def _key_said(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant):
            return {str(first.value)}
    return set()


def problems() -> list[str]:
    """What is wrong with the catalogues, a line each."""
    words = words_of_the_app()
    literals, starts, said = strings_in_the_code()
    found = said_twice()
    found += [
        f"in two catalogues: {key} {places}" for key, places in words.items() if len(places) > 1
    ]
    found += [f"no sentence: {key}" for key, places in words.items() if "(empty)" in places]
    found += [f"missing: {key}" for key in sorted(said - set(words))]
    for key in sorted(words):
        if key not in literals and not any(key.startswith(start) for start in starts):
            found.append(f"unused: {key}")
    return found


def translations(root: Path = ROOT) -> dict[Path, str]:
    """Every catalogue that is not English, and its language."""
    languages = {path: path.name.removesuffix(".po").rpartition(".")[2] for path in sources(root)}
    return {path: language for path, language in languages.items() if language != "en"}


def problems_of_translations(root: Path = ROOT, complete: frozenset[str] = COMPLETE) -> list[str]:
    """What is wrong with the translations, a line each."""
    found = []
    for path, language in translations(root).items():
        name = path.relative_to(root).as_posix()
        english = english_of(path, language)
        if not english.is_file():
            found.append(f"{name}: there is no {english.name} to translate")
            continue
        found += [f"{name}: {why}" for why in faults(read(english), read(path), language)]
        far = extent(read(english), read(path))
        if name in complete and far.translated < far.all:
            found.append(f"{name}: {far.all - far.translated} sentences are missing")
    return found


def english_of(path: Path, language: str) -> Path:
    """The catalogue that a translation translates."""
    return path.with_name(path.name.removesuffix(f"{language}.po") + "en.po")


def extents(root: Path = ROOT) -> dict[str, Extent]:
    """How far each language is, in everything that is there to be translated."""
    english = to_translate(root)
    return {
        language: _together(
            extent(read(path), read(target)) if target.is_file() else extent(read(path), Catalog())
            for path in english
            for target in (target_of(path, language),)
        )
        for language in sorted(set(translations(root).values()))
    }


def _together(every: Iterable[Extent]) -> Extent:
    return Extent(*(sum(numbers) for numbers in zip(*map(astuple, every), strict=True)))


def main() -> int:
    found = problems() + problems_of_translations()
    for problem in found:
        print(f"words: {problem}")
    for language, far in extents().items():
        print(f"words: {language}: {far.translated} of {far.all} translated, {far.checked} checked")
    print(f"words: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
