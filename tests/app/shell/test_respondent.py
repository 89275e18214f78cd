"""The pupil's and the parent's way: refused, interrupted, reading the credits; nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from journey import PASSCODE, Journey, make_journey
from pages import close_page, open_page, part, tap, texts, walk

import app.shell.shell
from app.shell.respondent import Respondent
from app.shell.shell import Shell
from app.space import unlock, vault_name
from app.words import say
from sync.keys import to_text

REFUSED = say("error.refused")


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """A school with a pupil and her parent invited."""
    journey = await make_journey(tmp_path)
    yield journey
    close_page()
    journey.school.close()


def opened(journey: Journey) -> tuple[ft.Page, Respondent]:
    """The parent's unlocked place on a page."""
    page, place = open_page(), journey.parent.place
    respondent = Respondent(Shell(page, place.surroundings), place)
    respondent.begin()
    return page, respondent


def types(page: ft.Page, text: str) -> None:
    """Type into the field on the screen, as the browser tells it after each letter."""
    every = (one for screen in page.controls for one in walk(screen))
    typed: Any = next(one for one in every if isinstance(one, ft.TextField))
    typed.value = text
    typed.on_change(ft.Event(name="change", control=typed, data=text))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


async def refuses_the_parent(journey: Journey) -> None:
    """The parent has sent something with an invitation that the hub does not know."""
    parent = journey.parent
    parent.invitation = parent.invitation.model_copy(update={"secret": to_text(bytes(32))})
    await parent.opens_the_invitation()
    parent.fills("parent-view", {"p.best": "Her laugh"})
    await parent.place.open("parent-view").finish()


async def test_a_refusal_is_told_at_home(journey: Journey) -> None:
    await refuses_the_parent(journey)

    page, _ = opened(journey)

    await until(lambda: REFUSED in texts(page))
    tap(page, "problem-go-on")
    assert say("home.parent.hello", pupil="Amina") in texts(page)


async def test_nobody_is_interrupted_in_a_question_because_the_school_refuses(
    journey: Journey,
) -> None:
    await refuses_the_parent(journey)

    page, respondent = opened(journey)
    respondent.open_form("parent-view")
    respondent.show_question("p.best")
    await until(lambda: not respondent.sending.is_running)
    assert REFUSED not in texts(page)

    respondent.show_home()
    assert REFUSED in texts(page)


async def test_what_is_typed_after_a_refusal_is_saved_in_a_pause_all_the_same(
    journey: Journey,
) -> None:
    await refuses_the_parent(journey)
    page, respondent = opened(journey)
    await until(lambda: REFUSED in texts(page))

    respondent.open_form("parent-view")
    respondent.show_question("p.best")
    types(page, "Joy")

    await until(lambda: journey.parent.said("parent-view").get("p.best") == "Joy")


async def test_the_credits_lead_back_home_without_locking_the_place(journey: Journey) -> None:
    await journey.parent.opens_the_invitation()
    page, _ = opened(journey)

    tap(page, "open-credits")
    assert say("credits.title") in texts(page)
    tap(page, "credits-back")

    assert say("home.parent.hello", pupil="Amina") in texts(page)


def opened_by_the_pupil(journey: Journey) -> tuple[ft.Page, Respondent]:
    page, place = open_page(), journey.pupil.place
    respondent = Respondent(Shell(page, place.surroundings), place)
    respondent.begin()
    return page, respondent


async def test_help_is_one_tap_away_and_leaves_no_trace_unless_something_is_to_be_sent(
    journey: Journey,
) -> None:
    await journey.pupil.opens_the_invitation()
    page, respondent = opened_by_the_pupil(journey)

    tap(page, "home-help")
    assert any("999" in text for text in texts(page))
    tap(page, "q-next")
    respondent.show_home()
    assert journey.pupil.place.drafts.load("help-now") is None

    respondent.open_form("help-now")
    respondent.show_question("help.send")
    tap(page, "tile-yes")
    respondent.show_home()
    kept = journey.pupil.place.drafts.load("help-now")
    assert kept is not None
    assert kept.answers["help.send"].value == "yes"
    assert [card.form_id for card in journey.pupil.place.forms()] == ["about-me"]


async def test_a_parent_is_told_whom_to_ring_and_has_no_form_for_it(journey: Journey) -> None:
    await journey.parent.opens_the_invitation()
    page, _ = opened(journey)

    assert part(page, "home-help") is None


async def test_a_page_that_was_closed_leaves_no_place_open(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Natively, the next page could not open the place before."""
    monkeypatch.setattr(app.shell.shell, "AWAY_S", 0.05)
    await journey.parent.opens_the_invitation()
    page, respondent = opened(journey)

    await respondent.shell.gone()

    assert not respondent.is_here
    again = await unlock(journey.parent.device, vault_name(journey.parent.invitation.id), PASSCODE)
    again.lock()
    respondent.shell.back()
    await until(lambda: say("people.title") in texts(page))


async def test_a_page_that_is_loaded_anew_goes_on_where_it_was(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.shell.shell, "AWAY_S", 0.05)
    await journey.parent.opens_the_invitation()
    page, respondent = opened(journey)

    going = asyncio.ensure_future(respondent.shell.gone())
    await asyncio.sleep(0)
    respondent.shell.back()
    await going

    assert respondent.is_here
    assert say("home.parent.hello", pupil="Amina") in texts(page)
