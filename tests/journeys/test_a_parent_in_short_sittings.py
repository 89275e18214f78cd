"""Amina's mother answers on the bus, a question or two at a time, with the phone going off in
between."""

from __future__ import annotations

from journey import Journey


async def test_every_answer_is_there_after_the_phone_was_switched_off(journey: Journey) -> None:
    await journey.parent.opens_the_invitation()
    journey.parent.fills("parent-view", {"p.best": "Her laugh. She never gives up."})

    await journey.parent.switches_off_and_on()
    journey.parent.fills("parent-view", {"p.worry": "The move to secondary school"})
    await journey.parent.switches_off_and_on()

    assert journey.parent.said("parent-view") == {
        "p.best": "Her laugh. She never gives up.",
        "p.worry": "The move to secondary school",
    }


async def test_the_parents_view_stands_beside_the_childs_and_is_never_mixed_in(
    journey: Journey,
) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "A dog of my own"})
    await journey.pupil.finishes("about-me")
    await journey.parent.opens_the_invitation()
    journey.parent.fills("parent-view", {"p.hope1": "That she has one good friend"})
    await journey.parent.finishes("parent-view")

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    assert "A dog of my own" in journey.senco.words_of("pupil")
    assert "That she has one good friend" not in journey.senco.words_of("pupil")
    assert "That she has one good friend" in journey.senco.words_of("parent")
