"""Makes the permanent vectors of vault v1.

`python -m tests.vectors.vault_v1_make`, from the root of the repository, writes the vectors that do
not exist yet into the folder `vault_v1` beside it: a vault as a file, and what must be read from
it. A vector is never made again: a change of code that fails on one is a change of format, which
needs a new version number.

It writes the bytes from FORMAT.md on its own: of the code under test it uses the single primitives
of `_hazmat` only, so that a mistake in sync.vault can't hide in both.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from hashlib import sha256
from pathlib import Path

from sync import _hazmat as hazmat

FOLDER = Path(__file__).parent / "vault_v1"
MAGIC, PAGE = b"MYSAYVLT", 4096
FILE_ID, KEY = bytes(range(0x10, 0x20)), bytes(range(0x40, 0x60))
PASSCODE = "cat boat apple bell"
# [table, id, document or None when it was removed], as one change after another.
CHANGES = [
    [["settings", 1, {"name": "greeting", "value": "hello"}]],
    [["said", 1, {"words": "I like trains 🚂"}], ["said", 2, {"words": "أحب القطارات"}]],
    [["said", 1, {"words": "I like fast trains 🚂"}]],
    [["said", 3, {"words": "not this"}]],
    [["said", 3, None]],
]
READ = {
    "settings": {"1": {"name": "greeting", "value": "hello"}},
    "said": {"1": {"words": "I like fast trains 🚂"}, "2": {"words": "أحب القطارات"}},
}


def page(version: int, content: object) -> bytes:
    """One page of the front: mark, version, length, JSON, zeros, SHA-256."""
    body = json.dumps(content, separators=(",", ":"), sort_keys=True).encode()
    front = MAGIC + bytes([version]) + len(body).to_bytes(2, "big") + body
    front = front.ljust(PAGE - 32, b"\0")
    return front + sha256(front).digest()


async def slot(passcode: str, *, memory_kib: int, passes: int, lanes: int) -> dict[str, object]:
    """The data key wrapped by a passcode."""
    salt, nonce = bytes(range(0x80, 0x90)), bytes(range(0x90, 0x9C))
    wrapping = await hazmat.argon2id(
        passcode.encode(), salt, memory_kib=memory_kib, passes=passes, lanes=lanes, length=32
    )
    aad = b"mysay vault v1 slot|" + FILE_ID + f"|passcode|{memory_kib},{passes},{lanes}".encode()
    return {
        "kind": "passcode",
        "salt": salt.hex(),
        "memory_kib": memory_kib,
        "passes": passes,
        "lanes": lanes,
        "nonce": nonce.hex(),
        "wrapped": hazmat.aead_seal(wrapping, nonce, KEY, aad).hex(),
    }


def record(number: int, change: object) -> bytes:
    """One sealed change."""
    plain = json.dumps(change, separators=(",", ":"), ensure_ascii=False).encode()
    nonce = bytes(11) + bytes([number])
    aad = b"mysay vault v1 record|" + FILE_ID + number.to_bytes(8, "big")
    sealed = nonce + hazmat.aead_seal(KEY, nonce, plain, aad)
    front = b"MySR" + len(sealed).to_bytes(4, "big") + number.to_bytes(8, "big")
    return front + zlib.crc32(front).to_bytes(4, "big") + sealed


async def vault() -> bytes:
    """The whole file, with a torn tail that must be cut."""
    label = {"kind": "pupil", "picture": "school", "initials": "A"}
    front = page(1, {"file": FILE_ID.hex(), "label": label})
    slots = [await slot(PASSCODE, memory_kib=65536, passes=3, lanes=1)]
    counts = {"wrong_tries": 0, "last_try_s": 0, "slots": slots}
    pages = page(0, {"number": 2, **counts}) + page(0, {"number": 1, **counts})
    records = b"".join(record(number, change) for number, change in enumerate(CHANGES, start=1))
    return front + pages + records + record(len(CHANGES) + 1, [["said", 4, {}]])[:-3]


async def main() -> None:
    """Write what is not there yet."""
    FOLDER.mkdir(exist_ok=True)
    facts = {"passcode": PASSCODE, "label": {"kind": "pupil", "picture": "school", "initials": "A"}}
    for path, content in (
        (FOLDER / "one.vault", await vault()),
        (
            FOLDER / "one.json",
            json.dumps({**facts, "read": READ}, indent=1, ensure_ascii=False).encode() + b"\n",
        ),
    ):
        if not path.exists():
            path.write_bytes(content)


if __name__ == "__main__":
    asyncio.run(main())
