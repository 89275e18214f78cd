"""`mysay form preview`: the form in a real browser, again after a save, mistakes in their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.driver import App, Chromium, Seen, closing, mysay_serving
from playwright.sync_api import Playwright

from app.form_new import write_new

pytestmark = pytest.mark.browser


def test_a_save_is_seen_and_a_mistake_stands_on_the_page_until_it_is_mended(
    playwright: Playwright, tmp_path: Path
) -> None:
    folder = tmp_path / "form"
    write_new(folder, "moving-on")
    words, form = folder / "words" / "en.po", folder / "form.toml"
    # The browser that the command opens is not the test's.
    with mysay_serving("form", "preview", str(folder), BROWSER="true") as address:
        seen = Seen(address)
        with closing(Chromium(playwright, tmp_path / "profile", seen)) as laptop:
            app = App(laptop.start())
            app.page.goto(address)
            app.page.locator("flt-semantics-placeholder").dispatch_event("click")
            app.sees("What do you like?")

            words.write_text(words.read_text("utf-8").replace("like?", "love?"), encoding="utf-8")
            app.sees("What do you love?")

            whole = form.read_text("utf-8")
            form.write_text(whole.replace("pick_many", "pick_mony"), encoding="utf-8")
            app.sees("like: kind:")

            form.write_text(whole, encoding="utf-8")
            app.sees("What do you love?")

    assert seen.strangers == []
