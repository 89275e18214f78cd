"""A person changes the language whenever they like: the page, the form and the draft follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import flet as ft
import pytest
from journey import PASSCODE, Journey, make_journey
from pages import close_page, open_page, part, tap, texts
from translated import translated

from app.shell.respondent import Respondent
from app.shell.shell import Shell
from app.space import Space, unlock, vault_name
from sync.invitation import encode_invitation

ASKED_IN_URDU = "یہ آپ کے بارے میں ہے۔ شروع کریں؟"
ASKED_IN_ENGLISH = "This is about you. Start?"


@dataclass
class Tablet:
    """A page with a pupil's unlocked place on it."""

    journey: Journey
    page: ft.Page
    shell: Shell
    space: Space

    def shows(self, words: str) -> bool:
        return words in texts(self.page)

    def speaks(self, language: str) -> None:
        """Choose a language on the screen that is shown."""
        tap(self.page, "language")
        tap(self.page, f"language-{language}")


@pytest.fixture
async def tablet(tmp_path: Path) -> AsyncIterator[Tablet]:
    with translated(tmp_path / "words"):
        journey = await make_journey(tmp_path)
        await journey.pupil.opens_the_invitation()
        page = open_page()
        shell = Shell(page, journey.pupil.device)
        space = journey.pupil.place
        Respondent(shell, space).begin()
        yield Tablet(journey, page, shell, space)
        shell.leaving(None)
        close_page()
        journey.school.close()


async def test_every_language_is_offered_by_its_own_name(tablet: Tablet) -> None:
    tap(tablet.page, "language")

    names = [one for one in texts(tablet.page) if one in ("English", "Polski", "اردو", "বাংলা")]
    assert names == ["English", "বাংলা", "Polski", "اردو"]


async def test_the_home_screen_goes_on_in_the_language_that_was_chosen(tablet: Tablet) -> None:
    tablet.speaks("ur")

    assert tablet.shows("سلام Amina")
    assert tablet.shows("میرے بارے میں")
    assert tablet.page.rtl


async def test_back_to_english_is_back_from_left_to_right(tablet: Tablet) -> None:
    tablet.speaks("ur")
    tablet.speaks("en")

    assert tablet.shows("Hello Amina")
    assert not tablet.page.rtl


async def test_at_the_start_of_a_form_the_draft_follows(tablet: Tablet) -> None:
    tap(tablet.page, "form-about-me")
    assert tablet.shows(ASKED_IN_ENGLISH)

    tablet.speaks("ur")

    assert tablet.shows(ASKED_IN_URDU)
    draft = tablet.space.drafts.load("about-me")
    assert draft is not None
    assert draft.language == "ur"


async def test_further_on_in_a_form_there_is_nothing_in_the_way(tablet: Tablet) -> None:
    tap(tablet.page, "form-about-me")
    tap(tablet.page, "q-next")

    assert part(tablet.page, "language") is None


async def test_an_answer_carries_the_language_it_was_given_in(tablet: Tablet) -> None:
    tablet.speaks("ur")
    tap(tablet.page, "form-about-me")
    tap(tablet.page, "tile-yes")
    tap(tablet.page, "q-back")
    tablet.speaks("en")
    tap(tablet.page, "form-about-me")
    tap(tablet.page, "q-next")
    tap(tablet.page, "q-next")

    draft = tablet.space.drafts.load("about-me")
    assert draft is not None
    assert draft.answers["start.assent"].lang == "ur"
    assert draft.answers["start.limits"].lang == "en"
    assert draft.language == "en"


async def test_a_question_tells_that_its_words_are_drafts_and_which_are_english(
    tablet: Tablet,
) -> None:
    tablet.speaks("ur")
    tap(tablet.page, "form-about-me")

    assert tablet.shows("اس ترجمے کو ابھی کسی شخص نے نہیں جانچا۔")
    assert tablet.shows("Some words are in English: they are not translated yet.")


async def test_the_choice_is_kept_with_the_place(tablet: Tablet) -> None:
    tablet.speaks("ur")
    tablet.space.lock()

    name = vault_name(tablet.space.invitation.id)
    again = await unlock(tablet.journey.pupil.device, name, PASSCODE)

    assert again.language == "ur"
    again.lock()


async def test_the_choice_is_only_this_place_s(tablet: Tablet) -> None:
    tablet.speaks("ur")

    await tablet.shell.show_people()

    assert tablet.shows("Who is here?")
    assert not tablet.page.rtl


async def test_the_desk_is_english_whatever_was_spoken_before(tablet: Tablet) -> None:
    tablet.speaks("ur")

    staff = tablet.journey.staff
    await tablet.shell._open_desk(staff)

    assert tablet.shows("Oak Lane: the desk")
    assert not tablet.page.rtl
    assert part(tablet.page, "language") is None


async def wait_for(true: Callable[[], bool]) -> None:
    """Let the page's tasks run until something is so."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def test_an_invitation_begins_in_its_language_and_may_go_on_in_another(
    tablet: Tablet,
) -> None:
    invitation = replace_language(tablet, "pl")
    await tablet.shell.open_route(f"/join/{encode_invitation(invitation)}")
    assert any("Polski" in one for one in texts(tablet.page))

    tablet.speaks("ur")
    for _ in range(2):
        for picture in ("cat", "boat", "apple", "bell"):
            tap(tablet.page, f"pass-{picture}")
    await wait_for(lambda: tablet.shows("سلام Bilal"))

    tap(tablet.page, "form-about-me")
    assert tablet.shows(ASKED_IN_URDU)


def replace_language(tablet: Tablet, language: str):
    given = tablet.journey.pupil.invitation
    return given.model_copy(update={"id": "ab" * 16, "pupil_name": "Bilal", "language": language})
