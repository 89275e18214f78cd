"""Streams: append once, read in order.

Functions here run inside a transaction the store gives them. They know the outside of an
envelope (id, school, stream, size, hash) and nothing of its inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, select

from sync.envelope import MAX_ENVELOPE_BYTES, Envelope, Receipt
from sync.hub.errors import Problem
from sync.hub.schema import envelopes, streams

# A page is held in memory and in one answer: at least one envelope, else at most this much.
MAX_PAGE_BYTES: Final = 4 * MAX_ENVELOPE_BYTES
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

# The four statements of an append, built once: building them takes longer than running them.
_FIND: Final = select(envelopes.c.seq, envelopes.c.sha256, envelopes.c.received_at_us).where(
    envelopes.c.stream == bindparam("a_stream"), envelopes.c.id == bindparam("an_id")
)
_SCHOOL_OF: Final = select(streams.c.school).where(streams.c.id == bindparam("a_stream"))
_COUNT_UP: Final = (
    streams.update()
    .where(streams.c.id == bindparam("a_stream"))
    .values(last_seq=streams.c.last_seq + 1)
    .returning(streams.c.last_seq)
)
_INSERT: Final = envelopes.insert()


@dataclass(frozen=True, slots=True)
class Appended:
    """A receipt, and whether this append made it (or an earlier one did)."""

    receipt: Receipt
    is_new: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """One envelope of a stream as it came."""

    seq: int
    content: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a stream in order; `more` says whether it went on when it was read."""

    items: tuple[Kept, ...]
    more: bool


def to_us(at: datetime) -> int:
    """Return a time as the tables keep it: microseconds since 1970, UTC."""
    return (at - EPOCH) // timedelta(microseconds=1)


def append_envelope(connection: Connection, envelope: Envelope, now_us: int) -> Appended:
    """Append, or find the receipt of the first time.

    Raises:
        Problem: "other_bytes", "wrong_school" or "not_found". Nothing was written then.
    """
    same = {"a_stream": envelope.stream, "an_id": envelope.id}
    known = connection.execute(_FIND, same).first()
    if known is None:
        return _insert(connection, envelope, now_us)
    if known.sha256 != envelope.sha256:
        raise Problem("other_bytes")
    return Appended(_receipt(envelope, known.seq, known.received_at_us), is_new=False)


def read_page(connection: Connection, stream: str, after: int, limit: int) -> Page:
    """Return at most `limit` envelopes with a seq above `after`, in order, of MAX_PAGE_BYTES."""
    place = (envelopes.c.stream == stream, envelopes.c.seq > after)
    sizes = select(envelopes.c.seq, envelopes.c.size_bytes).where(*place)
    ahead = connection.execute(sizes.order_by(envelopes.c.seq).limit(limit + 1)).all()
    last = _last_that_fits([(row.seq, row.size_bytes) for row in ahead[:limit]])
    wanted = select(envelopes).where(*place, envelopes.c.seq <= last)
    rows = connection.execute(wanted.order_by(envelopes.c.seq)).all()
    items = tuple(Kept(row.seq, row.content, _time(row.received_at_us)) for row in rows)
    return Page(items, more=len(items) < len(ahead))


def last_seq(connection: Connection, stream: str) -> int:
    """Return the seq of a stream's newest envelope, 0 when it has none or is not there."""
    query = select(streams.c.last_seq).where(streams.c.id == stream)
    return connection.execute(query).scalar_one_or_none() or 0


def _insert(connection: Connection, envelope: Envelope, now_us: int) -> Appended:
    seq = _take_seq(connection, envelope)
    content = envelope.to_bytes()
    row = {
        "stream": envelope.stream,
        "seq": seq,
        "id": envelope.id,
        "sha256": envelope.sha256,
        "size_bytes": len(content),
        "received_at_us": now_us,
        "content": content,
    }
    connection.execute(_INSERT, row)
    return Appended(_receipt(envelope, seq, now_us), is_new=True)


def _take_seq(connection: Connection, envelope: Envelope) -> int:
    """Count the stream up; whoever else appends to it waits until this transaction has ended."""
    place = {"a_stream": envelope.stream}
    school = connection.execute(_SCHOOL_OF, place).scalar_one_or_none()
    if school is None:
        raise Problem("not_found")
    if school != envelope.school:
        raise Problem("wrong_school")
    seq: int = connection.execute(_COUNT_UP, place).scalar_one()
    return seq


def _receipt(envelope: Envelope, seq: int, received_at_us: int) -> Receipt:
    return Receipt(
        envelope=envelope.id,
        stream=envelope.stream,
        seq=seq,
        sha256=envelope.sha256,
        received_at=_time(received_at_us),
    )


def _time(us: int) -> datetime:
    return EPOCH + timedelta(microseconds=us)


def _last_that_fits(sizes: list[tuple[int, int]]) -> int:
    """Return the seq of the last envelope of a page, 0 when there is none."""
    last, total_bytes = 0, 0
    for seq, size_bytes in sizes:
        total_bytes += size_bytes
        if last and total_bytes > MAX_PAGE_BYTES:
            break
        last = seq
    return last
