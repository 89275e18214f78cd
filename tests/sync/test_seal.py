"""Sealed for the school, signed by the device, bound to its place: and every way that can fail."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.contribution import Contribution
from sync import keys, seal
from sync.envelope import CIPHERTEXT_EXTRA_BYTES, MAX_ENVELOPE_BYTES, PAD_BYTES, Envelope
from sync.errors import Damaged, MySayError, NotForThisKey, TooBig, WrongSchool, WrongSender
from sync.invitation import Invitation

VECTORS = Path(__file__).parents[1] / "vectors"
WORDS = "Trains. And the sea, when it is loud."
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def load_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maker", VECTORS / "envelope_v1_make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["maker"] = module
    spec.loader.exec_module(module)
    return module


maker = load_maker()
SCHOOL = keys.SchoolKeys(maker.RIGHT.school_private, maker.RIGHT.school_seed)
DEVICE = keys.DeviceKeys(maker.RIGHT.device_seed, bytes(32))
SECRETS = {maker.RIGHT.invitation: maker.RIGHT.invitation_secret}
INVITATION = Invitation(
    id=maker.RIGHT.invitation,
    secret=keys.to_text(maker.RIGHT.invitation_secret),
    school="oak-lane",
    school_name="Oak Lane School",
    senco="Mrs Okafor",
    school_hpke=keys.to_text(SCHOOL.public.hpke),
    school_signing=keys.to_text(SCHOOL.public.signing),
    role="pupil",
    pupil="9a" * 16,
    pupil_name="Zoë",
    forms=("about-me",),
    register="symbol",
    stream="in",
)


def contribution(**changes: Any) -> Contribution:
    said = Contribution.from_bytes(maker.contribution())
    return said.model_copy(update=changes)


async def sealed(**changes: Any) -> Envelope:
    return await seal.seal(contribution(**changes), invitation=INVITATION, device=DEVICE)


async def opened(envelope: Envelope, **expected: str) -> seal.Opened:
    return await seal.open_envelope(
        envelope, keys=SCHOOL, invitation_secret=SECRETS.get, **expected
    )


async def built(**changes: Any) -> Envelope:
    """An envelope made by hand, one part of it not as it should be."""
    return Envelope.from_bytes(await maker.build(replace(maker.RIGHT, **changes)))


# --- the way of one contribution ------------------------------------------------------------------


async def test_the_school_opens_what_the_device_sealed_word_for_word() -> None:
    envelope = await sealed()
    wire = envelope.to_bytes()

    got = await opened(Envelope.from_bytes(wire), school="oak-lane", stream="in")

    assert got.contribution == contribution()
    assert got.contribution.to_bytes() == contribution().to_bytes()
    assert got.device_signing == DEVICE.public.signing
    assert got.binding == keys.derive_device_binding(
        INVITATION.secret_bytes, INVITATION.id, DEVICE.public.signing
    )
    assert got.envelope_id == envelope.id


async def test_the_envelope_shows_where_it_goes_and_nothing_else() -> None:
    envelope = await sealed()
    wire = envelope.to_bytes()

    assert (envelope.school, envelope.stream, envelope.purpose) == (
        "oak-lane",
        "in",
        "contribution",
    )
    hidden = (WORDS, "Zoë", "Ade", INVITATION.id, INVITATION.pupil, "about-me", "like.best")
    for secret in (
        *(one.encode() for one in hidden),
        INVITATION.secret_bytes,
        bytes.fromhex(INVITATION.id),
    ):
        assert secret not in wire


async def test_an_envelope_id_may_be_given_and_is_otherwise_new() -> None:
    given_id = await seal.seal(
        contribution(), invitation=INVITATION, device=DEVICE, envelope_id="ab" * 16
    )
    assert given_id.id == "ab" * 16
    assert (await sealed()).id != (await sealed()).id


async def test_sealing_twice_gives_other_bytes_throughout() -> None:
    one, two = await sealed(), await sealed()
    assert one.ciphertext != two.ciphertext
    assert one.readers[0].sealed != two.readers[0].sealed


@pytest.mark.parametrize("words", ["", "a", "sea " * 30])
async def test_short_answers_all_look_the_same_size(words: str) -> None:
    envelope = await sealed(language="en", replaces=None, register=words or "plain")
    assert len(envelope.ciphertext) == CIPHERTEXT_EXTRA_BYTES + PAD_BYTES


async def test_the_builder_that_follows_the_protocol_by_itself_agrees() -> None:
    got = await opened(await built())
    assert got.contribution == contribution()


# --- whose it is ----------------------------------------------------------------------------------


async def test_another_schools_key_is_told_so() -> None:
    with pytest.raises(NotForThisKey):
        await seal.open_envelope(
            await sealed(), keys=keys.make_school_keys(), invitation_secret=SECRETS.get
        )


async def test_another_schools_envelope_is_told_so_before_any_key_is_tried() -> None:
    with pytest.raises(WrongSchool):
        await opened(await sealed(), school="elm-road")


async def test_an_envelope_pulled_from_another_stream_is_noticed() -> None:
    with pytest.raises(Damaged):
        await opened(await sealed(), stream="other")


async def test_every_one_of_several_readers_opens_the_same() -> None:
    other = keys.SchoolKeys(maker.STRANGER, maker.RIGHT.school_seed)
    envelope = await built(other_readers=(maker.STRANGER,))

    for school in (SCHOOL, other):
        got = await seal.open_envelope(envelope, keys=school, invitation_secret=SECRETS.get)
        assert got.contribution == contribution()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"school": "elm-road"}, WrongSchool),
        ({"invitation": "00" * 16}, WrongSender),
        ({"pupil": "00" * 16}, WrongSender),
    ],
)
async def test_what_is_not_the_invitations_is_not_sealed(
    change: dict[str, str], error: type[MySayError]
) -> None:
    with pytest.raises(error):
        await sealed(**change)


async def test_content_that_names_another_school_than_its_header_is_refused() -> None:
    with pytest.raises(WrongSchool):
        await opened(await built(said=maker.contribution("elm-road")))


# --- who sent it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"signs_with": maker.STRANGER},
        {"signs_header": b"the header of another envelope"},
        {"binds_with": maker.STRANGER},
        {"invitation": "2e" * 16},
    ],
    ids=["another device's signature", "forwarded", "no such secret", "unknown invitation"],
)
async def test_a_sender_who_cannot_prove_it_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(WrongSender):
        await opened(await built(**change))


async def test_a_contribution_under_another_persons_invitation_is_refused() -> None:
    """The device holds invitation 2e..., and what it says claims invitation 1d...."""
    envelope = await built(invitation="2e" * 16)
    with pytest.raises(WrongSender):
        await seal.open_envelope(
            envelope, keys=SCHOOL, invitation_secret=lambda _: maker.RIGHT.invitation_secret
        )


async def test_a_reader_cannot_pass_it_on_as_if_it_was_sent_to_someone_else() -> None:
    """Surreptitious forwarding: the school seals the same signed bytes for another reader."""
    envelope = await sealed()
    info = seal._Address(envelope.id, envelope.school, envelope.stream, envelope.purpose).info
    inner = await seal._unseal(envelope, SCHOOL)
    other = keys.make_school_keys()
    content_key = bytes(32)
    reader = seal.SealedKey(
        keys.key_id(other.public.hpke),
        await seal.hazmat.hpke_seal(other.public.hpke, info, content_key),
    )
    moved = replace(envelope, readers=(reader,))
    key, commitment = seal._derive(content_key, info)
    padded = seal._pad(inner, MAX_ENVELOPE_BYTES)
    body = commitment + seal.hazmat.aead_seal(key, bytes(12), padded, moved.header)

    with pytest.raises(WrongSender):
        await seal.open_envelope(
            replace(moved, ciphertext=body), keys=other, invitation_secret=SECRETS.get
        )


# --- changed on the way ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wire() -> bytes:
    return asyncio.run(maker.build(maker.RIGHT))


PLACES = {
    "magic": (0, 8),
    "version": (8, 9),
    "purpose": (9, 10),
    "id": (10, 26),
    "school": (26, 35),
    "stream": (35, 38),
    "reader count": (38, 39),
    "key id": (39, 47),
    "encapsulated key": (47, 79),
    "sealed content key": (79, 127),
    "commitment": (127, 159),
    "content": (159, 159 + 1024),
    "tag": (159 + 1024, 159 + 1040),
}


@pytest.mark.parametrize("place", PLACES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
async def test_a_changed_byte_anywhere_is_noticed(
    wire: bytes, place: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(PLACES[place][0], PLACES[place][1] - 1))
    mask = data.draw(st.integers(1, 255))
    changed = wire[:at] + bytes((wire[at] ^ mask,)) + wire[at + 1 :]

    with pytest.raises(MySayError) as caught:
        await opened(Envelope.from_bytes(changed))
    assert isinstance(caught.value, Damaged | NotForThisKey)
    assert WORDS not in str(caught.value)


async def test_every_truncation_is_damaged(wire: bytes) -> None:
    for length in range(0, len(wire), 7):
        with pytest.raises(Damaged):
            await opened(Envelope.from_bytes(wire[:length]))


@pytest.mark.parametrize(
    "change",
    [{"id": "e6" * 16}, {"stream": "other"}, {"school": "elm-road"}, {"purpose": "reply"}],
)
async def test_an_envelope_replayed_elsewhere_is_damaged(change: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        await opened(replace(await sealed(), **change))


async def test_parts_of_two_envelopes_do_not_make_a_third() -> None:
    one = await seal.seal(
        contribution(), invitation=INVITATION, device=DEVICE, envelope_id="ab" * 16
    )
    two = await seal.seal(
        contribution(), invitation=INVITATION, device=DEVICE, envelope_id="ab" * 16
    )
    for mixed in (replace(one, ciphertext=two.ciphertext), replace(one, readers=two.readers)):
        with pytest.raises(Damaged):
            await opened(mixed)


@pytest.mark.parametrize(
    "change",
    [
        {"filler": b"\1"},
        {"more_blocks": 1},
        {"length": 0},
        {"length": 100},
        {"length": 2**32 - 1},
        {"commitment": bytes(32)},
        {"info_stream": "other"},
        {"said": b""},
        {"said": b"{}"},
        {"said": b"\xff"},
        {"said": b"[" * 900},
    ],
)
async def test_a_sender_who_builds_it_wrong_makes_damage_only(change: dict[str, Any]) -> None:
    with pytest.raises((Damaged, WrongSender)):
        await opened(await built(**change))


async def test_no_error_quotes_what_was_inside() -> None:
    unreadable = maker.contribution().replace(b'"v":1', b'"v":9')
    with pytest.raises(Damaged) as caught:
        await opened(await built(said=unreadable))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert WORDS not in str(caught.value)


# --- sizes ----------------------------------------------------------------------------------------


async def test_more_than_an_envelope_carries_is_too_big_and_says_the_limit() -> None:
    with pytest.raises(TooBig) as caught:
        await sealed(language="x" * MAX_ENVELOPE_BYTES)
    assert caught.value.values == {"limit_bytes": MAX_ENVELOPE_BYTES}


@pytest.mark.parametrize("size", [0, 955, 956, 957, 5000])
async def test_events_of_every_size_come_back_and_are_padded(size: int) -> None:
    event = b"x" * size
    envelope = await seal.seal_event(event, keys=SCHOOL, school="oak-lane", record_stream="record")

    assert await seal.open_event(envelope, keys=SCHOOL) == event
    assert (len(envelope.ciphertext) - CIPHERTEXT_EXTRA_BYTES) == PAD_BYTES * -(
        -(size + 68) // 1024
    )


# --- record events --------------------------------------------------------------------------------


async def test_a_record_event_opens_at_the_schools_own_desks_only() -> None:
    envelope = await seal.seal_event(
        b"event", keys=SCHOOL, school="oak-lane", record_stream="record"
    )
    same = await seal.open_event(envelope, keys=SCHOOL, school="oak-lane", stream="record")

    assert same == b"event"
    with pytest.raises(NotForThisKey):
        await seal.open_event(envelope, keys=keys.make_school_keys())
    with pytest.raises(WrongSchool):
        await seal.open_event(envelope, keys=SCHOOL, school="elm-road")
    with pytest.raises(Damaged):
        await seal.open_event(envelope, keys=SCHOOL, stream="in")


async def test_an_event_that_only_a_stranger_signed_is_refused() -> None:
    """Whoever has an invitation has the school's public key, and could seal an event to it."""
    forged = await built(purpose="record", said=b"event", signs_with=maker.STRANGER)
    with pytest.raises(WrongSender):
        await seal.open_event(forged, keys=SCHOOL)


@pytest.mark.parametrize("purpose", ["record", "contribution"])
async def test_a_contribution_is_no_event_and_an_event_no_contribution(purpose: str) -> None:
    envelope = await built(purpose=purpose)
    wrong: Callable[[], Any] = {
        "record": lambda: opened(envelope),
        "contribution": lambda: seal.open_event(envelope, keys=SCHOOL),
    }[purpose]
    with pytest.raises(Damaged):
        await wrong()
