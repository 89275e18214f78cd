"""Amina says what she wants to say on a tablet with no network, and it reaches the meeting."""

from __future__ import annotations

from journey import Journey


async def test_what_is_said_offline_reaches_the_pack_word_for_word(journey: Journey) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.goes_offline()

    journey.pupil.fills(
        "about-me",
        {
            "start.assent": "yes",
            "start.call": "Mina, like the bird",
            "like.do": {"swimming": "like", "football": "dont_like"},
            "good.at": ["drawing"],
            "fut.wish": "I want to  go on the train by MYSELF.",
        },
    )
    await journey.pupil.finishes("about-me")
    assert journey.pupil.sees("about-me") == "waiting"

    await journey.pupil.goes_online()
    assert journey.pupil.sees("about-me") == "received"

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    assert "Mina, like the bird" in journey.senco.pack_text()
    assert "I want to  go on the train by MYSELF." in journey.senco.pack_text()
