"""A real page of Flet without a screen: what would be painted is what stands in its controls."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    configure_encode_object_for_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

# A page knows its session only weakly; Flet keeps it with the connection.
_sessions: list[Session] = []


class NoScreen(Connection):
    """The way to a client that nobody looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.pubsubhub = PubSubHub()
        self.loop = asyncio.get_running_loop()

    def send_message(self, message: Message) -> None:
        """Packed as for a client, which binds controls to the page; painted for nobody."""
        pack = configure_encode_object_for_msgpack(BaseControl)
        msgpack.packb([message.action, message.body], default=pack)


def open_page() -> ft.Page:
    """A page, open for whoever runs now, as Flet opens one for a handler."""
    screen = NoScreen()
    session = Session(screen)
    _sessions.append(session)
    # As when a client has come: from now on, what changes is known.
    screen.send_message(Message(MessageAction.REGISTER_CLIENT, session.get_page_patch()))
    _context_page.set(session.page)
    return session.page


def close_page() -> None:
    """No page is open any more."""
    _sessions.clear()
    _context_page.set(None)


def walk(control: object) -> Iterator[ft.Control]:
    """Everything in a control, itself first."""
    if isinstance(control, ft.Control):
        yield control
    if not dataclasses.is_dataclass(control):
        return
    for field in dataclasses.fields(control):
        value = getattr(control, field.name, None)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ft.Control):
                yield from walk(one)


def texts(page: ft.Page) -> list[str]:
    """Every piece of text on the page, in order, without the marks of its direction."""
    every = (one for screen in page.controls for one in walk(screen))
    return [str(one.value).strip("\u2066\u2067\u2069") for one in every if isinstance(one, ft.Text)]


def part(page: ft.Page, identifier: str) -> ft.Control | None:
    """What stands under a stable name, None when it is not on the page."""
    every = (one for screen in page.controls for one in walk(screen))
    named = (one for one in every if isinstance(one, ft.Semantics) and one.identifier == identifier)
    return next(named, None)


def tap(page: ft.Page, identifier: str) -> None:
    """Tap the button of a stable name."""
    found = part(page, identifier)
    assert found is not None, f"{identifier} is not on the page"
    button = next(one for one in walk(found) if getattr(one, "on_click", None))
    button.on_click(None)  # type: ignore[attr-defined]
