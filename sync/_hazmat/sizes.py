"""The sizes of the one suite, in bytes, and the check both back ends make before a call.

It does not compute anything: it keeps a mistake in our own code from reaching a library that might
take it another way in the browser than on a desktop.
"""

from __future__ import annotations

from typing import Final

AEAD_KEY_BYTES: Final = 32
AEAD_NONCE_BYTES: Final = 12
AEAD_TAG_BYTES: Final = 16
ED25519_SEED_BYTES: Final = 32
ED25519_PUBLIC_BYTES: Final = 32
ED25519_SIGNATURE_BYTES: Final = 64
X25519_KEY_BYTES: Final = 32
HPKE_ENC_BYTES: Final = 32
HPKE_OVERHEAD_BYTES: Final = HPKE_ENC_BYTES + AEAD_TAG_BYTES
HASH_BYTES: Final = 32
HKDF_MOST_BYTES: Final = 255 * HASH_BYTES  # RFC 5869, section 2.3
ARGON2_LEAST_SALT_BYTES: Final = 8  # RFC 9106, section 3.1


def need(value: bytes, size_bytes: int, what: str) -> None:
    """Refuse a value of the wrong size.

    Raises:
        ValueError: our own code passed it; it says the sizes and never the value.
    """
    if len(value) != size_bytes:
        raise ValueError(f"{what} is {len(value)} bytes and must be {size_bytes}")


def need_argon2(
    secret: bytes, salt: bytes, memory_kib: int, passes: int, lanes: int, length: int
) -> None:
    """Refuse Argon2id parameters that RFC 9106 does not allow (section 3.1), and an empty secret.

    An empty secret is allowed there but not by the browser's library, and is never meant.

    Raises:
        ValueError: our own code passed them unchecked.
    """
    if not secret:
        raise ValueError("Argon2id of an empty secret")
    if len(salt) < ARGON2_LEAST_SALT_BYTES or passes < 1 or lanes < 1 or length < 4:
        raise ValueError("Argon2id parameters out of range")
    if memory_kib < 8 * lanes:
        raise ValueError("Argon2id needs at least 8 KiB of memory for each lane")


def need_hkdf(length: int) -> None:
    """Refuse a length that HKDF-SHA256 cannot give.

    Raises:
        ValueError: outside 1 to 8160 bytes.
    """
    if not 1 <= length <= HKDF_MOST_BYTES:
        raise ValueError(f"HKDF-SHA256 gives 1 to {HKDF_MOST_BYTES} bytes, not {length}")
