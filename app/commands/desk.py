"""`mysay desk`: bring in what came, see it, accept it, make the pack, without a screen.

The desk is the one of `app.desk`; this laptop keeps it in the same place as the app does. Without
`--hub` it reads the hub's database in the school's folder; with it, the hub over the network.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import (
    SCHOOL_FOLDER,
    Folder,
    ask_passphrase,
    help_of,
    make_group,
    sentence_of_code,
)
from app.words import say, say_count

if TYPE_CHECKING:
    from app.desk import Desk, PupilLine
    from app.school import SchoolFolder
    from sync.post import Transport

commands = make_group("desk")

Hub = Annotated[str, typer.Option("--hub", help=help_of("desk.hub"))]
Pupil = Annotated[str, typer.Argument(metavar="PUPIL", help=help_of("pupil"))]


@commands.command("import", help=help_of("desk.import"))
def bring_in(folder: Folder = SCHOOL_FOLDER, hub: Hub = "") -> None:
    """Bring in what the hub has and this desk has not."""
    from app.on_paper import folder_of_booklets, send_keyed_in

    async def act(desk: Desk) -> None:
        await send_keyed_in(desk, folder_of_booklets())
        new = await desk.pull()
        typer.echo(say("cli.desk.imported", new=new, all=len(desk.contributions())))
        _tell_not_opened(desk)

    _at_desk(folder, hub, act)


@commands.command("list", help=help_of("desk.list"))
def show(folder: Folder = SCHOOL_FOLDER, hub: Hub = "") -> None:
    """List the pupils with what came in and what waits for a decision."""
    from app.desk import pupil_lines

    async def act(desk: Desk) -> None:
        lines = sorted(pupil_lines(desk), key=lambda line: line.name.casefold())
        if not lines:
            typer.echo(say("cli.desk.no_pupils"))
        for line in lines:
            typer.echo(_row(line))

    _at_desk(folder, hub, act)


@commands.command(help=help_of("desk.accept"))
def accept(
    pupil: Pupil,
    everything: Annotated[bool, typer.Option("--all", help=help_of("desk.all"))] = False,
    folder: Folder = SCHOOL_FOLDER,
    hub: Hub = "",
) -> None:
    """Take every line of a pupil that waits for a decision into the record."""
    if not everything:
        typer.echo(say("cli.desk.say_all", pupil=pupil), err=True)
        raise typer.Exit(1)

    async def act(desk: Desk) -> None:
        from app.invite import find_pupil

        ref = find_pupil(desk.school, pupil)
        count = await _accept_all(desk, ref)
        typer.echo(say_count("cli.desk.accepted", count, pupil=desk.record_of(ref).name))
        await _send(desk)

    _at_desk(folder, hub, act)


@commands.command(help=help_of("desk.pack"))
def pack(
    pupil: Pupil,
    out: Annotated[Path, typer.Option(help=help_of("desk.out"))],
    folder: Folder = SCHOOL_FOLDER,
    hub: Hub = "",
) -> None:
    """Write the meeting pack of a pupil as PDF."""

    async def act(desk: Desk) -> None:
        from app.export.pdf import to_pdf
        from app.invite import find_pupil

        ref = find_pupil(desk.school, pupil)
        out.write_bytes(to_pdf(desk.document(ref)))
        typer.echo(say("cli.desk.packed", pupil=desk.record_of(ref).name, file=out))

    _at_desk(folder, hub, act)


def _at_desk(folder: Path, hub: str, act: Callable[[Desk], Awaitable[None]]) -> None:
    """Open the desk of the school in a folder, act at it, and lock it again."""
    from app.school import open_school

    async def run() -> None:
        with open_school(folder) as school:
            async with unlocked(school, hub) as desk:
                await act(desk)

    asyncio.run(run())


@asynccontextmanager
async def unlocked(school: SchoolFolder, hub: str) -> AsyncIterator[Desk]:
    """The desk of a school on this laptop, unlocked with the passphrase and locked again after."""
    from app import platform
    from app.desk import unlock_desk
    from app.surroundings import Surroundings
    from sync.hub.store import make_now

    async with _transport(school, hub) as transport:
        surroundings = Surroundings(platform.folder(), transport, make_now)
        staff = school.card.staff_invitation(hub)
        desk = await unlock_desk(surroundings, staff, ask_passphrase())
        try:
            yield desk
        finally:
            desk.lock()


@asynccontextmanager
async def _transport(school: SchoolFolder, hub: str) -> AsyncIterator[Transport]:
    """The way to the hub: over the network, or to the school's database in this process."""
    import httpx

    from app.platform import Transport
    from sync.hub.app import make_app

    here = None if hub else httpx.ASGITransport(make_app(school.store))
    base = hub or "http://hub"
    async with httpx.AsyncClient(transport=here, base_url=base, timeout=20) as client:
        yield Transport(base, client)


async def _accept_all(desk: Desk, pupil: str) -> int:
    """Accept each line nobody has decided about yet; returns how many those were."""
    decided = {(line.contribution, line.question) for line in desk.record_of(pupil).decisions}
    count = 0
    for received in desk.contributions(pupil):
        contribution = received.contribution.id
        questions = {line.question_id for line in desk.proposals(contribution)}
        open_ones = {each for each in questions if (contribution, each) not in decided}
        await desk.accept_lines(contribution, open_ones, desk.staff.senco)
        count += len(open_ones)
    return count


async def _send(desk: Desk) -> None:
    """Send the decisions now, if the hub can be reached; they are safe here either way.

    They are brought back in the same step: what was sent counts here once it came in.
    """
    from sync.errors import Unreachable

    try:
        await desk.pull()
    except Unreachable:
        typer.echo(say("cli.desk.not_sent"))


def _row(line: PupilLine) -> str:
    newest = f"{line.newest.day} {line.newest:%B %Y}" if line.newest else "-"
    return say(
        "cli.desk.row",
        name=line.name,
        contributions=line.contributions,
        undecided=line.undecided,
        newest=newest,
        pupil=line.pupil,
    )


def _tell_not_opened(desk: Desk) -> None:
    for item in desk.not_opened:
        why = sentence_of_code(item.code)
        typer.echo(say("cli.desk.not_opened", seq=item.seq, why=why), err=True)
