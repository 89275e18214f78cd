"""One form being filled in: every answer is kept at once, it goes on anywhere, and is sent once."""

from __future__ import annotations

from pathlib import Path

import pytest
from journey import Journey, Person, make_journey

from app.sitting import Sitting
from forms.answers import Answer
from forms.library import load_form
from sync.seal import open_envelope

FORM = "about-me"


@pytest.fixture
async def journey(tmp_path: Path) -> Journey:
    """A school whose pupil has opened her invitation."""
    made = await make_journey(tmp_path)
    await made.pupil.opens_the_invitation()
    return made


@pytest.fixture
def pupil(journey: Journey) -> Person:
    """The pupil at her tablet."""
    return journey.pupil


def answer(sitting: Sitting, question: str, value: object, how: str = "chose") -> Answer:
    """Give one answer in a sitting."""
    at = sitting.space.surroundings.now()
    given = Answer.model_validate({"state": "answered", "value": value, "how": how, "at": at})
    sitting.answer(question, given)
    return given


def kept(pupil: Person) -> Sitting:
    """The same form, opened again from what is on the device."""
    return pupil.place.open(FORM)


# --- answering ------------------------------------------------------------------------------------


async def test_an_answer_is_kept_before_the_next_one(pupil: Person) -> None:
    given = answer(pupil.place.open(FORM), "fut.wish", "  A boat!\n", how="wrote")

    assert kept(pupil).engine.answers["fut.wish"] == given


async def test_the_last_answer_to_a_question_is_the_one_that_counts(pupil: Person) -> None:
    sitting = pupil.place.open(FORM)
    for words in ("A boat", "A plane", "A boat again"):
        answer(sitting, "fut.wish", words, how="wrote")

    assert kept(pupil).engine.answers["fut.wish"].value == "A boat again"


async def test_words_can_be_taken_back(pupil: Person) -> None:
    sitting = pupil.place.open(FORM)
    answer(sitting, "fut.wish", "My secret", how="wrote")

    sitting.answer("fut.wish", Answer(state="skipped", at=pupil.device.now()))

    found = kept(pupil).engine.answers["fut.wish"]
    assert (found.state, found.value) == ("skipped", None)


async def test_the_form_follows_each_answer(pupil: Person) -> None:
    sitting = pupil.place.open(FORM)
    assert "ppl.friendhelp" not in sitting.engine.visible

    answer(sitting, "ppl.friends", "bad")

    assert "ppl.friendhelp" in sitting.engine.visible
    assert "ppl.friendhelp" in kept(pupil).engine.visible


async def test_a_question_the_form_does_not_ask_is_not_answered(pupil: Person) -> None:
    with pytest.raises(KeyError):
        answer(pupil.place.open(FORM), "no.such", "x")

    assert "no.such" not in kept(pupil).engine.answers
    assert pupil.sees(FORM) == "new"


async def test_what_only_an_older_form_asked_is_kept_and_stops_nothing(pupil: Person) -> None:
    sitting = pupil.place.open(FORM)
    said = Answer(state="answered", value="A boat", how="wrote", at=pupil.device.now())
    sitting.space.drafts.save_answer(FORM, "asked.once", said)

    again = kept(pupil)

    assert pupil.sees(FORM) == "started"
    assert again.no_longer_asked["asked.once"] == said
    assert "asked.once" not in again.engine.to_send()


# --- going on -------------------------------------------------------------------------------------


async def test_a_form_begins_with_its_first_question(pupil: Person) -> None:
    assert pupil.place.open(FORM).place == "start.assent"


async def test_a_person_comes_back_to_the_question_they_were_at(pupil: Person) -> None:
    pupil.place.open(FORM).go("fut.wish")

    await pupil.switches_off_and_on()

    assert kept(pupil).place == "fut.wish"


async def test_the_wording_is_the_registers_the_draft_was_begun_in(pupil: Person) -> None:
    sitting = pupil.place.open(FORM)

    assert sitting.wording.register == pupil.place.register_of(FORM)
    assert sitting.wording.question("fut.wish", **pupil.place.names)


# --- finishing ------------------------------------------------------------------------------------


async def test_a_finished_form_waits_sealed_and_says_who_said_what_when(journey: Journey) -> None:
    pupil = journey.pupil
    pupil.goes_offline()
    sitting = pupil.place.open(FORM)
    answer(sitting, "start.assent", "yes")
    given = answer(sitting, "fut.wish", "A boat", how="wrote")

    envelope = await sitting.finish()

    assert envelope is not None
    await journey.senco.unlocks_the_desk()
    opened = await open_envelope(
        envelope,
        keys=journey.senco.place.keys,
        invitation_secret=lambda _: pupil.invitation.secret_bytes,
    )
    said = opened.contribution
    assert said.answers == {
        "start.assent": sitting.engine.answers["start.assent"],
        "fut.wish": given,
    }
    assert (said.contributor.role, said.contributor.name) == ("pupil", "Amina")
    assert said.form == load_form(FORM).ref
    assert said.started_at < given.at < said.finished_at
    assert said.replaces is None


async def test_a_parents_name_does_not_leave_their_phone(journey: Journey) -> None:
    await journey.parent.opens_the_invitation()
    journey.parent.fills("parent-view", {"p.best": "She sings"})
    await journey.parent.finishes("parent-view")
    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()

    (said,) = journey.senco.contributions("parent-view")

    assert (said.contributor.role, said.contributor.name) == ("parent", "")


async def test_finishing_twice_makes_one_contribution(pupil: Person) -> None:
    """A double tap, or a tablet that died between sealing and saying so."""
    pupil.goes_offline()
    sitting = pupil.place.open(FORM)
    answer(sitting, "start.assent", "yes")

    first, second = await sitting.finish(), await sitting.finish()

    assert first is not None
    assert second is None
    assert [one.id for one in pupil.place.outbox.waiting()] == [first.id]


async def test_a_tablet_that_died_before_saying_finished_sends_no_second_time(
    pupil: Person,
) -> None:
    pupil.goes_offline()
    sitting = pupil.place.open(FORM)
    answer(sitting, "start.assent", "yes")
    await sitting.finish()
    # As if the last step had not reached the disk: the draft is open, the envelope is there.
    drafts = pupil.place.drafts
    draft = drafts.load(FORM)
    assert draft is not None
    drafts._drafts.update({"finished_at": None, "contribution": None})

    await pupil.switches_off_and_on()
    again = kept(pupil)
    assert again.engine.answers["start.assent"].value == "yes"

    assert await again.finish() is None
    assert len(pupil.place.outbox.waiting()) == 1


async def test_what_branches_hid_is_kept_here_and_not_sent(journey: Journey) -> None:
    journey.pupil.fills(
        FORM,
        {
            "start.assent": "yes",
            "ppl.friends": "bad",
            "ppl.friendhelp": ["club"],
        },
    )
    answer(kept(journey.pupil), "ppl.friends", "good")
    await journey.pupil.finishes(FORM)
    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()

    (said,) = journey.senco.contributions(FORM)

    assert set(said.answers) == {"start.assent", "ppl.friends"}


async def test_saying_more_names_the_contribution_it_replaces(journey: Journey) -> None:
    pupil = journey.pupil
    for wish in ("A boat", "A plane", "A rocket"):
        pupil.fills(FORM, {"start.assent": "yes", "fut.wish": wish})
        await pupil.finishes(FORM)
        journey.the_next_day()
    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()

    first, second, third = journey.senco.contributions(FORM)

    assert (first.replaces, second.replaces, third.replaces) == (None, first.id, second.id)
