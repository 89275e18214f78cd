"""The demo school: made once in a folder of its own, served on this machine, three links printed.

It is a school like any other, made by the same functions, except that its passphrase is no secret:
it stands below and is printed. The links are made again from the school's sealed record each time,
so that they name the port of today. Nothing here is fit for real pupils.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from app.words import say
from sync.errors import MySayError, WrongPasscode
from sync.hub.errors import PortNotFree
from sync.hub.server import Stop, serve, take_port

if TYPE_CHECKING:
    from app.school import SchoolFolder
    from forms.ehc.record import InvitationMade
    from sync.keys import SchoolKeys

# ruff: noqa: N818
# The rest is imported where it is used: a taken port is told before anything slow is read.

HOST: Final = "127.0.0.1"
PASSPHRASE: Final = "calm river lantern"  # noqa: S105  it is printed, for all to use
ROLES: Final = ("pupil", "parent")


class DemoPortTaken(MySayError):
    """Another program listens on the demo's port; `other` may be free."""

    code = "demo_port"


class NotTheDemo(MySayError):
    """The folder holds a school that the demo's passphrase does not open."""

    code = "not_the_demo"


class NoSite(MySayError):
    """The web app is not built yet."""

    code = "no_site"


@dataclass(frozen=True)
class Links:
    """The three links of the demo."""

    pupil: str
    parent: str
    desk: str


def run(folder: Path, port: int, site: Path) -> None:
    """Open the demo school until Ctrl+C.

    Raises:
        DemoPortTaken: told first of all.
        NoSite: `make demo` builds it.
        NotTheDemo: the folder is another school's; nothing in it was changed.
    """
    with Stop() as stop, _take_port(port) as listening:
        if not (site / "index.html").is_file():
            raise NoSite
        school, links = asyncio.run(_prepare(folder, listening.getsockname()[1]))
        with school:
            ready = partial(_print, links, folder)
            serve(school.store, listening, stop, site=site, on_ready=ready)


def _take_port(port: int) -> socket.socket:
    try:
        return take_port(HOST, port)
    except PortNotFree as error:
        other = port + 1 if port < 65535 else port - 1
        raise DemoPortTaken(port=port, other=other) from error


async def _prepare(folder: Path, port: int) -> tuple[SchoolFolder, Links]:
    """Open the demo school and make whatever of it is missing."""
    from app.invite import make_link
    from app.school import create_school, has_school, open_school
    from sync.invitation import staff_link

    if has_school(folder):
        school = open_school(folder)
    else:
        school = await create_school(
            folder, name=say("demo.school"), senco=say("demo.senco"), passphrase=PASSPHRASE
        )
    base = f"http://{HOST}:{port}"
    keys = await _unlock(school, folder)
    made = await _invitations(school, keys)
    pupil, parent = (make_link(school.card, made[role], say("demo.pupil"), base) for role in ROLES)
    return school, Links(pupil, parent, staff_link(base, school.card.staff_invitation()))


async def _unlock(school: SchoolFolder, folder: Path) -> SchoolKeys:
    try:
        return await school.unlock(PASSPHRASE)
    except WrongPasscode:
        school.close()
        raise NotTheDemo(folder=str(folder)) from None


async def _invitations(school: SchoolFolder, keys: SchoolKeys) -> dict[str, InvitationMade]:
    """The demo's invitations by role; those that are missing are made."""
    from app.invite import Ask, NoSuchPupil, add_pupil, find_pupil, make_invited

    record, by = await school.record(keys), school.card.senco
    made: dict[str, InvitationMade] = {each.role: each for each in record.invitations.values()}
    try:
        pupil = find_pupil(record, say("demo.pupil"))
    except NoSuchPupil:
        pupil = await add_pupil(school, keys, say("demo.pupil"), by=by)
    for ask in (Ask("pupil"), Ask("parent", name=say("demo.parent"))):
        if ask.role not in made:
            made[ask.role] = await make_invited(school, keys, pupil, ask.completed(), by=by)
    return made


def _print(links: Links, folder: Path) -> None:
    """Three places, how they open, and each link alone on its line, to be copied."""
    typer.echo(say("demo.ready"))
    for name, link in (("pupil", links.pupil), ("parent", links.parent), ("desk", links.desk)):
        typer.echo(say(f"demo.place.{name}", pupil=say("demo.pupil"), passphrase=PASSPHRASE))
        typer.echo(f"  {link}\n")
    typer.echo(say("demo.footer", folder=folder))
