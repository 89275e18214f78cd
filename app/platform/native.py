"""The app on a desktop or a phone: files of the operating system, httpx, no page around it.

It does not know screens, and it keeps nothing itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import NoRoom, Unreachable
from sync.post import Response
from sync.vault.native_files import Folder

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 20
HUB_OF_THE_DEMO = "http://127.0.0.1:8765"


class Transport:
    """Requests to one hub over HTTP; see `sync.post.Transport`."""

    def __init__(self, base: str = "", client: httpx.AsyncClient | None = None) -> None:
        self._base = base or site_base()
        self._client = client

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Send one request.

        Raises:
            Unreachable: no network, or no hub there.
        """
        import httpx  # here, because reading a draft must not wait for an HTTP library

        if self._client is None:
            self._client = httpx.AsyncClient(base_url=self._base, timeout=TIMEOUT_S)
        try:
            answer = await self._client.request(method, path, headers=headers, content=body)
        except httpx.TransportError as error:
            raise Unreachable from error
        return Response(answer.status_code, answer.content)


def site_base() -> str:
    """The address of the hub when an invitation names none, from MYSAY_HUB."""
    return os.environ.get("MYSAY_HUB", HUB_OF_THE_DEMO)


def hub_of(link: str) -> str:
    """The origin a pasted link leads to: natively no page says where the hub is."""
    scheme, separator, rest = link.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if separator else ""


def folder() -> Folder:
    """Where this device keeps its vaults: MYSAY_HOME, else a folder in the user's home."""
    place = Path(os.environ.get("MYSAY_HOME", Path.home() / ".mysay"))
    return Folder(place)


def is_online() -> bool:
    """Whether trying the network makes sense; natively only the attempt itself can tell."""
    return True


def on_online(callback: Callable[[], None]) -> None:
    """Natively there is no signal: the app tries again in growing steps instead."""


def ready_offline() -> bool:
    """Whether the app opens without a network; natively it always does."""
    return True


def languages() -> tuple[str, ...]:
    """The languages of the device; natively they are not known before the first screen."""
    return ()


def show_language(language: str, *, is_rtl: bool) -> None:
    """Natively there is no page around the app to tell."""


def opened() -> None:
    """Natively no page waits around the app."""


def replace_route(route: str) -> None:
    """Natively an invitation never stands in an address bar."""


def ask_to_keep() -> None:
    """Natively nobody throws files away."""


async def save_file(name: str, content: bytes, mime: str) -> str:
    """Keep a file the person asked for in their downloads folder and return where.

    Raises:
        NoRoom: the disk is full or the folder can not be written.
    """
    downloads = Path.home() / "Downloads"
    target = (downloads if downloads.is_dir() else Path.home()) / Path(name).name
    try:
        target.write_bytes(content)
    except OSError as error:
        raise NoRoom from error
    return str(target)
