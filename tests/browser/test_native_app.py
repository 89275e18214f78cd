"""`mysay app --web`: the same app with Python on the machine, and no stranger asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.driver import App, Chromium, Seen, closing, files_with, mysay_serving
from browser.school import PICTURES, School
from playwright.sync_api import Playwright

pytestmark = pytest.mark.browser

CALLED = "Zanzi the marmalade kid"


def test_the_same_app_runs_with_python_on_the_machine(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with mysay_serving(
        "app", "--web", MYSAY_HOME=str(home), MYSAY_HUB=school.hub.address
    ) as address:
        seen = Seen(address)
        with closing(Chromium(playwright, tmp_path / "profile", seen)) as laptop:
            app = App(laptop.start())
            app.page.goto(school.pupil_link.replace(school.hub.address, address))
            # Flet's own page offers its accessibility behind a button; ours presses it by itself.
            app.page.locator("flt-semantics-placeholder").dispatch_event("click")
            app.sees("Hello Amina")
            app.taps("language", "language-ur", "language", "language-en")
            app.taps(*PICTURES)
            app.sees("Tap the same 4 pictures again.")
            app.taps(*PICTURES)
            app.taps("form-about-me", "tile-yes", "q-next", "q-next", "q-next")
            app.is_at("What do we call you?")
            app.types(CALLED)
            app.sees("Saved on this tablet.")

    assert seen.strangers == []
    assert seen.complaints == []
    assert len(list(home.glob("*.vault"))) == 1
    assert files_with(home, "marmalade") == []
