"""The EHC record as a fold over record events.

An event says that something happened, once; folding the same events in the same order gives the
same record, and an event that comes twice counts once. Voices are kept apart: nothing is merged or
averaged, and nothing that was said is changed. Ids and times come from outside."""

from __future__ import annotations

import warnings
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from forms.answers import canonical_json
from forms.contribution import Id, Role


class _Event(BaseModel):
    """What every event has: its own id, when, and which member of staff."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: Id
    at: AwareDatetime
    by: str

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same event gives the same bytes."""
        return canonical_json(self.model_dump(mode="json"))


class PupilAdded(_Event):
    """A pupil is in the school's record from now on."""

    type: Literal["pupil_added"] = "pupil_added"
    pupil: Id
    name: str


# "register" is the design's word; see forms.contribution.
warnings.filterwarnings("ignore", message=r'Field name "register" in "InvitationMade" shadows')


class InvitationMade(_Event):
    """Someone may speak about a pupil. `secret` lets any desk check that they did, and nobody
    else."""

    type: Literal["invitation_made"] = "invitation_made"
    invitation: Id
    pupil: Id
    role: Role
    name: str = ""
    secret: str = Field(repr=False)
    forms: tuple[str, ...]
    register: str = ""
    token_hash: str
    given: tuple[tuple[str, str], ...] = Field(default=(), repr=False)
    language: str = "en"

    @property
    def secret_bytes(self) -> bytes:
        """The secret as bytes (it is written as base64url without padding)."""
        return urlsafe_b64decode(self.secret + "=" * (-len(self.secret) % 4))


class LineAccepted(_Event):
    """One answer of a contribution is in the record: as evidence for section A, word for word."""

    type: Literal["line_accepted"] = "line_accepted"
    pupil: Id
    contribution: Id
    question: str


class LineDeclined(_Event):
    """One answer stays out of the record, and why. The contribution itself stays whole."""

    type: Literal["line_declined"] = "line_declined"
    pupil: Id
    contribution: Id
    question: str
    reason: str


class PackMade(_Event):
    """A pack was taken out of the desk."""

    type: Literal["pack_made"] = "pack_made"
    pupil: Id


Decision = LineAccepted | LineDeclined
Event = PupilAdded | InvitationMade | LineAccepted | LineDeclined | PackMade
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


def event_from_bytes(data: bytes) -> Event:
    """Read back what `to_bytes` wrote.

    Raises:
        ValueError: not an event.
    """
    return _EVENT.validate_json(data)


@dataclass
class PupilRecord:
    """One pupil: the latest decision on each line, by (contribution, question)."""

    pupil: str
    name: str
    lines: dict[tuple[str, str], Decision] = field(default_factory=dict)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision that stands, oldest first."""
        return tuple(sorted(self.lines.values(), key=lambda event: event.at))

    def accepted(self, contribution: str) -> frozenset[str]:
        """The questions of a contribution whose answers are in the record."""
        return frozenset(
            question
            for (from_, question), event in self.lines.items()
            if from_ == contribution and isinstance(event, LineAccepted)
        )


@dataclass
class School:
    """Everything the events say."""

    pupils: dict[str, PupilRecord] = field(default_factory=dict)
    invitations: dict[str, InvitationMade] = field(default_factory=dict)


def fold(events: Iterable[Event]) -> School:
    """The school's record after these events, in this order; a later decision replaces an
    earlier."""
    school, seen = School(), set()
    for event in events:
        if event.id in seen:
            continue
        seen.add(event.id)
        _apply(school, event)
    return school


def _apply(school: School, event: Event) -> None:
    if isinstance(event, PupilAdded):
        school.pupils.setdefault(event.pupil, PupilRecord(event.pupil, event.name))
    elif isinstance(event, InvitationMade):
        school.invitations.setdefault(event.invitation, event)
    elif isinstance(event, LineAccepted | LineDeclined) and event.pupil in school.pupils:
        school.pupils[event.pupil].lines[event.contribution, event.question] = event
