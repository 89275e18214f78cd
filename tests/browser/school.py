"""A school for the browser tests: a real hub with one pupil invited, and the ways in."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser.driver import SITE, App, HubProcess

from app.invite import Ask, add_pupil, make_invited, make_link
from app.school import create_school
from sync.invitation import staff_link

PASSPHRASE = "seven calm otters swim"
PICTURES = ("pass-cat", "pass-boat", "pass-apple", "pass-bell")


@dataclass
class School:
    """A school with a hub of its own, and the links people were given."""

    hub: HubProcess
    folder: Path
    pupil_link: str
    desk_link: str


async def make_school(folder: Path, address: str) -> tuple[str, str]:
    """A school with one pupil invited: (the pupil's link, the link to the desk)."""
    with await create_school(
        folder, name="Oak Lane", senco="Ms Okoro", passphrase=PASSPHRASE
    ) as school:
        keys = await school.unlock(PASSPHRASE)
        pupil = await add_pupil(school, keys, "Amina", by="Ms Okoro")
        made = await make_invited(school, keys, pupil, Ask("pupil"), by="Ms Okoro")
        link = make_link(school.card, made, "Amina", address)
        return link, staff_link(address, school.card.staff_invitation())


@contextmanager
def running_school(folder: Path, site: Path = SITE) -> Iterator[School]:
    """A school whose hub runs until the end of the block."""
    hub = HubProcess(folder, site)
    # Made in a thread of its own: Playwright keeps an event loop in this one.
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        links = pool.submit(lambda: asyncio.run(make_school(folder, hub.address))).result()
    hub.start()
    try:
        yield School(hub, folder, *links)
    finally:
        hub.stop()


def joins(app: App, link: str) -> None:
    """Open the invitation and choose four pictures, twice."""
    app.open(link, "Hello Amina")
    app.taps(*PICTURES)
    app.sees("Tap the same 4 pictures again.")
    app.taps(*PICTURES)
    app.sees("Not started yet.")


def unlocks(app: App, link: str) -> None:
    """Open My Say again and tap the four pictures."""
    app.open(link.partition("#")[0], "Who is here?")
    app.taps_word("A (pupil)")
    app.taps(*PICTURES)
    app.sees("Need help now?")
