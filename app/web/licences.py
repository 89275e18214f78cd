"""What goes into the page, with whose licence: written to licences.txt in the site."""

from __future__ import annotations

import json
from email.parser import HeaderParser
from pathlib import Path

from app.pictures import credits
from app.web.places import CACHE, HERE, NODE_MODULES, SITE

HEAD = """My Say: what this page is made of, and on what terms
=====================================================

Code of My Say: MIT.
Emoji font: OpenMoji, the open-source emoji and icon project, CC BY-SA 4.0.
Fonts: Atkinson Hyperlegible, Braille Institute of America; Noto Sans, Noto Sans Arabic and
Noto Sans Bengali, The Noto Project Authors; SIL Open Font License 1.1.
Flutter client of Flet: Apache-2.0; Flutter: BSD-3-Clause. Pyodide: MPL-2.0. CPython: PSF-2.0.
"""


def write_licences() -> None:
    """List every package of the page and of the PDF maker."""
    lines = [
        HEAD,
        "Pictures:",
        *(f"  {one.title}, by {one.author}: {one.licence}" for one in credits()),
        "",
        "Python packages:",
        *_python("web"),
        *_python("pdf"),
        "",
        "JavaScript packages:",
        *_npm(),
    ]
    (SITE / "licences.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _python(name: str) -> list[str]:
    found = []
    for path in sorted((CACHE / f"packages-{name}").glob("*.dist-info/METADATA")):
        data = HeaderParser().parsestr(path.read_text(encoding="utf-8"))
        licence = data.get("License-Expression") or data.get("License") or _classifier(data)
        found.append(f"  {data['Name']} {data['Version']}: {licence.splitlines()[0][:80]}")
    return found


def _classifier(data: object) -> str:
    every: list[str] = data.get_all("Classifier") or []  # type: ignore[attr-defined]
    named = [line.split("::")[-1].strip() for line in every if line.startswith("License")]
    return ", ".join(named) or "see the package"


def _npm() -> list[str]:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return [f"  {name} {version}: {_licence_of(name)}" for name, version in sorted(wanted.items())]


def _licence_of(name: str) -> str:
    package = json.loads(Path(NODE_MODULES / name / "package.json").read_text(encoding="utf-8"))
    return str(package.get("license", "see the package"))
