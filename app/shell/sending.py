"""Sends what waits, for as long as a place is unlocked: soon at first, then less often.

It shows nothing: who made it is told when receipts have come, and when the school takes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from app import platform
from sync.errors import MySayError, Unreachable

if TYPE_CHECKING:
    import flet as ft

    from app.space import Space

# A hub that is down should not be asked ten times a second.
FIRST_WAIT_S, LONGEST_WAIT_S = 2.0, 30.0


class Sending:
    """The sending of one unlocked place."""

    def __init__(
        self,
        page: ft.Page,
        space: Space,
        *,
        received: Callable[[], None],
        not_taken: Callable[[MySayError], None],
    ) -> None:
        """Nothing is sent before `begin`.

        Args:
            page: what it runs beside.
            space: what waits there is sent.
            received: called when receipts have come.
            not_taken: takes why the school does not take it; then nothing more is tried.
        """
        self._page = page
        self._space = space
        self._received = received
        self._not_taken = not_taken
        self._wake = asyncio.Event()
        self.is_running = False
        platform.on_online(self._wake.set)

    def begin(self) -> None:
        """Try at once, and begin again if the school had refused before."""
        self._wake.set()
        if not self.is_running:
            self.is_running = True
            self._page.run_task(self._keep_sending)

    def end(self) -> None:
        """The place is being locked."""
        self.is_running = False
        self._wake.set()

    async def _keep_sending(self) -> None:
        wait_s = FIRST_WAIT_S
        while self.is_running:
            self._wake.clear()
            wait_s = FIRST_WAIT_S if await self._try() else min(wait_s * 2, LONGEST_WAIT_S)
            if not self.is_running:
                return
            try:
                await asyncio.wait_for(self._wake.wait(), wait_s)
                wait_s = FIRST_WAIT_S
            except TimeoutError:
                continue

    async def _try(self) -> bool:
        """Send what waits; False when it has to be tried again."""
        try:
            receipts = await self._space.send_waiting() if platform.is_online() else ()
        except Unreachable:
            return False
        except MySayError as error:
            self.is_running = False  # trying again by itself would change nothing
            self._not_taken(error)
            return False
        if receipts and self.is_running:
            self._received()
        return True
