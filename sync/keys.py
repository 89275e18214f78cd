"""Keys: make new ones, derive others from a secret, wrap a school's with a passphrase.

`make_` is random and never the same twice; `derive_` gives the same each time. It keeps nothing:
the vault does. Formats: PROTOCOL.md, sections 1 (derivations) and 4 (key wrap).
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sync import _hazmat as hazmat
from sync.errors import Damaged, NewerVersion, WrongPasscode

KEY_BYTES: Final = 32
SECRET_BYTES: Final = 32
# A staff link may be copied from an e-mail and its passphrase guessed at leisure; three ordinary
# words are about this long. A pupil's picture passcode is the vault's matter, not this one's.
MIN_PASSPHRASE_CHARS: Final = 12

WRAP_MAGIC: Final = b"MYSAYKEY"
WRAP_VERSION: Final = 1
WRAP_SALT_BYTES: Final = 16
WRAP_NONCE_BYTES: Final = 12
WRAP_CHECK_BYTES: Final = 8
WRAP_MEMORY_KIB: Final = 64 * 1024
WRAP_PASSES: Final = 3
WRAP_LANES: Final = 1
# What a header from outside may ask of this device: four times what we write ourselves. A browser
# tab on an old tablet has no more memory to give, and nobody waits longer than about ten seconds.
WRAP_MOST_MEMORY_KIB: Final = 256 * 1024
WRAP_MOST_PASSES: Final = 12
WRAP_MOST_LANES: Final = 4
# Less than this was never written by us: a weakened header is refused, not obeyed.
WRAP_LEAST_MEMORY_KIB: Final = 16 * 1024

_WRAP_HEADER_BYTES: Final = 8 + 1 + 4 + 1 + 1 + WRAP_SALT_BYTES + WRAP_NONCE_BYTES
WRAPPED_BYTES: Final = _WRAP_HEADER_BYTES + 2 * KEY_BYTES + 16 + WRAP_CHECK_BYTES

_B64: Final = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class DevicePublic:
    """The public half of a device's keys: 32 bytes each."""

    signing: bytes
    hpke: bytes


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """The private keys of one device: it signs what it sends and opens replies. 32 bytes each."""

    signing_seed: bytes
    hpke_private: bytes

    @property
    def public(self) -> DevicePublic:
        """The public half, derived."""
        return DevicePublic(
            signing=hazmat.ed25519_public(self.signing_seed),
            hpke=hazmat.x25519_public(self.hpke_private),
        )


@dataclass(frozen=True, slots=True)
class SchoolPublic:
    """The public half of a school's keys: what invitations carry. 32 bytes each."""

    hpke: bytes
    signing: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SchoolKeys:
    """The private keys of a school's SENCO team: they open contributions and sign the record."""

    hpke_private: bytes
    signing_seed: bytes

    @property
    def public(self) -> SchoolPublic:
        """The public half, derived."""
        return SchoolPublic(
            hpke=hazmat.x25519_public(self.hpke_private),
            signing=hazmat.ed25519_public(self.signing_seed),
        )


def make_id() -> str:
    """Return a new random id, 32 hex digits."""
    return hazmat.random_bytes(16).hex()


def make_secret() -> bytes:
    """Return a new invitation secret, 32 bytes."""
    return hazmat.random_bytes(SECRET_BYTES)


def make_device_keys() -> DeviceKeys:
    """Return new keys for a device."""
    return DeviceKeys(hazmat.ed25519_make_seed(), hazmat.x25519_make_private())


def make_school_keys() -> SchoolKeys:
    """Return new keys for a school."""
    return SchoolKeys(hazmat.x25519_make_private(), hazmat.ed25519_make_seed())


def to_text(data: bytes) -> str:
    """Return base64url without padding, as links and JSON carry bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """Read what to_text wrote, and only that: no padding, no spaces, no second spelling.

    Raises:
        ValueError: anything to_text would not have written.
    """
    if not _B64.fullmatch(text):
        raise ValueError("not base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None
    if to_text(data) != text:
        raise ValueError("not the one base64url spelling")
    return data


def key_id(public: bytes) -> str:
    """Return the id by which an envelope names a reader's public key, 16 hex digits."""
    return hazmat.sha256(b"My Say key id v1\0" + public)[:8].hex()


def fingerprint(public: bytes) -> str:
    """Return a public key as six groups of five digits, to be read aloud and compared.

    30 digits are 99 bits: nobody can make a second key with the same ones.
    """
    number = int.from_bytes(hazmat.sha256(b"My Say fingerprint v1\0" + public), "big") % 10**30
    digits = f"{number:030d}"
    return " ".join(digits[at : at + 5] for at in range(0, 30, 5))


def derive_hub_token(secret: bytes, invitation_id: str) -> str:
    """Return the bearer token for the hub that an invitation's secret stands for.

    The secret can't be found from it, so a hub that sees the token can't forge the device binding.
    """
    info = b"My Say hub token v1\0" + bytes.fromhex(invitation_id)
    return to_text(hazmat.hkdf_sha256(secret, b"", info, 32))


def token_hash(token: str) -> str:
    """Return what the hub keeps of a bearer token: its SHA-256, 64 hex digits.

    A plain hash is enough, for a token is 256 random bits and cannot be guessed.
    """
    return hazmat.sha256(token.encode("utf-8")).hex()


def derive_device_binding(secret: bytes, invitation_id: str, device_signing_public: bytes) -> bytes:
    """Return the proof that whoever has this signing key held this invitation, 32 bytes.

    It goes inside the sealed part, so only the desk sees it. It says nothing about the pupil: the
    desk compares a contribution with the invitation it made.
    """
    key = hazmat.hkdf_sha256(secret, b"", b"My Say device binding v1", 32)
    return hazmat.hmac_sha256(key, bytes.fromhex(invitation_id) + device_signing_public)


def passphrase_bytes(passphrase: str) -> bytes:
    """Return the bytes of a passphrase, the same from every keyboard: NFC, UTF-8 (RFC 8265)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8")


async def wrap_school_keys(keys: SchoolKeys, passphrase: str) -> bytes:
    """Return a school's keys under a passphrase: 131 bytes that a staff link may carry.

    Raises:
        ValueError: a passphrase shorter than MIN_PASSPHRASE_CHARS; the screen checks it first.
    """
    if len(passphrase) < MIN_PASSPHRASE_CHARS:
        raise ValueError(f"a passphrase needs {MIN_PASSPHRASE_CHARS} characters")
    nonce = hazmat.random_bytes(WRAP_NONCE_BYTES)
    header = _wrap_header(hazmat.random_bytes(WRAP_SALT_BYTES), nonce)
    key = await _wrap_key(header, passphrase)
    sealed = hazmat.aead_seal(key, nonce, keys.hpke_private + keys.signing_seed, header)
    return header + sealed + _wrap_check(header + sealed)


async def unwrap_school_keys(blob: bytes, passphrase: str) -> SchoolKeys:
    """Open what wrap_school_keys made.

    Raises:
        Damaged: not the bytes that were written, found before the passphrase is tried.
        NewerVersion: a version this code does not know (it is a Damaged, too).
        WrongPasscode: whole, but this passphrase does not open it.
    """
    header = _checked_wrap_header(blob)
    if not passphrase:
        raise WrongPasscode
    key = await _wrap_key(header, passphrase)
    sealed = blob[len(header) : -WRAP_CHECK_BYTES]
    try:
        plain = hazmat.aead_open(key, header[-WRAP_NONCE_BYTES:], sealed, header)
    except Damaged:
        raise WrongPasscode from None
    return SchoolKeys(hpke_private=plain[:KEY_BYTES], signing_seed=plain[KEY_BYTES:])


def _wrap_header(salt: bytes, nonce: bytes) -> bytes:
    cost = WRAP_MEMORY_KIB.to_bytes(4, "big") + bytes((WRAP_PASSES, WRAP_LANES))
    return WRAP_MAGIC + bytes((WRAP_VERSION,)) + cost + salt + nonce


def _wrap_cost(header: bytes) -> tuple[int, int, int]:
    return int.from_bytes(header[9:13], "big"), header[13], header[14]


async def _wrap_key(header: bytes, passphrase: str) -> bytes:
    memory_kib, passes, lanes = _wrap_cost(header)
    salt = header[15 : 15 + WRAP_SALT_BYTES]
    secret = passphrase_bytes(passphrase)
    return await hazmat.argon2id(secret, salt, memory_kib=memory_kib, passes=passes, lanes=lanes)


def _wrap_check(data: bytes) -> bytes:
    """Tells damage from a wrong passphrase. No protection against intent; the tag is that."""
    return hazmat.sha256(b"My Say key wrap check v1\0" + data)[:WRAP_CHECK_BYTES]


def _checked_wrap_header(blob: bytes) -> bytes:
    if not blob.startswith(WRAP_MAGIC):
        raise Damaged("not wrapped keys")
    if len(blob) > 8 and blob[8] != WRAP_VERSION:
        raise NewerVersion("wrapped keys of another version")
    if len(blob) != WRAPPED_BYTES or _wrap_check(blob[:-8]) != blob[-8:]:
        raise Damaged("the wrapped keys were changed or cut short")
    header = blob[:_WRAP_HEADER_BYTES]
    memory_kib, passes, lanes = _wrap_cost(header)
    if not WRAP_LEAST_MEMORY_KIB <= memory_kib <= WRAP_MOST_MEMORY_KIB:
        raise Damaged("the wrapped keys ask for an amount of memory outside the limits")
    if not 1 <= passes <= WRAP_MOST_PASSES or not 1 <= lanes <= WRAP_MOST_LANES:
        raise Damaged("the wrapped keys ask for an amount of work outside the limits")
    return header
