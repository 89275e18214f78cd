"""The hub's tables. They hold ids, hashes, times and sealed bytes: no name, no answer, no token.

Times are integers, microseconds since 1970 in UTC, so that a receipt given twice is the same to the
last digit on every database.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

SCHEMA_VERSION: Final = 1

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", String(64), nullable=False),
)

schools = Table(
    "schools",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("created_at_us", BigInteger, nullable=False),
)

# last_seq is counted up in the transaction that appends: two writers wait for each other there, so
# no reader can see a seq before every smaller one is committed.
streams = Table(
    "streams",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("school", ForeignKey("schools.id"), nullable=False),
    Column("last_seq", BigInteger, nullable=False, default=0),
    Column("created_at_us", BigInteger, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("stream", ForeignKey("streams.id"), primary_key=True),
    Column("may_read", Boolean, nullable=False),
    Column("may_write", Boolean, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("invitation", String(32), nullable=False, default=""),
    Column("created_at_us", BigInteger, nullable=False),
    Column("revoked_at_us", BigInteger),
    Index("grants_by_invitation", "invitation"),
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token_hash", String(64), primary_key=True),
    Column("signing", String(43), nullable=False),
    Column("hpke", String(43), nullable=False),
    Column("joined_at_us", BigInteger, nullable=False),
)

# The id is unique within a stream: a school can not learn, or block, an id of another.
envelopes = Table(
    "envelopes",
    metadata,
    Column("stream", ForeignKey("streams.id"), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("received_at_us", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("envelopes_by_id", "stream", "id", unique=True),
)
