"""Joining: twice is once, cut short is begun anew, and a place that lost its invitation goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from journey import PASSCODE, Journey, make_journey

from app.space import has_joined, join, unlock, vault_name
from sync.errors import LostInvitation, WrongPasscode
from sync.vault import open_vault


@pytest.fixture
async def journey(tmp_path: Path) -> Journey:
    """A school with one pupil invited."""
    return await make_journey(tmp_path)


async def test_an_invitation_that_was_accepted_opens_the_same_place_again(
    journey: Journey,
) -> None:
    pupil = journey.pupil
    await pupil.opens_the_invitation()
    pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "A boat"})
    pupil.place.lock()

    again = await join(pupil.device, pupil.invitation, PASSCODE)

    assert again.open("about-me").engine.answers["fut.wish"].value == "A boat"
    again.lock()


async def test_a_wrong_passcode_makes_no_second_place(journey: Journey) -> None:
    pupil = journey.pupil
    await pupil.opens_the_invitation()
    pupil.place.lock()

    with pytest.raises(WrongPasscode):
        await join(pupil.device, pupil.invitation, "bee bell boat cat")

    assert len(await pupil.device.folder.names()) == 1


async def test_a_joining_that_was_cut_short_can_be_begun_anew(
    journey: Journey, tmp_path: Path
) -> None:
    pupil = journey.pupil
    await pupil.opens_the_invitation()
    pupil.place.lock()
    (file,) = (tmp_path / "pupil").iterdir()
    file.write_bytes(file.read_bytes()[:5000])

    assert not await has_joined(pupil.device, pupil.invitation)
    space = await join(pupil.device, pupil.invitation, PASSCODE)

    assert space.invitation == pupil.invitation
    space.lock()


async def test_a_place_that_lost_its_invitation_goes_on_with_the_link_and_every_answer(
    journey: Journey,
) -> None:
    pupil = journey.pupil
    await pupil.opens_the_invitation()
    pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "A boat"})
    pupil.place.lock()
    name = vault_name(pupil.invitation.id)
    vault = await open_vault(pupil.device.folder, name, PASSCODE)
    vault.db.drop_table("settings")
    vault.close()

    with pytest.raises(LostInvitation):
        await unlock(pupil.device, name, PASSCODE)
    space = await unlock(pupil.device, name, PASSCODE, pupil.invitation)

    assert space.open("about-me").engine.answers["fut.wish"].value == "A boat"
    space.lock()
