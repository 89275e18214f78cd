"""The outbox: sealed envelopes that wait for the hub, and the receipts that came back.

What is waiting, sent or received is never stored: it is read off the times. An envelope is kept as
it was sealed, so that sending it again sends the same bytes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinydb import where

from forms.contribution import Contribution
from sync.envelope import Envelope, Receipt
from sync.errors import Conflict
from sync.vault import Vault


@dataclass(frozen=True)
class OutboxItem:
    """One envelope on its way. `form_id` and `contribution_id` are "" for a record event."""

    envelope_id: str
    contribution_id: str
    form_id: str
    sealed_at: datetime
    receipt: Receipt | None


class Outbox:
    """The outbox of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._table = vault.db.table("outbox")

    def put(self, contribution: Contribution, envelope: Envelope, at: datetime) -> None:
        """Keep a sealed contribution until the hub has it.

        Raises:
            Conflict: another envelope with that id is here.
        """
        self._put(envelope, at, contribution.id, contribution.form.id)

    def put_event(self, envelope: Envelope, at: datetime) -> None:
        """Keep a sealed record event until the hub has it."""
        self._put(envelope, at, "", "")

    def waiting(self) -> list[Envelope]:
        """Every envelope without a receipt, oldest first."""
        rows = self._table.search(where("receipt") == None)  # noqa: E711  # a TinyDB query
        return [Envelope.from_bytes(b64decode(row["envelope"])) for row in rows]

    def receive(self, receipt: Receipt) -> None:
        """Keep the hub's receipt; the envelope's bytes are not needed any more.

        Raises:
            KeyError: no such envelope was sent from here.
        """
        change = {"receipt": receipt.model_dump(mode="json"), "envelope": ""}
        if not self._table.update(change, where("id") == receipt.envelope):
            raise KeyError(receipt.envelope)

    def items(self) -> list[OutboxItem]:
        """Everything that was sealed here, oldest first."""
        return [_item(row) for row in self._table.all()]

    def _put(self, envelope: Envelope, at: datetime, contribution: str, form: str) -> None:
        there = self._table.get(where("id") == envelope.id)
        if isinstance(there, dict):
            if there["sha256"] != envelope.sha256:
                raise Conflict
            return
        self._table.insert(
            {
                "id": envelope.id,
                "sha256": envelope.sha256,
                "envelope": b64encode(envelope.to_bytes()).decode(),
                "contribution": contribution,
                "form": form,
                "sealed_at": at.isoformat(),
                "receipt": None,
            }
        )


def _item(row: dict[str, Any]) -> OutboxItem:
    receipt = row["receipt"]
    return OutboxItem(
        envelope_id=row["id"],
        contribution_id=row["contribution"],
        form_id=row["form"],
        sealed_at=datetime.fromisoformat(row["sealed_at"]),
        receipt=Receipt.model_validate(receipt) if receipt else None,
    )
