"""Who may do what: grants by the hash of a bearer token, and the devices an invitation was used on.

The hub never keeps a token, only its SHA-256: 256 random bits can not be guessed from it. Functions
here run inside a transaction that the store gives them; they make no decisions about envelopes.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, func, select

from sync.hub.errors import Problem
from sync.hub.schema import devices, grants, schools, streams

GrantKind = Literal["invitation", "staff"]

# A family and a school tablet or two; a link that was passed around more widely should be noticed.
MAX_DEVICES_OF_A_TOKEN: Final = 20

_GRANTS_OF: Final = (
    select(grants, streams.c.school)
    .join(streams, streams.c.id == grants.c.stream)
    .where(grants.c.token_hash == bindparam("hashed"))
    .order_by(grants.c.stream)
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the holder of one token may do with one stream.

    Attributes:
        token_hash: SHA-256 of the token, 64 hex digits.
        stream: the stream it is about.
        school: whose stream that is.
        may_read, may_write: what is allowed while it is not revoked.
        kind: "invitation" or "staff".
        invitation: the invitation's id, "" for staff.
        revoked: whether it has ended.
    """

    token_hash: str
    stream: str
    school: str
    may_read: bool
    may_write: bool
    kind: str
    invitation: str
    revoked: bool


def token_hash(token: str) -> str:
    """Return what the hub keeps of a bearer token: its SHA-256, 64 hex digits."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def bearer_hash(authorization: str | None) -> str:
    """Return the hash of the token in an Authorization header.

    Raises:
        Problem: "no_token" when there is none.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem("no_token")
    return token_hash(token.strip())


def live_grants(found: tuple[Grant, ...], hashed: str) -> tuple[Grant, ...]:
    """Return those grants of a token that have not ended.

    The database found them by an index; the comparison here takes the same time wherever two hashes
    begin to differ, so that an answer's time tells nothing of a hash.

    Raises:
        Problem: "unknown_token" when there are none at all, "ended" when all have ended.
    """
    mine = [grant for grant in found if hmac.compare_digest(grant.token_hash, hashed)]
    if not mine:
        raise Problem("unknown_token")
    live = tuple(grant for grant in mine if not grant.revoked)
    if not live:
        raise Problem("ended")
    return live


def find_grants(connection: Connection, hashed: str) -> tuple[Grant, ...]:
    """Every grant of a token, the ended ones too, in order of their streams."""
    return tuple(_grant(row) for row in connection.execute(_GRANTS_OF, {"hashed": hashed}))


def insert_school(connection: Connection, school: str, now_us: int) -> None:
    """Add a school unless it is there."""
    if _is_missing(connection, schools, schools.c.id == school):
        connection.execute(schools.insert().values(id=school, created_at_us=now_us))


def insert_stream(connection: Connection, stream: str, school: str, now_us: int) -> None:
    """Add a school's stream unless it is there."""
    if _is_missing(connection, streams, streams.c.id == stream):
        row = {"id": stream, "school": school, "last_seq": 0, "created_at_us": now_us}
        connection.execute(streams.insert().values(row))


def insert_grant(connection: Connection, grant: Grant, now_us: int) -> None:
    """Add a grant unless the token has one for that stream, ended or not."""
    same = (grants.c.token_hash == grant.token_hash) & (grants.c.stream == grant.stream)
    if _is_missing(connection, grants, same):
        names = ("token_hash", "stream", "may_read", "may_write", "kind", "invitation")
        row = {name: getattr(grant, name) for name in names}
        connection.execute(grants.insert().values({**row, "created_at_us": now_us}))


def end_grants(connection: Connection, which: ColumnElement[bool], now_us: int) -> int:
    """End the grants that `which` selects and have not ended; returns how many that were."""
    query = grants.update().where(which, grants.c.revoked_at_us.is_(None))
    return connection.execute(query.values(revoked_at_us=now_us)).rowcount


def insert_device(
    connection: Connection, hashed: str, device: str, keys: dict[str, str], now_us: int
) -> None:
    """Remember where an invitation was accepted. The same again changes nothing.

    Raises:
        Problem: "other_keys", or "too_many_devices".
    """
    mine = devices.c.token_hash == hashed
    known = connection.execute(select(devices).where(mine, devices.c.id == device)).first()
    if known is not None:
        if keys != {"signing": known.signing, "hpke": known.hpke}:
            raise Problem("other_keys")
        return
    count = connection.execute(select(func.count()).select_from(devices).where(mine)).scalar_one()
    if count >= MAX_DEVICES_OF_A_TOKEN:
        raise Problem("too_many_devices")
    row = {"id": device, "token_hash": hashed, "joined_at_us": now_us, **keys}
    connection.execute(devices.insert().values(row))


def _is_missing(connection: Connection, table: Table, which: ColumnElement[bool]) -> bool:
    return connection.execute(select(func.count()).select_from(table).where(which)).scalar() == 0


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(
        token_hash=row.token_hash,
        stream=row.stream,
        school=row.school,
        may_read=row.may_read,
        may_write=row.may_write,
        kind=row.kind,
        invitation=row.invitation,
        revoked=row.revoked_at_us is not None,
    )
