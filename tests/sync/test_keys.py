"""Keys: what is derived is always the same, what is wrapped opens with its passphrase alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import keys
from sync.errors import Damaged, MySayError, NewerVersion, WrongPasscode

PASSPHRASE = "three warm socks"
SECRET = bytes(range(32))
INVITATION = "ab" * 16
# Permanent: the keys 00..1f and 20..3f under "trois cafés au lait". Never make it again.
WRAPPED_ON_DAY_ONE = (
    "TVlTQVlLRVkBAAEAAAMBLcDblGJUqZ3Mm3FXkOxR8SvmgJ2HWxgc6gFcWA_ynLBBLO-UjfRKMNnAARm8kybLph9m"
    "Jm7PoO7Pve5W-ldBiGCvEGEjX7lfIhNzh0pvAPvTcuIw79w-tXzHwWCGDuLPcZbR0SUP3g83jvXtLqnLZlrDBPM"
)


@pytest.fixture(scope="module")
def school() -> keys.SchoolKeys:
    return keys.make_school_keys()


@pytest.fixture
async def wrapped(school: keys.SchoolKeys) -> bytes:
    return await keys.wrap_school_keys(school, PASSPHRASE)


def rechecked(blob: bytes) -> bytes:
    """A changed blob whose damage check was made good again, as someone who means it would."""
    return blob[:-8] + keys._wrap_check(blob[:-8])


def with_header(blob: bytes, *, memory_kib: int = 65536, passes: int = 3, lanes: int = 1) -> bytes:
    cost = memory_kib.to_bytes(4, "big") + bytes((passes, lanes))
    return rechecked(blob[:9] + cost + blob[15:])


def test_made_ids_and_secrets_differ_each_time() -> None:
    assert len({keys.make_id() for _ in range(50)}) == 50
    assert re.fullmatch(r"[0-9a-f]{32}", keys.make_id())
    assert keys.make_secret() != keys.make_secret()


def test_derived_values_are_fixed_for_ever() -> None:
    """Permanent: a changed derivation would lock every device out. Never change these values."""
    binding = keys.derive_device_binding(SECRET, INVITATION, bytes(32))
    token = keys.derive_hub_token(SECRET, INVITATION)

    assert token == "r9eQs5b1CL5Y4v6XEmRJY1cUJcP0lRFSdObDIVDzn5c"
    assert (
        keys.token_hash(token) == "0ff0c43a814caf9a69d44f87c412d3698bb417298a75af0958d1f78661cf21fd"
    )
    assert binding.hex() == "5b3769071db4e5bcc1e65d95084e8879fd2821abc3db8b362abc1f9fb2117c55"
    assert keys.key_id(bytes(32)) == "302f58891b255be1"
    assert keys.fingerprint(bytes(32)) == "54587 31904 67454 94499 73263 33438"


def test_token_and_binding_depend_on_secret_invitation_and_device() -> None:
    other = bytes(32)
    tokens = {
        keys.derive_hub_token(secret, invitation)
        for secret in (SECRET, other)
        for invitation in (INVITATION, "cd" * 16)
    }
    bindings = {
        keys.derive_device_binding(secret, invitation, device)
        for secret in (SECRET, other)
        for invitation in (INVITATION, "cd" * 16)
        for device in (bytes(32), b"\1" * 32)
    }
    assert len(tokens) == 4
    assert len(bindings) == 8


def test_a_fingerprint_is_six_groups_of_five_digits() -> None:
    one, two = (keys.fingerprint(bytes((n,)) * 32) for n in (1, 2))
    assert re.fullmatch(r"\d{5}( \d{5}){5}", one)
    assert one != two


@given(st.binary(max_size=100))
def test_text_and_bytes_go_both_ways(data: bytes) -> None:
    assert keys.from_text(keys.to_text(data)) == data


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "AA\n", "A A", "+/8", "é", "AAAAA"])
def test_text_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        keys.from_text(text)


def test_private_keys_do_not_show_in_a_repr(school: keys.SchoolKeys) -> None:
    shown = repr(school) + repr(keys.make_device_keys())
    assert "seed" not in shown
    assert "private" not in shown


async def test_wrapped_keys_open_with_the_passphrase(
    school: keys.SchoolKeys, wrapped: bytes
) -> None:
    assert await keys.unwrap_school_keys(wrapped, PASSPHRASE) == school
    assert len(wrapped) == keys.WRAPPED_BYTES == 131


async def test_keys_wrapped_on_day_one_open_for_ever() -> None:
    blob = keys.from_text(WRAPPED_ON_DAY_ONE)
    expected = keys.SchoolKeys(bytes(range(32)), bytes(range(32, 64)))
    assert await keys.unwrap_school_keys(blob, "trois cafés au lait") == expected


async def test_wrapping_twice_gives_other_bytes(school: keys.SchoolKeys, wrapped: bytes) -> None:
    assert await keys.wrap_school_keys(school, PASSPHRASE) != wrapped


@pytest.mark.parametrize("wrong", ["three warm sock", "Three warm socks", "", "x" * 500])
async def test_a_wrong_passphrase_is_told_from_damage(wrapped: bytes, wrong: str) -> None:
    with pytest.raises(WrongPasscode) as caught:
        await keys.unwrap_school_keys(wrapped, wrong)
    assert PASSPHRASE not in str(caught.value)


async def test_an_accent_typed_either_way_is_the_same_passphrase(school: keys.SchoolKeys) -> None:
    wrapped = await keys.wrap_school_keys(school, "caf\u00e9 au lait \u00e0 8h")
    assert await keys.unwrap_school_keys(wrapped, "cafe\u0301 au lait a\u0300 8h") == school


async def test_a_short_passphrase_is_refused(school: keys.SchoolKeys) -> None:
    with pytest.raises(ValueError, match="12 characters"):
        await keys.wrap_school_keys(school, "elevenchars")


async def test_every_changed_byte_and_every_cut_is_damage_without_slow_work(
    wrapped: bytes,
) -> None:
    """The passphrase is never tried on damaged bytes: that would take minutes here."""
    changed = [wrapped[:at] + bytes((wrapped[at] ^ 1,)) + wrapped[at + 1 :] for at in range(131)]
    cut = [wrapped[:length] for length in range(131)]
    for blob in (*changed, *cut, wrapped + b"\0"):
        with pytest.raises(Damaged):
            await keys.unwrap_school_keys(blob, PASSPHRASE)


async def test_a_newer_version_says_so(wrapped: bytes) -> None:
    with pytest.raises(NewerVersion):
        await keys.unwrap_school_keys(rechecked(wrapped[:8] + b"\2" + wrapped[9:]), PASSPHRASE)


@pytest.mark.parametrize(
    "hostile",
    [
        lambda blob: with_header(blob, memory_kib=64 * 1024 * 1024),
        lambda blob: with_header(blob, memory_kib=256 * 1024 + 1),
        lambda blob: with_header(blob, memory_kib=1024),
        lambda blob: with_header(blob, passes=255),
        lambda blob: with_header(blob, passes=0),
        lambda blob: with_header(blob, lanes=255),
        lambda blob: with_header(blob, lanes=0),
    ],
)
async def test_a_hostile_header_costs_nothing(
    wrapped: bytes, hostile: Callable[[bytes], bytes]
) -> None:
    start = time.process_time()
    with pytest.raises(Damaged, match="limits"):
        await keys.unwrap_school_keys(hostile(wrapped), PASSPHRASE)
    assert time.process_time() - start < 0.1


async def test_a_header_changed_on_purpose_does_not_open(wrapped: bytes) -> None:
    with pytest.raises(WrongPasscode):
        await keys.unwrap_school_keys(with_header(wrapped, memory_kib=32 * 1024), PASSPHRASE)


@given(st.binary(max_size=200))
async def test_any_bytes_give_only_our_errors(blob: bytes) -> None:
    with pytest.raises(MySayError):
        await keys.unwrap_school_keys(keys.WRAP_MAGIC + blob, PASSPHRASE)
