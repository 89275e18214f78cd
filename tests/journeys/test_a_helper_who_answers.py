"""Who really spoke is kept with every line: a helper's reading of a child is never quoted as the
child."""

from __future__ import annotations

from journey import Journey


async def test_an_answer_given_for_the_child_is_never_shown_as_the_childs_own_words(
    journey: Journey,
) -> None:
    await journey.pupil.opens_the_invitation()
    journey.pupil.fills("about-me", {"start.assent": "yes", "fut.wish": "To see the sea"})
    journey.pupil.fills(
        "about-me",
        {"please.do": "Give her time"},
        how="interpreted",
        helper="Ms Lee",
        assist=("answered_for",),
    )
    await journey.pupil.finishes("about-me")

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    assert "To see the sea" in journey.senco.words_of("pupil")
    assert "Give her time" not in journey.senco.words_of("pupil")
    assert "Give her time" in journey.senco.pack_text()
    assert "Ms Lee" in journey.senco.pack_text()
