"""The desk's inbox: envelopes as they came from the hub, still sealed, and how far it has read.

The same envelope again is accepted quietly; the same id with other bytes is refused. Nothing is
opened here."""

from __future__ import annotations

from base64 import b64decode, b64encode

from tinydb import where

from sync.envelope import Envelope
from sync.errors import Conflict
from sync.vault import Vault


class Inbox:
    """The inbox of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._table = vault.db.table("inbox")
        self._cursors = vault.db.table("cursors")

    def cursor(self, stream: str) -> int:
        """How far a stream was read, 0 at the start.

        It is kept on its own: an envelope that this desk sent is here with a later number than
        others that were not read yet.
        """
        row = self._cursors.get(where("stream") == stream)
        return int(row["seq"]) if isinstance(row, dict) else 0

    def read_to(self, stream: str, seq: int) -> None:
        """Remember how far a stream was read."""
        self._cursors.upsert({"stream": stream, "seq": seq}, where("stream") == stream)

    def keep(self, stream: str, seq: int, envelope: Envelope) -> None:
        """Keep one envelope, durably.

        Raises:
            Conflict: an envelope with that id came before with other bytes.
        """
        there = self._table.get((where("stream") == stream) & (where("id") == envelope.id))
        if isinstance(there, dict):
            if there["sha256"] != envelope.sha256:
                raise Conflict
            return
        row = {
            "stream": stream,
            "seq": seq,
            "id": envelope.id,
            "sha256": envelope.sha256,
            "envelope": b64encode(envelope.to_bytes()).decode(),
        }
        self._table.insert(row)

    def envelopes(self, stream: str) -> list[tuple[int, Envelope]]:
        """(sequence number, envelope) of everything that came on a stream, in order."""
        rows = self._table.search(where("stream") == stream)
        kept = [(int(r["seq"]), Envelope.from_bytes(b64decode(r["envelope"]))) for r in rows]
        return sorted(kept, key=lambda pair: pair[0])
