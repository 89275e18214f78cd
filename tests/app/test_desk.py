"""The desk: what belongs here comes in, what does not is listed and stops nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from journey import Journey, make_journey

from app.desk import Desk
from app.screens.problem import sentence
from app.words import catalogue
from sync.inbox import Inbox
from sync.outbox import Outbox
from sync.seal import seal

PUPIL_SAID = {"start.assent": "yes", "fut.wish": "A boat"}


@pytest.fixture
async def journey(tmp_path: Path) -> Journey:
    """A school whose pupil has sent something, and a desk that has brought it in."""
    made = await make_journey(tmp_path)
    await made.pupil.opens_the_invitation()
    made.pupil.fills("about-me", PUPIL_SAID)
    await made.pupil.finishes("about-me")
    await made.senco.unlocks_the_desk()
    await made.senco.brings_in()
    return made


async def codes_after_keeping(desk: Desk, journey: Journey, **changes: object) -> list[str]:
    """Keep an envelope that was changed before it was sealed; what the desk says of it."""
    (item,) = desk.contributions()
    said = item.contribution.model_copy(update={"id": "77" * 16, **changes.pop("said", {})})  # type: ignore[dict-item]
    invitation = journey.pupil.invitation.model_copy(update=changes)
    envelope = await seal(said, invitation=invitation, device=journey.pupil.place.device)
    Inbox(desk.vault).keep(desk.staff.stream, 99, envelope)
    await desk.open_kept()
    return [one.code for one in desk.not_opened]


async def test_what_belongs_here_comes_in(journey: Journey) -> None:
    desk = journey.senco.place

    assert await codes_after_keeping(desk, journey) == []
    assert len(desk.contributions()) == 2


async def test_an_envelope_of_another_school_is_not_taken_in_and_stops_nothing(
    journey: Journey,
) -> None:
    desk = journey.senco.place

    codes = await codes_after_keeping(desk, journey, school="elm", said={"school": "elm"})

    assert codes == ["wrong_school"]
    assert len(desk.contributions()) == 1
    assert "another school" in sentence(codes[0])


async def test_an_envelope_sealed_for_another_key_is_not_called_damaged(
    journey: Journey, tmp_path: Path
) -> None:
    other = await make_journey(tmp_path / "elm")
    foreign = other.pupil.invitation
    desk = journey.senco.place

    codes = await codes_after_keeping(
        desk, journey, school_hpke=foreign.school_hpke, school_signing=foreign.school_signing
    )

    assert codes == ["not_for_this_key"]
    assert "not damaged" in sentence(codes[0])


async def test_a_contribution_about_a_pupil_the_invitation_is_not_for_is_refused(
    journey: Journey,
) -> None:
    desk = journey.senco.place

    codes = await codes_after_keeping(desk, journey, pupil="9" * 32, said={"pupil": "9" * 32})

    assert codes == ["wrong_sender"]


async def test_a_form_this_desk_does_not_know_yet_is_kept_and_said(journey: Journey) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()
    newer = item.contribution.form.model_copy(update={"version": 99})

    codes = await codes_after_keeping(desk, journey, said={"form": newer})

    assert codes == ["newer_version"]
    assert len(Inbox(desk.vault).envelopes(desk.staff.stream)) == 2


async def test_accepting_twice_changes_nothing(journey: Journey) -> None:
    await journey.senco.accepts_all()
    before = journey.senco.pack_text()

    await journey.senco.accepts_all()

    assert journey.senco.pack_text() == before
    assert journey.senco.undecided() == 0


async def test_a_decision_without_a_network_is_kept_and_sent_with_the_next_look(
    journey: Journey,
) -> None:
    journey.network.is_up = False
    await journey.senco.accepts_all()
    assert Outbox(journey.senco.place.vault).waiting()

    journey.network.is_up = True
    await journey.senco.brings_in()

    assert Outbox(journey.senco.place.vault).waiting() == []
    assert journey.senco.undecided() == 0


async def test_saying_more_takes_no_accepted_word_out_of_the_pack(journey: Journey) -> None:
    await journey.senco.accepts_all()
    journey.the_next_day()
    journey.pupil.fills("about-me", {"start.assent": "yes", "please.do": "Knock first"})
    await journey.pupil.finishes("about-me")

    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    pack = journey.senco.pack_text()
    assert "A boat" in pack
    assert "Knock first" in pack


def test_every_error_of_ours_has_a_sentence_of_its_own() -> None:
    from sync import errors

    tree = [errors.MySayError]
    for kind in tree:
        tree += kind.__subclasses__()
        assert f"error.{kind.code}" in catalogue(), kind
