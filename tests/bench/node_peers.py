"""The form engines of others, in Node: installed by their lock, and given the bench forms to fill.

They are here to be measured beside ours; nothing of them is part of the app.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from bench.bench_forms import as_surveyjs, as_xlsform
from pyxform.xls2xform import convert

from app.web.npm import install_packages, node

FOLDER = Path(__file__).parent / "peers"
PATIENCE_S = 900


def for_peers(kind: str, form: dict[str, Any]) -> dict[str, Any]:
    """A bench form in the peers' own formats; ODK's is made by ODK's own converter."""
    return {
        "kind": kind,
        "ids": [question["id"] for question in form["questions"]],
        "surveyjs": as_surveyjs(form),
        "xform": convert(as_xlsform(form), form_name="bench").xform,
    }


def ms_an_answer(peer: str, forms: dict[str, dict[str, Any]], folder: Path) -> dict[str, float]:
    """Milliseconds an answer of each form in one peer ("surveyjs", "odk"), in a Node of its own."""
    install_packages(FOLDER, step="npm-bench")
    given = folder / "forms.json"
    given.write_text(json.dumps(forms))
    program = [str(node()), str(FOLDER / f"{peer}.mjs"), str(given)]
    said = subprocess.run(
        program, cwd=FOLDER, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert said.returncode == 0, said.stderr[-2000:]
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found
