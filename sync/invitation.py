"""Invitations as links: what a person's device needs to know to speak, and what staff need to read.

Everything is in the fragment of the link (after `#`), which a browser sends to no server. A link is
a secret: whoever has it may contribute in that person's place. This module makes no keys and talks
to no hub. There is one spelling of a link: a changed, added or missing character is noticed.
Format: PROTOCOL.md, section 3.
"""

from __future__ import annotations

import json
import re
import warnings
from hashlib import sha256
from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from sync.envelope import NAME_PATTERN
from sync.errors import BadInvitation
from sync.keys import KEY_BYTES, WRAPPED_BYTES, from_text, to_text

CHECK_BYTES: Final = 6
# A QR code holds 2,953 bytes; a link of this size is already more than anybody scans.
MAX_LINK_CHARS: Final = 4096
MAX_NAME_CHARS: Final = 120
# A pupil is asked one or two forms at a time; a link with more was not made by us.
MAX_FORMS: Final = 12
# What a form is asked about (the goals of the plan, say): few and short, or no link holds them.
MAX_GIVEN: Final = 30
MAX_GIVEN_CHARS: Final = 200
# Fields that came later: a link from before them is read, and one without them is spelled as then.
_LATER: Final = frozenset({"given"})

_SHORT_PATTERN: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_LANGUAGE_PATTERN: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_NAME_PATTERN: Final = re.compile(NAME_PATTERN)
_QUESTION_PATTERN: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_ID_PATTERN: Final = re.compile(r"[0-9a-f]{32}")


def _matching(pattern: re.Pattern[str]) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError("malformed")
        return text

    return AfterValidator(check)


def _bytes_of(size_bytes: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(from_text(text)) != size_bytes:
            raise ValueError("of the wrong size")
        return text

    return AfterValidator(check)


def _plain_text(text: str) -> str:
    # Names are shown on a start screen: no line breaks or direction marks that would disguise one.
    if not text.isprintable() or text != text.strip():
        raise ValueError("not printable")
    return text


def _hub_address(text: str) -> str:
    """Allow "" (the page's own origin) or an http(s) origin: no user, path, query or fragment."""
    parts = urlsplit(text)
    origin = f"{parts.scheme}://{parts.netloc}"
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or text != origin):
        raise ValueError("not an address of a hub")
    if "@" in text or not text.isascii():
        raise ValueError("not an address of a hub")
    return text


Id = Annotated[str, _matching(_ID_PATTERN)]
Name = Annotated[str, _matching(_NAME_PATTERN)]
Short = Annotated[str, _matching(_SHORT_PATTERN)]
Language = Annotated[str, _matching(_LANGUAGE_PATTERN)]
PersonText = Annotated[
    str, Field(min_length=1, max_length=MAX_NAME_CHARS), AfterValidator(_plain_text)
]
Key = Annotated[str, _bytes_of(KEY_BYTES)]
Hub = Annotated[str, Field(max_length=200), AfterValidator(_hub_address)]
GivenText = Annotated[
    str, Field(min_length=1, max_length=MAX_GIVEN_CHARS), AfterValidator(_plain_text)
]
# (id of a hidden question, what it is given), each a row of a link.
Given = Annotated[
    tuple[tuple[Annotated[str, _matching(_QUESTION_PATTERN)], GivenText], ...],
    Field(max_length=MAX_GIVEN),
]
Forms = Annotated[tuple[Short, ...], Field(min_length=1, max_length=MAX_FORMS)]


class _Link(BaseModel):
    # hide_input: an error's text must not quote a secret it found beside a mistake.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, strict=True)


# `register` is the domain's word. It hides ABCMeta.register, which nobody calls on a link.
warnings.filterwarnings("ignore", message=r'Field name "register" in "Invitation" shadows')


class Invitation(_Link):
    """One person's right to contribute about one pupil.

    Attributes:
        v: version of the link.
        id: the invitation's own id, 32 hex digits.
        secret: 32 random bytes, base64url: the bearer token and the device binding come from it.
        school: the school's id.
        school_name: as shown to people.
        senco: the SENCO's name, as shown to people.
        school_hpke: the key to seal to, base64url.
        school_signing: the key that signs what comes back, base64url.
        role: who contributes.
        pupil: the pupil's ref, 32 hex digits.
        pupil_name: what the pupil is called; a first name is enough.
        forms: ids of the forms asked for, in order.
        register: the wording to begin with.
        language: BCP 47 tag.
        stream: where at the hub contributions go.
        hub: origin of the hub, "" for the page's own.
        given: what the forms are asked about, by hidden question, in order: goals of the plan.
    """

    v: Literal[1] = 1
    id: Id
    secret: Key = Field(repr=False)
    school: Name
    school_name: PersonText
    senco: PersonText
    school_hpke: Key
    school_signing: Key
    role: Literal["pupil", "parent", "supporter", "staff"]
    pupil: Id
    pupil_name: PersonText
    forms: Forms
    register: Short
    language: Language = "en"
    stream: Name
    hub: Hub = ""
    given: Given = Field(default=(), repr=False)

    @property
    def secret_bytes(self) -> bytes:
        """The secret as bytes."""
        return from_text(self.secret)


class StaffInvitation(_Link):
    """A SENCO team's way to the desk. The passphrase to the keys travels another way.

    Attributes:
        v: version of the link.
        school: the school's id.
        school_name: as shown to people.
        senco: the SENCO's name.
        wrapped_keys: what sync.keys.wrap_school_keys made, base64url.
        token: bearer token for the hub.
        stream: where contributions come in.
        record_stream: where record events are kept.
        hub: origin of the hub, "" for the page's own.
    """

    v: Literal[1] = 1
    school: Name
    school_name: PersonText
    senco: PersonText
    wrapped_keys: Annotated[str, _bytes_of(WRAPPED_BYTES)] = Field(repr=False)
    token: Key = Field(repr=False)
    stream: Name
    record_stream: Name
    hub: Hub = ""


_AnyInvitation = TypeVar("_AnyInvitation", Invitation, StaffInvitation)


def encode_invitation(invitation: Invitation) -> str:
    """Return the text that goes into a link or QR code: letters, digits, `-` and `_` only."""
    return _encode(invitation)


def decode_invitation(text: str) -> Invitation:
    """Read what encode_invitation wrote.

    Raises:
        BadInvitation: cut short, mistyped, or made by something else.
    """
    return _decode(text, Invitation)


def at_hub(invitation: _AnyInvitation, hub: str) -> _AnyInvitation:
    """Return the invitation with the hub its link led to, if it names none itself.

    Raises:
        BadInvitation: that is no address of a hub.
    """
    if invitation.hub or not hub:
        return invitation
    try:
        return type(invitation).model_validate({**invitation.model_dump(), "hub": hub})
    except ValidationError:
        raise BadInvitation("no address of a hub") from None


def invitation_link(base_url: str, invitation: Invitation) -> str:
    """Return the link to give to the person; base_url is where the app is served."""
    return f"{base_url.rstrip('/')}/#/join/{encode_invitation(invitation)}"


def encode_staff(invitation: StaffInvitation) -> str:
    """Return the text that goes into a staff link."""
    return _encode(invitation)


def decode_staff(text: str) -> StaffInvitation:
    """Read what encode_staff wrote.

    Raises:
        BadInvitation: cut short, mistyped, or made by something else.
    """
    return _decode(text, StaffInvitation)


def staff_link(base_url: str, invitation: StaffInvitation) -> str:
    """Return the link to the desk; base_url is where the app is served."""
    return f"{base_url.rstrip('/')}/#/desk/{encode_staff(invitation)}"


_AnyLink = TypeVar("_AnyLink", bound=_Link)


def _encode(link: _Link) -> str:
    # A row of values, not a table: the names of the fields would make the QR code a third larger.
    row = [_plain(value) for name, value in link if value or name not in _LATER]
    data = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text = to_text(data + _check(link.__class__.__name__, data))
    if len(text) > MAX_LINK_CHARS:
        raise ValueError(f"an invitation of more than {MAX_LINK_CHARS} characters")
    return text


def _plain(value: object) -> object:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _check(kind: str, data: bytes) -> bytes:
    """Notices mistakes, and a staff link where an invitation belongs; it is no signature."""
    return sha256(f"My Say link v1 {kind}\0".encode() + data).digest()[:CHECK_BYTES]


def _decode(text: str, kind: type[_AnyLink]) -> _AnyLink:
    data = _checked(text, kind.__name__)
    try:
        link = _from_row(json.loads(data), kind)
    except (ValueError, RecursionError):
        raise BadInvitation("the link was not made by My Say") from None
    if _encode(link) != text:
        raise BadInvitation("the link is not spelled as My Say spells it")
    return link


def _checked(text: str, kind: str) -> bytes:
    if len(text) > MAX_LINK_CHARS:
        raise BadInvitation("the link is longer than an invitation can be")
    try:
        data = from_text(text)
    except ValueError:
        raise BadInvitation("the link has characters that do not belong there") from None
    if len(data) <= CHECK_BYTES or _check(kind, data[:-CHECK_BYTES]) != data[-CHECK_BYTES:]:
        raise BadInvitation("the link was changed or cut short")
    return data[:-CHECK_BYTES]


def _from_row(row: object, kind: type[_AnyLink]) -> _AnyLink:
    names = tuple(kind.model_fields)
    later = sum(name in _LATER for name in names)
    if not isinstance(row, list) or not len(names) - later <= len(row) <= len(names):
        raise ValueError("not a row of the right length")
    values = {name: _frozen(value) for name, value in zip(names, row, strict=False)}
    try:
        return kind.model_validate(values)
    except ValidationError:
        raise ValueError("a value is malformed") from None


def _frozen(value: object) -> object:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
