"""Real processes on a real disk: killed in the middle, and on a device that is full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sync.vault import open_vault
from sync.vault.native_files import Folder

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).resolve().parents[3]
NAME, PASSCODE = "amina", "cat boat apple bell"
KILLS = 8


def start_writer(folder: Path, *more: str) -> subprocess.Popen[str]:
    """The writer as a process."""
    command = [sys.executable, str(WRITER), str(folder), *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


async def numbers_in(folder: Path) -> list[int]:
    """What is kept; nothing may be damaged."""
    vault = await open_vault(Folder(folder), NAME, PASSCODE)
    try:
        assert vault.problems == ()
        return [row["number"] for row in vault.db.table("said")]
    finally:
        vault.close()


async def test_a_killed_writer_loses_nothing_it_had_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for round_ in range(KILLS):
        writer = start_writer(tmp_path)
        assert writer.stdout is not None
        acknowledged += [int(writer.stdout.readline()) for _ in range(3 + 17 * round_)]
        writer.kill()
        acknowledged += [
            int(line)
            for line in writer.stdout.read().splitlines(keepends=True)
            if line.endswith("\n")
        ]
        writer.wait()

        kept = await numbers_in(tmp_path)

        # At most the one change that was being made when it was killed is there, too.
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + 1
        acknowledged = kept


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
async def test_on_a_full_device_the_save_says_so_and_everything_before_is_safe(
    tmp_path: Path,
) -> None:
    writer = start_writer(tmp_path, str(20_000))
    said, _ = writer.communicate(timeout=60)
    *acknowledged, code = said.split()

    kept = await numbers_in(tmp_path)

    assert code == "no_room"
    assert len(acknowledged) > 5
    assert kept == [int(number) for number in acknowledged]


async def test_when_there_is_room_again_the_vault_goes_on(tmp_path: Path) -> None:
    start_writer(tmp_path, str(20_000)).communicate(timeout=60)
    before = await numbers_in(tmp_path)

    writer = start_writer(tmp_path)
    assert writer.stdout is not None
    for _ in range(5):
        writer.stdout.readline()
    writer.kill()
    writer.wait()

    after = await numbers_in(tmp_path)
    assert after[: len(before)] == before
    assert len(after) >= len(before) + 5
