"""Vault files on a disk: locked for one process, written through to the disk, honest when it is
full."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sync.errors import AlreadyOpen, NoRoom, NoStorage

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NativeFile:
    """One open file; see `sync.vault.files.VaultFile`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def size(self) -> int:
        """How many bytes it has."""
        return os.fstat(self._descriptor).st_size

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`."""
        os.lseek(self._descriptor, offset, os.SEEK_SET)
        parts = []
        while count > 0 and (part := os.read(self._descriptor, count)):
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def write_at(self, offset: int, data: bytes) -> None:
        """Write all of `data` at `offset`."""
        with _full_means_no_room():
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def truncate(self, size: int) -> None:
        """Cut the file."""
        os.ftruncate(self._descriptor, size)

    def flush(self) -> None:
        """Return when everything written is on the disk."""
        with _full_means_no_room():
            getattr(os, "fdatasync", os.fsync)(self._descriptor)

    def close(self) -> None:
        """Let go of the file, and with it of its lock."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class Folder:
    """A folder on the disk; see `sync.vault.files.Folder`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def open(self, name: str, *, create: bool = False) -> NativeFile:
        """Open a file for this process alone."""
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | (os.O_CREAT if create else 0)
        try:
            if create:
                self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self.path / name, flags, 0o600)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise (NoRoom if error.errno in FULL else NoStorage) from error
        if not _lock(descriptor):
            os.close(descriptor)
            raise AlreadyOpen
        if create:
            _flush_folder(self.path)
        return NativeFile(descriptor)

    async def names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(path.name for path in self.path.glob("*") if path.is_file())

    async def delete(self, name: str) -> None:
        """Remove a file; one that is not there is fine."""
        (self.path / name).unlink(missing_ok=True)
        _flush_folder(self.path)

    async def room_bytes(self) -> int | None:
        """How much room is left on the disk."""
        return shutil.disk_usage(self.path).free if self.path.is_dir() else None


@contextlib.contextmanager
def _full_means_no_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise NoStorage from error


def _lock(descriptor: int) -> bool:
    """Take the file for this process; the system frees it when the process ends, however it
    ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _flush_folder(path: Path) -> None:
    """Make a new or removed name durable; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
