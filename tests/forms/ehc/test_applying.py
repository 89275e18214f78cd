"""A decision is an event about one line: who, when, which; never a copy of what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from contributions import AT, PUPIL, contribution, lines_of, wrote

from forms.ehc.applying import accept, decline
from forms.ehc.proposing import Proposal
from forms.ehc.record import LineAccepted, LineDeclined, PupilAdded, PupilRecord, fold

SECRET = "To live by the sea with two dogs"
ADDED = PupilAdded(id="f" * 32, at=AT, by="Ms Okoro", pupil=PUPIL, name="Amina")


def line(question: str = "fut.wish") -> Proposal:
    (made,) = lines_of(contribution({question: wrote(SECRET)}))
    return made


def accepted(proposal: Proposal, number: int = 1) -> LineAccepted:
    at = AT + timedelta(minutes=number)
    return accept(proposal, id=f"{number:032x}", by="Ms Okoro", at=at)


def declined(proposal: Proposal, number: int = 2) -> LineDeclined:
    at = AT + timedelta(minutes=number)
    return decline(proposal, id=f"{number:032x}", by="Mr Bell", at=at, reason="In confidence")


def record_after(*events: LineAccepted | LineDeclined) -> PupilRecord:
    return fold([ADDED, *events]).pupils[PUPIL]


def test_accepting_says_which_line_who_and_when() -> None:
    event = accepted(line())

    assert (event.pupil, event.contribution, event.question) == (PUPIL, f"{1:032x}", "fut.wish")
    assert (event.by, event.at) == ("Ms Okoro", AT + timedelta(minutes=1))


def test_leaving_out_keeps_the_reason() -> None:
    event = declined(line())

    assert (event.question, event.by, event.reason) == ("fut.wish", "Mr Bell", "In confidence")


def test_no_decision_copies_what_was_said() -> None:
    for event in (accepted(line()), declined(line())):
        assert SECRET.encode() not in event.to_bytes()


def test_the_same_decision_has_the_same_bytes() -> None:
    assert accepted(line()).to_bytes() == accepted(line()).to_bytes()


def test_an_accepted_line_is_in_the_record_and_no_other() -> None:
    record = record_after(accepted(line()))

    assert record.accepted(line().contribution) == {"fut.wish"}


def test_the_same_question_of_another_contribution_is_another_line() -> None:
    other = replace(line(), contribution="9" * 32)

    record = record_after(accepted(line()), declined(other))

    assert record.accepted(line().contribution) == {"fut.wish"}
    assert record.accepted(other.contribution) == frozenset()


def test_the_senco_can_change_her_mind_both_ways() -> None:
    out = record_after(accepted(line(), 1), declined(line(), 2))
    back_in = record_after(accepted(line(), 1), declined(line(), 2), accepted(line(), 3))

    assert out.accepted(line().contribution) == frozenset()
    assert back_in.accepted(line().contribution) == {"fut.wish"}
