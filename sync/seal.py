"""Seal a contribution or a record event for the school, and open it again.

This is the one place that joins what was said, the keys and the wire format. It decides nothing:
whether a contribution belongs to the pupil and role of its invitation is for the desk to compare,
which made the invitation. It stores and sends nothing. Format: PROTOCOL.md, section 2.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from forms.contribution import Contribution
from sync import _hazmat as hazmat
from sync.envelope import (
    CIPHERTEXT_EXTRA_BYTES,
    MAX_ENVELOPE_BYTES,
    PAD_BYTES,
    Envelope,
    Purpose,
    SealedKey,
    make_header,
)
from sync.errors import Damaged, NotForThisKey, TooBig, WrongSchool, WrongSender
from sync.invitation import Invitation
from sync.keys import (
    DeviceKeys,
    SchoolKeys,
    derive_device_binding,
    from_text,
    key_id,
    make_id,
)

# A content key seals one message and is never used again, so its nonce may be fixed (as in age).
_NONCE: Final = bytes(12)
_KEY_BYTES: Final = 32
_COMMITMENT_BYTES: Final = 32
_LENGTH_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
_SIGNED: Final = b"My Say envelope v1 signature\0"
_CONTENT: Final = b"My Say envelope v1 content\0"
_INFO: Final = "My Say envelope v1"


@dataclass(frozen=True, slots=True)
class Opened:
    """A contribution that was opened, and who is known to have sent it.

    Attributes:
        contribution: what was said.
        device_signing: the public signing key of the device that sealed it, 32 bytes.
        binding: the proof that this device held the invitation; it was checked.
        envelope_id: the envelope it came in.
    """

    contribution: Contribution
    device_signing: bytes
    binding: bytes
    envelope_id: str


@dataclass(frozen=True, slots=True)
class _Address:
    """Where an envelope belongs: what its content key is bound to."""

    id: str
    school: str
    stream: str
    purpose: Purpose

    @property
    def info(self) -> bytes:
        """HPKE's info. None of the parts can hold a `|`, so no two addresses give the same."""
        return "|".join((_INFO, self.school, self.stream, self.id, self.purpose)).encode("ascii")


@dataclass(frozen=True, slots=True)
class _Proof:
    """Who seals a contribution, as the sealed part carries it: 80 bytes before the signature."""

    device_signing: bytes
    invitation: str
    binding: bytes

    SIZE_BYTES = 32 + 16 + 32

    def to_bytes(self) -> bytes:
        return self.device_signing + bytes.fromhex(self.invitation) + self.binding

    @classmethod
    def from_bytes(cls, data: bytes) -> _Proof:
        return cls(data[:32], data[32:48].hex(), data[48:])


async def seal(
    contribution: Contribution,
    *,
    invitation: Invitation,
    device: DeviceKeys,
    envelope_id: str | None = None,
) -> Envelope:
    """Sign a contribution with the device's key and seal it for the invitation's school.

    Args:
        contribution: what was said, under this invitation.
        invitation: whose school, stream and secret are used.
        device: the keys of this device.
        envelope_id: 32 hex digits; None makes one. Sealing twice under one id makes other bytes,
            which the hub refuses: keep the envelope, do not make it again.

    Raises:
        WrongSchool: the contribution names another school than the invitation.
        WrongSender: the contribution names another invitation or pupil.
        TooBig: more than an envelope may carry.
        Damaged: the invitation's key is not a usable one.
    """
    if contribution.school != invitation.school:
        raise WrongSchool("the contribution is for another school")
    if (contribution.invitation, contribution.pupil) != (invitation.id, invitation.pupil):
        raise WrongSender("the contribution was made under another invitation")
    address = _Address(
        envelope_id or make_id(), invitation.school, invitation.stream, "contribution"
    )
    signing = device.public.signing
    binding = derive_device_binding(invitation.secret_bytes, invitation.id, signing)
    said = _Proof(signing, invitation.id, binding).to_bytes(), contribution.to_bytes()
    return await _seal(address, from_text(invitation.school_hpke), device.signing_seed, *said)


async def open_envelope(
    envelope: Envelope,
    *,
    keys: SchoolKeys,
    invitation_secret: Callable[[str], bytes | None],
    school: str | None = None,
    stream: str | None = None,
) -> Opened:
    """Open a contribution and make sure who sent it.

    The caller still compares `contribution.pupil` and `.contributor.role` with the invitation it
    made under `contribution.invitation`: an invitation is a right to speak about one pupil.

    Args:
        envelope: as it came from the hub or a file.
        keys: the school's.
        invitation_secret: gives the secret of an invitation of this school by its id, None if it
            never made one.
        school: the school this desk works for; None leaves it unchecked.
        stream: the stream it was pulled from; None leaves it unchecked.

    Raises:
        WrongSchool: it is, or what is inside says it is, another school's.
        NotForThisKey: sealed for other readers.
        Damaged: changed, moved from another stream or id, or not a contribution.
        WrongSender: the signature or the proof of the invitation does not hold.
    """
    _expect(envelope, "contribution", school, stream)
    inner = await _unseal(envelope, keys)
    proof, signature, said = _split(inner, _Proof.SIZE_BYTES)
    sender = _Proof.from_bytes(proof)
    _verify(sender.device_signing, signature, envelope.header, proof + said)
    _verify_binding(sender, invitation_secret(sender.invitation))
    contribution = _read(said)
    if contribution.school != envelope.school:
        raise WrongSchool("the contribution inside is for another school")
    if contribution.invitation != sender.invitation:
        raise WrongSender("the contribution inside names another invitation")
    return Opened(contribution, sender.device_signing, sender.binding, envelope.id)


async def seal_event(
    event: bytes, *, keys: SchoolKeys, school: str, record_stream: str
) -> Envelope:
    """Sign a record event with the school's key and seal it for the school's own desks.

    Raises:
        TooBig: more than an envelope may carry.
    """
    address = _Address(make_id(), school, record_stream, "record")
    return await _seal(address, keys.public.hpke, keys.signing_seed, b"", event)


async def open_event(
    envelope: Envelope,
    *,
    keys: SchoolKeys,
    school: str | None = None,
    stream: str | None = None,
) -> bytes:
    """Open a record event and make sure that a desk with the school's keys wrote it.

    Raises:
        WrongSchool: it is another school's (only when `school` is given).
        NotForThisKey: sealed for other readers.
        Damaged: changed, moved from another stream or id, or not a record event.
        WrongSender: not signed with the school's key; anyone can seal to a public key.
    """
    _expect(envelope, "record", school, stream)
    _, signature, event = _split(await _unseal(envelope, keys), 0)
    _verify(keys.public.signing, signature, envelope.header, event)
    return event


async def _seal(
    address: _Address, reader: bytes, signing_seed: bytes, proof: bytes, said: bytes
) -> Envelope:
    content_key = hazmat.random_bytes(_KEY_BYTES)
    sealed_key = await hazmat.hpke_seal(reader, address.info, content_key)
    readers = (SealedKey(key_id(reader), sealed_key),)
    header = make_header(address.id, address.school, address.stream, address.purpose, readers)
    signature = hazmat.ed25519_sign(signing_seed, _signed(header, proof + said))
    padded = _pad(proof + signature + said, MAX_ENVELOPE_BYTES - len(header))
    key, commitment = _derive(content_key, address.info)
    ciphertext = commitment + hazmat.aead_seal(key, _NONCE, padded, header)
    return Envelope(
        address.id, address.school, address.stream, address.purpose, readers, ciphertext
    )


async def _unseal(envelope: Envelope, keys: SchoolKeys) -> bytes:
    info = _Address(envelope.id, envelope.school, envelope.stream, envelope.purpose).info
    content_key = await _content_key(envelope, keys, info)
    key, commitment = _derive(content_key, info)
    if not hmac.compare_digest(commitment, envelope.ciphertext[:_COMMITMENT_BYTES]):
        raise Damaged("the envelope does not hold to its key")
    sealed = envelope.ciphertext[_COMMITMENT_BYTES:]
    return _unpad(hazmat.aead_open(key, _NONCE, sealed, envelope.header))


async def _content_key(envelope: Envelope, keys: SchoolKeys, info: bytes) -> bytes:
    mine = key_id(keys.public.hpke)
    sealed = next((key.sealed for key in envelope.readers if key.reader == mine), None)
    if sealed is None:
        raise NotForThisKey("sealed for other readers")
    try:
        return await hazmat.hpke_open(keys.hpke_private, info, sealed)
    except NotForThisKey:
        # Our own key is named and yet does not open it: changed, or moved to another place.
        raise Damaged("the envelope was changed, or belongs elsewhere") from None


def _derive(content_key: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Return the AES key and the commitment to it.

    AES-GCM alone lets a malicious sender make one ciphertext that opens to different words under
    different keys; with the commitment all readers see the same.
    """
    both = hazmat.hkdf_sha256(content_key, b"", _CONTENT + info, _KEY_BYTES + _COMMITMENT_BYTES)
    return both[:_KEY_BYTES], both[_KEY_BYTES:]


def _signed(header: bytes, said: bytes) -> bytes:
    """What a signature is over. The header names the readers, so nobody can forward it as sent."""
    return _SIGNED + hazmat.sha256(header) + hazmat.sha256(said)


def _verify(public: bytes, signature: bytes, header: bytes, said: bytes) -> None:
    if not hazmat.ed25519_verify(public, signature, _signed(header, said)):
        raise WrongSender("the signature does not hold")


def _verify_binding(sender: _Proof, secret: bytes | None) -> None:
    if secret is None:
        raise WrongSender("no such invitation was made here")
    expected = derive_device_binding(secret, sender.invitation, sender.device_signing)
    if not hmac.compare_digest(expected, sender.binding):
        raise WrongSender("the device did not hold the invitation")


def _expect(envelope: Envelope, purpose: Purpose, school: str | None, stream: str | None) -> None:
    if school is not None and envelope.school != school:
        raise WrongSchool("an envelope of another school")
    if envelope.purpose != purpose or stream not in (None, envelope.stream):
        raise Damaged("the envelope belongs elsewhere")


def _split(inner: bytes, proof_bytes: int) -> tuple[bytes, bytes, bytes]:
    start = proof_bytes + _SIGNATURE_BYTES
    if len(inner) < start:
        raise Damaged("the sealed part is too short")
    return inner[:proof_bytes], inner[proof_bytes:start], inner[start:]


def _read(said: bytes) -> Contribution:
    try:
        return Contribution.from_bytes(said)
    except ValueError:
        # Well signed and yet unreadable. The cause is not passed on: it would quote the answers.
        raise Damaged("what is inside is not a contribution") from None


def _pad(inner: bytes, most_bytes: int) -> bytes:
    """Return length, bytes and zeros up to the next 1 KiB, so that sizes tell little."""
    size_bytes = -(-(_LENGTH_BYTES + len(inner)) // PAD_BYTES) * PAD_BYTES
    if size_bytes + CIPHERTEXT_EXTRA_BYTES > most_bytes:
        raise TooBig(limit_bytes=MAX_ENVELOPE_BYTES)
    return (len(inner).to_bytes(_LENGTH_BYTES, "big") + inner).ljust(size_bytes, b"\0")


def _unpad(padded: bytes) -> bytes:
    """Return the bytes that _pad was given, if it made exactly these."""
    size_bytes = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    inner = padded[_LENGTH_BYTES : _LENGTH_BYTES + size_bytes]
    if len(inner) != size_bytes or _pad(inner, MAX_ENVELOPE_BYTES) != padded:
        raise Damaged("the padding is not ours")
    return inner
