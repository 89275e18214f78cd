"""The whole journey in one real Chromium: what a pupil says offline reaches the SENCO's pack.

The test fails on any request to another host and on anything the browser complains about.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.driver import App, Chromium, Seen, closing, files_with
from browser.school import PASSPHRASE, School, joins, unlocks
from playwright.sync_api import Playwright
from pypdf import PdfReader

pytestmark = pytest.mark.browser

REVIEW = "This is what you said"

CALLED = "Zanzi the marmalade kid"
WISH = "To fly a kite on Quibbleton beach"


def answers_until_the_wish(app: App) -> None:
    """From the first question to what she is called, and some likes."""
    app.taps("form-about-me")
    app.is_at("This is about you. Start?")
    app.taps("tile-yes", "q-next")
    app.taps("q-next")
    app.sees("No one reads this until it is sent.")
    app.taps("q-next")
    app.is_at("What do we call you?")
    app.types(CALLED)
    app.sees("Saved on this tablet.")
    app.taps("q-next")
    app.is_at("Who is helping you?")
    app.taps("tile-nobody", "q-next")
    app.is_at("How do you tell us things?")
    app.taps("tile-talk", "tile-pictures", "q-next")
    app.is_at("Do you like this?")
    app.taps("place-like")
    app.sees("Swimming?")
    app.page.keyboard.press("3")
    app.sees("Saved on this tablet.")


def answers_the_rest(app: App) -> None:
    """From the sorting mat to the review: a wish in her own words, the rest skipped."""
    asked = "Do you like this?"
    app.is_at(asked)
    app.taps("q-next")
    for _ in range(60):
        asked = app.is_asked_after(asked)
        if asked == REVIEW:
            return
        if asked == "What do you wish for?":
            app.types(WISH)
            app.sees("Saved on this tablet.")
            app.taps("q-next")
        else:
            app.taps("q-skip")
    pytest.fail("the form never came to its end")


def test_what_a_pupil_says_offline_reaches_the_pack_word_for_word(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    seen = Seen(school.hub.address)
    with closing(Chromium(playwright, tmp_path / "tablet", seen)) as tablet:
        page = tablet.start()
        app = App(page)
        joins(app, school.pupil_link)
        app.is_kept_for_offline()
        assert "join" not in page.url, "the invitation still stands in the address"

        page.context.set_offline(True)
        school.hub.stop()
        page.reload()
        unlocks(app, school.pupil_link)
        answers_until_the_wish(app)
        tablet.kill()

        page = tablet.start(offline=True)
        app = App(page)
        unlocks(app, school.pupil_link)
        app.sees("Started. All your answers are saved.")
        app.taps("form-about-me")
        answers_the_rest(app)
        for words in (CALLED, WISH, "Football: Like", "Swimming: Don't like"):
            app.sees(words)
        app.taps("review-send")
        app.sees("Saved on this tablet. Waiting to send.")

        school.hub.start()
        page.context.set_offline(False)
        app.sees("Oak Lane has received it.")
        tablet.close()

    for folder in (tmp_path / "tablet", school.folder):
        for words in (CALLED, WISH, "marmalade", "Quibbleton"):
            assert files_with(folder, words) == []

    with closing(Chromium(playwright, tmp_path / "laptop", seen)) as laptop:
        page = laptop.start(size=(1366, 768))
        pack = takes_the_pack(App(page), school.desk_link, tmp_path)
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(pack).pages).split())
    assert CALLED in text
    assert WISH in text
    for folder in (tmp_path / "laptop", school.folder):
        assert files_with(folder, "marmalade") == []
    assert seen.strangers == []
    assert seen.complaints == []


def takes_the_pack(app: App, link: str, folder: Path) -> Path:
    """Open the desk, bring in, accept, download."""
    app.open(link, "Oak Lane: the desk")
    app.types(PASSPHRASE)
    app.taps("pass-go")
    app.sees("1 new.")
    app.taps_word("Open Amina")
    app.taps_word("Read and decide")
    app.sees(CALLED)
    app.taps("accept-all")
    app.sees("All decided.")
    app.taps("desk-back")
    with app.page.expect_download() as download:
        app.taps("desk-pack")
    target = folder / "pack.pdf"
    download.value.save_as(target)
    return target
