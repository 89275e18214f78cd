"""When something is wrong, in a real Chromium: each time a sentence says what happened, what is
safe and what to do; and nothing that was saved is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.driver import App, Chromium, Seen, closing, wait_for
from browser.opfs import cut_every_file, flip_a_bit
from browser.school import PASSPHRASE, PICTURES, School, joins, unlocks
from playwright.sync_api import Page, Playwright

pytestmark = pytest.mark.browser

CALLED = "Zanzi"
BETWEEN = (
    "Who is helping you?",
    "How do you tell us things?",
    "Do you like this?",
    "I am good at ...",
)
NEXT_TEXT = "What did you do well?"


@pytest.fixture
def tablet(playwright: Playwright, school: School, tmp_path: Path) -> Iterator[Chromium]:
    """A tablet with an empty profile."""
    with closing(Chromium(playwright, tmp_path / "tablet", Seen(school.hub.address))) as chromium:
        yield chromium


def is_called(app: App, name: str) -> None:
    """Begin the form and say what she is called."""
    app.taps("form-about-me")
    app.taps("tile-yes", "q-next", "q-next", "q-next")
    app.is_at("What do we call you?")
    app.types(name)
    app.sees("Saved on this tablet.")


def still_is_called(app: App, name: str) -> None:
    """Go on with the form: what she is called is there."""
    app.taps("form-about-me")
    app.is_at("What do we call you?")
    app.has_typed(name)


def test_a_link_that_was_cut_short_says_so_and_the_whole_link_still_works(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start())

    app.open(school.pupil_link[:-30], "This link is not whole.")
    app.sees("Nothing is lost.")

    joins(app, school.pupil_link)


def test_wrong_pictures_lose_nothing_and_the_right_ones_still_open(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start())
    joins(app, school.pupil_link)
    is_called(app, CALLED)

    app.page.reload()
    app.sees("Who is here?")
    app.taps_word("A (pupil)")
    app.taps(*reversed(PICTURES))
    app.sees("That did not fit. Everything is still safe.")

    app.taps(*PICTURES)
    app.sees("Started. All your answers are saved.")
    still_is_called(app, CALLED)


def test_a_second_tab_is_told_so_and_can_take_over_when_the_first_is_closed(
    tablet: Chromium, school: School
) -> None:
    first = App(tablet.start())
    joins(first, school.pupil_link)
    is_called(first, CALLED)

    second = App(first.page.context.new_page())
    second.open(school.hub.address, "My Say is open in another tab")
    second.sees("Everything is safe there.")
    second.page.goto(school.pupil_link)
    second.part("problem-go-on").wait_for(state="attached")
    first.page.close()
    second.taps("problem-go-on")
    looks_again_until_it_is_free(second)
    second.taps_word("A (pupil)")
    second.taps(*PICTURES)

    still_is_called(second, CALLED)


def test_a_browser_that_keeps_nothing_says_so_before_anything_is_typed(
    tablet: Chromium, school: School
) -> None:
    blocks_storage(tablet.profile)
    app = App(tablet.start())

    app.open(school.pupil_link, "This browser does not let My Say keep anything")
    app.sees("Open the link in a normal window, or ask the school for the paper form.")


def test_on_a_full_device_the_last_answer_is_not_called_saved_and_those_before_are_safe(
    tablet: Chromium, school: School
) -> None:
    page = tablet.start()
    app = App(page)
    joins(app, school.pupil_link)
    is_called(app, CALLED)

    with full_device(page, school.hub.address):
        goes_to_the_next_text(app)
        types_until_it_is_full(app)
        app.sees("Everything before it is safe.")
    page.reload()

    unlocks(app, school.pupil_link)
    app.taps("form-about-me")
    for question in reversed((*BETWEEN, NEXT_TEXT)):
        app.is_at(question)
        app.taps("q-back")
    app.is_at("What do we call you?")
    app.has_typed(CALLED)


def test_a_vault_whose_end_was_torn_off_opens_with_every_earlier_answer(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start())
    joins(app, school.pupil_link)
    is_called(app, CALLED)
    app.taps("q-next")
    app.is_at("Who is helping you?")

    app = App(cuts_the_vault(tablet, school, keep=-5))
    app.page.goto(school.hub.address)
    unlocks(app, school.pupil_link)

    still_is_called(app, CALLED)


def test_damage_in_the_middle_is_said_and_everything_else_is_there(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start())
    joins(app, school.pupil_link)
    is_called(app, CALLED)
    tablet.close()

    app = App(tablet.start())
    flip_a_bit(app.page.context, school.hub.address, from_the_end=1200)
    app.page.goto(school.hub.address)
    app.sees("Who is here?")
    app.taps_word("A (pupil)")
    app.taps(*PICTURES)

    app.sees("can not be read any more. Everything else is safe.")
    app.taps("problem-go-on")
    still_is_called(app, CALLED)


def test_a_vault_cut_down_to_its_front_says_what_to_do_and_is_left_as_it_is(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start())
    joins(app, school.pupil_link)
    is_called(app, CALLED)

    app = App(cuts_the_vault(tablet, school, keep=5000))
    app.page.goto(school.hub.address)
    app.sees("Who is here?")
    app.taps_word("A (pupil)")
    app.taps(*PICTURES)

    app.sees("can not be read any more")
    app.sees("Please tell the school")


def test_the_desk_says_when_the_passphrase_or_its_link_is_wrong(
    tablet: Chromium, school: School
) -> None:
    app = App(tablet.start(size=(1366, 768)))

    app.open(school.desk_link[:-30], "This link is not whole.")
    app.open(school.desk_link, "Oak Lane: the desk")
    app.types("not the passphrase")
    app.taps("pass-go")
    app.sees("That did not fit. Everything is still safe.")

    app.types(PASSPHRASE)
    app.taps("pass-go")
    app.sees("Amina")


def looks_again_until_it_is_free(app: App) -> None:
    """A browser takes a moment to let go of what a closed tab held: look again, as it says."""
    place = app.page.get_by_role("button", name="A (pupil)")
    again = app.page.get_by_role("button", name="Look again")

    def is_free() -> bool:
        place.or_(again).first.wait_for(state="attached")
        if place.count() == 0:
            again.click()
        return place.count() > 0

    wait_for(is_free, "the place to be free")


def blocks_storage(profile: Path) -> None:
    """Set the browser as some schools do: no site may keep anything."""
    folder = profile / "Default"
    folder.mkdir(parents=True)
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (folder / "Preferences").write_text(json.dumps(settings), encoding="utf-8")


@contextmanager
def full_device(page: Page, origin: str) -> Iterator[None]:
    """No room for this site beyond what it uses now."""
    session = page.context.new_cdp_session(page)
    set_quota: Callable[[dict[str, object]], object] = lambda more: session.send(  # noqa: E731
        "Storage.overrideQuotaForOrigin", {"origin": origin, **more}
    )
    used = session.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
    set_quota({"quotaSize": used})
    yield
    set_quota({})


def goes_to_the_next_text(app: App) -> None:
    """On to the next question that takes words."""
    app.taps("q-next")
    for question in BETWEEN:
        app.is_at(question)
        app.taps("q-skip")
    app.is_at(NEXT_TEXT)


def types_until_it_is_full(app: App) -> None:
    """Write at length, as a scribe would paste, until the device has no room for it."""
    app.page.get_by_role("textbox").first.click()
    for _ in range(12):
        app.page.keyboard.insert_text("and then we went on " * 5000)
        app.page.wait_for_timeout(300)
        if app.page.get_by_text("Everything before it is safe.").count():
            return


def cuts_the_vault(tablet: Chromium, school: School, *, keep: int) -> Page:
    """Open the browser anew and cut every vault to `keep` bytes (below 0: off its end)."""
    tablet.close()
    page = tablet.start()
    cut_every_file(page.context, school.hub.address, keep)
    return page
