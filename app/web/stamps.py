"""Remembers what a build step was last made from, so that unchanged steps are not made again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from app.web.places import CACHE


def digest(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files."""
    total = sha256()
    for path in sorted(paths):
        total.update(path.name.encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_fresh(step: str, inputs: Iterable[Path]) -> bool:
    """Whether the step was last made from exactly these files."""
    kept = CACHE / f"{step}.stamp"
    return kept.is_file() and kept.read_text() == digest(inputs)


def stamp(step: str, inputs: Iterable[Path]) -> None:
    """Remember that the step is made from these files."""
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / f"{step}.stamp").write_text(digest(inputs))
