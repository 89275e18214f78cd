"""The sealed log: one record a change, appended and durable before the change is acknowledged.

A record is a frame (mark, length, number, checksum), a random nonce and the sealed change. Its
number and the file's id are bound into the seal, so that a swapped, dropped, replayed or foreign
record is seen. A torn tail is cut: it was never acknowledged. Damage in the middle is stepped over
and reported by position. This module does not know what a change means."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sync import _hazmat as hazmat
from sync.errors import Damaged, NoRoom, TooBig
from sync.vault.files import VaultFile
from sync.vault.header import LOG_START

MARK = b"MySR"
FRAME_BYTES = 20  # mark 4, length of the sealed part 4, number 8, CRC-32 of these 4
NONCE_BYTES = 12
TAG_BYTES = 16
# One change of answers is some hundred bytes; attachments will not go through the log.
MOST_RECORD_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Problem:
    """Something wrong in the log: where, how many bytes, and what kind."""

    position: int
    size_bytes: int
    kind: str


class Log:
    """An open log. Read it once with `replay`, then `append`."""

    def __init__(self, file: VaultFile, file_id: bytes, key: bytes) -> None:
        self._file = file
        self._file_id = file_id
        self._key = key
        self._end = LOG_START
        self._next = 1
        self.problems: list[Problem] = []

    def append(self, change: bytes) -> None:
        """Seal one change and return when it is on the disk.

        Raises:
            NoRoom: the device is full; the log is as it was.
            TooBig: more than one record may hold.
        """
        if len(change) > MOST_RECORD_BYTES:
            raise TooBig(limit_bytes=MOST_RECORD_BYTES)
        record = self._sealed(change)
        try:
            self._file.write_at(self._end, record)
            self._file.flush()
        except NoRoom:
            self._file.truncate(self._end)
            raise
        self._end += len(record)
        self._next += 1

    def replay(self) -> Iterator[bytes]:
        """Every change that can be read, in order; what can not is put into `problems`."""
        data = self._file.read_at(LOG_START, max(0, self._file.size() - LOG_START))
        position = 0
        while position < len(data):
            length = _frame_length(data, position)
            if length is None or position + length > len(data):
                after = self._find_next(data, position + 1)
                if after is None:
                    break
                self._report(position, after - position, "damaged")
                position = after
                continue
            change = self._opened(data, position, length)
            if change is not None:
                yield change
            position += length
        self._finish(data, position)

    def _finish(self, data: bytes, position: int) -> None:
        """Cut a torn tail, which nobody was told was saved."""
        self._end = LOG_START + position
        if position < len(data):
            self._file.truncate(self._end)
            self._file.flush()

    def _opened(self, data: bytes, position: int, length: int) -> bytes | None:
        number = int.from_bytes(data[position + 8 : position + 16], "big")
        sealed = data[position + FRAME_BYTES : position + length]
        try:
            nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            change = hazmat.aead_open(self._key, nonce, ciphertext, self._aad(number))
        except Damaged:
            self._report(position, length, "damaged")
            return None
        if number < self._next:
            self._report(position, length, "replayed")
            return None
        if number > self._next and not self._already_reported(position):
            self._report(position, 0, "missing")
        self._next = number + 1
        return change

    def _sealed(self, change: bytes) -> bytes:
        # A random nonce: after a torn tail the same number may be used again, a nonce never is.
        nonce = hazmat.random_bytes(NONCE_BYTES)
        length = NONCE_BYTES + len(change) + TAG_BYTES
        front = MARK + length.to_bytes(4, "big") + self._next.to_bytes(8, "big")
        frame = front + zlib.crc32(front).to_bytes(4, "big")
        return frame + nonce + hazmat.aead_seal(self._key, nonce, change, self._aad(self._next))

    def _aad(self, number: int) -> bytes:
        return b"mysay vault v1 record|" + self._file_id + number.to_bytes(8, "big")

    def _find_next(self, data: bytes, start: int) -> int | None:
        """The next place where a whole record stands that really is one of ours."""
        position = data.find(MARK, start)
        while position >= 0:
            length = _frame_length(data, position)
            if length is not None and position + length <= len(data):
                return position
            position = data.find(MARK, position + 1)
        return None

    def _report(self, position: int, size_bytes: int, kind: str) -> None:
        self.problems.append(Problem(LOG_START + position, size_bytes, kind))

    def _already_reported(self, position: int) -> bool:
        """Whether the bytes just before were reported: then the gap in numbers is the same
        damage."""
        where = LOG_START + position
        return any(p.position + p.size_bytes == where for p in self.problems if p.size_bytes)


def _frame_length(data: bytes, position: int) -> int | None:
    """How long the record at `position` is with its frame, None where no whole frame stands."""
    frame = data[position : position + FRAME_BYTES]
    if len(frame) < FRAME_BYTES or frame[:4] != MARK:
        return None
    if zlib.crc32(frame[:16]) != int.from_bytes(frame[16:], "big"):
        return None
    length = int.from_bytes(frame[4:8], "big")
    fits = NONCE_BYTES + TAG_BYTES <= length <= NONCE_BYTES + MOST_RECORD_BYTES + TAG_BYTES
    return FRAME_BYTES + length if fits else None
