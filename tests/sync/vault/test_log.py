"""The sealed log: a torn tail goes quietly, damage is reported where it is, nothing foreign is
believed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from crashing_files import CrashingFile, CrashingFolder, Disk

from sync.vault.header import LOG_START
from sync.vault.log import FRAME_BYTES, Log

FILE_ID, KEY = bytes(range(16)), bytes(range(32))
CHANGES = [f"change {number}".encode() * (number + 1) for number in range(5)]


@dataclass
class Kept:
    """The bytes of a log, and where each record begins and ends."""

    data: bytes
    edges: list[int]

    def record(self, number: int) -> bytes:
        """One record's bytes."""
        return self.data[self.edges[number] : self.edges[number + 1]]


def open_log(data: bytes, *, file_id: bytes = FILE_ID, key: bytes = KEY) -> tuple[Log, list[bytes]]:
    """A log over these bytes, and the changes it reads."""
    log = Log(file_with(data), file_id, key)
    return log, list(log.replay())


def file_with(data: bytes) -> CrashingFile:
    """A file whose log is these bytes."""
    file = asyncio.run(CrashingFolder(Disk()).open("a", create=True))
    file.write_at(0, bytes(LOG_START) + data)
    file.flush()
    return file


def make_log(*, file_id: bytes = FILE_ID, key: bytes = KEY) -> Kept:
    """A log with all changes."""
    disk = Disk()
    file = asyncio.run(CrashingFolder(disk).open("a", create=True))
    log = Log(file, file_id, key)
    edges = [0]
    for change in CHANGES:
        log.append(change)
        edges.append(file.size() - LOG_START)
    return Kept(file.read_at(LOG_START, 10**6), edges)


def kinds(log: Log) -> list[tuple[int, str]]:
    """(position in the log, kind) of each problem."""
    return [(problem.position - LOG_START, problem.kind) for problem in log.problems]


def test_what_was_appended_is_read_in_order() -> None:
    log, changes = open_log(make_log().data)

    assert changes == CHANGES
    assert log.problems == []


def test_a_tail_torn_at_any_byte_is_cut_and_everything_before_it_is_there() -> None:
    kept = make_log()

    for end in range(kept.edges[4], kept.edges[5]):
        log, changes = open_log(kept.data[:end])
        log.append(b"and then")

        assert (changes, log.problems) == (CHANGES[:4], []), f"torn at byte {end}"


@pytest.mark.parametrize("number", range(4))
def test_one_flipped_bit_costs_its_record_and_no_other_and_is_reported_there(number: int) -> None:
    kept = make_log()
    others = CHANGES[:number] + CHANGES[number + 1 :]

    for offset in range(kept.edges[number], kept.edges[number + 1]):
        data = bytearray(kept.data)
        data[offset] ^= 1 << (offset % 8)
        log, changes = open_log(bytes(data))

        assert changes == others, f"flipped at byte {offset}"
        assert kinds(log) == [(kept.edges[number], "damaged")]


def test_a_dropped_record_is_reported_where_it_stood() -> None:
    kept = make_log()

    log, changes = open_log(kept.data[: kept.edges[2]] + kept.data[kept.edges[3] :])

    assert changes == CHANGES[:2] + CHANGES[3:]
    assert kinds(log) == [(kept.edges[2], "missing")]


def test_swapped_records_are_reported_and_neither_goes_back_in_time() -> None:
    kept = make_log()

    log, changes = open_log(kept.record(0) + kept.record(2) + kept.record(1) + kept.record(3))

    assert changes == [CHANGES[0], CHANGES[2], CHANGES[3]]
    assert [kind for _, kind in kinds(log)] == ["missing", "replayed"]


def test_a_replayed_record_is_not_applied_again() -> None:
    kept = make_log()

    log, changes = open_log(kept.data + kept.record(1))

    assert changes == CHANGES
    assert kinds(log) == [(kept.edges[5], "replayed")]


@pytest.mark.parametrize("other", ["file", "key"])
def test_a_record_of_another_vault_is_never_believed(other: str) -> None:
    kept = make_log()
    foreign = make_log(
        file_id=bytes(16) if other == "file" else FILE_ID, key=bytes(32) if other == "key" else KEY
    )

    log, changes = open_log(kept.record(0) + foreign.record(1) + kept.record(2))

    assert changes == [CHANGES[0], CHANGES[2]]
    assert (kept.edges[1], "damaged") in kinds(log)


def test_rubbish_between_records_is_stepped_over_and_reported() -> None:
    kept = make_log()
    rubbish = b"MySR" + bytes(range(256))

    log, changes = open_log(kept.record(0) + rubbish + kept.data[kept.edges[1] :])

    assert changes == CHANGES
    assert kinds(log) == [(kept.edges[1], "damaged")]


def test_a_record_that_claims_to_be_huge_takes_nothing_with_it() -> None:
    kept = make_log()
    data = bytearray(kept.data)
    data[kept.edges[1] + 4 : kept.edges[1] + 8] = (2**31).to_bytes(4, "big")

    log, changes = open_log(bytes(data))

    assert changes == CHANGES[:1] + CHANGES[2:]
    assert len(kinds(log)) == 1


@pytest.mark.parametrize("end", [1, FRAME_BYTES, -1])
def test_after_a_torn_tail_the_log_goes_on_and_nothing_of_the_tail_comes_back(end: int) -> None:
    kept = make_log()
    file = file_with(kept.data[: kept.edges[4]] + kept.record(4)[:end])
    log = Log(file, FILE_ID, KEY)
    before = list(log.replay())

    log.append(b"and then")
    again = Log(file, FILE_ID, KEY)

    assert (list(again.replay()), again.problems) == ([*before, b"and then"], [])
    assert b"and then" not in before


def test_a_last_record_with_holes_costs_nothing_that_was_acknowledged_before_or_after() -> None:
    """A disk may keep the end of a write and not its middle: then the length is right."""
    kept = make_log()
    long = Log(file_with(kept.data), FILE_ID, KEY)
    assert list(long.replay()) == CHANGES
    whole = long._sealed(bytes(9000))
    for hole in range(0, len(whole), 512):
        torn = whole[:hole] + bytes(len(whole[hole : hole + 512])) + whole[hole + 512 :]
        file = file_with(kept.data + torn)
        log = Log(file, FILE_ID, KEY)
        assert list(log.replay()) == CHANGES, f"hole at byte {hole}"

        log.append(b"and then")

        assert list(Log(file, FILE_ID, KEY).replay()) == [*CHANGES, b"and then"]


def test_no_word_stands_in_the_log_in_clear() -> None:
    kept = make_log()

    assert b"change" not in kept.data
    assert len(kept.record(0)) > FRAME_BYTES
