"""The app in a browser: Pyodide in a worker, the browser's own file system, and the page beside it.

`js.mysay.page` is the worker's half of the bridge in app/web/src. Nothing here knows screens.
"""

from __future__ import annotations

from collections.abc import Callable

import js
from pyodide.ffi import JsException, create_proxy, to_js

from sync.errors import Unreachable
from sync.post import Response
from sync.vault.opfs_files import Folder

PHONE_AT_MOST_PX = 600


class Transport:
    """Requests to one hub through the browser's fetch; see `sync.post.Transport`."""

    def __init__(self, base: str = "") -> None:
        self._base = base or site_base()

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Send one request.

        Raises:
            Unreachable: no network, or no hub there.
        """
        if not is_online():
            raise Unreachable
        from pyodide.http import pyfetch

        options = {"method": method, "headers": headers, "cache": "no-store"}
        if body:
            options["body"] = to_js(body)
        try:
            answer = await pyfetch(self._base + path, **options)
            return Response(answer.status, await answer.bytes())
        except (JsException, OSError) as error:
            raise Unreachable from error


def site_base() -> str:
    """The origin this page came from."""
    return str(js.location.origin)


def hub_of(link: str) -> str:
    """In a browser the hub is where the page came from, whatever link was pasted: "" says so."""
    return ""


def folder() -> Folder:
    """Where this browser keeps its vaults."""
    return Folder()


def is_online() -> bool:
    """Whether the browser believes there is a network."""
    return bool(js.mysay.page.isOnline())


def on_online(callback: Callable[[], None]) -> None:
    """Call back whenever the network comes back."""
    js.mysay.page.onOnline(create_proxy(callback))


def ready_offline() -> bool:
    """Whether everything is kept that opening without a network needs."""
    return bool(js.mysay.page.offlineReady())


def languages() -> tuple[str, ...]:
    """The languages this browser is set to, the one liked best first."""
    return tuple(str(tag) for tag in js.navigator.languages)


def show_language(language: str, *, is_rtl: bool) -> None:
    """Tell the page, and with it screen readers, what is spoken and in which direction."""
    js.mysay.page.language(language, "rtl" if is_rtl else "ltr")


def opened() -> None:
    """Tell the page that the first screen is there, so that it takes its own away."""
    js.mysay.page.opened()


def replace_route(route: str) -> None:
    """Take an invitation out of the address bar and the history."""
    js.mysay.page.replaceUrl(f"#{route}")


async def save_file(name: str, content: bytes, mime: str) -> str:
    """Hand a file to the browser's downloads and return its name."""
    js.mysay.page.saveFile(name, mime, to_js(content))
    return name


def ask_to_keep() -> None:
    """Ask the browser not to throw away what is kept here when it needs room."""
    js.mysay.page.persist()
