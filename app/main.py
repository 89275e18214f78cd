"""Where everything is joined: the same entry in the browser, on a desktop and on a phone.

It finds out what was opened (an invitation, the desk, or nothing) and gives the screen to the part
that knows the way from there."""

from __future__ import annotations

from datetime import UTC, datetime

import flet as ft

from app import platform
from app.shell.shell import Shell
from app.surroundings import Surroundings
from app.theme import FONT, PAPER, make_theme


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


async def main(page: ft.Page) -> None:
    """Open the app on a page."""
    page.title = "My Say"
    if not page.web:  # a page has the font of the app in both weights by itself
        page.fonts = {FONT: "fonts/AtkinsonHyperlegible-Regular.ttf"}
    page.theme = make_theme()
    page.theme_mode = ft.ThemeMode.LIGHT
    page.bgcolor = PAPER
    page.padding = 0
    page.spacing = 0
    surroundings = Surroundings(
        platform.folder(), platform.Transport(), now, reach=platform.Transport
    )
    shell = Shell(page, surroundings)
    page.on_keyboard_event = lambda event: shell.press(event.key)
    page.on_route_change = lambda event: page.run_task(shell.open_route, event.route)

    async def gone(_: object) -> None:
        await shell.gone()

    page.on_disconnect = gone
    page.on_connect = lambda _: shell.back()
    await shell.open_route(page.route)
    platform.opened()


if __name__ == "__main__":
    ft.run(main, assets_dir="assets")
