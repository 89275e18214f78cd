"""What the hub says no to: one row a reason, with its status, code and plain words.

The words are for whoever looks at an answer; a person's device has its own sentence for each code.
They name nothing of the request: no token, no id, no byte of a body.
"""

# The names say what happened, as everywhere in this tree; "Error" at each end would say no more.
# ruff: noqa: N818

from __future__ import annotations

from typing import Final

from sync.errors import MySayError

# code: (status, message)
PROBLEMS: Final[dict[str, tuple[int, str]]] = {
    "bad_request": (400, "This request is not one the hub knows."),
    "bad_envelope": (400, "This is not a whole envelope."),
    "newer_envelope": (400, "This envelope is of a newer version than this hub knows."),
    "wrong_stream": (400, "This envelope belongs to another stream."),
    "wrong_school": (400, "This envelope belongs to another school."),
    "bad_keys": (400, "A device's keys are two base64url texts of 32 bytes each."),
    "no_token": (401, "This request needs a bearer token."),
    "unknown_token": (401, "The hub does not know this token."),
    "ended": (403, "This invitation or access has ended."),
    "not_allowed": (403, "This token does not give access to that."),
    "too_many_devices": (403, "This invitation was accepted on as many devices as the hub allows."),
    "not_found": (404, "There is nothing here."),
    "wrong_method": (405, "That can not be done here."),
    "too_slow": (408, "The body of this request did not come in time."),
    "other_bytes": (409, "The hub keeps other bytes under this id."),
    "other_keys": (409, "The hub knows this device with other keys."),
    "too_big": (413, "This is larger than the hub takes."),
    "broken": (500, "Something went wrong at the hub. Nothing was changed."),
    "store": (503, "The hub can not keep anything at the moment. Try again later."),
}


class Problem(Exception):
    """A request the hub says no to. `code` is a key of PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.message = PROBLEMS[code]


class StoreFailed(MySayError):
    """The database did not do what it was asked: disk full, locked for long, damaged."""

    code = "hub_store"


class OtherStore(MySayError):
    """A hub's database of another version than this program knows."""

    code = "hub_version"


class PortNotFree(MySayError):
    """Another program listens on `port` of `host`, or this machine does not give it."""

    code = "port_not_free"
