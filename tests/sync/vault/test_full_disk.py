"""One program on a device that is full: it says so, shows nothing that is not kept, and goes on
once there is room. The limit is the system's own, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sync.errors import NoRoom
from sync.vault import Vault, VaultLabel, has_begun, list_vaults, make_vault, open_vault
from sync.vault.header import LOG_START, PAGE_BYTES
from sync.vault.native_files import Folder

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits the size of files as POSIX does"
)
ROOT = Path(__file__).resolve().parents[3]
LABEL = VaultLabel(kind="pupil", picture="school", initials="A")
NAME, PASSCODE = "amina", "cat boat apple bell"
ROOM_BYTES = LOG_START + 3000


def limit_files(size_bytes: int | None) -> None:
    """No file of this process may grow beyond this; None for no limit."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size_bytes is None else size_bytes, hard))


def fill(vault: Vault) -> int:
    """Keep numbers until there is no room; how many were kept."""
    table = vault.db.table("said")
    kept = 0
    try:
        while True:
            table.insert({"number": kept, "words": "what she said " * 20})
            kept += 1
    except NoRoom:
        return kept


def shown(vault: Vault) -> list[int]:
    """What a person sees."""
    return [row["number"] for row in vault.db.table("said")]


async def goes_on(folder: Folder) -> dict[str, Any]:
    """Fill, change and remove while it is full, make room, go on."""
    vault = await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)
    limit_files(ROOM_BYTES)
    kept = fill(vault)
    size = (folder.path / f"{NAME}.vault").stat().st_size
    with contextlib.suppress(NoRoom):
        vault.db.table("said").update({"words": "longer " * 500}, doc_ids=[1])
    refused = [row["words"] for row in vault.db.table("said").get(doc_ids=[1])]
    full = shown(vault)
    limit_files(None)
    vault.db.table("said").insert({"number": kept, "words": "now there is room"})
    return {"kept": kept, "size": size, "full": full, "refused": refused, "after": shown(vault)}


async def cannot_begin(folder: Folder) -> dict[str, Any]:
    """Make a vault where not even its front fits."""
    limit_files(PAGE_BYTES + 100)
    try:
        await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)
    except NoRoom as error:
        return {"code": error.code}
    return {}


async def opens(folder: Folder) -> dict[str, Any]:
    """Open a vault on a device that is full already."""
    vault = await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)
    vault.db.table("said").insert({"number": 7, "words": "before it was full"})
    vault.close()
    limit_files((folder.path / f"{NAME}.vault").stat().st_size)
    vault = await open_vault(folder, NAME, PASSCODE)
    return {"shown": shown(vault), "kept": fill(vault)}


def in_a_process(story: str, folder: Path) -> dict[str, Any]:
    """What a story of this file tells, told by a process of its own."""
    command = [sys.executable, str(Path(__file__)), story, str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told


async def kept_in(folder: Path) -> list[int]:
    """What is there after reopening; nothing may be damaged."""
    vault = await open_vault(Folder(folder), NAME, PASSCODE)
    assert vault.problems == ()
    try:
        return shown(vault)
    finally:
        vault.close()


async def test_what_did_not_fit_is_not_shown_and_the_same_vault_goes_on_once_there_is_room(
    tmp_path: Path,
) -> None:
    told = in_a_process("goes_on", tmp_path)

    assert told["kept"] > 3
    assert told["size"] <= ROOM_BYTES
    assert told["full"] == list(range(told["kept"]))
    assert told["refused"] == ["what she said " * 20]
    assert told["after"] == list(range(told["kept"] + 1))
    assert await kept_in(tmp_path) == told["after"]


async def test_a_vault_that_did_not_fit_has_not_begun_and_can_be_made_later(
    tmp_path: Path,
) -> None:
    told = in_a_process("cannot_begin", tmp_path)

    assert told == {"code": "no_room"}
    assert await list_vaults(Folder(tmp_path)) == [NAME]
    assert not await has_begun(Folder(tmp_path), NAME)
    vault = await make_vault(Folder(tmp_path), NAME, label=LABEL, passcode=PASSCODE)
    vault.db.table("said").insert({"number": 0})
    vault.close()
    assert await kept_in(tmp_path) == [0]


async def test_on_a_device_that_is_full_everything_that_was_kept_can_still_be_opened(
    tmp_path: Path,
) -> None:
    told = in_a_process("opens", tmp_path)

    assert told == {"shown": [7], "kept": 0}
    assert await kept_in(tmp_path) == [7]


STORIES = {"goes_on": goes_on, "cannot_begin": cannot_begin, "opens": opens}

if __name__ == "__main__":
    told_here = asyncio.run(STORIES[sys.argv[1]](Folder(Path(sys.argv[2]))))
    limit_files(None)
    print(json.dumps(told_here))
