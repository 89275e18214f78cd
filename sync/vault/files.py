"""What a vault asks of a file and of the folder it is in; natively and in the browser the same.

The calls of a file are synchronous and a change is durable after `flush`. Opening is asynchronous,
because in the browser it is. Everything here is bytes: nothing knows what they mean.
"""

from __future__ import annotations

from typing import Protocol


class VaultFile(Protocol):
    """One open file, held by nobody else until it is closed."""

    def size(self) -> int:
        """How many bytes it has."""

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`; fewer at the end."""

    def write_at(self, offset: int, data: bytes) -> None:
        """Write all of `data` at `offset`.

        Raises:
            NoRoom: the device is full; what stood elsewhere in the file is unchanged.
        """

    def truncate(self, size: int) -> None:
        """Cut the file to `size` bytes."""

    def flush(self) -> None:
        """Return when everything written is on the disk.

        Raises:
            NoRoom: the device is full.
        """

    def close(self) -> None:
        """Let go of the file."""


class Folder(Protocol):
    """Where the files of this device are."""

    async def open(self, name: str, *, create: bool = False) -> VaultFile:
        """Open a file for this holder alone.

        Raises:
            FileNotFoundError: it is not there and `create` is off.
            AlreadyOpen: another tab or program holds it.
            NoRoom, NoStorage: the device can not keep it.
        """

    async def names(self) -> list[str]:
        """The names of all files, sorted."""

    async def delete(self, name: str) -> None:
        """Remove a file; one that is not there is fine."""

    async def room_bytes(self) -> int | None:
        """How much room is left, None where nobody says."""
