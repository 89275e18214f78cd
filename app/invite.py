"""Invites a person to speak about a pupil: the invitation, its link, its QR code.

An invitation is first an event in the school's sealed record, so that every desk knows whose it is,
and then a grant at the hub. The link is made from that event, so it can be made again. It sends the
link to nobody.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Final

import segno

from app.school import Card, SchoolFolder, checked_name
from app.words import is_there, languages
from forms.catalogues import DEFAULT_LANGUAGE
from forms.contribution import Role
from forms.definition import Form
from forms.ehc.record import InvitationMade, PupilAdded, School
from forms.library import form_ids, load_form
from sync.errors import MySayError
from sync.invitation import Invitation, invitation_link
from sync.keys import SchoolKeys, derive_hub_token, make_id, make_secret, to_text, token_hash

# The names say what happened, as in sync.errors.
# ruff: noqa: N818

# The usual forms of each role; every form of the role can be asked for by name.
FORMS_OF: Final[dict[Role, tuple[str, ...]]] = {
    "pupil": ("about-me",),
    "parent": ("parent-view",),
    "supporter": ("knows-best",),
    "staff": ("looked-after",),
}
GOALS, HELPS = "rev.goals", "rev.helps"

# What says who will see the answers, and that no secrecy can be promised: a concept.
LIMITS: Final = "start.limits"


class NoSuchPupil(MySayError):
    """Nobody of that name or ref is in the record."""

    code = "no_such_pupil"


class SeveralPupils(MySayError):
    """More than one pupil has this name; the ref tells them apart."""

    code = "several_pupils"


class NoSuchForm(MySayError):
    """There is no form with this id, or it is for another role."""

    code = "no_such_form"


class NoSuchRegister(MySayError):
    """The form has no wording of this register."""

    code = "no_such_register"


class NoSuchLanguage(MySayError):
    """My Say does not speak this language."""

    code = "no_such_language"


class NothingAsksThat(MySayError):
    """What was to come with the invitation is asked about by none of its forms."""

    code = "nothing_asks_that"


class LinkTooLong(MySayError):
    """The link does not fit into a QR code; it works all the same."""

    code = "link_too_long"


def forms_for(role: Role) -> tuple[str, ...]:
    """The forms a person of this role can be invited to.

    A form that never says who will see the answers is a part of others, and is not asked alone.
    """
    forms = map(load_form, form_ids())
    return tuple(form.id for form in forms if form.role == role and _says_the_limits(form))


def _says_the_limits(form: Form) -> bool:
    return any((question.concept or question.id) == LIMITS for question in form.questions)


@dataclass(frozen=True)
class Ask:
    """Whom an invitation is for and what it asks for.

    Attributes:
        role: who will speak.
        forms: ids of the forms, in order; () for the usual ones of the role.
        register: the wording to begin with; "" for the first form's first.
        name: who that is, when it is not the pupil.
        given: what the forms are asked about, by hidden question, in order: goals of the plan.
        language: the language to begin with; the person can change it.
    """

    role: Role
    forms: tuple[str, ...] = ()
    register: str = ""
    name: str = ""
    given: tuple[tuple[str, str], ...] = ()
    language: str = DEFAULT_LANGUAGE

    def completed(self) -> Ask:
        """Return the same with the usual forms and register where none are named.

        Raises:
            NoSuchForm: a form is not there or is for another role.
            NoSuchRegister: the first form has no such register.
            NoSuchLanguage: My Say does not speak it.
            NothingAsksThat: none of the forms asks about what is given along.
        """
        if not is_there(self.language):
            raise NoSuchLanguage(language=self.language, languages=", ".join(languages()))
        forms = self.forms or FORMS_OF[self.role]
        for form_id in forms:
            if form_id not in forms_for(self.role):
                raise NoSuchForm(form=form_id, forms=", ".join(forms_for(self.role)))
        registers = load_form(forms[0]).registers
        if self.register and self.register not in registers:
            raise NoSuchRegister(register=self.register, registers=", ".join(registers))
        _check_given(self.given, forms)
        return replace(self, forms=forms, register=self.register or registers[0])


def _check_given(given: tuple[tuple[str, str], ...], forms: tuple[str, ...]) -> None:
    asked_along = {
        question.id
        for form_id in forms
        for question in load_form(form_id).questions
        if question.kind == "hidden"
    }
    for question_id, _ in given:
        if question_id not in asked_along:
            known = ", ".join(sorted(asked_along)) or "-"
            raise NothingAsksThat(question=question_id, questions=known)


async def add_pupil(school: SchoolFolder, keys: SchoolKeys, name: str, *, by: str) -> str:
    """Add a pupil to the record and return the new ref.

    Raises:
        BadName: no link can carry this name; nothing was added.
    """
    pupil, name = make_id(), checked_name(name)
    event = PupilAdded(id=make_id(), at=school.now(), by=by, pupil=pupil, name=name)
    await school.append(keys, event)
    return pupil


async def make_invited(
    school: SchoolFolder, keys: SchoolKeys, pupil: str, ask: Ask, *, by: str
) -> InvitationMade:
    """Invite somebody to speak about a pupil of the record; returns the event that says so.

    Raises:
        NoSuchForm, NoSuchRegister, NoSuchLanguage: nothing was made.
        StoreFailed: the hub's database failed; an invitation nobody has a link to may be there.
    """
    asked, invitation, secret = ask.completed(), make_id(), make_secret()
    hashed = token_hash(derive_hub_token(secret, invitation))
    made = InvitationMade(
        id=make_id(),
        at=school.now(),
        by=by,
        invitation=invitation,
        pupil=pupil,
        role=asked.role,
        name=asked.name,
        secret=to_text(secret),
        forms=asked.forms,
        register=asked.register,
        token_hash=hashed,
        given=asked.given,
        language=asked.language,
    )
    await school.append(keys, made)
    school.store.add_grant(hashed, school.card.stream, may_write=True, invitation_id=invitation)
    return made


def make_link(card: Card, made: InvitationMade, pupil_name: str, base_url: str) -> str:
    """Return the link of an invitation; it is the same each time."""
    return invitation_link(base_url, make_invitation(card, made, pupil_name))


def make_invitation(card: Card, made: InvitationMade, pupil_name: str) -> Invitation:
    """Return the invitation that an event tells of."""
    return Invitation(
        id=made.invitation,
        secret=made.secret,
        school=card.id,
        school_name=card.name,
        senco=card.senco,
        school_hpke=card.hpke,
        school_signing=card.signing,
        role=made.role,
        pupil=made.pupil,
        pupil_name=pupil_name,
        forms=made.forms,
        register=made.register,
        language=made.language,
        stream=card.stream,
        given=made.given,
    )


def find_pupil(record: School, asked: str) -> str:
    """Return the ref of the pupil with this ref or name; capitals do not matter.

    Raises:
        NoSuchPupil, SeveralPupils: it is nobody, or not clear who it is.
    """
    if asked in record.pupils:
        return asked
    wanted = asked.strip().casefold()
    found = [ref for ref, pupil in record.pupils.items() if pupil.name.casefold() == wanted]
    if not found:
        raise NoSuchPupil(pupil=asked)
    if len(found) > 1:
        raise SeveralPupils(pupil=asked, refs=", ".join(sorted(found)))
    return found[0]


def qr_svg(link: str) -> bytes:
    """Return a link as a QR code to print.

    Raises:
        LinkTooLong: it does not fit into one.
    """
    out = io.BytesIO()
    _qr(link).save(out, kind="svg", scale=4, border=4, title="My Say", xmldecl=True)
    return out.getvalue()


def qr_text(link: str) -> str:
    """Return a link as a QR code for a terminal.

    Raises:
        LinkTooLong: it does not fit into one.
    """
    out = io.StringIO()
    _qr(link).terminal(out=out, border=2, compact=True)
    return out.getvalue()


def _qr(link: str) -> segno.QRCode:
    try:
        return segno.make_qr(link, error="l", boost_error=False)
    except segno.DataOverflowError:
        raise LinkTooLong from None
