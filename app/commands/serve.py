"""`mysay hub`, `mysay app` and `mysay demo`: what runs until Ctrl+C.

A taken port is told before anything slow is read. Ctrl+C is how these end, so it is no failure.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.commands.common import HOST, PORT, SCHOOL_FOLDER, Folder, Host, Port, help_of
from app.words import say
from sync.errors import MySayError

if TYPE_CHECKING:
    import flet

# ruff: noqa: N818

ROOT: Final = Path(__file__).resolve().parents[2]
SITE: Final = ROOT / "build" / "site"
ASSETS: Final = ROOT / "app" / "assets"
APP_PORT: Final = 8550
DEMO_FOLDER: Final = Path("demo-school")

Site = Annotated[Path, typer.Option(help=help_of("site"))]


class NoWindow(MySayError):
    """Flet's desktop client is not on this machine and could not be had."""

    code = "no_window"


def hub(
    folder: Folder = SCHOOL_FOLDER, port: Port = PORT, host: Host = HOST, site: Site = SITE
) -> None:
    """Serve a school's hub until Ctrl+C."""
    from sync.hub.server import Stop, serve, take_port

    _log_requests()
    with Stop() as stop, take_port(host, port) as listening:
        from app.school import open_school

        built = site if (site / "index.html").is_file() else None
        with open_school(folder) as school:
            address = f"http://{host}:{listening.getsockname()[1]}"
            ready = say("cli.hub.ready", school=school.card.name, address=address)
            typer.echo(ready if built else f"{ready}\n{say('cli.hub.no_site')}")
            serve(school.store, listening, stop, site=built)
    typer.echo(say("cli.hub.stopped"))


def app(
    web: Annotated[bool, typer.Option("--web", help=help_of("web"))] = False,
    port: Port = APP_PORT,
) -> None:
    """Start the app on this machine, in a window of its own or in the browser."""
    from flet.utils import is_linux_server

    # A machine without a screen has no window to open.
    if web or is_linux_server():  # type: ignore[no-untyped-call]
        from app.main import main

        open_in_browser(main, port, "cli.app.web")
    else:
        _open_window()


def demo(port: Port = PORT, folder: Folder = DEMO_FOLDER, site: Site = SITE) -> None:
    """Open the demo school until Ctrl+C."""
    from app.demo import run

    run(folder, port, site)
    typer.echo(say("demo.stopped"))


def open_in_browser(entry: Callable[[flet.Page], Awaitable[None]], port: int, ready: str) -> None:
    """Python here, the screen in the browser, by Flet's own web server.

    Args:
        entry: what is done with each page that is opened.
        port: where it listens, on this machine only.
        ready: the key of the sentence that says where it is.

    Raises:
        PortNotFree: another program listens there.
    """
    import flet

    from app.web.client import client_for_native
    from sync.hub.server import take_port

    take_port(HOST, port).close()
    with client_for_native() as client:
        os.environ["FLET_WEB_PATH"] = str(client)
        typer.echo(say(ready, address=f"http://{HOST}:{port}"))
        flet.run(
            entry,
            view=flet.AppView.WEB_BROWSER,
            host=HOST,
            port=port,
            assets_dir=str(ASSETS),
            route_url_strategy=flet.RouteUrlStrategy.HASH,
            # The other renderer comes with a client of its own, which is not trimmed.
            web_renderer=flet.WebRenderer.CANVAS_KIT,
            no_cdn=True,
        )


def _open_window() -> None:
    import flet

    from app.main import main

    typer.echo(say("cli.app.window"))
    try:
        flet.run(main, assets_dir=str(ASSETS))
    except (Exception, SystemExit) as error:  # Flet ends the program when it finds no client
        raise NoWindow from error


def _log_requests() -> None:
    """The hub's own lines go to stderr, with the time."""
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("mysay.hub").setLevel(logging.INFO)
