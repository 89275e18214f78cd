"""The outbox by itself: what an item names, what is left of it once the hub has it, what comes
back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from forms.contribution import Contribution, FormRef
from sync.envelope import Envelope, Receipt
from sync.outbox import Outbox

if TYPE_CHECKING:
    from conftest import Safe

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
FIRST, SECOND = "01" * 16, "02" * 16
FORM = FormRef(id="about-me", version=1, hash="ab" * 32)
Make = Callable[..., Envelope]


def contribution(**changes: Any) -> Contribution:
    """As much of one as the outbox looks at."""
    return Contribution.model_construct(id="c0" * 16, form=FORM, **changes)


def receipt_of(envelope: Envelope) -> Receipt:
    return Receipt(
        envelope=envelope.id,
        stream=envelope.stream,
        seq=1,
        sha256=envelope.sha256,
        received_at=LATER,
    )


async def test_an_item_names_its_contribution_and_form_and_an_event_names_none(
    safe: Safe, envelope: Make
) -> None:
    outbox = Outbox(safe.vault)
    outbox.put(contribution(), envelope(FIRST), AT)
    outbox.put_event(envelope(SECOND), LATER)

    said, event = Outbox(await safe.reopen()).items()

    assert (said.envelope_id, said.contribution_id, said.form_id) == (FIRST, "c0" * 16, "about-me")
    assert (event.envelope_id, event.contribution_id, event.form_id) == (SECOND, "", "")
    assert (said.sealed_at, event.sealed_at) == (AT, LATER)
    assert said.sealed_at.tzinfo is not None


async def test_what_the_hub_has_is_not_sent_again_even_when_it_is_put_again(
    safe: Safe, envelope: Make
) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)
    outbox.receive(receipt_of(envelope(FIRST)))

    outbox.put_event(envelope(FIRST), LATER)

    assert outbox.waiting() == []
    assert [item.sealed_at for item in outbox.items()] == [AT]


async def test_the_sealed_bytes_leave_the_row_with_the_receipt(safe: Safe, envelope: Make) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)

    outbox.receive(receipt_of(envelope(FIRST)))

    rows = (await safe.reopen()).db.table("outbox").all()
    assert [row["envelope"] for row in rows] == [""]


async def test_the_same_receipt_twice_is_one_receipt(safe: Safe, envelope: Make) -> None:
    outbox = Outbox(safe.vault)
    outbox.put_event(envelope(FIRST), AT)

    outbox.receive(receipt_of(envelope(FIRST)))
    outbox.receive(receipt_of(envelope(FIRST)))

    assert [item.receipt for item in outbox.items()] == [receipt_of(envelope(FIRST))]


async def test_what_waits_is_in_the_order_in_which_it_was_sealed(
    safe: Safe, envelope: Make
) -> None:
    outbox = Outbox(safe.vault)
    ids = [f"{number:02x}" * 16 for number in (9, 3, 7, 1)]
    for id_ in ids:
        outbox.put_event(envelope(id_), AT)
    outbox.receive(receipt_of(envelope(ids[1])))

    waiting = Outbox(await safe.reopen()).waiting()

    assert [one.id for one in waiting] == [ids[0], *ids[2:]]
