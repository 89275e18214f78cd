"""What both back ends offer, as a type: the type checker holds native.py and browser.py to it.

It does no cryptography. There is one suite and no options: whoever wants another algorithm makes a
new version of a format, not a parameter here.
"""

from __future__ import annotations

from typing import Protocol


class Hazmat(Protocol):
    """The one suite: AES-256-GCM, SHA-256, Ed25519, X25519, HPKE base mode of those, Argon2id."""

    def random_bytes(self, n: int) -> bytes:
        """Return n unpredictable bytes from the platform's source."""

    def sha256(self, data: bytes) -> bytes:
        """Return the SHA-256 of data, 32 bytes."""

    def hmac_sha256(self, key: bytes, data: bytes) -> bytes:
        """Return the HMAC-SHA256 (RFC 2104) of data under key, 32 bytes."""

    def hkdf_sha256(self, secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
        """Return length bytes derived by HKDF-SHA256 (RFC 5869); an empty salt is 32 zero bytes.

        Raises:
            ValueError: length outside 1 to 8160.
        """

    def aead_seal(self, key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
        """Seal with AES-256-GCM: the ciphertext with its 16 byte tag at the end.

        Args:
            key: 32 bytes.
            nonce: 12 bytes, never used twice with the same key.
            plaintext: what to hide.
            aad: what to bind without hiding.

        Raises:
            ValueError: a key or nonce of the wrong size.
        """

    def aead_open(self, key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
        """Open what aead_seal made.

        Raises:
            sync.errors.Damaged: the tag does not hold: another key, nonce or aad, or changed bytes.
            ValueError: a key or nonce of the wrong size.
        """

    def ed25519_make_seed(self) -> bytes:
        """Return a new private signing seed, 32 bytes."""

    def ed25519_public(self, seed: bytes) -> bytes:
        """Return the public key of a seed, 32 bytes (RFC 8032)."""

    def ed25519_sign(self, seed: bytes, message: bytes) -> bytes:
        """Return the signature of message, 64 bytes: the same each time (RFC 8032)."""

    def ed25519_verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Tell whether the signature holds. A malformed key or signature is False, not an error."""

    def x25519_make_private(self) -> bytes:
        """Return a new private key to be sealed to, 32 bytes."""

    def x25519_public(self, private: bytes) -> bytes:
        """Return the public key of a private one, 32 bytes (RFC 7748)."""

    async def argon2id(
        self,
        secret: bytes,
        salt: bytes,
        *,
        memory_kib: int = 65536,
        passes: int = 3,
        lanes: int = 1,
        length: int = 32,
    ) -> bytes:
        """Return length bytes derived slowly by Argon2id version 1.3 (RFC 9106).

        The caller sets upper limits before it passes on parameters that came from outside.

        Raises:
            ValueError: an empty secret, or parameters that RFC 9106 does not allow.
        """

    async def hpke_seal(self, public: bytes, info: bytes, plaintext: bytes) -> bytes:
        """Seal to a public key: HPKE base mode, one message, empty aad (RFC 9180, section 6.1).

        Returns:
            enc (32 bytes) followed by the ciphertext with its tag (48 bytes more than plaintext).

        Raises:
            sync.errors.Damaged: 32 bytes that are no usable public key (a low order point).
            ValueError: a key of the wrong size.
        """

    async def hpke_open(self, private: bytes, info: bytes, sealed: bytes) -> bytes:
        """Open what hpke_seal made.

        Raises:
            sync.errors.Damaged: too short to have been sealed at all.
            sync.errors.NotForThisKey: it does not open with this key and info. HPKE itself cannot
                tell another reader's from changed bytes; the caller can, by the reader's key id.
            ValueError: a key of the wrong size.
        """
