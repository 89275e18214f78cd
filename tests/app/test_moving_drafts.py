"""A draft that was begun in a version this app does not know goes on, and nothing is dropped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from journey import make_journey

from forms.answers import Answer
from forms.contribution import FormRef

AT = datetime(2026, 11, 24, tzinfo=UTC)


async def test_what_is_still_asked_is_carried_and_the_rest_is_shown_and_not_sent(
    tmp_path: Path,
) -> None:
    journey = await make_journey(tmp_path)
    await journey.pupil.opens_the_invitation()
    place = journey.pupil.place
    place.drafts.start(FormRef(id="about-me", version=99, hash="ab" * 32), "symbol", "en", AT)
    boat = Answer(state="answered", value="A boat", how="wrote", at=AT)
    for question in ("fut.wish", "asked.in.2031"):
        place.drafts.save_answer("about-me", question, boat)

    sitting = place.open("about-me")

    assert sitting.engine.answers["fut.wish"] == boat
    assert dict(sitting.no_longer_asked) == {"asked.in.2031": boat}

    sitting.answer("start.assent", Answer(state="answered", value="yes", how="chose", at=AT))
    await journey.pupil.finishes("about-me")
    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    (sent,) = journey.senco.contributions("about-me")
    assert sent.form == sitting.form.ref
    assert set(sent.answers) == {"start.assent", "fut.wish"}
    loaded = place.drafts.load("about-me")
    assert loaded is not None
    assert "asked.in.2031" in loaded.answers
