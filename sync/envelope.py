"""The wire format of an envelope, version 1: bytes in, checked value out, and back.

It knows nothing of forms, keys or cryptography, since the hub imports it: it can tell whether bytes
are shaped like an envelope, never what is in one. There is exactly one encoding of an envelope:
`Envelope.from_bytes(b).to_bytes() == b` for every b it accepts. Format: PROTOCOL.md, section 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from sync.errors import Damaged, NewerVersion, TooBig

Purpose = Literal["contribution", "record", "reply"]

MAGIC: Final = b"MYSAYENV"
VERSION: Final = 1
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)  # the wire has the place in this row + 1
ID_BYTES: Final = 16
KEY_ID_BYTES: Final = 8
# An HPKE message that carries a 32 byte content key: 32 enc + 32 + 16 tag.
SEALED_KEY_BYTES: Final = 80
# A SENCO team, a safeguarding lead and a few devices; more would be a mailing list.
MAX_READERS: Final = 16
# A whole form of the longest answers is under 200 KiB; pictures and sound are kept as blobs.
MAX_ENVELOPE_BYTES: Final = 1024 * 1024
PAD_BYTES: Final = 1024
# Before the padded part: key commitment (32). After it: the tag of AES-GCM (16).
CIPHERTEXT_EXTRA_BYTES: Final = 48
# A school or stream is part of a path at the hub, so it is made of characters that need no escape.
NAME_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

_NAME: Final = re.compile(NAME_PATTERN)
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KEY_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class SealedKey:
    """The content key of one envelope, sealed for one reader.

    Attributes:
        reader: the id of the reader's public key, 16 hex digits (sync.keys.key_id).
        sealed: the HPKE message that carries the content key, 80 bytes.
    """

    reader: str
    sealed: bytes

    def __post_init__(self) -> None:
        """Refuse what the wire could not carry.

        Raises:
            Damaged: an id or a size that version 1 does not have.
        """
        if not _KEY_ID.fullmatch(self.reader) or len(self.sealed) != SEALED_KEY_BYTES:
            raise Damaged("a sealed key is malformed")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Something sealed for its readers. A value that exists is well formed.

    Attributes:
        id: 32 hex digits, made by the sender; the same id always has the same bytes.
        school: whose it is.
        stream: where at the hub it belongs.
        purpose: what is inside.
        readers: in order of their key ids, each once.
        ciphertext: key commitment (32 bytes), padded and sealed content (a multiple of 1024), tag.
    """

    id: str
    school: str
    stream: str
    purpose: Purpose
    readers: tuple[SealedKey, ...]
    ciphertext: bytes

    def __post_init__(self) -> None:
        """Refuse what the wire could not carry.

        Raises:
            Damaged: malformed.
            TooBig: larger than MAX_ENVELOPE_BYTES.
        """
        _check_names(self)
        _check_readers(self.readers)
        if len(self.ciphertext) > MAX_ENVELOPE_BYTES - len(self.header):
            raise TooBig(limit_bytes=MAX_ENVELOPE_BYTES)
        sealed_bytes = len(self.ciphertext) - CIPHERTEXT_EXTRA_BYTES
        if sealed_bytes < PAD_BYTES or sealed_bytes % PAD_BYTES:
            raise Damaged("the sealed part is cut short or not padded")

    @property
    def header(self) -> bytes:
        """Everything on the wire before the ciphertext: what the sealed part is bound to."""
        return make_header(self.id, self.school, self.stream, self.purpose, self.readers)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the wire bytes, 64 hex digits: what a receipt confirms."""
        return sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Return the wire bytes."""
        return self.header + self.ciphertext

    @classmethod
    def from_bytes(cls, data: bytes) -> Envelope:
        """Read wire bytes.

        Raises:
            TooBig: longer than MAX_ENVELOPE_BYTES; nothing of it was looked at.
            NewerVersion: a version this code does not know (it is a Damaged, too).
            Damaged: anything else that version 1 does not have.
        """
        if len(data) > MAX_ENVELOPE_BYTES:
            raise TooBig(limit_bytes=MAX_ENVELOPE_BYTES)
        return _read(_Cursor(bytes(data)))


class Receipt(BaseModel):
    """The hub's word that it keeps an envelope.

    Attributes:
        envelope: the envelope's id.
        stream: where it is kept.
        seq: its place there, from 1.
        sha256: of the bytes kept, 64 hex digits, so that the sender can compare.
        received_at: by the hub's clock.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    envelope: str = Field(pattern=r"^[0-9a-f]{32}$")
    stream: str = Field(pattern=rf"^{NAME_PATTERN}$")
    seq: int = Field(ge=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    received_at: AwareDatetime


def make_header(
    envelope_id: str, school: str, stream: str, purpose: Purpose, readers: tuple[SealedKey, ...]
) -> bytes:
    """Return the wire bytes before the ciphertext. The values must be those of an Envelope."""
    return b"".join(
        (
            MAGIC,
            bytes((VERSION, PURPOSES.index(purpose) + 1)),
            bytes.fromhex(envelope_id),
            _short_text(school),
            _short_text(stream),
            bytes((len(readers),)),
            *(bytes.fromhex(key.reader) + key.sealed for key in readers),
        )
    )


def _short_text(text: str) -> bytes:
    return bytes((len(text),)) + text.encode("ascii")


def _check_names(envelope: Envelope) -> None:
    if not _ID.fullmatch(envelope.id) or envelope.purpose not in PURPOSES:
        raise Damaged("the envelope's id or purpose is malformed")
    if not _NAME.fullmatch(envelope.school) or not _NAME.fullmatch(envelope.stream):
        raise Damaged("the envelope's school or stream is malformed")


def _check_readers(readers: tuple[SealedKey, ...]) -> None:
    ids = [key.reader for key in readers]
    if not 1 <= len(ids) <= MAX_READERS or ids != sorted(set(ids)):
        raise Damaged("the readers are missing, too many, doubled or out of order")


class _Cursor:
    """Reads a run of bytes from the front; asking for more than there is raises Damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size_bytes: int) -> bytes:
        piece = self._data[self._at : self._at + size_bytes]
        if len(piece) != size_bytes:
            raise Damaged("the envelope is cut short")
        self._at += size_bytes
        return piece

    def number(self) -> int:
        return self.take(1)[0]

    def text(self) -> str:
        # Any byte is taken here; whether the characters are allowed is for Envelope to say.
        return self.take(self.number()).decode("latin-1")

    def rest(self) -> bytes:
        return self._data[self._at :]


def _read(cursor: _Cursor) -> Envelope:
    if cursor.take(len(MAGIC)) != MAGIC:
        raise Damaged("not an envelope")
    if cursor.number() != VERSION:
        raise NewerVersion("an envelope of another version")
    return Envelope(
        purpose=_read_purpose(cursor.number()),
        id=cursor.take(ID_BYTES).hex(),
        school=cursor.text(),
        stream=cursor.text(),
        readers=tuple(_read_readers(cursor)),
        ciphertext=cursor.rest(),
    )


def _read_purpose(code: int) -> Purpose:
    if not 1 <= code <= len(PURPOSES):
        raise Damaged("a purpose that version 1 does not have")
    return PURPOSES[code - 1]


def _read_readers(cursor: _Cursor) -> Iterator[SealedKey]:
    for _ in range(cursor.number()):
        reader = cursor.take(KEY_ID_BYTES).hex()
        yield SealedKey(reader, cursor.take(SEALED_KEY_BYTES))
