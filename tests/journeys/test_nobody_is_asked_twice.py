"""A parent who has told us once is shown what they said, and never has to write it again."""

from __future__ import annotations

from journey import Journey


async def test_what_a_parent_said_is_there_next_time_and_stands_until_it_is_taken_back(
    journey: Journey,
) -> None:
    parent, senco = journey.parent, journey.senco
    await parent.opens_the_invitation()
    parent.fills("parent-view", {"p.worry": "The new school", "p.hope1": "A friend"})
    await parent.finishes("parent-view")
    await senco.unlocks_the_desk()
    await senco.brings_in()
    await senco.accepts_all()

    journey.the_next_day()
    await parent.switches_off_and_on()
    assert parent.said("parent-view") == {}
    assert parent.is_reminded_of("parent-view", "p.worry") == "The new school"
    parent.takes_back("parent-view", "p.worry")
    await parent.finishes("parent-view")
    await senco.brings_in()
    await senco.accepts_all()

    assert "A friend" in senco.words_of("parent")
    assert "The new school" not in senco.words_of("parent")
    journey.the_next_day()
    parent.place.open("parent-view")
    assert parent.is_reminded_of("parent-view", "p.worry") is None
    assert parent.is_reminded_of("parent-view", "p.hope1") == "A friend"
