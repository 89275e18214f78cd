"""A second laptop of the school builds the same record, and a lost receipt sends nothing twice."""

from __future__ import annotations

from journey import Journey


async def test_what_one_laptop_accepted_the_other_shows_as_accepted(journey: Journey) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "To be a vet"})
    await journey.pupil.finishes("about-me")
    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    await journey.deputy.unlocks_the_desk()
    await journey.deputy.brings_in()

    assert journey.deputy.undecided() == 0
    assert journey.deputy.pack_text() == journey.senco.pack_text()


async def test_a_receipt_lost_on_the_way_back_leaves_one_contribution(journey: Journey) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "To be a vet"})
    journey.network.loses_the_next_answer_to("POST")

    await journey.pupil.finishes("about-me")
    assert journey.pupil.sees("about-me") == "waiting"
    await journey.pupil.goes_online()

    assert journey.pupil.sees("about-me") == "received"
    assert journey.envelopes_at_the_hub() == 1


async def test_saying_more_later_replaces_the_first_and_keeps_both_to_be_read(
    journey: Journey,
) -> None:
    await journey.parent.opens_the_invitation()
    journey.parent.fills("parent-view", {"p.worry": "The bus"})
    await journey.parent.finishes("parent-view")
    journey.the_next_day()
    journey.parent.fills("parent-view", {"p.worry": "The bus, and the dinner hall"})
    await journey.parent.finishes("parent-view")

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()

    first, second = journey.senco.contributions("parent-view")
    assert second.replaces == first.id
    assert first.answers["p.worry"].value == "The bus"
