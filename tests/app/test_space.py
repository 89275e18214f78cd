"""A person's place on a device: how far each form is, what is sent when, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from journey import PASSCODE, Journey, Person, make_journey

from app.space import join, list_vault_names, unlock, vault_name
from app.surroundings import Surroundings
from forms.answers import Answer
from sync.errors import AlreadyOpen, NotAVault, Refused, Unreachable, WrongPasscode
from sync.keys import derive_hub_token, token_hash
from sync.vault.native_files import Folder

YES = {"start.assent": "yes"}


@pytest.fixture
async def journey(tmp_path: Path) -> Journey:
    """A school; a pupil has accepted her invitation."""
    made = await make_journey(tmp_path)
    await made.pupil.opens_the_invitation()
    return made


@pytest.fixture
def pupil(journey: Journey) -> Person:
    """The pupil at her tablet."""
    return journey.pupil


# --- how far a form is ----------------------------------------------------------------------------


async def test_a_form_nobody_touched_is_new(pupil: Person) -> None:
    (form,) = pupil.place.forms()

    assert (form.form_id, form.state, form.at) == ("about-me", "new", None)
    assert form.title


async def test_looking_at_a_form_does_not_begin_it(pupil: Person) -> None:
    pupil.place.open("about-me")

    assert pupil.sees("about-me") == "new"


async def test_the_first_answer_begins_it_and_it_says_when(journey: Journey) -> None:
    before = journey.clock.now

    journey.pupil.fills("about-me", YES)

    (form,) = journey.pupil.place.forms()
    assert form.state == "started"
    assert form.at is not None
    assert before < form.at <= journey.clock.now


async def test_without_a_network_it_waits_and_with_one_it_is_received(pupil: Person) -> None:
    pupil.goes_offline()
    pupil.fills("about-me", YES)
    await pupil.finishes("about-me")
    assert pupil.sees("about-me") == "waiting"

    await pupil.goes_online()

    assert pupil.sees("about-me") == "received"


async def test_saying_more_is_begun_with_nothing_filled_in(pupil: Person) -> None:
    pupil.fills("about-me", YES | {"fut.wish": "A boat"})
    await pupil.finishes("about-me")

    assert pupil.said("about-me") == {}
    assert pupil.sees("about-me") == "received"
    pupil.fills("about-me", YES)
    assert pupil.sees("about-me") == "started"


async def test_a_no_is_kept_for_the_day_and_offered_anew_the_next(journey: Journey) -> None:
    journey.pupil.fills("about-me", {"start.assent": "no"})
    assert journey.pupil.sees("about-me") == "not_today"
    assert journey.pupil.said("about-me") == {"start.assent": "no"}

    journey.the_next_day()

    assert journey.pupil.sees("about-me") == "new"
    assert journey.pupil.said("about-me") == {}


async def test_the_days_on_which_a_child_said_no_are_remembered(journey: Journey) -> None:
    for _ in range(2):
        journey.pupil.fills("about-me", {"start.assent": "not_today"})
        journey.the_next_day()
    journey.pupil.place.open("about-me")

    assert journey.pupil.place.settings.get("said_no.about-me") == ["2026-11-24", "2026-11-25"]


async def test_a_draft_that_was_left_is_there_the_next_day(journey: Journey) -> None:
    journey.pupil.fills("about-me", YES | {"fut.wish": "A boat"})
    journey.the_next_day()

    await journey.pupil.switches_off_and_on()

    assert journey.pupil.said("about-me") == YES | {"fut.wish": "A boat"}
    assert journey.pupil.sees("about-me") == "started"


# --- whose wording --------------------------------------------------------------------------------


async def test_a_form_is_worded_as_the_invitation_asks_or_in_its_first_wording(
    journey: Journey,
) -> None:
    asked = journey.pupil.invitation.model_copy(update={"id": "5" * 32, "register": "plain"})
    unknown = journey.pupil.invitation.model_copy(update={"id": "6" * 32, "register": "pirate"})

    for invitation, register in ((asked, "plain"), (unknown, "symbol")):
        space = await join(journey.pupil.device, invitation, PASSCODE)
        assert space.register_of("about-me") == register
        space.lock()


async def test_the_wording_may_name_the_school_the_senco_and_the_pupil(pupil: Person) -> None:
    assert pupil.place.names == {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}


# --- sending --------------------------------------------------------------------------------------


async def test_with_nothing_to_send_nothing_is_asked_of_the_network(pupil: Person) -> None:
    pupil.goes_offline()

    assert await pupil.place.send_waiting() == ()


async def test_a_send_without_a_network_says_so_and_loses_nothing(pupil: Person) -> None:
    pupil.goes_offline()
    pupil.fills("about-me", YES)
    await pupil.finishes("about-me")

    for _ in range(2):
        with pytest.raises(Unreachable):
            await pupil.place.send_waiting()

    assert len(pupil.place.outbox.waiting()) == 1


async def test_two_sends_at_once_send_once(journey: Journey) -> None:
    pupil = journey.pupil
    pupil.goes_offline()
    pupil.fills("about-me", YES)
    await pupil.finishes("about-me")
    journey.network.is_up = True

    receipts = await asyncio.gather(*(pupil.place.send_waiting() for _ in range(3)))

    assert sorted(map(len, receipts)) == [0, 0, 1]
    assert journey.envelopes_at_the_hub() == 1


async def test_what_waits_survives_switching_off(journey: Journey) -> None:
    pupil = journey.pupil
    pupil.goes_offline()
    pupil.fills("about-me", YES | {"fut.wish": "A boat"})
    await pupil.finishes("about-me")

    await pupil.switches_off_and_on()
    await pupil.goes_online()

    assert journey.envelopes_at_the_hub() == 1
    assert pupil.sees("about-me") == "received"


async def test_an_invitation_that_ended_is_refused_and_the_words_stay(journey: Journey) -> None:
    pupil, school = journey.pupil, journey.school
    token = derive_hub_token(pupil.invitation.secret_bytes, pupil.invitation.id)
    assert school.store.revoke_token(token_hash(token)) == 1
    pupil.fills("about-me", YES)
    await pupil.place.open("about-me").finish()

    with pytest.raises(Refused):
        await pupil.place.send_waiting()

    assert len(pupil.place.outbox.waiting()) == 1
    assert pupil.sees("about-me") == "waiting"


# --- one place, one key ---------------------------------------------------------------------------


async def test_two_people_on_one_tablet_have_places_that_know_nothing_of_each_other(
    journey: Journey,
) -> None:
    pupil, parent = journey.pupil, journey.parent
    guest = await join(pupil.device, parent.invitation, "sun sun sun sun")
    pupil.fills("about-me", YES | {"fut.wish": "A boat"})

    assert len(await list_vault_names(pupil.device)) == 2
    assert [form.form_id for form in guest.forms()] == ["parent-view"]
    assert guest.drafts.load("about-me") is None
    guest.lock()


async def test_another_childs_passcode_opens_nothing(journey: Journey) -> None:
    pupil = journey.pupil
    guest = await join(pupil.device, journey.parent.invitation, "sun sun sun sun")
    guest.lock()
    pupil.place.lock()

    with pytest.raises(WrongPasscode):
        await unlock(pupil.device, vault_name(pupil.invitation.id), "sun sun sun sun")


async def test_a_place_that_is_open_is_not_opened_a_second_time(pupil: Person) -> None:
    with pytest.raises(AlreadyOpen):
        await unlock(pupil.device, vault_name(pupil.invitation.id), PASSCODE)


async def test_a_place_that_was_locked_can_be_opened_again(pupil: Person) -> None:
    pupil.place.lock()

    space = await unlock(pupil.device, vault_name(pupil.invitation.id), PASSCODE)

    assert space.invitation == pupil.invitation
    space.lock()


async def test_a_place_that_is_not_there_is_no_place(pupil: Person) -> None:
    with pytest.raises(NotAVault):
        await unlock(pupil.device, vault_name("nobody"), PASSCODE)


async def test_nothing_on_the_device_can_be_read_without_the_passcode(
    journey: Journey, tmp_path: Path
) -> None:
    pupil = journey.pupil
    pupil.goes_offline()
    pupil.fills("about-me", YES | {"fut.wish": "A boat by the sea"}, helper="Mr Bell")
    await pupil.finishes("about-me")
    pupil.place.lock()

    files = list((tmp_path / "pupil").iterdir())
    kept = b"".join(path.read_bytes() for path in files)

    for word in ("A boat", "Bell", "Amina", "Oak Lane", pupil.invitation.secret, "about-me"):
        assert word.encode() not in kept
        assert all(word not in path.name for path in files)


async def test_an_answer_is_on_the_disk_before_the_next_question(
    journey: Journey, tmp_path: Path
) -> None:
    """The tablet dies: what was answered is read from a copy of its files."""
    pupil = journey.pupil
    sitting = pupil.place.open("about-me")
    answer = Answer(state="answered", value="A boat", how="wrote", at=pupil.device.now())

    sitting.answer("fut.wish", answer)

    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (tmp_path / "pupil").iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    after = Surroundings(Folder(copy), journey.network, journey.clock)
    found = await unlock(after, vault_name(pupil.invitation.id), PASSCODE)
    assert found.open("about-me").engine.answers["fut.wish"] == answer
    found.lock()
