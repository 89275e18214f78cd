"""What the hub keeps, behind one door: who may do what, and envelopes in their order.

Thread-safe. It decides nothing about requests and can not open an envelope. Its calls block; the
web side makes the reading ones in threads and waits for the future of an append.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import URL, select

from sync.envelope import Envelope
from sync.hub import access, streams
from sync.hub.access import Grant, GrantKind
from sync.hub.database import open_engine, reading, writing
from sync.hub.schema import grants
from sync.hub.streams import Appended, Page
from sync.hub.writer import Writer

DATABASE_NAME: Final = "hub.db"


def make_now() -> datetime:
    """Return the time by this machine's clock, aware and in UTC."""
    return datetime.now(UTC)


class Store:
    """One hub's database. Use `open_store`, or give any SQLAlchemy address."""

    def __init__(self, url: str | URL, *, now: Callable[[], datetime] = make_now) -> None:
        """Open the database and make what is missing in it.

        Raises:
            OtherStore, StoreFailed: it can not be used.
        """
        self._engine = open_engine(url)
        self._now = now
        self._writer: Writer[Appended] = Writer(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the appends that were begun, then let go of the database."""
        self._writer.close()
        self._engine.dispose()

    def add_school(self, school: str) -> None:
        """Add a school. Adding it again changes nothing."""
        with writing(self._engine) as connection:
            access.insert_school(connection, school, self._now_us())

    def add_stream(self, stream: str, *, school: str) -> None:
        """Add a school's stream. Adding it again changes nothing.

        Raises:
            StoreFailed: there is no such school.
        """
        with writing(self._engine) as connection:
            access.insert_stream(connection, stream, school, self._now_us())

    def add_grant(
        self,
        token_hash: str,
        stream: str,
        *,
        may_read: bool = False,
        may_write: bool = False,
        kind: GrantKind = "invitation",
        invitation_id: str = "",
    ) -> None:
        """Let the holder of a token use a stream. Adding it again changes nothing.

        Raises:
            StoreFailed: there is no such stream.
        """
        grant = Grant(
            token_hash, stream, "", may_read, may_write, kind, invitation_id, revoked=False
        )
        with writing(self._engine) as connection:
            access.insert_grant(connection, grant, self._now_us())

    def revoke_token(self, token_hash: str) -> int:
        """End everything a token gives; returns how many grants that ended."""
        with writing(self._engine) as connection:
            return access.end_grants(connection, grants.c.token_hash == token_hash, self._now_us())

    def revoke_invitation(self, invitation_id: str) -> int:
        """End everything an invitation gives; returns how many grants that ended."""
        with writing(self._engine) as connection:
            return access.end_grants(
                connection, grants.c.invitation == invitation_id, self._now_us()
            )

    def grants_of(self, token_hash: str) -> tuple[Grant, ...]:
        """Every grant of a token, the ended ones too, in order of their streams."""
        with reading(self._engine) as connection:
            return access.find_grants(connection, token_hash)

    def add_device(self, token_hash: str, device: str, *, signing: str, hpke: str) -> None:
        """Remember where an invitation was accepted. The same again changes nothing.

        Raises:
            Problem: "other_keys", or "too_many_devices".
        """
        keys = {"signing": signing, "hpke": hpke}
        with writing(self._engine) as connection:
            access.insert_device(connection, token_hash, device, keys, self._now_us())

    def append(self, envelope: Envelope) -> Future[Appended]:
        """Append an envelope to its stream; done when it is durable.

        The same id and bytes again give the receipt of the first time. The future raises Problem
        ("other_bytes", "wrong_school", "not_found") or StoreFailed.
        """
        return self._writer.submit(
            lambda connection: streams.append_envelope(connection, envelope, self._now_us())
        )

    def read(self, stream: str, after: int, limit: int) -> Page:
        """Return at most `limit` envelopes of a stream with a seq above `after`, in order."""
        with reading(self._engine) as connection:
            return streams.read_page(connection, stream, after, limit)

    def count(self, stream: str) -> int:
        """How many envelopes a stream has."""
        with reading(self._engine) as connection:
            return streams.last_seq(connection, stream)

    def check(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            StoreFailed: it gives none.
        """
        with reading(self._engine) as connection:
            connection.execute(select(1))

    def _now_us(self) -> int:
        return streams.to_us(self._now())


def open_store(folder: Path, *, now: Callable[[], datetime] = make_now) -> Store:
    """Open the hub's SQLite database in a folder, both made if missing.

    Raises:
        OtherStore, StoreFailed: it can not be used.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / DATABASE_NAME
    path.touch(mode=0o600)  # SQLite gives the files beside it the same mode
    return Store(URL.create("sqlite", database=str(path)), now=now)
