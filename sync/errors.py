"""Everything that can go wrong with keeping and carrying, as one small tree.

Each error carries a `code`: the key of its sentence in the words catalogue ("error.<code>"), so
that a screen can say what happened, what is safe and what to do. An error never carries plaintext,
keys, passcodes or tokens. Foreign errors are translated into these at the boundary where they
arise. It knows no sentence itself and catches nothing.
"""

# ruff: noqa: N818
# The names say what happened ("Damaged", "Refused"), as a reader would; "Error" adds nothing.

from __future__ import annotations

from typing import ClassVar


class MySayError(Exception):
    """A broken thing. `values` fill the placeholders of the sentence; they are never secret."""

    code: ClassVar[str] = "unknown"

    def __init__(self, detail: str = "", **values: str | int) -> None:
        super().__init__(detail or self.code)
        self.values = values


class Damaged(MySayError):
    """Bytes that were ours once and no longer are: truncated, changed, swapped or replayed."""

    code = "damaged"


class NewerVersion(Damaged):
    """Whole, but of a format version this app does not know yet: the app needs an update."""

    code = "newer_version"


class NotForThisKey(MySayError):
    """Sealed for other readers: this key cannot open it, and nothing is wrong with it."""

    code = "not_for_this_key"


class WrongPasscode(MySayError):
    """The passcode does not open this slot. `retry_after_s` says how long to wait, 0 for now."""

    code = "wrong_passcode"

    def __init__(self, detail: str = "", *, retry_after_s: int = 0) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s


class WrongSchool(MySayError):
    """An envelope or link that belongs to another school."""

    code = "wrong_school"


class WrongSender(MySayError):
    """The signature, or the proof that the device held the invitation, does not hold."""

    code = "wrong_sender"


class BadInvitation(MySayError):
    """A link that was cut short, mistyped or made by something else."""

    code = "bad_invitation"


class LostInvitation(BadInvitation):
    """A place on this device that no longer holds its invitation; the link brings it back."""

    code = "lost_invitation"


class TooBig(MySayError):
    """Larger than the format allows. `limit_bytes` says the limit."""

    code = "too_big"


class NotAVault(MySayError):
    """A file that is not a My Say vault, or one of a version this app does not know."""

    code = "not_a_vault"


class AlreadyOpen(MySayError):
    """Another tab or program has this vault open."""

    code = "already_open"


class NoRoom(MySayError):
    """The device is full: nothing was changed, and what was saved before is safe."""

    code = "no_room"


class NoStorage(MySayError):
    """The browser gives us no place to keep things (private browsing, blocked storage)."""

    code = "no_storage"


class Conflict(MySayError):
    """The same id came before with other bytes."""

    code = "conflict"


class Refused(MySayError):
    """The hub said no: an invitation that ended, or one that is not for this."""

    code = "refused"


class Unreachable(MySayError):
    """No network, or the hub does not answer. Nothing is lost; we try again."""

    code = "unreachable"
