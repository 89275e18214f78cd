"""The vault: TinyDB on an encrypted append-only log, opened by a passcode.

`make_vault` and `open_vault` give a `Vault`; its `db` takes ordinary TinyDB calls. Wrong passcodes
are slowed, counted through restarts, and never wipe anything. Format: FORMAT.md."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace

from sync import _hazmat as hazmat
from sync.errors import Damaged, WrongPasscode
from sync.vault.files import Folder, VaultFile
from sync.vault.header import (
    LOG_START,
    NONCE_BYTES,
    SALT_BYTES,
    Header,
    Slot,
    Slots,
    VaultLabel,
    read_header,
    read_slots,
    write_header,
    write_slots,
)
from sync.vault.log import Log, Problem
from sync.vault.storage import SealedDB, SealedStorage

__all__ = [
    "Vault",
    "VaultLabel",
    "has_begun",
    "list_vaults",
    "make_vault",
    "open_vault",
    "read_label",
]

ENDING = ".vault"
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 1
KEY_BYTES, ID_BYTES = 32, 16
# The first tries cost nothing: small hands slip. Then each wrong one doubles the wait, to 5
# minutes.
FREE_TRIES = 4
LONGEST_WAIT_S = 300


class Vault:
    """An open vault. Nobody else can open it until `close`."""

    def __init__(self, file: VaultFile, header: Header, key: bytes) -> None:
        self._file = file
        self._header = header
        self._key = key
        storage = SealedStorage(Log(file, header.file_id, key))
        self.label = header.label
        self.problems: tuple[Problem, ...] = storage.problems
        self.db = SealedDB(storage=lambda: storage)

    async def change_passcode(self, old: str, new: str) -> None:
        """Wrap the key by a new passcode; the data stays as it is.

        Raises:
            WrongPasscode: `old` is not the passcode.
        """
        await _unwrap(self._file, self._header, old, int(time.time()))
        slots = read_slots(self._file)
        slot = await _wrap(self._header, self._key, new)
        write_slots(self._file, Slots(slots.number + 1, (slot,)))

    def close(self) -> None:
        """Let go of the file and of the key."""
        self._key = b""
        self._file.close()


async def make_vault(folder: Folder, name: str, *, label: VaultLabel, passcode: str) -> Vault:
    """Make a new, empty vault.

    Raises:
        AlreadyOpen: a vault of that name is open elsewhere.
        FileExistsError: a vault of that name is there.
        NoRoom, NoStorage: the device can not keep it.
    """
    file = await folder.open(name + ENDING, create=True)
    try:
        if file.size() > LOG_START:
            raise FileExistsError(name)
        header = Header(hazmat.random_bytes(ID_BYTES), label)
        key = hazmat.random_bytes(KEY_BYTES)
        slot = await _wrap(header, key, passcode)
        write_header(file, header)
        write_slots(file, Slots(1, (slot,)))
        write_slots(file, Slots(2, (slot,)))
        return Vault(file, header, key)
    except BaseException:
        file.close()
        raise


async def open_vault(
    folder: Folder, name: str, passcode: str, *, now_s: int | None = None
) -> Vault:
    """Open a vault.

    Raises:
        WrongPasscode: `retry_after_s` says how long to wait before the next try.
        FileNotFoundError: no vault of that name.
        NotAVault, Damaged: the file's front can not be read.
        AlreadyOpen: another tab or program has it open.
    """
    file = await folder.open(name + ENDING)
    try:
        header = read_header(file)
        key = await _unwrap(file, header, passcode, int(time.time()) if now_s is None else now_s)
        return Vault(file, header, key)
    except BaseException:
        file.close()
        raise


async def read_label(folder: Folder, name: str) -> VaultLabel:
    """What the start screen may show of a vault that is locked.

    Raises:
        NotAVault, Damaged, AlreadyOpen: its front can not be read now.
    """
    file = await folder.open(name + ENDING)
    try:
        return read_header(file).label
    finally:
        file.close()


async def has_begun(folder: Folder, name: str) -> bool:
    """Whether a vault holds anything: one whose making was cut short does not, and may be made
    anew.

    Raises:
        AlreadyOpen: another tab or program has it open.
    """
    try:
        file = await folder.open(name + ENDING)
    except FileNotFoundError:
        return False
    try:
        return file.size() > LOG_START
    finally:
        file.close()


async def list_vaults(folder: Folder) -> list[str]:
    """The names of the vaults on this device."""
    return [name.removesuffix(ENDING) for name in await folder.names() if name.endswith(ENDING)]


def wait_s(slots: Slots, now_s: int) -> int:
    """How many seconds until the next try is allowed."""
    if slots.wrong_tries < FREE_TRIES:
        return 0
    doublings = min(slots.wrong_tries - FREE_TRIES + 2, 16)
    pause = min(LONGEST_WAIT_S, 1 << doublings)
    # A clock that was set back must not lock a child out for years.
    return max(0, min(pause, slots.last_try_s + pause - now_s))


async def _unwrap(file: VaultFile, header: Header, passcode: str, now_s: int) -> bytes:
    slots = read_slots(file)
    if (wait := wait_s(slots, now_s)) > 0:
        raise WrongPasscode(retry_after_s=wait)
    # Counted before it is tried, so that pulling the plug does not give a free try.
    tried = replace(
        slots, number=slots.number + 1, wrong_tries=slots.wrong_tries + 1, last_try_s=now_s
    )
    write_slots(file, tried)
    for slot in slots.slots:
        key = await _open_slot(header, slot, passcode)
        if key is not None:
            write_slots(file, replace(tried, number=tried.number + 1, wrong_tries=0))
            return key
    raise WrongPasscode(retry_after_s=wait_s(tried, now_s))


async def _wrap(header: Header, key: bytes, passcode: str) -> Slot:
    salt, nonce = hazmat.random_bytes(SALT_BYTES), hazmat.random_bytes(NONCE_BYTES)
    slot = Slot("passcode", salt.hex(), MEMORY_KIB, PASSES, LANES, nonce.hex(), "")
    wrapping = await _stretched(slot, passcode)
    wrapped = hazmat.aead_seal(wrapping, nonce, key, _slot_aad(header, slot))
    return replace(slot, wrapped=wrapped.hex())


async def _open_slot(header: Header, slot: Slot, passcode: str) -> bytes | None:
    wrapping = await _stretched(slot, passcode)
    nonce, wrapped = bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped)
    try:
        return hazmat.aead_open(wrapping, nonce, wrapped, _slot_aad(header, slot))
    except Damaged:
        return None


async def _stretched(slot: Slot, passcode: str) -> bytes:
    return await hazmat.argon2id(
        unicodedata.normalize("NFC", passcode).encode(),  # keyboards spell é in two ways
        bytes.fromhex(slot.salt),
        memory_kib=slot.memory_kib,
        passes=slot.passes,
        lanes=slot.lanes,
        length=KEY_BYTES,
    )


def _slot_aad(header: Header, slot: Slot) -> bytes:
    cost = f"{slot.memory_kib},{slot.passes},{slot.lanes}"
    return b"mysay vault v1 slot|" + header.file_id + f"|{slot.kind}|{cost}".encode()
