"""Drafts: every answer is kept as it was given, and comes back to the same question."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.answers import Answer
from forms.contribution import FormRef
from sync.drafts import Drafts

if TYPE_CHECKING:
    from conftest import Safe

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FORM = FormRef(id="about-me", version=1, hash="ab" * 32)
OTHER = FormRef(id="parent-view", version=1, hash="cd" * 32)
WISH = Answer(state="answered", value="To fly a kite 🪁", how="wrote", helper="Mum", at=AT)
SKIPPED = Answer(state="skipped", at=AT)


def begun(safe: Safe, form: FormRef = FORM) -> Drafts:
    drafts = Drafts(safe.vault)
    drafts.start(form, "symbol", "en", AT)
    return drafts


async def test_a_form_that_was_never_begun_has_no_draft(safe: Safe) -> None:
    assert Drafts(safe.vault).load("about-me") is None


async def test_answers_are_there_after_reopening_exactly_as_they_were_given(safe: Safe) -> None:
    drafts = begun(safe)
    drafts.save_answer("about-me", "wish", WISH)
    drafts.save_answer("about-me", "likes", SKIPPED)
    drafts.set_place("about-me", "likes")

    draft = Drafts(await safe.reopen()).load("about-me")

    assert draft is not None
    assert dict(draft.answers) == {"wish": WISH, "likes": SKIPPED}
    assert (draft.form, draft.register, draft.place) == (FORM, "symbol", "likes")
    assert draft.finished_at is None


async def test_a_later_answer_takes_the_place_of_the_earlier_one(safe: Safe) -> None:
    drafts = begun(safe)
    drafts.save_answer("about-me", "wish", SKIPPED)
    drafts.save_answer("about-me", "wish", WISH)

    draft = drafts.load("about-me")

    assert draft is not None
    assert dict(draft.answers) == {"wish": WISH}


async def test_two_forms_keep_their_answers_apart(safe: Safe) -> None:
    drafts = begun(safe)
    drafts.start(OTHER, "plain", "en", AT)
    drafts.save_answer("about-me", "wish", WISH)
    drafts.save_answer("parent-view", "wish", SKIPPED)

    mine, theirs = drafts.load("about-me"), drafts.load("parent-view")

    assert mine is not None
    assert theirs is not None
    assert (dict(mine.answers), dict(theirs.answers)) == ({"wish": WISH}, {"wish": SKIPPED})


async def test_a_finished_draft_keeps_its_answers_until_a_new_round_begins(safe: Safe) -> None:
    drafts = begun(safe)
    drafts.save_answer("about-me", "wish", WISH)
    drafts.finish("about-me", "c0" * 16, AT)

    finished = Drafts(await safe.reopen()).load("about-me")
    anew = begun(safe).load("about-me")

    assert finished is not None
    assert (finished.contribution, dict(finished.answers)) == ("c0" * 16, {"wish": WISH})
    assert anew is not None
    assert (anew.finished_at, dict(anew.answers)) == (None, {})


async def test_a_draft_goes_on_in_another_language_and_a_finished_one_stays(safe: Safe) -> None:
    drafts = begun(safe)
    drafts.start(OTHER, "plain", "en", AT)
    drafts.finish("parent-view", "ab" * 16, AT)

    drafts.set_language("about-me", "ur")
    drafts.set_language("parent-view", "ur")
    drafts.set_language("never-begun", "ur")

    going_on, finished = drafts.load("about-me"), drafts.load("parent-view")
    assert going_on is not None
    assert finished is not None
    assert (going_on.language, finished.language) == ("ur", "en")
    assert drafts.load("never-begun") is None
