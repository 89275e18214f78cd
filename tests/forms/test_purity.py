"""The forms are pure: nothing in this folder reads a clock, makes an id, or reaches outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "forms"
SOURCES = sorted(FOLDER.rglob("*.py"))
# Modules that could do it, and the calls of harmless modules that do.
OUTSIDE = {
    *("asyncio", "http", "io", "os", "pathlib", "random", "secrets", "shutil", "socket"),
    *("sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid"),
}
CALLS = {"now", "today", "utcnow", "open", "eval", "exec", "__import__", "input", "print"}


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def called(tree: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_imports_nothing_that_reaches_outside(source: Path) -> None:
    allowed = {"pydantic", "forms"} | (set(sys.stdlib_module_names) - OUTSIDE)

    assert imported(ast.parse(source.read_text("utf-8"))) <= allowed


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_reads_no_clock_and_only_packaged_data(source: Path) -> None:
    reads_packaged_data = (
        source.parent.name in ("library", "pictures") or source.stem == "catalogues"
    )

    assert called(ast.parse(source.read_text("utf-8"))) & CALLS <= (
        {"open"} if reads_packaged_data else set()
    )


def test_opening_a_form_loads_nothing_heavy() -> None:
    program = (
        "import sys; from forms.engine import OpenForm;"
        "from forms.library import load_form; from forms.wording import wording;"
        "OpenForm(load_form('about-me')); wording('about-me').title();"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    heavy = {"babel", "cryptography", "flet", "httpx", "sqlalchemy", "starlette", "tinydb", "ssl"}
    assert not heavy & set(done.stdout.split())
