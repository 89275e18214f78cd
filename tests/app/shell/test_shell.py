"""Whatever goes wrong, a person reads a sentence with a way on, and no log quotes what was said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import flet as ft
import pytest
from journey import Journey, make_journey
from pages import close_page, open_page, tap, texts, walk

from app.platform.native import Transport
from app.shell.shell import Shell
from app.space import unlock, vault_name
from app.surroundings import Surroundings
from app.words import say
from sync.errors import NoRoom
from sync.invitation import invitation_link
from sync.post import Response
from sync.vault.native_files import Folder

PICTURES = ("cat", "boat", "apple", "bell")


@pytest.fixture
async def shell(tmp_path: Path) -> AsyncIterator[Shell]:
    """The shell of a device on which nothing is yet."""
    surroundings = Surroundings(Folder(tmp_path), Transport(), lambda: datetime.now(UTC))
    yield Shell(open_page(), surroundings)
    close_page()


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """A school with a pupil and her parent invited."""
    journey = await make_journey(tmp_path)
    yield journey
    close_page()
    journey.school.close()


async def shown(shell: Shell, words: str) -> None:
    """Wait until words stand on the page."""
    async with asyncio.timeout(10):
        while words not in texts(shell.page):
            await asyncio.sleep(0.01)


async def test_what_is_known_to_go_wrong_has_its_own_sentence(shell: Shell) -> None:
    async def work() -> None:
        raise NoRoom

    shell.run(work)

    await shown(shell, say("error.no_room"))


async def test_what_nobody_thought_of_is_a_sentence_too_and_its_values_stay_out_of_the_log(
    shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    wish = "to see the sea"

    async def work() -> None:
        raise KeyError(wish)

    shell.run(work)

    await shown(shell, say("error.unknown"))
    assert "KeyError" in caplog.text
    assert wish not in caplog.text


async def test_a_link_that_is_not_whole_leads_on_to_the_way_in(shell: Shell) -> None:
    await shell.open_route("/join/abc")
    await shown(shell, say("error.bad_invitation"))

    tap(shell.page, "problem-go-on")
    await shown(shell, say("welcome.title"))


async def test_a_pasted_link_says_where_its_hub_is_and_the_place_remembers_it(
    journey: Journey,
) -> None:
    """Natively no page says where the hub is."""
    pupil, asked = journey.pupil, list[str]()

    def reach(hub: str) -> Transport:
        asked.append(hub)
        return journey.network.hub

    pupil.device = replace(pupil.device, transport=NoWay(), reach=reach)
    shell = Shell(open_page(), pupil.device)
    await shell.show_people()
    paste(shell, invitation_link("http://school.example:81", pupil.invitation))
    for step in ("choose", "again"):
        await shown(shell, say(f"join.pupil.passcode.{step}"))
        for picture in PICTURES:
            tap(shell.page, f"pass-{picture}")
    await shown(shell, say("home.pupil.hello", pupil="Amina"))
    shell.leaving(None)

    pupil.space = await unlock(pupil.device, vault_name(pupil.invitation.id), " ".join(PICTURES))
    pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "A boat"})
    await pupil.finishes("about-me")

    assert set(asked) == {"http://school.example:81"}
    assert journey.envelopes_at_the_hub() == 1


async def test_somebody_new_opens_a_link_on_a_device_that_others_use(journey: Journey) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.place.lock()
    shell = Shell(open_page(), journey.pupil.device)
    await shell.show_people()

    tap(shell.page, "people-link")
    paste(shell, invitation_link("http://hub", journey.parent.invitation))

    await shown(shell, say("join.parent.title", pupil="Amina"))


@pytest.mark.parametrize("address", ["file://etc", "http:///x", "http://me@school.example"])
async def test_a_link_that_leads_to_no_hub_is_not_whole(journey: Journey, address: str) -> None:
    shell = Shell(open_page(), journey.pupil.device)
    await shell.show_people()

    paste(shell, invitation_link(address, journey.pupil.invitation))

    await shown(shell, say("error.bad_invitation"))


def paste(shell: Shell, link: str) -> None:
    """Paste a link on the first screen and open it."""
    every = (one for screen in shell.page.controls for one in walk(screen))
    next(one for one in every if isinstance(one, ft.TextField)).value = link
    tap(shell.page, "welcome-open")


class NoWay:
    """The usual hub, which must not be asked."""

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Never."""
        raise AssertionError(f"{method} {path}")
