"""The only code of My Say that touches cryptography: one suite, two back ends, no options.

It picks the back end of the platform; both are held to protocol.Hazmat. It knows no format and no
meaning of keys: those are in sync.keys, sync.seal and sync.vault, which alone may import this.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if sys.platform == "emscripten":
    from sync._hazmat.browser import (
        aead_open,
        aead_seal,
        argon2id,
        ed25519_make_seed,
        ed25519_public,
        ed25519_sign,
        ed25519_verify,
        hkdf_sha256,
        hmac_sha256,
        hpke_open,
        hpke_seal,
        random_bytes,
        sha256,
        x25519_make_private,
        x25519_public,
    )
else:
    from sync._hazmat.native import (
        aead_open,
        aead_seal,
        argon2id,
        ed25519_make_seed,
        ed25519_public,
        ed25519_sign,
        ed25519_verify,
        hkdf_sha256,
        hmac_sha256,
        hpke_open,
        hpke_seal,
        random_bytes,
        sha256,
        x25519_make_private,
        x25519_public,
    )

if TYPE_CHECKING:
    from sync._hazmat import browser, native
    from sync._hazmat.protocol import Hazmat

    _HELD_TO_THE_PROTOCOL: tuple[Hazmat, Hazmat] = (native, browser)

__all__ = [
    "aead_open",
    "aead_seal",
    "argon2id",
    "ed25519_make_seed",
    "ed25519_public",
    "ed25519_sign",
    "ed25519_verify",
    "hkdf_sha256",
    "hmac_sha256",
    "hpke_open",
    "hpke_seal",
    "random_bytes",
    "sha256",
    "x25519_make_private",
    "x25519_public",
]
