"""The front of a vault: nothing a hostile page says is believed unchecked, and no power cut while a
vault is made, opened or opened wrongly leaves one that can not be opened or made."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from crashing_files import CrashingFile, CrashingFolder, Disk, PowerCut

from sync.errors import Damaged, WrongPasscode
from sync.vault import VaultLabel, has_begun, make_vault, open_vault
from sync.vault.header import (
    LOG_START,
    MAGIC,
    PAGE_BYTES,
    SLOT_PAGES,
    Slot,
    Slots,
    _page,
    read_slots,
    write_slots,
)

LABEL = VaultLabel(kind="pupil", picture="school", initials="A")
NAME, PASSCODE = "amina", "cat boat apple bell"
SLOT = Slot("passcode", "00" * 16, 65536, 3, 1, "00" * 12, "00" * 48)
SEEDS = [int(os.environ["MYSAY_SEED"])] if "MYSAY_SEED" in os.environ else range(150)
WHOLE = {
    "number": 1,
    "wrong_tries": 0,
    "last_try_s": 0,
    "slots": [dict(vars(SLOT))],
}


def front(*pages: bytes) -> CrashingFile:
    """A file whose slots pages are these, the even one first."""
    disk = Disk()
    file = asyncio.run(CrashingFolder(disk).open("a", create=True))
    file.write_at(0, bytes(PAGE_BYTES) + b"".join(pages))
    file.flush()
    return file


def test_a_whole_page_is_read() -> None:
    assert read_slots(front(bytes(PAGE_BYTES), _page(b"\0", WHOLE))) == Slots(1, (SLOT,))


@pytest.mark.parametrize(
    "planted",
    [
        {"number": "7"},
        {"number": None},
        {"number": -1},
        {"number": 1.5},
        {"wrong_tries": "none"},
        {"wrong_tries": -4},
        {"wrong_tries": True},
        {"last_try_s": "yesterday"},
        {"last_try_s": 1e300},
        {"slots": None},
        {"slots": [[]]},
        {"slots": []},
        {"more": 1},
        {"slots": [{**vars(SLOT), "memory_kib": 2**21}]},
        {"slots": [{**vars(SLOT), "memory_kib": 65536.5}]},
        {"slots": [{**vars(SLOT), "memory_kib": 8, "lanes": 8}]},
        {"slots": [{**vars(SLOT), "passes": 0}]},
        {"slots": [{**vars(SLOT), "passes": 4000}]},
        {"slots": [{**vars(SLOT), "lanes": "many"}]},
        {"slots": [{**vars(SLOT), "salt": "00"}]},
        {"slots": [{**vars(SLOT), "nonce": 12}]},
        {"slots": [{**vars(SLOT), "wrapped": "zz"}]},
    ],
    ids=lambda planted: str(planted)[:60],
)
def test_a_page_nobody_honest_would_write_is_damage_and_the_other_page_counts(
    planted: dict[str, Any],
) -> None:
    hostile = _page(b"\0", {**WHOLE, **planted})

    with pytest.raises(Damaged):
        read_slots(front(hostile, hostile))
    assert read_slots(front(hostile, _page(b"\0", WHOLE))) == Slots(1, (SLOT,))


@pytest.mark.parametrize("content", [[], 7, None, "text", {}])
def test_a_page_that_holds_something_else_is_damage(content: Any) -> None:
    page = _page(b"\0", content)

    with pytest.raises(Damaged):
        read_slots(front(page, page))


def test_a_page_whose_length_goes_beyond_it_is_damage() -> None:
    with pytest.raises(Damaged):
        read_slots(front(MAGIC + b"\0\xff\xff" + bytes(PAGE_BYTES)))


def test_one_flipped_bit_anywhere_in_the_newest_page_leaves_the_older_one() -> None:
    older, newer = Slots(1, (SLOT,)), Slots(2, (SLOT,), wrong_tries=3)
    file = front()
    write_slots(file, older)
    write_slots(file, newer)
    page = file.read_at(SLOT_PAGES[0], PAGE_BYTES)

    for offset in range(0, PAGE_BYTES, 7):
        flipped = bytearray(page)
        flipped[offset] ^= 1 << (offset % 8)
        file.write_at(SLOT_PAGES[0], bytes(flipped))
        file.flush()

        assert read_slots(file) == older, f"flipped at byte {offset}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_count_of_wrong_tries_survives_a_power_cut_at_any_operation(seed: int) -> None:
    chance = random.Random(seed)
    disk = Disk()
    file = asyncio.run(CrashingFolder(disk).open("a", create=True))
    file.write_at(0, bytes(LOG_START))
    counted = Slots(1, (SLOT,))
    write_slots(file, counted)
    disk.cut_after(chance.randrange(12))
    following = counted
    try:
        for _ in range(6):
            following = replace(
                counted, number=counted.number + 1, wrong_tries=counted.wrong_tries + 1
            )
            write_slots(file, following)
            counted = following
    except PowerCut:
        pass

    after = asyncio.run(CrashingFolder(disk.lives_on(chance)).open("a"))

    assert read_slots(after) in (counted, following), f"replay with MYSAY_SEED={seed}"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("operations", range(5))
async def test_a_power_cut_while_a_vault_is_made_leaves_one_that_opens_or_can_be_made(
    operations: int, seed: int
) -> None:
    disk = Disk(operations=operations)
    with contextlib.suppress(PowerCut):
        await make_vault(CrashingFolder(disk), NAME, label=LABEL, passcode=PASSCODE)
    folder = CrashingFolder(disk.lives_on(random.Random(seed)))

    if not await has_begun(folder, NAME):
        (await make_vault(folder, NAME, label=LABEL, passcode=PASSCODE)).close()
    vault = await open_vault(folder, NAME, PASSCODE)

    assert vault.problems == ()
    vault.close()


@pytest.mark.parametrize("passcode", [PASSCODE, "another"])
@pytest.mark.parametrize("operations", range(4))
async def test_a_power_cut_while_a_vault_is_opened_takes_nothing_from_it(
    operations: int, passcode: str
) -> None:
    disk = Disk()
    vault = await make_vault(CrashingFolder(disk), NAME, label=LABEL, passcode=PASSCODE)
    vault.db.table("said").insert({"words": "said"})
    vault.close()
    disk.cut_after(operations)
    with contextlib.suppress(PowerCut, WrongPasscode):
        await open_vault(CrashingFolder(disk), NAME, passcode)

    after = CrashingFolder(disk.lives_on(random.Random(operations)))
    vault = await open_vault(after, NAME, PASSCODE)

    assert [row["words"] for row in vault.db.table("said")] == ["said"]
    assert vault.problems == ()


async def test_a_passphrase_is_the_same_however_the_keyboard_composes_its_letters() -> None:
    """A laptop's é may be one character or two; keys.py takes both for one (PROTOCOL.md, 4)."""
    folder = CrashingFolder(Disk())
    composed, apart = (unicodedata.normalize(form, "Zoë's café") for form in ("NFC", "NFD"))
    assert composed != apart
    (await make_vault(folder, NAME, label=LABEL, passcode=apart)).close()

    for passcode in (composed, apart):
        (await open_vault(folder, NAME, passcode)).close()
