"""Whatever goes wrong, a person reads a sentence with a way on, and no log quotes what was said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pages import close_page, open_page, tap, texts

from app.platform.native import Transport
from app.shell.shell import Shell
from app.surroundings import Surroundings
from app.words import say
from sync.errors import NoRoom
from sync.vault.native_files import Folder


@pytest.fixture
async def shell(tmp_path: Path) -> AsyncIterator[Shell]:
    """The shell of a device on which nothing is yet."""
    surroundings = Surroundings(Folder(tmp_path), Transport(), lambda: datetime.now(UTC))
    yield Shell(open_page(), surroundings)
    close_page()


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
