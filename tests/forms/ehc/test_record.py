"""The record is a fold over events: once each, in order, the latest decision standing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forms.ehc.record import (
    InvitationMade,
    LineAccepted,
    LineDeclined,
    PackMade,
    PupilAdded,
    event_from_bytes,
    fold,
)

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PUPIL, SAID = "1" * 32, "3" * 32
ADDED = PupilAdded(id="a0" * 16, at=AT, by="Ms Okoro", pupil=PUPIL, name="Amina")


def accepted(number: int, question: str = "fut.wish") -> LineAccepted:
    at = AT + timedelta(minutes=number)
    return LineAccepted(
        id=f"{number:032x}", at=at, by="Ms Okoro", pupil=PUPIL, contribution=SAID, question=question
    )


def declined(number: int, question: str = "fut.wish") -> LineDeclined:
    at = AT + timedelta(minutes=number)
    return LineDeclined(
        id=f"{number:032x}",
        at=at,
        by="Mr Bell",
        pupil=PUPIL,
        contribution=SAID,
        question=question,
        reason="Said in confidence",
    )


def test_the_same_events_give_the_same_record() -> None:
    events = [ADDED, accepted(1), declined(2, "like.do")]

    assert fold(events) == fold(list(events))


def test_an_event_that_comes_twice_counts_once() -> None:
    assert fold([ADDED, accepted(1), declined(2), accepted(1)]) == fold(
        [ADDED, accepted(1), declined(2)]
    )


def test_a_later_decision_takes_the_place_of_the_earlier_one() -> None:
    record = fold([ADDED, accepted(1), declined(2)]).pupils[PUPIL]

    assert record.decisions == (declined(2),)
    assert record.accepted(SAID) == frozenset()


def test_a_pupil_who_is_added_twice_keeps_name_and_decisions() -> None:
    again = PupilAdded(id="b0" * 16, at=AT, by="Mr Bell", pupil=PUPIL, name="Anna")

    record = fold([ADDED, accepted(1), again]).pupils[PUPIL]

    assert record.name == "Amina"
    assert record.accepted(SAID) == {"fut.wish"}


def test_a_decision_about_nobody_we_know_changes_nothing() -> None:
    assert fold([accepted(1)]).pupils == {}


@pytest.mark.parametrize(
    "event",
    [
        ADDED,
        accepted(1),
        declined(2),
        PackMade(id="c0" * 16, at=AT, by="Ms Okoro", pupil=PUPIL),
        InvitationMade(
            id="d0" * 16,
            at=AT,
            by="Ms Okoro",
            invitation="2" * 32,
            pupil=PUPIL,
            role="pupil",
            secret="c2VjcmV0",
            forms=("about-me",),
            token_hash="ab" * 32,
        ),
    ],
)
def test_an_event_comes_back_exactly(event: PupilAdded) -> None:
    assert event_from_bytes(event.to_bytes()) == event


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type":"pupil_eaten"}', b"[1]", b"\xff"])
def test_what_is_no_event_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        event_from_bytes(data)


def test_a_secret_stands_in_no_representation() -> None:
    made = InvitationMade(
        id="d0" * 16,
        at=AT,
        by="Ms Okoro",
        invitation="2" * 32,
        pupil=PUPIL,
        role="pupil",
        secret="c2VjcmV0",
        forms=("about-me",),
        token_hash="ab" * 32,
    )

    assert "c2VjcmV0" not in repr(made)
    assert made.secret_bytes == b"secret"
