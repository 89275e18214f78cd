"""Vault files in the browser's own file system (OPFS), through app/web/src/opfs.js in the worker.

A sync access handle can be held once: with the lock beside it, a second tab is told so.
"""

from __future__ import annotations

from typing import Any

import js
from pyodide.ffi import JsException, to_js

from sync.errors import AlreadyOpen, MySayError, NoRoom, NoStorage

_ERRORS: dict[str, type[Exception]] = {
    "already_open": AlreadyOpen,
    "no_room": NoRoom,
    "no_storage": NoStorage,
    "not_found": FileNotFoundError,
}


class OpfsFile:
    """One open file; see `sync.vault.files.VaultFile`."""

    def __init__(self, handle: Any) -> None:  # noqa: ANN401  # JavaScript has no types here
        self._handle = handle

    def size(self) -> int:
        """How many bytes it has."""
        return int(_call(self._handle.size))

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`."""
        data: bytes = _call(self._handle.readAt, offset, count).to_bytes()
        return data

    def write_at(self, offset: int, data: bytes) -> None:
        """Write all of `data` at `offset`."""
        _call(self._handle.writeAt, offset, to_js(data))

    def truncate(self, size: int) -> None:
        """Cut the file."""
        _call(self._handle.truncate, size)

    def flush(self) -> None:
        """Return when everything written is on the disk."""
        _call(self._handle.flush)

    def close(self) -> None:
        """Let go of the file and of its lock."""
        _call(self._handle.close)


class Folder:
    """The folder of this origin; see `sync.vault.files.Folder`."""

    async def open(self, name: str, *, create: bool = False) -> OpfsFile:
        """Open a file for this tab alone."""
        return OpfsFile(await _later(js.mysay.opfs.open(name, create)))

    async def names(self) -> list[str]:
        """The names of all files, sorted."""
        names = await _later(js.mysay.opfs.names())
        return sorted(str(name) for name in names.to_py())

    async def delete(self, name: str) -> None:
        """Remove a file; one that is not there is fine."""
        await _later(js.mysay.opfs.remove(name))

    async def room_bytes(self) -> int | None:
        """How much room the browser says is left."""
        room = await _later(js.mysay.opfs.room())
        return int(room) if room is not None and room >= 0 else None


def _call(function: Any, *arguments: object) -> Any:  # noqa: ANN401
    try:
        return function(*arguments)
    except JsException as error:
        raise _ours(error) from None


async def _later(promise: Any) -> Any:  # noqa: ANN401
    try:
        return await promise
    except JsException as error:
        raise _ours(error) from None


def _ours(error: Exception) -> Exception:
    code = str(error).rpartition(":")[2].strip()
    return _ERRORS.get(code, MySayError)()
