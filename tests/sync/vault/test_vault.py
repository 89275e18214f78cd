"""The vault as a whole: passcodes, one holder, what the start screen may know, honest refusals."""

from __future__ import annotations

import contextlib
import hashlib
import random
from pathlib import Path

import pytest
from crashing_files import CrashingFolder, Disk, PowerCut

from sync.errors import AlreadyOpen, Damaged, NotAVault, WrongPasscode
from sync.vault import (
    ENDING,
    FREE_TRIES,
    LONGEST_WAIT_S,
    VaultLabel,
    has_begun,
    list_vaults,
    make_vault,
    open_vault,
    read_label,
)
from sync.vault.header import LOG_START, PAGE_BYTES
from sync.vault.native_files import Folder

LABEL = VaultLabel(kind="pupil", picture="school", initials="A")
NAME, PASSCODE, WORDS = "amina", "cat boat apple bell", "marmalade on toast"


async def keep(folder: Folder, *words: str) -> None:
    """A vault with some words."""
    vault = await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)
    for number, said in enumerate(words):
        vault.db.table("said").insert({"number": number, "words": said})
    vault.close()


async def kept(folder: Folder, passcode: str = PASSCODE) -> list[str]:
    """The words that are there."""
    vault = await open_vault(folder, NAME, passcode)
    try:
        return [row["words"] for row in vault.db.table("said")]
    finally:
        vault.close()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder on a real disk."""
    return Folder(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The vault's file."""
    return tmp_path / (NAME + ENDING)


async def test_what_was_kept_is_there_after_reopening(folder: Folder) -> None:
    await keep(folder, WORDS, "and honey")

    assert await kept(folder) == [WORDS, "and honey"]


async def test_no_typed_word_stands_in_the_file(folder: Folder, path: Path) -> None:
    await keep(folder, WORDS)

    data = path.read_bytes()

    assert WORDS.encode() not in data
    assert b"marmalade" not in data
    assert PASSCODE.encode() not in data


async def test_a_wrong_passcode_changes_nothing_and_the_right_one_still_opens(
    folder: Folder,
) -> None:
    await keep(folder, WORDS)

    with pytest.raises(WrongPasscode) as wrong:
        await kept(folder, "bell apple boat cat")

    assert wrong.value.retry_after_s == 0
    assert await kept(folder) == [WORDS]


async def test_wrong_tries_are_slowed_the_count_survives_and_nothing_is_ever_wiped(
    folder: Folder,
) -> None:
    await keep(folder, WORDS)
    now_s, waits = 1_000_000, []
    for _ in range(FREE_TRIES + 8):
        with pytest.raises(WrongPasscode) as wrong:
            await open_vault(folder, NAME, "no", now_s=now_s)
        waits.append(wrong.value.retry_after_s)
        now_s += wrong.value.retry_after_s

    assert waits[: FREE_TRIES - 1] == [0] * (FREE_TRIES - 1)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_S
    with pytest.raises(WrongPasscode):
        await open_vault(folder, NAME, PASSCODE, now_s=now_s - 1)
    vault = await open_vault(folder, NAME, PASSCODE, now_s=now_s)
    assert [row["words"] for row in vault.db.table("said")] == [WORDS]
    vault.close()


async def test_a_clock_set_back_by_years_does_not_lock_a_child_out_for_years(
    folder: Folder,
) -> None:
    await keep(folder, WORDS)
    for step in range(FREE_TRIES + 1):
        with pytest.raises(WrongPasscode):
            await open_vault(folder, NAME, "no", now_s=2_000_000_000 + step)

    with pytest.raises(WrongPasscode) as wrong:
        await open_vault(folder, NAME, PASSCODE, now_s=1_000_000_000)

    assert wrong.value.retry_after_s <= LONGEST_WAIT_S


async def test_a_new_passcode_opens_the_same_words_and_the_old_one_does_not(
    folder: Folder, path: Path
) -> None:
    await keep(folder, WORDS)
    log_before = path.read_bytes()[LOG_START:]
    vault = await open_vault(folder, NAME, PASSCODE)
    await vault.change_passcode(PASSCODE, "duck drum cat bee")
    vault.close()

    assert await kept(folder, "duck drum cat bee") == [WORDS]
    with pytest.raises(WrongPasscode):
        await kept(folder, PASSCODE)
    assert path.read_bytes()[LOG_START:] == log_before


async def test_a_second_holder_is_told_so_and_can_open_once_the_first_is_gone(
    folder: Folder,
) -> None:
    await keep(folder, WORDS)
    first = await open_vault(folder, NAME, PASSCODE)

    with pytest.raises(AlreadyOpen):
        await open_vault(folder, NAME, PASSCODE)
    first.close()

    assert await kept(folder) == [WORDS]


async def test_the_start_screen_reads_the_label_without_a_passcode(folder: Folder) -> None:
    await keep(folder)

    assert await list_vaults(folder) == [NAME]
    assert await read_label(folder, NAME) == LABEL


async def test_a_vault_that_is_there_is_never_made_over(folder: Folder) -> None:
    await keep(folder, WORDS)

    with pytest.raises(FileExistsError):
        await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)

    assert await kept(folder) == [WORDS]


async def test_a_vault_whose_making_was_cut_short_has_not_begun_and_is_made_anew(
    folder: Folder, path: Path
) -> None:
    await keep(folder)
    path.write_bytes(path.read_bytes()[: PAGE_BYTES + 100])

    assert not await has_begun(folder, NAME)
    await keep(folder, WORDS)

    assert await has_begun(folder, NAME)
    assert await kept(folder) == [WORDS]


@pytest.mark.parametrize("size", [9, 100, PAGE_BYTES - 1, PAGE_BYTES + 7])
async def test_a_vault_cut_into_its_front_says_so_and_is_left_as_it_is(
    folder: Folder, path: Path, size: int
) -> None:
    await keep(folder, WORDS)
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(Damaged):
        await kept(folder)

    assert path.stat().st_size == size


@pytest.mark.parametrize("front", [b"", b"PK\x03\x04 a zip", b"MYSAYVLT\x02 of the year 2031"])
async def test_a_file_of_another_kind_or_version_is_refused_and_not_touched(
    folder: Folder, path: Path, front: bytes
) -> None:
    await keep(folder, WORDS)
    start = front.ljust(9, b"\0")
    data = start + path.read_bytes()[len(start) :]
    path.write_bytes(data)

    with pytest.raises(NotAVault):
        await kept(folder)

    assert path.read_bytes() == data


async def test_a_flipped_bit_in_one_slot_page_still_opens_by_the_other(
    folder: Folder, path: Path
) -> None:
    await keep(folder, WORDS)
    data = bytearray(path.read_bytes())
    data[PAGE_BYTES + 50] ^= 1
    path.write_bytes(bytes(data))

    assert await kept(folder) == [WORDS]


async def test_damage_in_the_middle_is_reported_and_the_rest_is_read(
    folder: Folder, path: Path
) -> None:
    await keep(folder, "before", "damaged", "after")
    data = bytearray(path.read_bytes())
    size = (len(data) - LOG_START) // 3
    data[LOG_START + size + size // 2] ^= 1
    path.write_bytes(bytes(data))

    vault = await open_vault(folder, NAME, PASSCODE)

    assert [row["words"] for row in vault.db.table("said")] == ["before", "after"]
    assert [problem.kind for problem in vault.problems] == ["damaged"]
    vault.close()


@pytest.mark.parametrize(
    ("found", "planted"),
    [
        (b'"memory_kib":65536', b'"memory_kib":2097152'),
        (b'"passes":3', b'"passes":4000'),
        (b'"lanes":1', b'"lanes":"many"'),
        (b'"slots":[{', b'"slots":7,"x":[{'),
        (b'"salt":"', b'"salt":"zz'),
        (b"{", b"[" * 2000),
    ],
)
async def test_a_slot_nobody_honest_would_write_is_refused_before_any_work(
    folder: Folder, path: Path, found: bytes, planted: bytes
) -> None:
    await keep(folder, WORDS)
    data = path.read_bytes()
    pages = [data[at : at + PAGE_BYTES] for at in range(0, LOG_START, PAGE_BYTES)]
    forged = [pages[0], *(forge(page, found, planted) for page in pages[1:])]
    path.write_bytes(b"".join(forged) + data[LOG_START:])

    with pytest.raises(Damaged):
        await kept(folder)


def forge(page: bytes, found: bytes, planted: bytes) -> bytes:
    """A page with other content and a right checksum, as a hostile writer would make it."""
    length = int.from_bytes(page[9:11], "big")
    body = page[11 : 11 + length].replace(found, planted, 1)
    front = (page[:9] + len(body).to_bytes(2, "big") + body).ljust(PAGE_BYTES - 32, b"\0")
    return front + hashlib.sha256(front).digest()


@pytest.mark.parametrize("operations", range(8))
async def test_power_cuts_while_a_passcode_is_changed_leave_one_that_opens(
    operations: int,
) -> None:
    disk = Disk()
    memory = CrashingFolder(disk)
    vault = await make_vault(memory, NAME, label=LABEL, passcode=PASSCODE)
    vault.db.table("said").insert({"words": WORDS})
    disk._left = operations  # from here on the power is unsteady
    with contextlib.suppress(PowerCut):
        await vault.change_passcode(PASSCODE, "new")
    after = CrashingFolder(disk.lives_on(random.Random(operations)))

    opened = []
    for passcode in (PASSCODE, "new"):
        try:
            again = await open_vault(after, NAME, passcode)
        except WrongPasscode:
            continue
        opened.append([row["words"] for row in again.db.table("said")])
        again.close()

    assert [WORDS] in opened
