"""The pupil's and the parent's way, on a page that keeps what is shown instead of painting it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from journey import Journey, make_journey
from paper import Paper

from app.shell.respondent import Respondent
from app.shell.shell import Shell
from app.words import say
from sync.keys import to_text

REFUSED = say("error.refused")


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """A school with a pupil and her parent invited."""
    journey = await make_journey(tmp_path)
    yield journey
    journey.school.close()


def opened(journey: Journey) -> tuple[Paper, Respondent]:
    """The parent's unlocked place on a page."""
    paper = Paper()
    place = journey.parent.place
    respondent = Respondent(Shell(paper, place.surroundings), place)  # type: ignore[arg-type]
    respondent.begin()
    return paper, respondent


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

    paper, _ = opened(journey)

    await until(lambda: paper.shows(REFUSED))
    paper.taps("problem-go-on")
    assert paper.shows(say("home.parent.hello", pupil="Amina"))


async def test_nobody_is_interrupted_in_a_question_because_the_school_refuses(
    journey: Journey,
) -> None:
    await refuses_the_parent(journey)

    paper, respondent = opened(journey)
    respondent.open_form("parent-view")
    respondent.show_question("p.best")
    await until(lambda: not respondent._is_sending)
    assert not paper.shows(REFUSED)

    respondent.show_home()
    assert paper.shows(REFUSED)


async def test_what_is_typed_after_a_refusal_is_saved_in_a_pause_all_the_same(
    journey: Journey,
) -> None:
    await refuses_the_parent(journey)
    paper, respondent = opened(journey)
    await until(lambda: paper.shows(REFUSED))

    respondent.open_form("parent-view")
    respondent.show_question("p.best")
    paper.types("Joy")

    await until(lambda: journey.parent.said("parent-view").get("p.best") == "Joy")


async def test_the_credits_lead_back_home_without_locking_the_place(journey: Journey) -> None:
    await journey.parent.opens_the_invitation()
    paper, _ = opened(journey)

    paper.taps("open-credits")
    assert paper.shows(say("credits.title"))
    paper.taps("credits-back")

    assert paper.shows(say("home.parent.hello", pupil="Amina"))
