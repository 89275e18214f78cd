"""What a place needs from the world around it: where to keep, how to reach the hub, what time it
is.

The composition root fills it from `app.platform`; the tests fill it with a folder of their own, a
hub in the same process and a clock they move. Nothing here knows of screens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.post import Transport
    from sync.vault.files import Folder


@dataclass(frozen=True)
class Surroundings:
    """Handed to every space and desk.

    Attributes:
        folder: where the vaults of this device are.
        transport: one request to the usual hub and its answer.
        now: the time, aware and in UTC.
        reach: makes the transport to a hub by its origin; without it there is only the usual one.
    """

    folder: Folder
    transport: Transport
    now: Callable[[], datetime]
    reach: Callable[[str], Transport] | None = None

    def transport_to(self, hub: str) -> Transport:
        """The way to a hub; "" is the usual one."""
        return self.reach(hub) if hub and self.reach else self.transport
