"""The front of a vault file: what it is, its label, and the two places of its key slots.

The first page is written once. The slots are written to two pages in turn, each with a number and a
checksum, so that a crash in the middle of a change leaves the older page, which still opens.
Layout and limits: FORMAT.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Literal, TypeVar

from sync.errors import Damaged, NotAVault
from sync.vault.files import VaultFile

MAGIC = b"MYSAYVLT"
VERSION = 1
PAGE_BYTES = 4096
SLOT_PAGES = (PAGE_BYTES, 2 * PAGE_BYTES)
LOG_START = 3 * PAGE_BYTES
CHECK_BYTES = 32
SALT_BYTES, NONCE_BYTES, WRAPPED_BYTES = 16, 12, 48
_T = TypeVar("_T")
# A header that asks for more is hostile: it would freeze an old tablet.
MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES = 256 * 1024, 16, 8


@dataclass(frozen=True)
class VaultLabel:
    """What the start screen may show before anything is unlocked: no full name, no word of
    anyone."""

    kind: Literal["pupil", "parent", "desk"]
    picture: str
    initials: str


@dataclass(frozen=True)
class Slot:
    """The data key, wrapped by a key that a secret gives. Binary values are hex."""

    kind: Literal["passcode"]
    salt: str
    memory_kib: int
    passes: int
    lanes: int
    nonce: str
    wrapped: str

    def __post_init__(self) -> None:
        """Refuse parameters nobody honest would write."""
        fits = (
            _are_counts(self.memory_kib, self.passes, self.lanes)
            and 1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB  # RFC 9106, section 3.1
        )
        sizes = [len(bytes.fromhex(part)) for part in (self.salt, self.nonce, self.wrapped)]
        if not fits or sizes[:2] != [SALT_BYTES, NONCE_BYTES] or sizes[2] not in (0, WRAPPED_BYTES):
            raise Damaged("slot parameters")


@dataclass(frozen=True)
class Slots:
    """All slots, and the count of wrong tries, which survives a restart."""

    number: int
    slots: tuple[Slot, ...]
    wrong_tries: int = 0
    last_try_s: int = 0

    def __post_init__(self) -> None:
        """Refuse a page without a slot, or with counts that are none."""
        if not self.slots or not _are_counts(self.number, self.wrong_tries, self.last_try_s):
            raise Damaged("slots")


@dataclass(frozen=True)
class Header:
    """The first page."""

    file_id: bytes
    label: VaultLabel = field(repr=False)


def write_header(file: VaultFile, header: Header) -> None:
    """Write the first page of a new vault."""
    data = {"file": header.file_id.hex(), "label": asdict(header.label)}
    file.write_at(0, _page(bytes([VERSION]), data))


def read_header(file: VaultFile) -> Header:
    """Read the first page.

    Raises:
        NotAVault: not one of ours, or of a version this app does not know.
        Damaged: one of ours, and its first page is broken.
    """
    page = file.read_at(0, PAGE_BYTES)
    if page[: len(MAGIC)] != MAGIC:
        raise NotAVault
    if page[len(MAGIC)] != VERSION:
        raise NotAVault("version")
    data = _content(page)
    return _checked(lambda: Header(bytes.fromhex(data["file"]), VaultLabel(**data["label"])))


def write_slots(file: VaultFile, slots: Slots) -> None:
    """Write the slots to the page whose turn it is, durably."""
    data = {**asdict(slots)}
    file.write_at(SLOT_PAGES[slots.number % 2], _page(b"\0", data))
    file.flush()


def read_slots(file: VaultFile) -> Slots:
    """The newest whole page of slots.

    Raises:
        Damaged: neither page is whole.
    """
    found = []
    for offset in SLOT_PAGES:
        try:
            found.append(_slots(_content(file.read_at(offset, PAGE_BYTES))))
        except Damaged:
            continue
    if not found:
        raise Damaged("key slots")
    return max(found, key=lambda slots: slots.number)


def _are_counts(*values: object) -> bool:
    """Whether these came out of a page as whole numbers, 0 or more: JSON's true is none."""
    return all(type(value) is int and value >= 0 for value in values)


def _slots(data: dict[str, Any]) -> Slots:
    return _checked(lambda: Slots(**{**data, "slots": tuple(Slot(**s) for s in data["slots"])}))


def _page(version: bytes, data: dict[str, Any]) -> bytes:
    body = json.dumps(data, separators=(",", ":"), sort_keys=True).encode()
    front = MAGIC + version + len(body).to_bytes(2, "big") + body
    padded = front.ljust(PAGE_BYTES - CHECK_BYTES, b"\0")
    if len(padded) != PAGE_BYTES - CHECK_BYTES:
        raise ValueError("too much for one page")
    return padded + sha256(padded).digest()


def _content(page: bytes) -> dict[str, Any]:
    body, check = page[:-CHECK_BYTES], page[-CHECK_BYTES:]
    if len(page) != PAGE_BYTES or sha256(body).digest() != check:
        raise Damaged("page")
    start = len(MAGIC) + 1
    length = int.from_bytes(body[start : start + 2], "big")
    data: dict[str, Any] = _checked(lambda: json.loads(body[start + 2 : start + 2 + length]))
    return data


def _checked(read: Callable[[], _T]) -> _T:
    try:
        return read()
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Damaged("page") from error
