"""Booklets at the desk: whose invitation a filled one belongs to, where its answers are kept while
it is keyed in, and how they become a contribution, signed, sealed and sent as any other.

The laptop is a device of that invitation, with a vault of its own in a folder that the app does not
show; the vault opens with a secret that only the unlocked desk has. It asks and shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.invite import make_invitation
from app.key_in_end import HandedIn, with_provenance
from app.school import Card
from app.sitting import OnPaper, Sitting
from app.space import Space, join, unlock, vault_name
from app.surroundings import Surroundings
from forms.answers import Answer
from forms.contribution import KeyedIn
from forms.definition import Form
from forms.ehc.record import InvitationMade
from forms.exchange.paper import Booklet
from sync.errors import MySayError, NotAVault, Unreachable
from sync.keys import make_secret, to_text
from sync.settings import Settings
from sync.vault.files import Folder

# The names say what happened, as in sync.errors.
# ruff: noqa: N818

# Beside the places that the app shows, not among them.
PLACES = "keyed-in"
_SECRET, _WAITING = "on_paper.secret", "on_paper.waiting"


class NotInvited(MySayError):
    """Nobody of the form's role was invited to speak about this pupil."""

    code = "not_invited"


class OtherBooklet(MySayError):
    """Another booklet of the same form is begun and not finished."""

    code = "other_booklet"


@dataclass(frozen=True)
class Place:
    """Where one booklet is keyed in."""

    space: Space
    sitting: Sitting

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Keep answers, durably.

        Raises:
            NoRoom: the disk is full; what was kept before is there.
        """
        for question_id, answer in answers.items():
            self.space.drafts.save_answer(self.sitting.form.id, question_id, answer)

    def keep_given(self, given: Mapping[str, tuple[str, ...]], at: datetime) -> None:
        """Keep what was known before anything was asked, where the invitation says nothing."""
        language, engine = self.sitting.wording.language, self.sitting.engine
        for question_id, value in given.items():
            if question_id not in engine.answers:
                answer = Answer(state="answered", value=value, lang=language, at=at)
                self.keep({question_id: answer})
                engine.set(question_id, answer)


def folder_of_booklets() -> Folder:
    """Where places of keyed-in booklets are on this laptop."""
    from app.platform import native
    from sync.vault.native_files import Folder as NativeFolder

    return NativeFolder(native.folder().path / PLACES)


def by_question(given: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What an invitation knows beforehand, by hidden question."""
    found: dict[str, tuple[str, ...]] = {}
    for question_id, words in given:
        found[question_id] = (*found.get(question_id, ()), words)
    return found


def invitations_for(desk: Desk, pupil: str, form: Form) -> tuple[InvitationMade, ...]:
    """Whose booklet it can be: everyone who may speak about the pupil in the form's role, those
    asked for this form first, the newest first.

    Raises:
        NotInvited: there is none yet.
    """
    found = [
        made
        for made in desk.school.invitations.values()
        if (made.pupil, made.role) == (pupil, form.role)
    ]
    if not found:
        name = desk.record_of(pupil).name
        raise NotInvited(pupil=name, role=form.role, form=form.id)
    return tuple(sorted(found, key=lambda made: (form.id in made.forms, made.at), reverse=True))


async def open_place(
    desk: Desk, card: Card, made: InvitationMade, booklet: Booklet, form: Form, folder: Folder
) -> Place:
    """Begin to key in a booklet, or go on where it was put down.

    Args:
        desk: the unlocked desk.
        card: the school's card.
        made: whose booklet it is.
        booklet: as it was printed.
        form: the form in that version.
        folder: where places of keyed-in booklets are; not the one the app looks in.

    Raises:
        OtherBooklet: one of another wording or version is begun; it is to be finished first.
        NoRoom, NoStorage, AlreadyOpen: this laptop can not keep it.
    """
    invitation = make_invitation(card, made, desk.record_of(made.pupil).name)
    around = Surroundings(folder, desk.surroundings.transport, desk.surroundings.now)
    space = await join(around, invitation, _secret(desk))
    try:
        _begin(space, booklet, form)
        return Place(space, Sitting(space, form))
    except BaseException:
        space.lock()
        raise


async def hand_in(desk: Desk, place: Place, handed_in: HandedIn) -> bool:
    """Make the contribution, seal it, and send it if the hub can be reached; whether it went.

    Raises:
        NoRoom: the disk is full; everything that was keyed in is there.
    """
    sitting, now = place.sitting, desk.surroundings.now()
    answers = with_provenance(sitting.form, sitting.engine.answers, handed_in, now)
    place.keep(answers)
    for question_id, answer in answers.items():
        sitting.engine.set(question_id, answer)
    keyed_in = KeyedIn(by=handed_in.by, at=now)
    await sitting.finish(OnPaper(handed_in.moment(now), keyed_in))
    settings, name = Settings(desk.vault), vault_name(place.space.invitation.id)
    settings.set(_WAITING, [*{*_waiting(settings), name}])
    try:
        await place.space.send_waiting()
    except Unreachable:
        return False
    settings.set(_WAITING, [one for one in _waiting(settings) if one != name])
    return True


async def send_keyed_in(desk: Desk, folder: Folder) -> None:
    """Send what was keyed in while the hub could not be reached.

    Raises:
        Unreachable: it still can not; nothing is lost.
    """
    settings = Settings(desk.vault)
    around = Surroundings(folder, desk.surroundings.transport, desk.surroundings.now)
    for name in _waiting(settings):
        with suppress(NotAVault):  # somebody removed the folder: there is nothing to send
            space = await unlock(around, name, _secret(desk))
            try:
                await space.send_waiting()
            finally:
                space.lock()
        settings.set(_WAITING, [one for one in _waiting(settings) if one != name])


def _begin(space: Space, booklet: Booklet, form: Form) -> None:
    code, draft = booklet.code, space.drafts.load(form.id)
    if draft is None or draft.finished_at is not None:
        space.drafts.start(form.ref, code.register, code.language, space.surroundings.now())
    elif (draft.form, draft.register, draft.language) != (form.ref, code.register, code.language):
        raise OtherBooklet(
            form=form.id,
            version=draft.form.version,
            register=draft.register,
            language=draft.language,
        )


def _secret(desk: Desk) -> str:
    """What opens the places of keyed-in booklets: made once, kept in the desk's own vault."""
    settings = Settings(desk.vault)
    kept = settings.get(_SECRET)
    if not isinstance(kept, str):
        kept = to_text(make_secret())
        settings.set(_SECRET, kept)
    return kept


def _waiting(settings: Settings) -> list[str]:
    kept = settings.get(_WAITING)
    return [str(one) for one in kept] if isinstance(kept, list) else []
