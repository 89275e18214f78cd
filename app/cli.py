"""The `mysay` command: the hub, a school and its invitations, the desk, the app, the demo.

Each command is a few lines that join parts; what a part does is elsewhere. A broken thing ends in one
sentence on stderr and exit code 1, never in a traceback. Heavy imports wait for their command.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.core import TyperGroup

from app.words import say
from sync.errors import MySayError

if TYPE_CHECKING:
    from app.invite import Ask
    from app.school import SchoolFolder
    from sync.keys import SchoolKeys

HOST: Final = "127.0.0.1"
PORT: Final = 8765
APP_PORT: Final = 8550
SITE: Final = Path(__file__).resolve().parents[1] / "build" / "site"
ADDRESS: Final = f"http://{HOST}:{PORT}"


def tell(error: MySayError) -> None:
    """Say on stderr what happened, what is safe and what to do."""
    try:
        sentence = say(f"error.{error.code}", **error.values)
    except KeyError:
        sentence = say("cli.error.unexpected", kind=type(error).__name__)
    typer.echo(sentence, err=True)


class KindGroup(TyperGroup):
    """Commands whose failures are sentences."""

    def invoke(self, ctx: typer.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except MySayError as error:
            tell(error)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            sentence = say("cli.error.file", file=error.filename or "", reason=reason)
            typer.echo(sentence, err=True)
        raise typer.Exit(1)


def help_of(name: str) -> str:
    """The help of a command or option; "" before the wording was compiled."""
    try:
        return say(f"cli.help.{name}")
    except KeyError:
        raise
    except LookupError:
        return ""


def make_group(name: str) -> typer.Typer:
    """Return a group of commands."""
    return typer.Typer(
        cls=KindGroup,
        help=help_of(name),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they would show values, and values may be secrets
        rich_markup_mode=None,
    )


app = make_group("mysay")
school_commands = make_group("school")
app.add_typer(school_commands, name="school")

Folder = Annotated[Path, typer.Option(envvar="MYSAY_FOLDER", help=help_of("folder"))]
Port = Annotated[int, typer.Option(min=0, max=65535, help=help_of("port"))]
Host = Annotated[str, typer.Option(help=help_of("host"))]
Site = Annotated[Path, typer.Option(help=help_of("site"))]
Address = Annotated[str, typer.Option("--at", envvar="MYSAY_HUB", help=help_of("at"))]


def ask_passphrase(*, is_new: bool = False) -> str:
    """The school's passphrase, from MYSAY_PASSPHRASE or typed unseen."""
    given = os.environ.get("MYSAY_PASSPHRASE")
    if given:
        return given
    key = "cli.ask.new_passphrase" if is_new else "cli.ask.passphrase"
    typed: str = typer.prompt(
        say(key), hide_input=True, confirmation_prompt=say("cli.ask.again") if is_new else False
    )
    return typed


@app.command(help=help_of("hub"))
def hub(
    folder: Folder = Path("school"),
    port: Port = PORT,
    host: Host = HOST,
    site: Site = SITE,
) -> None:
    """Serve a school's hub until Ctrl+C."""
    from sync.hub.server import serve, take_port

    listening = take_port(host, port)
    from app.school import open_school

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("mysay.hub").setLevel(logging.INFO)
    address = f"http://{host}:{listening.getsockname()[1]}"
    with open_school(folder) as school:
        built = site if (site / "index.html").is_file() else None
        typer.echo(say("cli.hub.ready", school=school.card.name, address=address))
        if built is None:
            typer.echo(say("cli.hub.no_site"), err=True)
        serve(school.store, listening, site=built)
    typer.echo(say("cli.hub.stopped"))


@school_commands.command(help=help_of("school.create"))
def create(
    name: Annotated[str, typer.Option(prompt=say("cli.ask.school"), help=help_of("name"))],
    senco: Annotated[str, typer.Option(prompt=say("cli.ask.senco"), help=help_of("senco"))],
    folder: Folder = Path("school"),
    at: Address = ADDRESS,
) -> None:
    """Make a school in a folder."""
    from app.school import create_school
    from sync.invitation import staff_link

    passphrase = ask_passphrase(is_new=True)
    with asyncio.run(
        create_school(folder, name=name, senco=senco, passphrase=passphrase)
    ) as school:
        typer.echo(say("cli.school.created", school=school.card.name, folder=folder))
        typer.echo(staff_link(at, school.card.staff_invitation()))


@school_commands.command(help=help_of("school.link"))
def link(folder: Folder = Path("school"), at: Address = ADDRESS) -> None:
    """Print the link to the school's desk again."""
    from app.school import open_school
    from sync.invitation import staff_link

    with open_school(folder) as school:
        typer.echo(staff_link(at, school.card.staff_invitation()))


@app.command(help=help_of("invite"))
def invite(
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help=help_of("pupil"))],
    role: Annotated[str, typer.Option(help=help_of("role"))] = "pupil",
    form: Annotated[list[str] | None, typer.Option(help=help_of("form"))] = None,
    register: Annotated[str, typer.Option(help=help_of("register"))] = "",
    name: Annotated[str, typer.Option(help=help_of("invitee"))] = "",
    new: Annotated[bool, typer.Option("--new", help=help_of("new"))] = False,
    qr: Annotated[Path | None, typer.Option(help=help_of("qr"))] = None,
    folder: Folder = Path("school"),
    at: Address = ADDRESS,
) -> None:
    """Invite a pupil or a parent and print their link."""
    from app.invite import Ask, make_link, qr_svg
    from app.school import open_school

    with open_school(folder) as school:
        ask = Ask.of(role, tuple(form or ()), register, name)
        keys = asyncio.run(school.unlock(ask_passphrase()))
        made, pupil_name = asyncio.run(_invite(school, keys, pupil, ask, is_new=new))
        link = make_link(school.card, made, pupil_name, at)
        typer.echo(say(f"cli.invite.{made.role}", pupil=pupil_name))
        typer.echo(link)
        _show_qr(link)
        if qr is not None:
            qr.write_bytes(qr_svg(link))
            typer.echo(say("cli.invite.qr_saved", file=qr))
