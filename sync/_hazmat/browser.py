"""The suite in the browser: the same functions, done by the JavaScript bundle of the page.

The bundle (source: app/web/src/hazmat.js) sets `globalThis.mysay.hazmat` in the worker before
Python starts. This module only carries bytes over and turns the bundle's short error codes into
ours. It holds no JavaScript object between calls, so that it may be part of a memory snapshot.
"""

from __future__ import annotations

from typing import Any

from sync._hazmat import sizes
from sync.errors import Damaged, MySayError, NotForThisKey

# What the bundle throws is Error("<code>"); nothing else of a foreign error is passed on, since a
# library's message might quote what it was given.
_ERRORS: dict[str, type[MySayError]] = {"damaged": Damaged, "not_for_this_key": NotForThisKey}


def _out(value: bytes | int) -> object:
    """Return a JavaScript copy of a value (bytes become a Uint8Array)."""
    from pyodide.ffi import to_js

    return value if isinstance(value, int) else to_js(bytes(value))


def _ours(error: Exception) -> Exception:
    """Return our error for one thrown by the bundle."""
    code = str(error).rpartition(":")[2].strip()
    if code in _ERRORS:
        return _ERRORS[code]("the bundle could not open it")
    return MySayError("the browser's cryptography failed")


def _call(name: str, *arguments: bytes | int) -> Any:  # noqa: ANN401  # JavaScript has no types here
    """Call one function of the bundle and return its JavaScript result."""
    import js
    from pyodide.ffi import JsException

    try:
        return getattr(js.mysay.hazmat, name)(*map(_out, arguments))
    except JsException as error:
        raise _ours(error) from None


def _bytes(name: str, *arguments: bytes | int) -> bytes:
    result: bytes = _call(name, *arguments).to_bytes()
    return result


async def _bytes_later(name: str, *arguments: bytes | int) -> bytes:
    from pyodide.ffi import JsException

    try:
        answer: Any = await _call(name, *arguments)
    except JsException as error:
        raise _ours(error) from None
    result: bytes = answer.to_bytes()
    return result


def random_bytes(n: int) -> bytes:
    """Return n bytes of crypto.getRandomValues, never of a state kept in a memory snapshot."""
    return _bytes("randomBytes", n)


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of data."""
    return _bytes("sha256", data)


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """Return the HMAC-SHA256 of data under key."""
    return _bytes("hmacSha256", key, data)


def hkdf_sha256(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Derive length bytes by HKDF-SHA256."""
    sizes.need_hkdf(length)
    return _bytes("hkdfSha256", secret, salt, info, length)


def aead_seal(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Seal with AES-256-GCM."""
    sizes.need(key, sizes.AEAD_KEY_BYTES, "key")
    sizes.need(nonce, sizes.AEAD_NONCE_BYTES, "nonce")
    return _bytes("aeadSeal", key, nonce, plaintext, aad)


def aead_open(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """Open what aead_seal made, or raise Damaged."""
    sizes.need(key, sizes.AEAD_KEY_BYTES, "key")
    sizes.need(nonce, sizes.AEAD_NONCE_BYTES, "nonce")
    return _bytes("aeadOpen", key, nonce, ciphertext, aad)


def ed25519_make_seed() -> bytes:
    """Return a new private signing seed."""
    return random_bytes(sizes.ED25519_SEED_BYTES)


def ed25519_public(seed: bytes) -> bytes:
    """Return the public key of a seed."""
    sizes.need(seed, sizes.ED25519_SEED_BYTES, "seed")
    return _bytes("ed25519Public", seed)


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    """Return the signature of message."""
    sizes.need(seed, sizes.ED25519_SEED_BYTES, "seed")
    return _bytes("ed25519Sign", seed, message)


def ed25519_verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature holds."""
    return bool(_call("ed25519Verify", public, signature, message))


def x25519_make_private() -> bytes:
    """Return a new private key to be sealed to."""
    return random_bytes(sizes.X25519_KEY_BYTES)


def x25519_public(private: bytes) -> bytes:
    """Return the public key of a private one."""
    sizes.need(private, sizes.X25519_KEY_BYTES, "private key")
    return _bytes("x25519Public", private)


async def argon2id(
    secret: bytes,
    salt: bytes,
    *,
    memory_kib: int = 65536,
    passes: int = 3,
    lanes: int = 1,
    length: int = 32,
) -> bytes:
    """Derive length bytes slowly by Argon2id."""
    sizes.need_argon2(secret, salt, memory_kib, passes, lanes, length)
    return await _bytes_later("argon2id", secret, salt, memory_kib, passes, lanes, length)


async def hpke_seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal to a public key: enc followed by ciphertext."""
    sizes.need(public, sizes.X25519_KEY_BYTES, "public key")
    return await _bytes_later("hpkeSeal", public, info, plaintext)


async def hpke_open(private: bytes, info: bytes, sealed: bytes) -> bytes:
    """Open what hpke_seal made, or raise NotForThisKey or Damaged."""
    sizes.need(private, sizes.X25519_KEY_BYTES, "private key")
    if len(sealed) < sizes.HPKE_OVERHEAD_BYTES:
        raise Damaged("too short to have been sealed")
    return await _bytes_later("hpkeOpen", private, info, sealed)
