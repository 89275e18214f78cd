"""What a pupil said, sealed for real and kept by a real hub: the hub's folder has no word of it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from app.platform.native import Transport
from forms.answers import Answer
from forms.contribution import Contribution, Contributor, FormRef
from sync.hub.access import token_hash
from sync.invitation import Invitation
from sync.keys import (
    derive_hub_token,
    make_device_keys,
    make_id,
    make_school_keys,
    make_secret,
    to_text,
)
from sync.post import Post
from sync.seal import open_envelope, seal

if TYPE_CHECKING:
    from conftest import Hub

SCHOOL, STREAM = "oak", "oak.contributions"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAID = "I want to go on the train by MYSELF"
WORDS = (SAID, "train", "Amina", "Oak Lane School", "Ms Patel", "fut.wish", "about-me")


async def test_the_hub_carries_what_was_said_and_holds_no_word_of_it(
    hub: Hub, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keys, device, secret = make_school_keys(), make_device_keys(), make_secret()
    invitation = Invitation(
        id=make_id(),
        secret=to_text(secret),
        school=SCHOOL,
        school_name="Oak Lane School",
        senco="Ms Patel",
        school_hpke=to_text(keys.public.hpke),
        school_signing=to_text(keys.public.signing),
        role="pupil",
        pupil=make_id(),
        pupil_name="Amina",
        forms=("about-me",),
        register="symbol",
        stream=STREAM,
    )
    token = derive_hub_token(secret, invitation.id)
    hub.store.add_grant(token_hash(token), STREAM, may_write=True, invitation_id=invitation.id)
    said = Contribution(
        id=make_id(),
        school=SCHOOL,
        pupil=invitation.pupil,
        invitation=invitation.id,
        contributor=Contributor(role="pupil", name="Amina"),
        form=FormRef(id="about-me", version=1, hash="0" * 64),
        register="symbol",
        language="en",
        answers={"fut.wish": Answer(state="answered", value=SAID, how="said", at=AT)},
        started_at=AT,
        finished_at=AT,
    )

    envelope = await seal(said, invitation=invitation, device=device)
    async with httpx.AsyncClient(base_url=hub.base) as client:
        post = Post(Transport(hub.base, client))
        await post.join(token, make_id(), device.public.signing, device.public.hpke)
        receipt = await post.push(token, envelope)
        pulled = await post.pull("staff-token", STREAM, 0)

    [(seq, came)] = pulled.items
    opened = await open_envelope(came, keys=keys, invitation_secret={invitation.id: secret}.get)
    assert (seq, opened.contribution) == (receipt.seq, said)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "hub").iterdir())
    assert envelope.to_bytes() in kept
    for word in (*WORDS, token, invitation.pupil, invitation.secret):
        assert word.encode() not in kept
        assert word not in caplog.text
