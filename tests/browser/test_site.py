"""The site asks nobody but its own hub, whatever is typed, and one visit is enough for offline."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.driver import SITE, App, Chromium, Seen, closing
from browser.school import School, joins, unlocks
from playwright.sync_api import Playwright

pytestmark = pytest.mark.browser

# Letters that the app's own font does not have: a stock client would fetch fonts from a stranger.
MANY_SCRIPTS = "🦊🏳️‍🌈 أحب 我喜欢 গান ਗੀਤ ї ў 𝄞"


def test_whatever_is_typed_no_stranger_is_asked_and_nothing_is_complained_about(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    seen = Seen(school.hub.address)
    with closing(Chromium(playwright, tmp_path / "tablet", seen)) as tablet:
        page = tablet.start()
        app = App(page)
        joins(app, school.pupil_link)
        app.taps("form-about-me")
        app.taps("tile-yes", "q-next", "q-next", "q-next")
        app.is_at("What do we call you?")
        app.page.get_by_role("textbox").first.click()
        app.page.keyboard.insert_text(MANY_SCRIPTS)
        app.sees("Saved on this tablet.")
        app.has_typed(MANY_SCRIPTS)

        app.is_kept_for_offline()
        page.context.set_offline(True)
        school.hub.stop()
        page.reload()
        unlocks(app, school.pupil_link)
        app.taps("form-about-me")
        app.is_at("What do we call you?")
        app.has_typed(MANY_SCRIPTS)

    assert seen.strangers == []
    assert seen.complaints == []


def test_a_picture_that_cannot_be_had_offline_does_not_exist(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    """Every file of the site is in the cache after one visit, the PDF maker apart."""
    seen = Seen(school.hub.address)
    with closing(Chromium(playwright, tmp_path / "tablet", seen)) as tablet:
        page = tablet.start()
        app = App(page)
        app.open(school.hub.address, "Welcome to My Say")
        app.is_kept_for_offline()

        kept = page.evaluate(
            """async () => {
              const found = [];
              for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys())
                  found.push(new URL(request.url).pathname);
              return found;
            }"""
        )

    pictures = {f"/pictures/{path.name}" for path in (SITE / "pictures").glob("*.svg")}
    assert len(pictures) > 100
    assert pictures <= set(kept)
