"""A disk that can lose its power: it keeps what was flushed, and of the rest whatever chance left.

A write that was not flushed may be there, be gone, or be there in part; several of them may reach
the disk in any order. `Disk.lives_on` is what is found after the power came back.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sync.errors import AlreadyOpen


class PowerCut(BaseException):
    """The machine stopped here; no code of ours may catch it."""


@dataclass
class _Platter:
    """One file: what is safe, and what was written or cut since the last flush, in order."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[tuple[int, bytes | None]] = field(default_factory=list)

    def as_seen(self) -> bytearray:
        """What a running program reads."""
        seen = bytearray(self.safe)
        for change in self.loose:
            _apply(seen, change)
        return seen


class Disk:
    """Files by name, and a count of operations after which the power goes."""

    def __init__(self, *, operations: int | None = None) -> None:
        self.files: dict[str, _Platter] = {}
        self.done = 0
        self._left = operations

    def cut_after(self, operations: int) -> None:
        """From here on the power holds for so many operations."""
        self._left = operations

    def step(self) -> None:
        """One operation; the power may go before it is done."""
        self.done += 1
        if self._left is not None:
            if self._left == 0:
                raise PowerCut
            self._left -= 1

    def lives_on(self, chance: random.Random) -> Disk:
        """The disk after the power came back: flushed bytes, and some of the others."""
        after = Disk()
        for name, platter in self.files.items():
            kept = bytearray(platter.safe)
            loose = [change for change in platter.loose if chance.random() < 0.6]
            chance.shuffle(loose)
            for offset, data in loose:
                part = data
                if data is not None and chance.random() < 0.5:
                    part = data[: chance.randrange(len(data) + 1)]
                _apply(kept, (offset, part))
            after.files[name] = _Platter(kept)
        return after


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, data = change
    if data is None:
        del content[offset:]
        return
    if len(content) < offset:
        content.extend(b"\0" * (offset - len(content)))
    content[offset : offset + len(data)] = data


class CrashingFile:
    """One open file on such a disk; see `sync.vault.files.VaultFile`."""

    def __init__(self, disk: Disk, name: str, held: set[str]) -> None:
        self._disk = disk
        self._platter = disk.files[name]
        self._name = name
        self._held = held

    def size(self) -> int:
        """How many bytes it has."""
        return len(self._platter.as_seen())

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`."""
        return bytes(self._platter.as_seen()[offset : offset + count])

    def write_at(self, offset: int, data: bytes) -> None:
        """Written, and loose until the next flush: the power may go in its middle."""
        self._platter.loose.append((offset, bytes(data)))
        self._disk.step()

    def truncate(self, size: int) -> None:
        """Cut, and loose until the next flush."""
        self._platter.loose.append((size, None))
        self._disk.step()

    def flush(self) -> None:
        """Everything is safe when this returns."""
        self._disk.step()
        self._platter.safe = self._platter.as_seen()
        self._platter.loose = []

    def close(self) -> None:
        """Let go of the file; nothing is flushed by that."""
        self._held.discard(self._name)


class CrashingFolder:
    """The folder of such a disk; see `sync.vault.files.Folder`."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self._held: set[str] = set()

    async def open(self, name: str, *, create: bool = False) -> CrashingFile:
        """Open a file for one holder."""
        if name in self._held:
            raise AlreadyOpen
        if name not in self.disk.files:
            if not create:
                raise FileNotFoundError(name)
            self.disk.files[name] = _Platter()
        self._held.add(name)
        return CrashingFile(self.disk, name, self._held)

    async def names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(self.disk.files)

    async def delete(self, name: str) -> None:
        """Remove a file."""
        self.disk.files.pop(name, None)

    async def room_bytes(self) -> int | None:
        """Nobody says."""
        return None
