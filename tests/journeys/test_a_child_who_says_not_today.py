"""A child may say no. Nothing is sent, nobody asks again the same day, and tomorrow is another
day."""

from __future__ import annotations

from journey import Journey


async def test_not_today_ends_kindly_sends_nothing_and_is_offered_again_tomorrow(
    journey: Journey,
) -> None:
    await journey.pupil.opens_the_invitation()

    journey.pupil.fills("about-me", {"start.assent": "not_today"})

    assert journey.pupil.sees("about-me") == "not_today"
    assert journey.envelopes_at_the_hub() == 0

    journey.the_next_day()
    assert journey.pupil.sees("about-me") == "new"
