"""Setting up shows how far it is, and what pip said when it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.web.install import bar, count_packages

ROOT = Path(__file__).resolve().parents[3]
LOCK = """
anyio==4.1 \\
    --hash=sha256:00
uvicorn[standard]==0.54 ; sys_platform != 'ios' \\
    --hash=sha256:11
    # via flet
"""


def test_the_packages_of_a_lock_are_counted() -> None:
    assert count_packages(LOCK) == 2
    assert count_packages((ROOT / "requirements.lock").read_text(encoding="utf-8")) > 50


def test_the_bar_grows_with_each_package_and_says_when_they_are_unpacked() -> None:
    lines = ["Collecting anyio==4.1", "  Downloading anyio", "Collecting uvicorn==0.54"]

    first, second, last = bar([*lines, "Installing collected packages: anyio, uvicorn"], 2)

    assert first.endswith("1 of 2")
    assert second.endswith("2 of 2")
    assert first.count("━") < second.count("━") == last.count("━")
    assert last.endswith("unpacking")


def test_when_pip_fails_its_own_words_are_shown_and_so_does_this(tmp_path: Path) -> None:
    run = installing("no-hash-here==1\n", tmp_path)

    assert run.returncode != 0
    assert "hash" in run.stderr


def test_what_is_there_already_is_enough(tmp_path: Path) -> None:
    run = installing("", tmp_path)

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("0 of 0\n")


def installing(lock: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Install what a lock names, as the Makefile does."""
    path = folder / "requirements.lock"
    path.write_text(lock, encoding="utf-8")
    command = [sys.executable, "-m", "app.web.install", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
