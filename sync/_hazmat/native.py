"""The suite on pyca/cryptography, for desktops, servers' tools and tests.

It holds no state and knows no format. See protocol.py for the contracts: these functions add
nothing to them. The library's errors become ours here.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync._hazmat import sizes
from sync.errors import Damaged, NotForThisKey

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def random_bytes(n: int) -> bytes:
    """Return n unpredictable bytes from the operating system."""
    return secrets.token_bytes(n)


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of data."""
    return hashlib.sha256(data).digest()


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """Return the HMAC-SHA256 of data under key."""
    return hmac.digest(key, data, "sha256")


def hkdf_sha256(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Derive length bytes by HKDF-SHA256."""
    sizes.need_hkdf(length)
    return HKDF(SHA256(), length=length, salt=salt, info=info).derive(secret)


def aead_seal(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Seal with AES-256-GCM."""
    sizes.need(key, sizes.AEAD_KEY_BYTES, "key")
    sizes.need(nonce, sizes.AEAD_NONCE_BYTES, "nonce")
    return AESGCM(key).encrypt(nonce, plaintext, aad)


def aead_open(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """Open what aead_seal made, or raise Damaged."""
    sizes.need(key, sizes.AEAD_KEY_BYTES, "key")
    sizes.need(nonce, sizes.AEAD_NONCE_BYTES, "nonce")
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        raise Damaged("the sealed bytes do not open") from None


def ed25519_make_seed() -> bytes:
    """Return a new private signing seed."""
    return random_bytes(sizes.ED25519_SEED_BYTES)


def ed25519_public(seed: bytes) -> bytes:
    """Return the public key of a seed."""
    sizes.need(seed, sizes.ED25519_SEED_BYTES, "seed")
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    """Return the signature of message."""
    sizes.need(seed, sizes.ED25519_SEED_BYTES, "seed")
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def ed25519_verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def x25519_make_private() -> bytes:
    """Return a new private key to be sealed to."""
    return random_bytes(sizes.X25519_KEY_BYTES)


def x25519_public(private: bytes) -> bytes:
    """Return the public key of a private one."""
    sizes.need(private, sizes.X25519_KEY_BYTES, "private key")
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


async def argon2id(
    secret: bytes,
    salt: bytes,
    *,
    memory_kib: int = 65536,
    passes: int = 3,
    lanes: int = 1,
    length: int = 32,
) -> bytes:
    """Derive length bytes slowly by Argon2id, in a thread: the screen keeps moving meanwhile."""
    sizes.need_argon2(secret, salt, memory_kib, passes, lanes, length)
    kdf = Argon2id(salt=salt, length=length, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return await asyncio.to_thread(kdf.derive, secret)


async def hpke_seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal to a public key: enc followed by ciphertext."""
    sizes.need(public, sizes.X25519_KEY_BYTES, "public key")
    try:
        return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public), info)
    except ValueError:
        raise Damaged("the public key is not usable") from None


async def hpke_open(private: bytes, info: bytes, sealed: bytes) -> bytes:
    """Open what hpke_seal made, or raise NotForThisKey or Damaged."""
    sizes.need(private, sizes.X25519_KEY_BYTES, "private key")
    if len(sealed) < sizes.HPKE_OVERHEAD_BYTES:
        raise Damaged("too short to have been sealed")
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info)
    except (InvalidTag, ValueError):
        raise NotForThisKey("this key does not open it") from None
