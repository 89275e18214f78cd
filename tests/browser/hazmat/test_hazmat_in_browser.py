"""The browser's back end against RFC 9180, the permanent vectors and the native back end."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cryptography_vectors
import pytest
from playwright.sync_api import Page

from sync import _hazmat as native
from sync import keys, seal
from sync.envelope import Envelope
from sync.errors import Damaged, MySayError, NotForThisKey

pytestmark = pytest.mark.browser

Finish = Callable[..., Any]
VECTORS = Path(__file__).parents[2] / "vectors" / "envelope_v1"
KEY, NONCE = bytes(range(32)), bytes(range(12))


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- published vectors ---------------------------------------------------------------------------


def rfc9180() -> list[dict[str, Any]]:
    path = Path(cryptography_vectors.__file__).parent / "HPKE" / "test-vectors.json"
    suite = {"mode": 0, "kem_id": 32, "kdf_id": 1, "aead_id": 2}
    vectors = json.loads(path.read_text())
    return [v for v in vectors if all(v[name] == value for name, value in suite.items())]


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_the_bundle_opens_rfc9180s_first_message(page: Page, vector: dict[str, Any]) -> None:
    first = vector["encryptions"][0]
    fields = (vector["skRm"], vector["info"], vector["enc"], first["ct"], first["aad"])
    inputs = [text(bytes.fromhex(field)) for field in fields]

    opened = page.evaluate("(inputs) => openWithAad(...inputs)", inputs)

    assert base64.b64decode(opened) == bytes.fromhex(first["pt"])


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_hpke_open_derives_rfc9180s_key_and_aead_opens_its_messages(
    there: ModuleType, vector: dict[str, Any], done: Finish
) -> None:
    names = ("skRm", "info", "enc", "key", "base_nonce")
    private, info, enc, key, nonce = (bytes.fromhex(vector[name]) for name in names)
    sealed = enc + native.aead_seal(key, nonce, b"beauty is truth", b"")

    assert done(there.hpke_open(private, info, sealed)) == b"beauty is truth"
    for message in vector["encryptions"][:32]:
        fields = (bytes.fromhex(message[name]) for name in ("nonce", "ct", "aad", "pt"))
        message_nonce, ciphertext, aad, plaintext = fields
        assert there.aead_open(key, message_nonce, ciphertext, aad) == plaintext


# --- the two back ends agree ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 1024, 70_000])
def test_what_one_back_end_seals_the_other_opens(
    there: ModuleType, size: int, here: Finish, done: Finish
) -> None:
    plaintext = native.random_bytes(size)
    private = there.x25519_make_private()
    public = there.x25519_public(private)

    assert native.x25519_public(private) == public
    assert here(
        native.hpke_open(private, b"i", done(there.hpke_seal(public, b"i", plaintext)))
    ) == (plaintext)
    assert done(
        there.hpke_open(private, b"i", here(native.hpke_seal(public, b"i", plaintext)))
    ) == (plaintext)
    assert there.aead_seal(KEY, NONCE, plaintext, b"aad") == native.aead_seal(
        KEY, NONCE, plaintext, b"aad"
    )
    assert (
        there.aead_open(KEY, NONCE, native.aead_seal(KEY, NONCE, plaintext, b""), b"") == plaintext
    )


@pytest.mark.parametrize("size", [0, 1, 64, 1000])
def test_hashes_macs_and_derived_keys_are_equal(there: ModuleType, size: int) -> None:
    data = bytes(range(256)) * 4
    data = data[:size]
    assert there.sha256(data) == native.sha256(data)
    assert there.hmac_sha256(KEY, data) == native.hmac_sha256(KEY, data)
    assert there.hmac_sha256(data, KEY) == native.hmac_sha256(data, KEY)
    for length in (1, 32, 100, 8160):
        derived = there.hkdf_sha256(KEY, b"", data, length)
        assert derived == native.hkdf_sha256(KEY, b"", data, length)
    assert there.hkdf_sha256(KEY, data, b"", 32) == native.hkdf_sha256(KEY, data, b"", 32)


def test_signatures_are_equal_and_hold_in_both(there: ModuleType) -> None:
    seed = there.ed25519_make_seed()
    public = there.ed25519_public(seed)
    signature = there.ed25519_sign(seed, b"message")

    assert native.ed25519_public(seed) == public
    assert native.ed25519_sign(seed, b"message") == signature
    for back_end in (there, native):
        assert back_end.ed25519_verify(public, signature, b"message") is True
        assert back_end.ed25519_verify(public, signature, b"massage") is False
        assert back_end.ed25519_verify(public, bytes(64), b"message") is False
        assert back_end.ed25519_verify(public, signature[:63], b"message") is False
        assert back_end.ed25519_verify(b"", signature, b"message") is False
        assert back_end.ed25519_verify(bytes(32), bytes(64), b"message") is False


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 65536, "passes": 3},
        {"memory_kib": 64, "passes": 1, "length": 64},
        {"memory_kib": 1024, "passes": 2, "lanes": 4},
    ],
)
def test_argon2id_is_equal(
    there: ModuleType, cost: dict[str, int], here: Finish, done: Finish
) -> None:
    secret, salt = "drei Bären".encode(), bytes(16)
    slow = done(there.argon2id(secret, salt, **cost))
    assert slow == here(native.argon2id(secret, salt, **cost))


def test_random_bytes_are_as_many_as_asked_for_and_never_the_same(there: ModuleType) -> None:
    assert len(there.random_bytes(200_000)) == 200_000
    assert there.random_bytes(32) != there.random_bytes(32)
    assert there.random_bytes(70_000)[-32:] != bytes(32)


def test_the_bundles_errors_become_ours(there: ModuleType, done: Finish) -> None:
    private = there.x25519_make_private()
    sealed = native.aead_seal(KEY, NONCE, b"words", b"")
    with pytest.raises(Damaged):
        there.aead_open(KEY, NONCE, sealed[:-1], b"")
    with pytest.raises(Damaged):
        there.aead_open(KEY, NONCE, b"", b"")
    with pytest.raises(Damaged):
        done(there.hpke_seal(bytes(32), b"", b"words"))
    with pytest.raises(NotForThisKey):
        done(there.hpke_open(private, b"", bytes(64)))
    with pytest.raises(Damaged):
        done(there.hpke_open(private, b"", bytes(47)))


def test_an_error_we_did_not_foresee_says_nothing_of_its_cause(there: ModuleType) -> None:
    with pytest.raises(MySayError) as caught:
        there._call("noSuchFunction", b"words")
    assert str(caught.value) == "the browser's cryptography failed"
    assert caught.value.__suppress_context__


# --- permanent vectors, and whole envelopes ------------------------------------------------------


def facts_of(path: Path) -> dict[str, str]:
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    return facts | {"wire": "".join(body.split())}


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_permanent_vector_gives_the_same_in_the_browser(
    there: ModuleType, monkeypatch: pytest.MonkeyPatch, path: Path, done: Finish
) -> None:
    """sync.seal and sync.keys, unchanged, on the browser's back end."""
    monkeypatch.setattr(seal, "hazmat", there)
    monkeypatch.setattr(keys, "hazmat", there)
    facts = facts_of(path)
    expected = facts["said"] if facts["expect"] == "success" else facts["expect"]

    assert outcome(facts, done) == expected


def outcome(facts: dict[str, str], done: Finish) -> str:
    school = keys.SchoolKeys(
        keys.from_text(facts["school-hpke-private"]), keys.from_text(facts["school-signing-seed"])
    )
    secrets = {facts["invitation"]: keys.from_text(facts["invitation-secret"])}
    try:
        envelope = Envelope.from_bytes(keys.from_text(facts["wire"]))
        if facts["purpose"] == "record":
            return keys.to_text(done(seal.open_event(envelope, keys=school)))
        opened = done(seal.open_envelope(envelope, keys=school, invitation_secret=secrets.get))
    except MySayError as error:
        return error.code.replace("_", " ")
    return keys.to_text(opened.contribution.to_bytes())
