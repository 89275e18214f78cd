"""Wording catalogues: well formed, no empty sentence, each key in one domain, none missing or
unused.

A key counts as used when it stands as a whole string in our code, or when an f-string's fixed start
names its family (say(f"error.{code}") uses every "error." key). A fixed key given to `say` that is
in no catalogue is an error."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]


def words_of_the_app() -> dict[str, list[str]]:
    """Key -> the catalogues it stands in."""
    where: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "app" / "words").glob("*.en.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, abort_invalid=True):
                if message.id:
                    where[str(message.id)].append(path.name if message.string else "(empty)")
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
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant):
            return {str(first.value)}
    return set()


def problems() -> list[str]:
    """What is wrong with the catalogues, a line each."""
    words = words_of_the_app()
    literals, starts, said = strings_in_the_code()
    found = [
        f"in two catalogues: {key} {places}" for key, places in words.items() if len(places) > 1
    ]
    found += [f"no sentence: {key}" for key, places in words.items() if "(empty)" in places]
    found += [f"missing: {key}" for key in sorted(said - set(words))]
    for key in sorted(words):
        if key not in literals and not any(key.startswith(start) for start in starts):
            found.append(f"unused: {key}")
    return found


def main() -> int:
    found = problems()
    for problem in found:
        print(f"words: {problem}")
    print(f"words: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
