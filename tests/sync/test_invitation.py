"""Links: whole or refused. Every changed, added, missing or swapped character is noticed."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sync import keys
from sync.errors import BadInvitation
from sync.invitation import (
    MAX_LINK_CHARS,
    Invitation,
    StaffInvitation,
    _check,
    decode_invitation,
    decode_staff,
    encode_invitation,
    encode_staff,
    invitation_link,
    staff_link,
)

ALPHABET = string.ascii_letters + string.digits + "-_"
KEY = keys.to_text(bytes(range(32)))
FIELDS: dict[str, Any] = {
    "id": "ab" * 16,
    "secret": keys.to_text(b"\x07" * 32),
    "school": "oak-lane",
    "school_name": "Oak Lane School",
    "senco": "Mrs Okafor",
    "school_hpke": KEY,
    "school_signing": KEY,
    "role": "pupil",
    "pupil": "cd" * 16,
    "pupil_name": "Zoë",
    "forms": ("about-me",),
    "register": "symbol",
    "language": "en-GB",
    "stream": "in",
}
INVITATION = Invitation(**FIELDS)
STAFF = StaffInvitation(
    school="oak-lane",
    school_name="Oak Lane School",
    senco="Mrs Okafor",
    wrapped_keys=keys.to_text(bytes(keys.WRAPPED_BYTES)),
    token=KEY,
    stream="in",
    record_stream="record",
    hub="https://hub.oak-lane.example:8443",
)
TEXT = encode_invitation(INVITATION)


def spelled(row: object, kind: str = "Invitation", **options: Any) -> str:
    """A link someone else made, its check made good."""
    data = json.dumps(row, **({"ensure_ascii": False, "separators": (",", ":")} | options)).encode()
    return keys.to_text(data + _check(kind, data))


def row() -> list[Any]:
    """As version 1 wrote it on day one, before anything was given along."""
    values = [value for name, value in INVITATION if name != "given"]
    return [list(value) if isinstance(value, tuple) else value for value in values]


def test_what_is_written_is_read() -> None:
    assert decode_invitation(TEXT) == INVITATION
    assert decode_staff(encode_staff(STAFF)) == STAFF
    assert INVITATION.secret_bytes == b"\x07" * 32


def test_an_invitation_is_written_so_for_ever() -> None:
    """Permanent: links are printed on paper. Version 1 always reads this one."""
    assert spelled(row()) == TEXT
    assert TEXT == (
        "WzEsImFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiIiwiQndjSEJ3Y0hCd2NIQndjSEJ3Y0hC"
        "d2NIQndjSEJ3Y0hCd2NIQndjSEJ3YyIsIm9hay1sYW5lIiwiT2FrIExhbmUgU2Nob29sIiwiTXJzIE9r"
        "YWZvciIsIkFBRUNBd1FGQmdjSUNRb0xEQTBPRHhBUkVoTVVGUllYR0JrYUd4d2RIaDgiLCJBQUVDQXdR"
        "RkJnY0lDUW9MREEwT0R4QVJFaE1VRlJZWEdCa2FHeHdkSGg4IiwicHVwaWwiLCJjZGNkY2RjZGNkY2Rj"
        "ZGNkY2RjZGNkY2RjZGNkY2RjZCIsIlpvw6siLFsiYWJvdXQtbWUiXSwic3ltYm9sIiwiZW4tR0IiLCJp"
        "biIsIiJdTwg_Olb4"
    )


def test_what_the_forms_are_asked_about_travels_along_and_comes_last() -> None:
    goals = (("rev.goals", "Tie my shoes"), ("rev.goals", "Ride a bike"))
    given_along = INVITATION.model_copy(update={"given": goals})

    text = encode_invitation(given_along)

    assert text == spelled([*row(), [list(one) for one in goals]])
    assert decode_invitation(text).given == goals


@pytest.mark.parametrize(
    "given_along",
    [
        [],
        [["rev.goals"]],
        [["rev.goals", ""]],
        [["rev.goals", "Two\nlines"]],
        [["rev.goals", "x" * 201]],
        [["Rev Goals", "Tie my shoes"]],
        [["rev.goals", "Tie my shoes"]] * 31,
        [["rev.goals", "Tie my shoes", "more"]],
        "rev.goals",
    ],
)
def test_a_malformed_gift_is_refused(given_along: object) -> None:
    with pytest.raises(BadInvitation):
        decode_invitation(spelled([*row(), given_along]))


def test_links_carry_everything_in_the_fragment() -> None:
    link = invitation_link("https://say.example/", INVITATION)
    desk = staff_link("https://say.example", STAFF)

    assert link == f"https://say.example/#/join/{TEXT}"
    assert desk == f"https://say.example/#/desk/{encode_staff(STAFF)}"


def test_an_ordinary_link_fits_a_qr_code_that_a_phone_reads() -> None:
    """Version 22 at level L holds 1,003 bytes; denser codes fail on older phones."""
    assert len(invitation_link("https://say.oak-lane.sch.example", INVITATION)) < 600
    assert len(staff_link("https://say.oak-lane.sch.example", STAFF)) < 1003


def test_every_single_changed_character_is_noticed() -> None:
    for at in range(len(TEXT)):
        for other in ("A", "B", "z", "_", "=", " ", "é"):
            if other != TEXT[at]:
                with pytest.raises(BadInvitation):
                    decode_invitation(TEXT[:at] + other + TEXT[at + 1 :])


def test_every_other_character_in_the_last_place_is_noticed() -> None:
    """Base64 leaves bits over there that a lenient reader would ignore."""
    for other in set(ALPHABET) - {TEXT[-1]}:
        with pytest.raises(BadInvitation):
            decode_invitation(TEXT[:-1] + other)


def test_every_truncation_is_noticed() -> None:
    for length in range(len(TEXT)):
        for part in (TEXT[:length], TEXT[len(TEXT) - length :]):
            with pytest.raises(BadInvitation):
                decode_invitation(part)


def test_every_missing_doubled_or_swapped_character_is_noticed() -> None:
    for at in range(len(TEXT) - 1):
        one, two = TEXT[at], TEXT[at + 1]
        spellings = {
            TEXT[:at] + TEXT[at + 1 :],
            TEXT[:at] + one + TEXT[at:],
            TEXT[:at] + two + one + TEXT[at + 2 :],
        }
        for spelling in spellings - {TEXT}:
            with pytest.raises(BadInvitation):
                decode_invitation(spelling)


@pytest.mark.parametrize("around", ["{}=", " {}", "{}\n", "{}\0", "join/{}"])
def test_nothing_may_stand_around_it(around: str) -> None:
    with pytest.raises(BadInvitation):
        decode_invitation(around.format(TEXT))


@given(st.text(alphabet=ALPHABET, max_size=300) | st.text(max_size=50))
def test_any_text_gives_only_our_error(text: str) -> None:
    for decode in (decode_invitation, decode_staff):
        with pytest.raises(BadInvitation):
            decode(text)


def test_a_link_longer_than_one_can_be_is_not_read() -> None:
    with pytest.raises(BadInvitation, match="longer"):
        decode_invitation("A" * (MAX_LINK_CHARS + 1))


def test_a_staff_link_is_no_invitation() -> None:
    with pytest.raises(BadInvitation):
        decode_invitation(encode_staff(STAFF))
    with pytest.raises(BadInvitation):
        decode_staff(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        spelled(row(), separators=(", ", ":")),
        spelled(row(), ensure_ascii=True),
        spelled([*row(), 1]),
        spelled(row()[:-1]),
        spelled([2, *row()[1:]]),
        spelled([True, *row()[1:]]),
        spelled([1.0, *row()[1:]]),
        spelled([1, 5, *row()[2:]]),
        spelled(dict(zip(Invitation.model_fields, row(), strict=False))),
        spelled(None),
        spelled("[" * 500),
    ],
)
def test_a_second_spelling_or_shape_is_refused(text: str) -> None:
    with pytest.raises(BadInvitation):
        decode_invitation(text)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "AB" * 16},
        {"secret": keys.to_text(bytes(31))},
        {"school": "oak lane"},
        {"school_name": ""},
        {"senco": "x" * 121},
        {"pupil_name": "Sam\u202egnp.exe"},
        {"pupil_name": "Sam\n"},
        {"pupil_name": " Sam"},
        {"school_hpke": KEY + "="},
        {"role": "head"},
        {"pupil": "sam"},
        {"forms": ()},
        {"forms": ("../about-me",)},
        {"forms": ("f",) * 13},
        {"register": ""},
        {"language": "english please"},
        {"stream": ""},
        {"hub": "hub.example"},
        {"hub": "javascript:alert(1)"},
        {"hub": "https://user@hub.example"},
        {"hub": "https://hub.example/path"},
        {"hub": "https://hub.example?x"},
        {"hub": "https://hub.example#x"},
        {"hub": "https://"},
        {"more": "x"},
    ],
)
def test_a_malformed_invitation_cannot_exist(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Invitation(**(FIELDS | change))
    assert FIELDS["secret"] not in str(caught.value)


@pytest.mark.parametrize(
    "hub", ["", "https://hub.example", "http://127.0.0.1:8000", "http://[::1]:8000"]
)
def test_a_hub_is_the_pages_own_or_an_origin(hub: str) -> None:
    invitation = Invitation(**(FIELDS | {"hub": hub}))
    assert decode_invitation(encode_invitation(invitation)).hub == hub


def test_secrets_do_not_show_in_a_repr() -> None:
    assert FIELDS["secret"] not in repr(INVITATION)
    assert STAFF.wrapped_keys not in repr(STAFF)
    assert STAFF.token not in repr(STAFF)


def test_the_error_of_a_bad_link_quotes_nothing_of_it() -> None:
    bad = spelled([1, *row()[1:-1], "not a hub"])
    with pytest.raises(BadInvitation) as caught:
        decode_invitation(bad)
    assert caught.value.__cause__ is None
    assert FIELDS["secret"] not in str(caught.value)
    assert FIELDS["pupil_name"] not in str(caught.value)
