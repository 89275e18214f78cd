"""The wire format: one encoding, every limit, and nothing but our errors for any bytes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sync.envelope import (
    CIPHERTEXT_EXTRA_BYTES,
    MAX_ENVELOPE_BYTES,
    MAX_READERS,
    PAD_BYTES,
    Envelope,
    Receipt,
    SealedKey,
)
from sync.errors import Damaged, NewerVersion, TooBig

READER = SealedKey("cd" * 8, bytes(range(80)))
BODY = bytes(CIPHERTEXT_EXTRA_BYTES + PAD_BYTES)
ENVELOPE = Envelope("ab" * 16, "oak-lane", "in.1", "contribution", (READER,), BODY)
WIRE = ENVELOPE.to_bytes()

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
hex_of_16 = st.binary(min_size=16, max_size=16).map(bytes.hex)
key_ids = st.binary(min_size=8, max_size=8).map(bytes.hex)
readers = st.lists(key_ids, min_size=1, max_size=MAX_READERS, unique=True).map(
    lambda ids: tuple(SealedKey(one, bytes(80)) for one in sorted(ids))
)
envelopes = st.builds(
    Envelope,
    id=hex_of_16,
    school=names,
    stream=names,
    purpose=st.sampled_from(["contribution", "record", "reply"]),
    readers=readers,
    ciphertext=st.integers(1, 3).map(lambda n: bytes(CIPHERTEXT_EXTRA_BYTES + n * PAD_BYTES)),
)


def test_the_wire_bytes_are_fixed_for_ever() -> None:
    """Permanent: version 1 is laid out exactly so (PROTOCOL.md, section 2)."""
    assert WIRE[:10] == b"MYSAYENV\x01\x01"
    assert WIRE[10:26] == b"\xab" * 16
    assert WIRE[26:40] == b"\x08oak-lane\x04in.1"
    assert WIRE[40:49] == b"\x01" + b"\xcd" * 8
    assert WIRE[49:129] == READER.sealed
    assert WIRE[129:] == BODY
    assert ENVELOPE.header == WIRE[:129]


@given(envelopes)
def test_what_is_written_is_read(envelope: Envelope) -> None:
    assert Envelope.from_bytes(envelope.to_bytes()) == envelope


@given(at=st.integers(0, len(WIRE) - 1), mask=st.integers(1, 255))
def test_no_two_spellings_are_one_envelope(at: int, mask: int) -> None:
    """A changed byte is an error, or is another envelope that is written just so."""
    changed = WIRE[:at] + bytes((WIRE[at] ^ mask,)) + WIRE[at + 1 :]
    try:
        envelope = Envelope.from_bytes(changed)
    except Damaged:
        return
    assert envelope != ENVELOPE
    assert envelope.to_bytes() == changed


@given(st.binary(max_size=1300))
def test_any_bytes_give_only_our_errors(data: bytes) -> None:
    for wire in (data, WIRE[:9] + data, WIRE[:26] + data, WIRE[:40] + data):
        try:
            assert Envelope.from_bytes(wire).to_bytes() == wire
        except Damaged:
            continue


def test_every_truncation_is_damaged() -> None:
    for length in range(len(WIRE)):
        with pytest.raises(Damaged):
            Envelope.from_bytes(WIRE[:length])


@pytest.mark.parametrize("extra", [1, 16, 1023, 1025])
def test_bytes_after_the_end_are_damaged(extra: int) -> None:
    with pytest.raises(Damaged):
        Envelope.from_bytes(WIRE + bytes(extra))


def test_another_version_says_so() -> None:
    with pytest.raises(NewerVersion):
        Envelope.from_bytes(WIRE[:8] + b"\x02" + WIRE[9:])


@pytest.mark.parametrize("purpose", [0, 4, 255])
def test_a_purpose_that_version_1_does_not_have_is_damaged(purpose: int) -> None:
    with pytest.raises(Damaged, match="purpose"):
        Envelope.from_bytes(WIRE[:9] + bytes((purpose,)) + WIRE[10:])


@pytest.mark.parametrize(
    "change",
    [
        {"id": "ab" * 15},
        {"id": "AB" * 16},
        {"school": ""},
        {"school": "a" * 65},
        {"school": "oak lane"},
        {"school": "oak\n"},
        {"stream": "../x"},
        {"stream": ".."},
        {"stream": "château"},
        {"purpose": "note"},
        {"readers": ()},
        {"readers": (READER, READER)},
        {"readers": (READER, SealedKey("ab" * 8, bytes(80)))},
        {"readers": tuple(SealedKey(f"{n:016x}", bytes(80)) for n in range(17))},
        {"ciphertext": b""},
        {"ciphertext": bytes(48)},
        {"ciphertext": BODY + b"\0"},
    ],
)
def test_a_malformed_envelope_cannot_exist(change: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        replace(ENVELOPE, **change)


@pytest.mark.parametrize(("reader", "size"), [("cd" * 7, 80), ("CD" * 8, 80), ("cd" * 8, 79)])
def test_a_malformed_sealed_key_cannot_exist(reader: str, size: int) -> None:
    with pytest.raises(Damaged):
        SealedKey(reader, bytes(size))


def test_the_largest_envelope_passes_and_the_next_is_too_big() -> None:
    most = (MAX_ENVELOPE_BYTES - 129 - CIPHERTEXT_EXTRA_BYTES) // PAD_BYTES
    largest = replace(ENVELOPE, ciphertext=bytes(CIPHERTEXT_EXTRA_BYTES + most * PAD_BYTES))

    assert Envelope.from_bytes(largest.to_bytes()) == largest
    with pytest.raises(TooBig) as caught:
        replace(largest, ciphertext=largest.ciphertext + bytes(PAD_BYTES))
    assert caught.value.values == {"limit_bytes": MAX_ENVELOPE_BYTES}


def test_too_many_bytes_are_not_looked_at() -> None:
    with pytest.raises(TooBig):
        Envelope.from_bytes(bytes(MAX_ENVELOPE_BYTES + 1))


def test_the_digest_is_of_the_wire_bytes() -> None:
    from hashlib import sha256

    assert ENVELOPE.sha256 == sha256(WIRE).hexdigest()


def test_a_receipt_goes_both_ways_and_needs_a_time_zone() -> None:
    receipt = Receipt(
        envelope=ENVELOPE.id,
        stream=ENVELOPE.stream,
        seq=1,
        sha256=ENVELOPE.sha256,
        received_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    )
    assert Receipt.model_validate_json(receipt.model_dump_json()) == receipt
    with pytest.raises(ValidationError):
        Receipt.model_validate(receipt.model_dump() | {"received_at": "2026-11-02T09:30:00"})


def test_the_wire_format_brings_no_cryptography_and_no_forms() -> None:
    """The hub imports it, and a hub that could open an envelope must not exist."""
    code = (
        "import sys, sync.envelope;"
        "print([m for m in sys.modules if m.split('.')[0] in ('cryptography', 'forms')"
        " or m in ('sync.keys', 'sync.seal', 'sync._hazmat')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert shown.stdout.decode().strip() == "[]"
