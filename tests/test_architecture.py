"""The design's rules that no import contract can say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "forms", "sync")
SECRET_MODULES = ("sync.seal", "sync.keys", "sync.vault", "sync._hazmat", "forms", "cryptography")
MOST_LINES = 400
# Where a package could be said to come from: a host, or an option of pip, uv or npm.
REGISTRY = re.compile(
    r"registry\.[a-z]|pypi\.org|pythonhosted|npmjs|artifactory|jfrog|(?<!emit-)index-url|--registry"
)
IMPORT_THE_WHOLE_HUB = """
import importlib, pkgutil, sys
import sync.hub
for found in pkgutil.walk_packages(sync.hub.__path__, "sync.hub."):
    importlib.import_module(found.name)
print("\\n".join(sys.modules))
"""
IMPORT_ALL_A_DEVICE_ASKS_WITH = """
import importlib, pkgutil, sys
import app.controls, app.screens, app.shell.respondent, app.sitting, app.space
for package in (app.controls, app.screens):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
print("\\n".join(sys.modules))
"""


def sources() -> list[Path]:
    """Every Python file of ours that is shipped."""
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts
    ]


def tracked() -> list[Path]:
    """Every file of the repository."""
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in names.splitlines() if (ROOT / name).is_file()]


def loaded_by(program: str) -> list[str]:
    """The modules that a program of its own names after its imports."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_hub_that_runs_has_loaded_nothing_that_could_open_an_envelope() -> None:
    loaded = loaded_by(IMPORT_THE_WHOLE_HUB)

    assert {"sync.hub.app", "sync.hub.server", "sync.hub.store"} <= set(loaded)
    guilty = [
        name
        for name in loaded
        if any(name == secret or name.startswith(f"{secret}.") for secret in SECRET_MODULES)
    ]
    assert guilty == []


def test_a_device_has_loaded_nothing_that_looks_for_what_to_read_first() -> None:
    """A flag on a phone could be seen by the person who does harm."""
    loaded = loaded_by(IMPORT_ALL_A_DEVICE_ASKS_WITH)

    assert {"app.screens.question", "app.shell.respondent", "forms.engine"} <= set(loaded)
    assert "forms.triggers" not in loaded


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in sources()}), ids=lambda path: str(path.name)
)
def test_every_folder_is_explained_in_a_readme(folder: Path) -> None:
    """In its own, or by name in that of the folder it is in."""
    if (folder / "README.md").is_file():
        return
    above = (folder.parent / "README.md").read_text(encoding="utf-8")
    assert f"{folder.name}/" in above


def test_every_file_of_a_folder_stands_in_its_readme() -> None:
    """A newcomer finds the place for a change in a minute."""
    missing = [
        f"{readme.relative_to(ROOT)}: {path.name}"
        for package in PACKAGES
        for readme in (ROOT / package).rglob("README.md")
        if "node_modules" not in readme.parts
        for path in readme.parent.glob("*.py")
        if path.name != "__init__.py"
        and not re.search(rf"\b{re.escape(path.stem)}\b", readme.read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_no_lock_and_no_source_names_a_package_registry() -> None:
    """Where packages come from is for each machine to say."""
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path != Path(__file__) and REGISTRY.search(path.read_bytes().decode("utf-8", "ignore"))
    ]
    assert guilty == []


@pytest.mark.parametrize(
    "path",
    [path for path in tracked() if path.suffix == ".lock" or path.name == "package-lock.json"],
    ids=lambda path: path.name,
)
def test_a_lock_names_every_package_by_its_hash_and_none_by_an_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "sha256:" in text or '"integrity": "sha512-' in text
    assert '"resolved"' not in text
    assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz)| @ https?:|git\+", text)


@pytest.mark.parametrize("folder", ["controls", "screens"])
def test_what_pupils_and_families_see_speaks_the_language_of_its_page(folder: str) -> None:
    """`say` of `app.words` is English; only the desk may use it."""
    english = re.compile(r"^from app\.words import .*\bsay\b", re.MULTILINE)

    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "app" / folder).glob("*.py"))
        if english.search(path.read_text("utf-8"))
    ]

    assert guilty == []
