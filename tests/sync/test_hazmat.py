"""The one suite, natively, against published vectors; and its errors. tests/browser: the other."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import cryptography_vectors
import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync import _hazmat as hazmat
from sync._hazmat import native, sizes
from sync.errors import Damaged, NotForThisKey

SUITE = {"mode": 0, "kem_id": 32, "kdf_id": 1, "aead_id": 2}
FAST = {"memory_kib": 64, "passes": 1}


@cache
def rfc9180() -> list[dict[str, Any]]:
    """RFC 9180's vectors for our suite, as its authors published them."""
    path = Path(cryptography_vectors.__file__).parent / "HPKE" / "test-vectors.json"
    vectors = json.loads(path.read_text())
    return [v for v in vectors if all(v[name] == value for name, value in SUITE.items())]


def unhex(vector: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def test_rfc9180_has_vectors_for_our_suite() -> None:
    assert len(rfc9180()) >= 1


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
async def test_hpke_open_derives_the_key_and_nonce_of_rfc9180(vector: dict[str, Any]) -> None:
    """Our messages have no aad and the RFC's do, so seal one with the RFC's own key and nonce."""
    private, info, enc, key, nonce = unhex(vector, "skRm", "info", "enc", "key", "base_nonce")
    sealed = enc + hazmat.aead_seal(key, nonce, b"beauty is truth", b"")

    assert await hazmat.hpke_open(private, info, sealed) == b"beauty is truth"


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_the_library_opens_rfc9180s_first_message_itself(vector: dict[str, Any]) -> None:
    """With its aad, which only the library's internal function takes."""
    first = vector["encryptions"][0]
    private, info, enc = unhex(vector, "skRm", "info", "enc")
    ciphertext, aad, plaintext = unhex(first, "ct", "aad", "pt")
    key = X25519PrivateKey.from_private_bytes(private)

    opened = openssl.hpke._decrypt_with_aad(native._SUITE, enc + ciphertext, key, info, aad)

    assert opened == plaintext


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_aead_opens_every_message_of_rfc9180(vector: dict[str, Any]) -> None:
    (key,) = unhex(vector, "key")
    for message in vector["encryptions"]:
        nonce, ciphertext, aad, plaintext = unhex(message, "nonce", "ct", "aad", "pt")
        assert hazmat.aead_open(key, nonce, ciphertext, aad) == plaintext
        assert hazmat.aead_seal(key, nonce, plaintext, aad) == ciphertext


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_x25519_public_keys_are_rfc9180s(vector: dict[str, Any]) -> None:
    for private, public in (("skRm", "pkRm"), ("skEm", "pkEm")):
        secret, expected = unhex(vector, private, public)
        assert hazmat.x25519_public(secret) == expected


def test_hkdf_is_rfc5869s() -> None:
    """RFC 5869, appendix A.1 and A.3 (no salt)."""
    first = hazmat.hkdf_sha256(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42)
    third = hazmat.hkdf_sha256(b"\x0b" * 22, b"", b"", 42)

    assert first.hex().startswith(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    )
    assert third.hex().startswith(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    )


def test_hmac_is_rfc4231s() -> None:
    """RFC 4231, test case 2."""
    mac = hazmat.hmac_sha256(b"Jefe", b"what do ya want for nothing?")
    assert mac.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_ed25519_is_rfc8032s() -> None:
    """RFC 8032, section 7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")

    signature = hazmat.ed25519_sign(seed, b"\x72")

    assert hazmat.ed25519_public(seed) == public
    assert signature.hex().startswith("92a009a9f0d4cab8720e820b5f642540")
    assert hazmat.ed25519_verify(public, signature, b"\x72")


async def test_argon2id_is_version_0x13_of_the_reference_program() -> None:
    """`echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1` of the reference test suite."""
    key = await hazmat.argon2id(b"password", b"somesalt", memory_kib=65536, passes=2)
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@pytest.mark.parametrize(
    ("public", "signature"),
    [(b"", bytes(64)), (bytes(32), b""), (b"\xff" * 32, bytes(64)), (bytes(31), bytes(63))],
)
def test_a_malformed_key_or_signature_does_not_verify(public: bytes, signature: bytes) -> None:
    assert hazmat.ed25519_verify(public, signature, b"m") is False


@given(plaintext=st.binary(max_size=200), aad=st.binary(max_size=40), flip=st.integers(0, 7))
def test_one_changed_bit_of_a_sealed_message_is_damaged(
    plaintext: bytes, aad: bytes, flip: int
) -> None:
    key, nonce = bytes(range(32)), bytes(12)
    sealed = hazmat.aead_seal(key, nonce, plaintext, aad)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes((sealed[at] ^ 1 << flip,)) + sealed[at + 1 :]
        with pytest.raises(Damaged):
            hazmat.aead_open(key, nonce, changed, aad)


@pytest.mark.parametrize("size", [0, 15])
def test_less_than_a_tag_is_damaged(size: int) -> None:
    with pytest.raises(Damaged):
        hazmat.aead_open(bytes(32), bytes(12), bytes(size), b"")


async def test_what_is_sealed_for_one_key_is_not_for_another() -> None:
    mine, other = hazmat.x25519_make_private(), hazmat.x25519_make_private()
    sealed = await hazmat.hpke_seal(hazmat.x25519_public(mine), b"info", b"hello")

    assert await hazmat.hpke_open(mine, b"info", sealed) == b"hello"
    assert len(sealed) == sizes.HPKE_OVERHEAD_BYTES + 5
    with pytest.raises(NotForThisKey):
        await hazmat.hpke_open(other, b"info", sealed)
    with pytest.raises(NotForThisKey):
        await hazmat.hpke_open(mine, b"other info", sealed)


async def test_too_short_to_be_sealed_is_damaged() -> None:
    with pytest.raises(Damaged):
        await hazmat.hpke_open(hazmat.x25519_make_private(), b"", bytes(47))


async def test_a_low_order_point_is_no_key_to_seal_to() -> None:
    with pytest.raises(Damaged):
        await hazmat.hpke_seal(bytes(32), b"", b"hello")


async def test_a_low_order_encapsulated_key_does_not_open() -> None:
    with pytest.raises(NotForThisKey):
        await hazmat.hpke_open(hazmat.x25519_make_private(), b"", bytes(64))


def test_a_value_of_the_wrong_size_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="key is 31 bytes"):
        hazmat.aead_seal(bytes(31), bytes(12), b"", b"")
    with pytest.raises(ValueError, match="nonce is 11 bytes"):
        hazmat.aead_open(bytes(32), bytes(11), bytes(16), b"")
    with pytest.raises(ValueError, match="seed"):
        hazmat.ed25519_sign(bytes(33), b"")
    with pytest.raises(ValueError, match="HKDF"):
        hazmat.hkdf_sha256(b"s", b"", b"", 8161)


@pytest.mark.parametrize(
    ("secret", "salt", "changes"),
    [
        (b"", bytes(16), {}),
        (b"s", bytes(7), {}),
        (b"s", bytes(16), {"passes": 0}),
        (b"s", bytes(16), {"lanes": 0}),
        (b"s", bytes(16), {"memory_kib": 7}),
        (b"s", bytes(16), {"length": 3}),
    ],
)
async def test_argon2id_refuses_what_its_rfc_does(
    secret: bytes, salt: bytes, changes: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="Argon2id"):
        await hazmat.argon2id(secret, salt, **(FAST | changes))


def test_new_keys_are_never_the_same_twice() -> None:
    makers = (hazmat.ed25519_make_seed, hazmat.x25519_make_private)
    made = {make() for make in makers for _ in range(20)}
    assert len(made) == 40
    assert all(len(key) == 32 for key in made)
