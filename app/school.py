"""A school's folder on a laptop: its card (`school.json`) and its hub's database (`hub.db`).

The card has what staff need to find their hub and the school's keys, wrapped by the passphrase; no
pupil's name is in it. Pupils and invitations are events, sealed to the school, in its record
stream. This module makes and opens folders; it serves nothing and shows nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from forms.ehc.record import Event, School, event_from_bytes, fold
from sync.envelope import Envelope
from sync.errors import Damaged, MySayError
from sync.hub.store import Store, make_now, open_store
from sync.invitation import MAX_NAME_CHARS, PersonText, StaffInvitation
from sync.keys import (
    MIN_PASSPHRASE_CHARS,
    SchoolKeys,
    from_text,
    make_id,
    make_school_keys,
    make_secret,
    to_text,
    token_hash,
    unwrap_school_keys,
    wrap_school_keys,
)
from sync.seal import open_event, seal_event

CARD_NAME: Final = "school.json"
PAGE_ITEMS: Final = 200

_NAME: Final = TypeAdapter[str](PersonText)

# The names say what happened, as in sync.errors.
# ruff: noqa: N818


class NoSchool(MySayError):
    """The folder has no school in it."""

    code = "no_school"


class SchoolExists(MySayError):
    """The folder has a school already; nothing was changed."""

    code = "school_exists"


class ShortPassphrase(MySayError):
    """A passphrase that could be guessed. `least` says how many characters it needs."""

    code = "short_passphrase"


class BadName(MySayError):
    """A name no link can carry: empty, longer than `most` characters, or with hidden ones."""

    code = "bad_name"


class Card(BaseModel):
    """What `school.json` says.

    Attributes:
        v: version of the card.
        id: the school's id, 32 hex digits.
        name, senco: as shown to people.
        wrapped_keys: the school's private keys under the passphrase, base64url.
        hpke, signing: the public keys that invitations carry, base64url.
        token: the desk's bearer token for the hub.
        stream, record_stream: where contributions and record events are kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    v: Literal[1] = 1
    id: str
    name: str
    senco: str
    wrapped_keys: str = Field(repr=False)
    hpke: str
    signing: str
    token: str = Field(repr=False)
    stream: str
    record_stream: str

    def staff_invitation(self, hub: str = "") -> StaffInvitation:
        """Return the way to the desk, as a staff link carries it."""
        return StaffInvitation(
            school=self.id,
            school_name=self.name,
            senco=self.senco,
            wrapped_keys=self.wrapped_keys,
            token=self.token,
            stream=self.stream,
            record_stream=self.record_stream,
            hub=hub,
        )


@dataclass(frozen=True)
class SchoolFolder:
    """An open school folder. Use `open_school` or `create_school`, and `close` it."""

    card: Card
    store: Store
    now: Callable[[], datetime] = make_now

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
        """Let go of the hub's database."""
        self.store.close()

    async def unlock(self, passphrase: str) -> SchoolKeys:
        """Return the school's private keys.

        Raises:
            WrongPasscode: not the school's passphrase.
            Damaged: the card was changed.
        """
        return await unwrap_school_keys(from_text(self.card.wrapped_keys), passphrase)

    async def append(self, keys: SchoolKeys, event: Event) -> None:
        """Put one event into the school's record stream, sealed to the school; durable after.

        Raises:
            StoreFailed: the disk is full, or the database is damaged; nothing was kept.
        """
        envelope = await seal_event(
            event.to_bytes(),
            keys=keys,
            school=self.card.id,
            record_stream=self.card.record_stream,
        )
        self.store.append(envelope).result()

    async def record(self, keys: SchoolKeys) -> School:
        """Return the school's record as its own record stream tells it.

        Raises:
            Damaged, NotForThisKey, WrongSender: an event that is not of this school's desks.
        """
        events = []
        for envelope in self._events():
            said = await open_event(
                envelope, keys=keys, school=self.card.id, stream=self.card.record_stream
            )
            events.append(event_from_bytes(said))
        return fold(events)

    def _events(self) -> list[Envelope]:
        found: list[Envelope] = []
        after, more = 0, True
        while more:
            page = self.store.read(self.card.record_stream, after, PAGE_ITEMS)
            found += [Envelope.from_bytes(kept.content) for kept in page.items]
            after, more = page.items[-1].seq if page.items else after, page.more
        return found


async def create_school(
    folder: Path,
    *,
    name: str,
    senco: str,
    passphrase: str,
    now: Callable[[], datetime] = make_now,
) -> SchoolFolder:
    """Make a school: new keys under the passphrase, its streams at the hub, the desk's access.

    The card is written last and in one step, so that a folder has a whole school or none.

    Raises:
        SchoolExists: there is one in this folder.
        ShortPassphrase: it could be guessed.
        BadName: a name no link can carry.
    """
    check_is_free(folder)
    if len(passphrase) < MIN_PASSPHRASE_CHARS:
        raise ShortPassphrase(least=MIN_PASSPHRASE_CHARS)
    card = await _make_card(checked_name(name), checked_name(senco), passphrase)
    store = open_store(folder, now=now)
    try:
        _register(store, card)
        _write_card(folder / CARD_NAME, card)
    except BaseException:
        store.close()
        raise
    return SchoolFolder(card, store, now)


def open_school(folder: Path, *, now: Callable[[], datetime] = make_now) -> SchoolFolder:
    """Open the school of a folder.

    Raises:
        NoSchool: there is none.
        Damaged: its card was changed or cut short.
    """
    card = read_card(folder)
    store = open_store(folder, now=now)
    try:
        _register(store, card)  # changes nothing, unless the database was lost
    except BaseException:
        store.close()
        raise
    return SchoolFolder(card, store, now)


def checked_name(name: str) -> str:
    """Return a person's or school's name as links carry it, without spaces at the ends.

    Raises:
        BadName: no link can carry it.
    """
    try:
        return _NAME.validate_python(name.strip())
    except ValidationError:
        raise BadName(most=MAX_NAME_CHARS) from None


def check_is_free(folder: Path) -> None:
    """Make sure that a school can be made in a folder.

    Raises:
        SchoolExists: there is one already.
    """
    if has_school(folder):
        raise SchoolExists(folder=str(folder))


def has_school(folder: Path) -> bool:
    """Whether a folder has a school in it."""
    return (folder / CARD_NAME).is_file()


def read_card(folder: Path) -> Card:
    """Return what a folder's card says.

    Raises:
        NoSchool: there is none.
        Damaged: it was changed or cut short.
    """
    if not has_school(folder):
        raise NoSchool(folder=str(folder))
    try:
        return Card.model_validate_json((folder / CARD_NAME).read_bytes())
    except ValidationError:
        raise Damaged("school.json") from None


async def _make_card(name: str, senco: str, passphrase: str) -> Card:
    keys, school = make_school_keys(), make_id()
    return Card(
        id=school,
        name=name,
        senco=senco,
        wrapped_keys=to_text(await wrap_school_keys(keys, passphrase)),
        hpke=to_text(keys.public.hpke),
        signing=to_text(keys.public.signing),
        token=to_text(make_secret()),
        stream=f"{school}.contributions",
        record_stream=f"{school}.record",
    )


def _register(store: Store, card: Card) -> None:
    """Tell the hub of the school and its desk. Telling it again changes nothing."""
    store.add_school(card.id)
    store.add_stream(card.stream, school=card.id)
    store.add_stream(card.record_stream, school=card.id)
    hashed = token_hash(card.token)
    store.add_grant(hashed, card.stream, may_read=True, kind="staff")
    store.add_grant(hashed, card.record_stream, may_read=True, may_write=True, kind="staff")


def _write_card(path: Path, card: Card) -> None:
    """Write in one step and for good; only this user may read it."""
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    private = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(private, "wb") as file:
        file.write(card.model_dump_json(indent=2).encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
