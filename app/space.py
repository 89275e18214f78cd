"""One person's place on one device: an unlocked vault, an invitation, and the forms it asks for.

Everything a pupil or a parent can do, without screens: join, unlock, answer, finish, send. The
screens and the test driver call the same functions. A step never calls an earlier one: answers
become a draft, a finished draft becomes a contribution, a contribution an envelope, an envelope a
receipt."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from app.sitting import Sitting
from app.surroundings import Surroundings
from app.words import nearest
from forms.asked_before import Said
from forms.definition import Form
from forms.library import load_form, load_form_version
from forms.wording import wording
from sync.drafts import Drafts
from sync.envelope import Receipt
from sync.errors import (
    BadInvitation,
    Conflict,
    LostInvitation,
    MySayError,
    NotAVault,
    TooBig,
)
from sync.invitation import Invitation, decode_invitation, encode_invitation
from sync.keys import (
    DeviceKeys,
    derive_hub_token,
    from_text,
    key_id,
    make_device_keys,
    to_text,
)
from sync.outbox import Outbox, OutboxItem
from sync.post import Post
from sync.settings import Settings
from sync.vault import Vault, VaultLabel, has_begun, make_vault, open_vault

# The form that is never in a queue, and the question whose yes means that something is to be sent.
HELP_NOW, HELP_SEND = "help-now", "help.send"

FormState = Literal["new", "started", "not_today", "waiting", "received"]


@dataclass(frozen=True)
class FormStatus:
    """How far one form is; computed from times each time it is asked for."""

    form_id: str
    title: str
    state: FormState
    at: datetime | None


class Space:
    """An unlocked place. Use `join` or `unlock` to get one, `lock` to leave it."""

    def __init__(self, vault: Vault, surroundings: Surroundings) -> None:
        settings = Settings(vault)
        self.invitation: Invitation = decode_invitation(str(settings.get("invitation")))
        self.device = _device_from(settings.get("device"))
        self.vault = vault
        self.surroundings = surroundings
        self.drafts = Drafts(vault)
        self.outbox = Outbox(vault)
        self.settings = settings
        self._sending = asyncio.Lock()

    @property
    def names(self) -> Mapping[str, str]:
        """What the wording of forms and screens may name."""
        invitation = self.invitation
        return {
            "senco": invitation.senco,
            "school": invitation.school_name,
            "pupil": invitation.pupil_name,
        }

    @property
    def language(self) -> str:
        """What this person reads and writes: the language they chose, else the invitation's."""
        return nearest(str(self.settings.get("language") or self.invitation.language))

    def choose_language(self, language: str) -> None:
        """Go on in another language, drafts too; what was answered stays as it was given."""
        self.settings.set("language", language)
        for form_id in self.invitation.forms:
            self.drafts.set_language(form_id, language)

    def forms(self) -> tuple[FormStatus, ...]:
        """Every form this invitation asks for, with how far it is."""
        return tuple(self._status(form_id) for form_id in self.invitation.forms)

    @property
    def has_help(self) -> bool:
        """Whether "Help now" is one tap away: for every pupil, invited to it or not."""
        return self.invitation.role == "pupil"

    def leave_help(self) -> None:
        """Keep nothing of "Help now" that the child did not choose to send."""
        draft = self.drafts.load(HELP_NOW)
        if draft is None or draft.finished_at is not None:
            return
        chosen = draft.answers.get(HELP_SEND)
        if chosen is None or chosen.value != "yes":
            self.drafts.forget(HELP_NOW)

    def open(self, form_id: str) -> Sitting:
        """Go on with a form, or begin it."""
        form = load_form(form_id)
        register = self.register_of(form_id)
        draft = self.drafts.load(form_id)
        if draft is None or draft.finished_at is not None or self._was_another_day(form_id):
            self.drafts.start(form.ref, register, self.language, self._now())
        return Sitting(self, self._form_of(form_id))

    def said_before(self) -> tuple[Said, ...]:
        """Everything this person finished here, in forms that are still known."""
        found: list[Said] = []
        for finished in self.drafts.finished():
            try:
                form = load_form_version(finished.form.id, finished.form.version)
            except KeyError:
                continue
            found.append(Said(form, finished.answers, finished.at))
        return tuple(found)

    def register_of(self, form_id: str) -> str:
        """The invitation's register where the form has it, else the form's first."""
        registers = load_form(form_id).registers
        wanted = self.invitation.register
        return wanted if wanted in registers else registers[0]

    async def send_waiting(self) -> tuple[Receipt, ...]:
        """Push everything that waits, oldest first, and keep the receipts.

        Raises:
            Unreachable: no network; nothing is lost and it can be tried again.
            Refused: the invitation has ended.
            Conflict, TooBig: the hub does not take one of them; every other was sent.
        """
        async with self._sending:
            waiting = self.outbox.waiting()
            if not waiting:
                return ()
            post = Post(self.surroundings.transport_to(self.invitation.hub))
            token = derive_hub_token(self.invitation.secret_bytes, self.invitation.id)
            public = self.device.public
            await post.join(token, key_id(public.signing), public.signing, public.hpke)
            receipts: list[Receipt] = []
            not_taken: MySayError | None = None
            for envelope in waiting:
                try:
                    receipt = await post.push(token, envelope)
                except (Conflict, TooBig) as error:  # this one; the others may still go
                    not_taken = not_taken or error
                    continue
                self.outbox.receive(receipt)
                receipts.append(receipt)
            if not_taken is not None:
                raise not_taken
            return tuple(receipts)

    def latest_sent(self, form_id: str) -> OutboxItem | None:
        """The newest contribution made with this form, sent or waiting."""
        items = [item for item in self.outbox.items() if item.form_id == form_id]
        return max(items, key=lambda item: item.sealed_at, default=None)

    def lock(self) -> None:
        """Close the vault; the keys leave with it."""
        self.vault.close()

    def _status(self, form_id: str) -> FormStatus:
        title = wording(form_id, self.register_of(form_id), self.language).title(**self.names)
        draft = self.drafts.load(form_id)
        sent = self.latest_sent(form_id)
        if draft is not None and draft.finished_at is None and draft.answers:
            state, at = self._state_of_draft(form_id)
            return FormStatus(form_id, title, state, at)
        if sent is None:
            return FormStatus(form_id, title, "new", None)
        if sent.receipt is None:
            return FormStatus(form_id, title, "waiting", sent.sealed_at)
        return FormStatus(form_id, title, "received", sent.receipt.received_at)

    def _state_of_draft(self, form_id: str) -> tuple[FormState, datetime]:
        sitting = Sitting(self, self._form_of(form_id))
        # What an older form asked counts too: it was said, even if nothing else was.
        said = (*sitting.engine.answers.values(), *sitting.no_longer_asked.values())
        latest = max(answer.at for answer in said)
        if not sitting.engine.is_ended:
            return "started", latest
        # A child who said no is not asked again the same day; tomorrow it is offered anew.
        return ("not_today" if latest.date() == self._now().date() else "new"), latest

    def _was_another_day(self, form_id: str) -> bool:
        """Whether the draft was ended by a no on an earlier day; that day is kept."""
        draft = self.drafts.load(form_id)
        if draft is None or not draft.answers:
            return False
        state, said_at = self._state_of_draft(form_id)
        if state != "new":
            return False
        days = self.settings.get(f"said_no.{form_id}") or []
        self.settings.set(f"said_no.{form_id}", [*days, said_at.date().isoformat()])
        return True

    def _form_of(self, form_id: str) -> Form:
        """The form a draft goes on in: its own version while that is known, else the newest."""
        draft = self.drafts.load(form_id)
        if draft is None:
            return load_form(form_id)
        try:
            return load_form_version(form_id, draft.form.version)
        except KeyError:
            return load_form(form_id)

    def _now(self) -> datetime:
        return self.surroundings.now()


async def join(surroundings: Surroundings, invitation: Invitation, passcode: str) -> Space:
    """Accept an invitation on this device: a new vault with this invitation and new device keys.

    Accepting the same invitation twice opens what is there.

    Raises:
        WrongPasscode: the place exists already and has another passcode.
        NoRoom, NoStorage, AlreadyOpen: the device can not keep it.
    """
    name = vault_name(invitation.id)
    if await has_joined(surroundings, invitation):
        return await unlock(surroundings, name, passcode)
    label = _label(invitation)
    vault = await make_vault(surroundings.folder, name, label=label, passcode=passcode)
    return _begun(vault, surroundings, invitation)


async def has_joined(surroundings: Surroundings, invitation: Invitation) -> bool:
    """Whether this device holds a place for this invitation already; one that was cut short before
    it held anything does not count."""
    return await has_begun(surroundings.folder, vault_name(invitation.id))


async def list_vault_names(surroundings: Surroundings) -> tuple[str, ...]:
    """The names of all vaults on this device."""
    from sync.vault import list_vaults

    return tuple(await list_vaults(surroundings.folder))


async def unlock(
    surroundings: Surroundings, name: str, passcode: str, invitation: Invitation | None = None
) -> Space:
    """Open a place that is on this device.

    Args:
        invitation: the one whose link was opened, if any: a place that lost its own (cut short, or
            damaged just there) goes on with it.

    Raises:
        WrongPasscode: with how long to wait before the next try.
        LostInvitation: the place no longer knows whose it is; its link opens it again.
        Damaged, NotAVault, AlreadyOpen: the vault can not be opened, or is not there any more.
    """
    try:
        vault = await open_vault(surroundings.folder, name, passcode)
    except FileNotFoundError as error:
        raise NotAVault("not there") from error
    try:
        return Space(vault, surroundings)
    except (BadInvitation, ValueError) as error:
        if invitation is None:
            vault.close()
            raise LostInvitation from error
        return _begun(vault, surroundings, invitation)


def vault_name(identity: str) -> str:
    """The name of the vault that belongs to an invitation or a school: no word anyone could
    read."""
    return sha256(f"mysay vault name|{identity}".encode()).hexdigest()[:24]


def _begun(vault: Vault, surroundings: Surroundings, invitation: Invitation) -> Space:
    device = make_device_keys()
    values = {"device": _device_to(device), "invitation": encode_invitation(invitation)}
    try:
        Settings(vault).begin(values)
        return Space(vault, surroundings)
    except BaseException:
        vault.close()
        raise


def _device_to(device: DeviceKeys) -> list[str]:
    return [to_text(device.signing_seed), to_text(device.hpke_private)]


def _device_from(kept: object) -> DeviceKeys:
    if not isinstance(kept, list) or len(kept) != 2:
        raise ValueError("no device keys")
    return DeviceKeys(from_text(str(kept[0])), from_text(str(kept[1])))


def _label(invitation: Invitation) -> VaultLabel:
    kind: Literal["pupil", "parent"] = "pupil" if invitation.role == "pupil" else "parent"
    picture = ("school", "home")[kind == "parent"]
    return VaultLabel(kind=kind, picture=picture, initials=invitation.pupil_name[:1].upper())
