"""A form that changed: what was begun in one version is finished and shown in that version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# A form was begun in version 2; then the app was renewed, and version 3 no longer asks for a wish.
BEGUN_IN_TWO_FINISHED_AFTER_THREE = """
import asyncio, sys
from pathlib import Path
from journey import make_journey
from forms.library import load_form, load_form_version

async def main():
    story = await make_journey(Path(sys.argv[1]))
    pupil, senco = story.pupil, story.senco
    await pupil.opens_the_invitation()
    first = load_form_version("about-me", 2)
    pupil.place.drafts.start(first.ref, "symbol", "en", story.clock())
    pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "A boat"})
    await pupil.finishes("about-me")
    await senco.unlocks_the_desk()
    await senco.brings_in()
    (said,) = senco.contributions("about-me")
    lines = senco.place.proposals(said.id)
    print(load_form("about-me").version, said.form == first.ref, senco.place.not_opened)
    print([(line.question, line.text) for line in lines])

asyncio.run(main())
"""


def test_a_contribution_is_shown_with_the_version_of_the_form_it_answered(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    renewed = tmp_path / "renewed"
    shutil.copytree(root / "forms", renewed / "forms")
    folder = renewed / "forms" / "library" / "about_me"
    first = (folder / "form.toml").read_text(encoding="utf-8")
    (folder / "form.v2.toml").write_text(first, encoding="utf-8")
    head, *questions = first.replace("\nversion = 2", "\nversion = 3").split("[[questions]]")
    asked = [one for one in questions if '"fut.wish"' not in one]
    assert len(asked) == len(questions) - 1
    (folder / "form.toml").write_text("[[questions]]".join([head, *asked]), encoding="utf-8")

    told = subprocess.run(
        [sys.executable, "-c", BEGUN_IN_TWO_FINISHED_AFTER_THREE, str(tmp_path)],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (renewed, root, root / "tests"))),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.stderr == ""
    assert told.stdout.splitlines() == ["3 True []", "[('What do you wish for?', 'A boat')]"]
