"""A form in every script the app speaks: painted with letters of our own site, mirrored where it is
written from the right, and no stranger asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.driver import PHOTOGRAPHS, SITE, App, Chromium, Seen, closing
from browser.school import PICTURES, School, joins, running_school
from playwright.sync_api import Page, Playwright
from translated import translate_site

pytestmark = pytest.mark.browser

# Language -> (the question as the fixture asks it, the font with its letters; "" for the body's).
ASKED = {
    "pl": ("To jest o Tobie. Zaczynamy?", ""),
    "ro": ("Este despre tine. Începem?", ""),
    "uk": ("Це про тебе і про твої ідеї. Почнемо?", "NotoSans-Regular.woff2"),
    "bn": ("এটা তোমার কথা। শুরু করব?", "NotoSansBengali-Regular.woff2"),
    "ar": ("هذا عنك. هل نبدأ؟", "NotoSansArabic-Regular.woff2"),
    "ur": ("یہ آپ کے بارے میں ہے۔ شروع کریں؟", "NotoSansArabic-Regular.woff2"),
}
MIRRORED = {"ar", "ur"}
PHONE, TABLET = (390, 844), (820, 1180)
# Answers for a letter that no font of ours has.
BOXES = "any.ttf"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A school whose site speaks seven languages."""
    with running_school(tmp_path / "school", translate_site(SITE, tmp_path / "site")) as running:
        yield running


def is_left_of(app: App, one: str, other: str) -> bool:
    """Whether a control stands to the left of another."""
    first, second = app.part(one).bounding_box(), app.part(other).bounding_box()
    assert first is not None
    assert second is not None
    return first["x"] < second["x"]


def fonts_painted_with(page: Page) -> set[str]:
    """The fonts that the page itself has fetched, not those that are only kept for offline."""
    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    files = {str(name).rpartition("/")[2] for name in names}
    return {name for name in files if name.endswith((".ttf", ".otf", ".woff2"))}


def photograph(page: Page, name: str) -> None:
    """Keep what is painted, to be looked at."""
    folder = PHOTOGRAPHS / "languages"
    folder.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(1000)  # a fallback font is painted a moment after it has come
    page.screenshot(path=folder / f"{name}.png")


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_every_language_is_painted_with_letters_of_our_own_and_in_its_direction(
    playwright: Playwright, school: School, tmp_path: Path, size: tuple[int, int]
) -> None:
    seen = Seen(school.hub.address)
    with closing(Chromium(playwright, tmp_path / "device", seen)) as device:
        app = App(device.start(size=size))
        app.page.add_init_script("performance.setResourceTimingBufferSize(10000)")
        joins(app, school.pupil_link)
        app.taps("form-about-me")
        app.is_at("This is about you. Start?")
        for language, (question, font) in ASKED.items():
            app.taps("language", f"language-{language}")
            app.is_at(question)

            page = app.page
            is_mirrored = language in MIRRORED
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.dir") == ("ltr", "rtl")[is_mirrored]
            assert is_left_of(app, "q-stop", "q-back") is is_mirrored
            assert is_left_of(app, "tile-not_today", "tile-yes") is is_mirrored
            photograph(page, f"{language}-{size[0]}")
            painted = fonts_painted_with(page)
            assert not font or font in painted
            assert BOXES not in painted, f"{language}: some letter is painted as a box"

    assert seen.strangers == []
    assert seen.complaints == []


def test_what_is_tapped_is_what_is_painted_where_the_page_is_mirrored(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    """The layer for assistive tools lies on the picture of the page, also where it scrolls."""
    seen = Seen(school.hub.address)
    with closing(Chromium(playwright, tmp_path / "phone", seen)) as phone:
        app = App(phone.start(size=PHONE))
        app.open(school.pupil_link, "Hello Amina")
        app.taps("language", "language-ur")
        app.taps(*PICTURES)
        app.sees("Tap the same 4 pictures again.")
        app.taps(*PICTURES)
        app.sees("سلام Amina")

        app.page.reload()
        app.sees("Who is here?")
        assert app.page.evaluate("document.documentElement.dir") == "ltr"
        app.taps_word("A (pupil)")
        app.taps(*PICTURES)
        app.sees("سلام Amina")
        assert app.page.evaluate("document.documentElement.dir") == "rtl"

    assert seen.complaints == []
