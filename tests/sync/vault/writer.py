"""A process of its own that keeps numbers in a vault and says each number once it is kept.

`python writer.py FOLDER` goes on until it is killed; `python writer.py FOLDER LIMIT_BYTES` is on a
device that is full once a file has so many bytes, and ends there with the error's code.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
from pathlib import Path

from sync.errors import NoRoom
from sync.vault import VaultLabel, list_vaults, make_vault, open_vault
from sync.vault.native_files import Folder

NAME, PASSCODE = "amina", "cat boat apple bell"
WORDS = "what she said " * 20


async def main(path: Path, limit_bytes: int | None) -> int:
    """Keep numbers, each said after it is kept."""
    folder = Folder(path)
    if NAME in await list_vaults(folder):
        vault = await open_vault(folder, NAME, PASSCODE)
    else:
        label = VaultLabel(kind="pupil", picture="school", initials="A")
        vault = await make_vault(folder, NAME, label=label, passcode=PASSCODE)
    table = vault.db.table("said")
    number = max((row["number"] for row in table), default=-1) + 1
    if limit_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    try:
        while True:
            table.insert({"number": number, "words": WORDS})
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1
    except NoRoom as error:
        sys.stdout.write(f"{error.code}\n")
        return 0


if __name__ == "__main__":
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    sys.exit(asyncio.run(main(Path(sys.argv[1]), limit)))
