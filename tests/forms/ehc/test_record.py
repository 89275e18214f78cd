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

INVITED = InvitationMade(
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


def test_the_decisions_that_stand_are_told_oldest_first() -> None:
    record = fold([ADDED, accepted(2, "like.do"), declined(1, "good.at")]).pupils[PUPIL]

    assert [event.question for event in record.decisions] == ["good.at", "like.do"]


def test_an_id_that_comes_again_with_other_words_does_not_count() -> None:
    again = declined(2).model_copy(update={"id": accepted(1).id})

    assert fold([ADDED, accepted(1), again]) == fold([ADDED, accepted(1)])


def test_that_a_pack_was_made_changes_nothing_in_the_record() -> None:
    made = PackMade(id="c0" * 16, at=AT, by="Ms Okoro", pupil=PUPIL)

    assert fold([ADDED, accepted(1), made]) == fold([ADDED, accepted(1)])


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
        INVITED,
    ],
)
def test_an_event_comes_back_exactly(event: PupilAdded) -> None:
    assert event_from_bytes(event.to_bytes()) == event


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type":"pupil_eaten"}', b"[1]", b"\xff"])
def test_what_is_no_event_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        event_from_bytes(data)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        PupilAdded(
            id="a1" * 16,
            at=AT.replace(tzinfo=None),  # type: ignore[arg-type]
            by="Ms Okoro",
            pupil=PUPIL,
            name="Amina",
        )


def test_what_an_event_holds_stands_in_no_error() -> None:
    damaged = declined(2).to_bytes().replace(b'"by"', b'"bye"')

    with pytest.raises(ValueError, match="validation error") as caught:
        event_from_bytes(damaged)

    assert "confidence" not in str(caught.value)


def test_an_invitation_that_is_told_of_twice_keeps_its_first_secret() -> None:
    again = INVITED.model_copy(update={"id": "d1" * 16, "secret": "b3RoZXI"})

    assert fold([INVITED, again]).invitations[INVITED.invitation].secret == INVITED.secret


def test_a_secret_stands_in_no_representation() -> None:
    made = INVITED

    assert "c2VjcmV0" not in repr(made)
    assert made.secret_bytes == b"secret"
