"""The vault in the browser's own file system is the vault of every other platform, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.driver import App, Chromium, Seen, closing
from browser.opfs import place_file
from browser.school import PICTURES, School
from playwright.sync_api import Playwright

from sync.vault import ENDING

pytestmark = pytest.mark.browser

VECTOR = Path(__file__).parents[1] / "vectors" / "vault_v1" / "one.vault"


def test_a_vault_made_elsewhere_opens_here_with_its_passcode(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    with closing(Chromium(playwright, tmp_path / "tablet", Seen(school.hub.address))) as tablet:
        page = tablet.start()
        app = App(page)
        name = VECTOR.stem + ENDING
        place_file(page.context, school.hub.address, name, VECTOR.read_bytes())

        app.open(school.hub.address, "Who is here?")
        app.taps_word("A (pupil)")
        app.taps(*reversed(PICTURES))
        app.sees("That did not fit.")
        app.taps(*PICTURES)

        # It opened: only an open vault can tell that it holds no invitation.
        app.sees("This place has lost the name of its school.")
