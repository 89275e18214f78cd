"""Whatever goes wrong, a person reads a sentence with a way on, and no log quotes what was said."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paper import Paper

from app.platform.native import Transport
from app.shell.shell import Shell
from app.surroundings import Surroundings
from app.words import say
from sync.errors import NoRoom
from sync.vault.native_files import Folder


@pytest.fixture
def paper() -> Paper:
    """A page."""
    return Paper()


@pytest.fixture
def shell(paper: Paper, tmp_path: Path) -> Shell:
    """The shell of a device on which nothing is yet."""
    surroundings = Surroundings(Folder(tmp_path), Transport(), lambda: datetime.now(UTC))
    return Shell(paper, surroundings)  # type: ignore[arg-type]


async def test_what_is_known_to_go_wrong_has_its_own_sentence(paper: Paper, shell: Shell) -> None:
    async def work() -> None:
        raise NoRoom

    shell.run(work)
    await asyncio.gather(*paper.tasks)

    assert paper.shows(say("error.no_room"))


async def test_what_nobody_thought_of_is_a_sentence_too_and_its_values_stay_out_of_the_log(
    paper: Paper, shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    wish = "to see the sea"

    async def work() -> None:
        raise KeyError(wish)

    shell.run(work)
    await asyncio.gather(*paper.tasks)

    assert paper.shows(say("error.unknown"))
    assert "KeyError" in caplog.text
    assert wish not in caplog.text


async def test_a_link_that_is_not_whole_leads_on_to_the_way_in(paper: Paper, shell: Shell) -> None:
    await shell.open_route("/join/abc")
    assert paper.shows(say("error.bad_invitation"))

    paper.taps("problem-go-on")
    await asyncio.gather(*paper.tasks)
    assert paper.shows(say("welcome.title"))
