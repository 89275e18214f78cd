"""The SENCO's desk without screens: what came in, what it would add, what was decided, the pack.

The desk keeps envelopes as they came, sealed, in its own vault, and opens them in memory after the
school's key is unlocked. Decisions are record events, sealed to the school and put into its record
stream, so that a second laptop, or the command line, builds the same record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.space import vault_name
from app.surroundings import Surroundings
from forms.contribution import Contribution
from forms.ehc.applying import accept, decline
from forms.ehc.document import Document, compose
from forms.ehc.proposing import Proposal, propose
from forms.ehc.record import Event, PupilRecord, School, event_from_bytes, fold
from forms.ehc.standing import standing
from forms.library import load_form_version
from forms.triggers import Look, look_at
from forms.wording import wording
from sync.envelope import Envelope
from sync.errors import (
    Conflict,
    Damaged,
    MySayError,
    NewerVersion,
    NotAVault,
    NotForThisKey,
    WrongSchool,
    WrongSender,
)
from sync.inbox import Inbox
from sync.invitation import StaffInvitation, decode_staff, encode_staff
from sync.keys import SchoolKeys, from_text, make_id, unwrap_school_keys
from sync.outbox import Outbox
from sync.post import Post
from sync.seal import open_envelope, open_event, seal_event
from sync.settings import Settings
from sync.vault import Vault, VaultLabel, list_vaults, make_vault, open_vault

# The name of the setting that keeps the way to the hub and the wrapped keys.
STAFF = "staff"


@dataclass(frozen=True)
class Received:
    """A contribution as it came in."""

    contribution: Contribution
    envelope_id: str
    seq: int


@dataclass(frozen=True)
class NotOpened:
    """An envelope that could not be brought in, and the code of the sentence that says why."""

    envelope_id: str
    seq: int
    code: str


@dataclass
class Desk:
    """An unlocked desk. Use `unlock_desk` to get one and `lock` to leave it."""

    staff: StaffInvitation
    keys: SchoolKeys
    vault: Vault
    surroundings: Surroundings
    received: dict[str, Received] = field(default_factory=dict)
    not_opened: list[NotOpened] = field(default_factory=list)
    not_kept: list[NotOpened] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def school(self) -> School:
        """The school's record as of now: a fold over all events, those not yet sent included."""
        return fold(self.events)

    async def pull(self) -> int:
        """Bring in what the hub has and this desk has not; returns how many contributions are new.

        Decisions made without a network are sent first.

        Raises:
            Unreachable: no network; what came in before is there.
            Refused: this desk's access has ended.
        """
        before = len(self.received)
        await self.send_waiting()
        for stream in (self.staff.record_stream, self.staff.stream):
            await self._pull_stream(stream)
        await self.open_kept()
        return len(self.received) - before

    async def open_kept(self) -> None:
        """Open every envelope this desk keeps, in memory; what can not be opened is listed."""
        inbox, outbox = Inbox(self.vault), Outbox(self.vault)
        self.events, self.not_opened, self.received = [], [*self.not_kept], {}
        for seq, envelope in inbox.envelopes(self.staff.record_stream):
            await self._open_event(seq, envelope)
        for number, envelope in enumerate(outbox.waiting(), start=1):
            await self._open_event(10**12 + number, envelope)
        for seq, envelope in inbox.envelopes(self.staff.stream):
            await self._open_contribution(seq, envelope)

    def contributions(self, pupil: str | None = None) -> tuple[Received, ...]:
        """What came in, newest last; of one pupil or of all."""
        found = (item for item in self.received.values())
        return tuple(item for item in found if pupil in (None, item.contribution.pupil))

    def proposals(self, contribution_id: str) -> tuple[Proposal, ...]:
        """What one contribution would add, line by line. What was asked and chosen is in English,
        whatever language it was asked in; what a person wrote is as they wrote it."""
        contribution = self.received[contribution_id].contribution
        form = load_form_version(contribution.form.id, contribution.form.version)
        words = wording(form.id, contribution.register, version=form.version)
        return propose(contribution, form, words, self._names(contribution))

    def read_first(self, contribution_id: str) -> tuple[Look, ...]:
        """The answers of a contribution that a person should read before anything else.

        They are found here, where it is opened, and never on the device that it came from.
        """
        said = self.received[contribution_id].contribution
        return look_at(said.form.id, said.answers, said.language)

    async def accept_lines(
        self, contribution_id: str, question_ids: Iterable[str], by: str
    ) -> None:
        """Take lines into the pupil's record. What is in it already stays as it was accepted."""
        record = self.school.pupils.get(self.received[contribution_id].contribution.pupil)
        wanted = set(question_ids) - (record.accepted(contribution_id) if record else set())
        for proposal in self.proposals(contribution_id):
            if proposal.question_id in wanted:
                await self.append(accept(proposal, id=make_id(), by=by, at=self.surroundings.now()))

    async def decline_line(
        self, contribution_id: str, question_id: str, by: str, reason: str
    ) -> None:
        """Leave a line out of the record, with the reason; the contribution itself stays whole."""
        for proposal in self.proposals(contribution_id):
            if proposal.question_id == question_id:
                event = decline(
                    proposal, id=make_id(), by=by, at=self.surroundings.now(), reason=reason
                )
                await self.append(event)

    async def append(self, event: Event) -> None:
        """Put one event into the record: durable here at once, sent when there is a network."""
        envelope = await seal_event(
            event.to_bytes(),
            keys=self.keys,
            school=self.staff.school,
            record_stream=self.staff.record_stream,
        )
        Outbox(self.vault).put_event(envelope, self.surroundings.now())
        self.events.append(event)

    async def send_waiting(self) -> None:
        """Push the decisions that wait.

        Raises:
            Unreachable: no network; they stay and are tried again.
        """
        outbox, post = Outbox(self.vault), Post(self.surroundings.transport_to(self.staff.hub))
        inbox = Inbox(self.vault)
        for envelope in outbox.waiting():
            receipt = await post.push(self.staff.token, envelope)
            # First kept as part of the stream, then taken as sent: a decision is never in neither.
            inbox.keep(envelope.stream, receipt.seq, envelope)
            outbox.receive(receipt)

    def record_of(self, pupil: str) -> PupilRecord:
        """The record of one pupil.

        Raises:
            KeyError: no such pupil.
        """
        return self.school.pupils[pupil]

    def document(self, pupil: str) -> Document:
        """The meeting pack of one pupil: what was accepted, word for word, and the parent's
        view."""
        return compose(
            self.record_of(pupil),
            self._lines_of(pupil),
            school=self.staff.school_name,
            made_at=self.surroundings.now(),
        )

    def lock(self) -> None:
        """Close the vault; the school's key leaves with it."""
        self.vault.close()

    def _lines_of(self, pupil: str) -> tuple[Proposal, ...]:
        """Every line of what came in about a pupil that stands."""
        came_in = [item.contribution for item in self.contributions(pupil)]
        lines = {contribution.id: self.proposals(contribution.id) for contribution in came_in}
        return standing(came_in, lines, self.record_of(pupil))

    async def _pull_stream(self, stream: str) -> None:
        inbox, post = Inbox(self.vault), Post(self.surroundings.transport_to(self.staff.hub))
        # The hub's cursor, not ours: a page of damaged envelopes must not be asked for for ever.
        more, after = True, inbox.cursor(stream)
        while more:
            pulled = await post.pull(self.staff.token, stream, after)
            for seq, envelope in pulled.items:
                self._keep(inbox, stream, seq, envelope)
            self.not_kept += [NotOpened("", seq, Damaged.code) for seq in pulled.damaged]
            more, after = pulled.more, pulled.next
            inbox.read_to(stream, after)

    def _keep(self, inbox: Inbox, stream: str, seq: int, envelope: Envelope) -> None:
        try:
            inbox.keep(stream, seq, envelope)
        except Conflict as error:
            self.not_kept.append(NotOpened(envelope.id, seq, error.code))

    async def _open_event(self, seq: int, envelope: Envelope) -> None:
        try:
            event = event_from_bytes(await self._event_bytes(envelope))
        except (MySayError, ValueError) as error:
            self.not_opened.append(NotOpened(envelope.id, seq, _code_of(error)))
        else:
            self.events.append(event)

    async def _open_contribution(self, seq: int, envelope: Envelope) -> None:
        try:
            opened = await open_envelope(
                envelope,
                keys=self.keys,
                invitation_secret=self._invitation_secret,
                school=self.staff.school,
                stream=self.staff.stream,
            )
            self._check_belongs(opened.contribution)
            _check_known(opened.contribution)
        except (Damaged, NotForThisKey, WrongSchool, WrongSender, ValueError) as error:
            self.not_opened.append(NotOpened(envelope.id, seq, _code_of(error)))
        else:
            received = Received(opened.contribution, envelope.id, seq)
            self.received.setdefault(opened.contribution.id, received)

    async def _event_bytes(self, envelope: Envelope) -> bytes:
        staff = self.staff
        return await open_event(
            envelope, keys=self.keys, school=staff.school, stream=staff.record_stream
        )

    def _names(self, contribution: Contribution) -> dict[str, str]:
        """What the wording of a form may name."""
        record = self.school.pupils.get(contribution.pupil)
        name = record.name if record else contribution.contributor.name
        return {"senco": self.staff.senco, "school": self.staff.school_name, "pupil": name}

    def _check_belongs(self, contribution: Contribution) -> None:
        """A contribution speaks about the pupil and in the role its invitation was made for."""
        made = self.school.invitations[contribution.invitation]
        if (made.pupil, made.role) != (contribution.pupil, contribution.contributor.role):
            raise WrongSender

    def _invitation_secret(self, invitation_id: str) -> bytes | None:
        made = self.school.invitations.get(invitation_id)
        return made.secret_bytes if made else None


def _check_known(contribution: Contribution) -> None:
    """Every answer can be shown with the question it answers, or the app is too old for it."""
    try:
        form = load_form_version(contribution.form.id, contribution.form.version)
        wording(form.id, contribution.register, version=form.version)
    except LookupError as error:
        raise NewerVersion from error
    if not contribution.answers.keys() <= {question.id for question in form.questions}:
        raise NewerVersion


def _code_of(error: Exception) -> str:
    return error.code if isinstance(error, MySayError) else Damaged.code


async def unlock_desk(surroundings: Surroundings, staff: StaffInvitation, passphrase: str) -> Desk:
    """Unlock the school's key with its passphrase and open this laptop's desk.

    The first time makes the desk's vault, which keeps the staff invitation for later.

    Raises:
        WrongPasscode: not the school's passphrase.
        NoRoom, NoStorage, AlreadyOpen, NotAVault: this laptop can not keep a desk.
    """
    keys = await unwrap_school_keys(from_text(staff.wrapped_keys), passphrase)
    name = vault_name(staff.school)
    folder = surroundings.folder
    if name in await list_vaults(folder):
        vault = await open_vault(folder, name, passphrase)
    else:
        label = VaultLabel(kind="desk", picture="desk", initials="")
        vault = await make_vault(folder, name, label=label, passcode=passphrase)
    Settings(vault).set(STAFF, encode_staff(staff))
    return await _opened(Desk(staff, keys, vault, surroundings))


async def reopen_desk(surroundings: Surroundings, name: str, passphrase: str) -> Desk:
    """Open the desk that is on this laptop already, without its link.

    Raises:
        WrongPasscode: not the passphrase.
        AlreadyOpen, NotAVault, Damaged: the vault can not be opened, or is not there any more.
    """
    try:
        vault = await open_vault(surroundings.folder, name, passphrase)
    except FileNotFoundError as error:
        raise NotAVault("not there") from error
    try:
        staff = decode_staff(str(Settings(vault).get(STAFF)))
        keys = await unwrap_school_keys(from_text(staff.wrapped_keys), passphrase)
    except BaseException:
        vault.close()
        raise
    return await _opened(Desk(staff, keys, vault, surroundings))


async def _opened(desk: Desk) -> Desk:
    await desk.open_kept()
    return desk


@dataclass(frozen=True)
class PupilLine:
    """One row of the desk's first page. `read_first` says why something that waits for a decision
    should be read before anything else; it is empty for most."""

    pupil: str
    name: str
    contributions: int
    undecided: int
    newest: datetime | None
    read_first: tuple[str, ...] = ()


def pupil_lines(desk: Desk) -> tuple[PupilLine, ...]:
    """Every pupil of the school with what came in and how many lines wait for a decision."""
    school = desk.school
    return tuple(_pupil_line(desk, school, pupil) for pupil in sorted(school.pupils))


def _pupil_line(desk: Desk, school: School, pupil: str) -> PupilLine:
    record, came_in = school.pupils[pupil], desk.contributions(pupil)
    decided = {(line.contribution, line.question) for line in record.decisions}
    undecided = [
        item.contribution.id
        for item in came_in
        for proposal in desk.proposals(item.contribution.id)
        if (item.contribution.id, proposal.question_id) not in decided
    ]
    looks = [look for one in dict.fromkeys(undecided) for look in desk.read_first(one)]
    newest = max((item.contribution.finished_at for item in came_in), default=None)
    return PupilLine(
        pupil,
        record.name,
        len(came_in),
        len(undecided),
        newest,
        tuple(dict.fromkeys(look.reason for look in looks)),
    )
