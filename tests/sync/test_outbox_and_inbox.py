"""The outbox and the inbox: the same envelope again is quiet, another with its id is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sync.envelope import Envelope, Receipt
from sync.errors import Conflict
from sync.inbox import Inbox
from sync.outbox import Outbox
from sync.settings import Settings

if TYPE_CHECKING:
    from conftest import Safe

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FIRST, SECOND = "01" * 16, "02" * 16
Make = Callable[..., Envelope]


def receipt_of(envelope: Envelope, seq: int = 1) -> Receipt:
    return Receipt(
        envelope=envelope.id,
        stream=envelope.stream,
        seq=seq,
        sha256=envelope.sha256,
        received_at=AT,
    )


async def test_what_waits_is_sent_with_the_same_bytes_after_reopening(
    safe: Safe, envelope: Make
) -> None:
    Outbox(safe.vault).put_event(envelope(FIRST), AT)
    Outbox(safe.vault).put_event(envelope(SECOND), AT)

    waiting = Outbox(await safe.reopen()).waiting()

    assert [one.to_bytes() for one in waiting] == [
        envelope(FIRST).to_bytes(),
        envelope(SECOND).to_bytes(),
    ]


async def test_a_receipt_ends_the_waiting_and_is_kept(safe: Safe, envelope: Make) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)
    outbox.put_event(envelope(SECOND), AT)

    outbox.receive(receipt_of(envelope(FIRST)))

    again = Outbox(await safe.reopen())
    assert [one.id for one in again.waiting()] == [SECOND]
    assert [item.receipt for item in again.items()] == [receipt_of(envelope(FIRST)), None]


async def test_a_receipt_for_something_else_is_not_taken(safe: Safe, envelope: Make) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)

    with pytest.raises(KeyError):
        outbox.receive(receipt_of(envelope(SECOND)))

    assert [one.id for one in outbox.waiting()] == [FIRST]


async def test_the_outbox_takes_the_same_envelope_quietly_and_refuses_another_with_its_id(
    safe: Safe, envelope: Make
) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)
    outbox.put_event(envelope(FIRST), AT)

    with pytest.raises(Conflict):
        outbox.put_event(envelope(FIRST, b"\2"), AT)

    assert outbox.waiting() == [envelope(FIRST)]


async def test_the_inbox_gives_a_stream_in_the_hubs_order(safe: Safe, envelope: Make) -> None:
    inbox = Inbox(safe.vault)
    inbox.keep("oak.in", 7, envelope(SECOND))
    inbox.keep("oak.in", 3, envelope(FIRST))
    inbox.keep("oak.record", 1, envelope(SECOND))

    kept = Inbox(await safe.reopen()).envelopes("oak.in")

    assert kept == [(3, envelope(FIRST)), (7, envelope(SECOND))]


async def test_the_inbox_keeps_the_first_when_another_comes_with_its_id(
    safe: Safe, envelope: Make
) -> None:
    inbox = Inbox(safe.vault)
    inbox.keep("oak.in", 3, envelope(FIRST))
    inbox.keep("oak.in", 3, envelope(FIRST))

    with pytest.raises(Conflict):
        inbox.keep("oak.in", 4, envelope(FIRST, b"\2"))

    assert inbox.envelopes("oak.in") == [(3, envelope(FIRST))]


async def test_each_stream_is_read_on_from_where_it_was_left(safe: Safe) -> None:
    inbox = Inbox(safe.vault)
    inbox.read_to("oak.in", 12)
    inbox.read_to("oak.in", 15)

    again = Inbox(await safe.reopen())

    assert (again.cursor("oak.in"), again.cursor("oak.record")) == (15, 0)


async def test_settings_are_kept_and_a_beginning_never_overwrites(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("device", ["a", "b"])
    settings.begin({"device": ["c", "d"], "invitation": "link"})

    again = Settings(await safe.reopen())

    assert (again.get("device"), again.get("invitation")) == (["a", "b"], "link")
    assert again.get("never") is None
