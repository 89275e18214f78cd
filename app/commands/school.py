"""`mysay school` and `mysay invite`: a school's folder, its desk's link, links for people."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.common import (
    ADDRESS,
    SCHOOL_FOLDER,
    Address,
    Folder,
    ask_passphrase,
    help_of,
    make_group,
    sentence_of,
)
from app.words import say

if TYPE_CHECKING:
    from app.invite import Ask
    from app.school import SchoolFolder
    from forms.ehc.record import InvitationMade

commands = make_group("school")


@commands.command(help=help_of("school.create"))
def create(
    name: Annotated[str, typer.Option(help=help_of("name"))] = "",
    senco: Annotated[str, typer.Option(help=help_of("senco"))] = "",
    folder: Folder = SCHOOL_FOLDER,
    at: Address = ADDRESS,
) -> None:
    """Make a school in a folder and print the link to its desk."""
    from app.school import check_is_free, create_school
    from sync.invitation import staff_link

    check_is_free(folder)
    name = name or typer.prompt(say("cli.ask.school"))
    senco = senco or typer.prompt(say("cli.ask.senco"))
    passphrase = ask_passphrase(is_new=True)
    making = create_school(folder, name=name, senco=senco, passphrase=passphrase)
    with asyncio.run(making) as school:
        typer.echo(say("cli.school.created", school=school.card.name, folder=folder))
        typer.echo(staff_link(at, school.card.staff_invitation()))


@commands.command(help=help_of("school.link"))
def link(folder: Folder = SCHOOL_FOLDER, at: Address = ADDRESS) -> None:
    """Print the link to the school's desk again."""
    from app.school import read_card
    from sync.invitation import staff_link

    typer.echo(staff_link(at, read_card(folder).staff_invitation()))


def invite(
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help=help_of("pupil"))],
    role: Annotated[
        Literal["pupil", "parent", "supporter", "staff"], typer.Option(help=help_of("role"))
    ] = "pupil",
    form: Annotated[list[str] | None, typer.Option(help=help_of("asked_form"))] = None,
    register: Annotated[str, typer.Option(help=help_of("register"))] = "",
    language: Annotated[str, typer.Option(help=help_of("language"))] = "en",
    name: Annotated[str, typer.Option(help=help_of("invitee"))] = "",
    goal: Annotated[list[str] | None, typer.Option(help=help_of("goal"))] = None,
    support: Annotated[list[str] | None, typer.Option(help=help_of("support"))] = None,
    given: Annotated[
        list[str] | None, typer.Option(metavar="ID=WORDS", help=help_of("given"))
    ] = None,
    new: Annotated[bool, typer.Option("--new", help=help_of("new"))] = False,
    qr: Annotated[Path | None, typer.Option(help=help_of("qr"))] = None,
    folder: Folder = SCHOOL_FOLDER,
    at: Address = ADDRESS,
) -> None:
    """Invite somebody to speak about a pupil, and print their link and its QR code."""
    from app.invite import GOALS, HELPS, Ask, make_link
    from app.school import open_school

    along = [*((GOALS, one) for one in goal or ()), *((HELPS, one) for one in support or ())]
    for one in given or ():
        question, _, words = one.partition("=")
        along.append((question.strip(), words))

    with open_school(folder) as school:
        ask = Ask(role, tuple(form or ()), register, name, tuple(along), language).completed()
        made, pupil_name = asyncio.run(_invite(school, pupil, ask, ask_passphrase(), new))
        address = make_link(school.card, made, pupil_name, at)
    typer.echo(say(f"cli.invite.{role}", pupil=pupil_name))
    typer.echo(address)
    _show_qr(address, qr)


async def _invite(
    school: SchoolFolder, asked: str, ask: Ask, passphrase: str, is_new: bool
) -> tuple[InvitationMade, str]:
    """The invitation and the pupil's name; a pupil the record does not know is added."""
    from app.invite import NoSuchPupil, add_pupil, find_pupil, make_invited

    keys = await school.unlock(passphrase)
    record, by = await school.record(keys), school.card.senco
    try:
        if is_new:
            raise NoSuchPupil
        pupil = find_pupil(record, asked)
    except NoSuchPupil:
        pupil = await add_pupil(school, keys, asked, by=by)
    made = await make_invited(school, keys, pupil, ask, by=by)
    known = record.pupils.get(pupil)
    return made, known.name if known else asked.strip()


def _show_qr(address: str, file: Path | None) -> None:
    from app.invite import LinkTooLong, qr_svg, qr_text

    try:
        typer.echo(qr_text(address))
        if file is not None:
            file.write_bytes(qr_svg(address))
            typer.echo(say("cli.invite.qr_saved", file=file))
    except LinkTooLong as error:
        typer.echo(sentence_of(error), err=True)
