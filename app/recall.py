"""What somebody said before, ready for the screen of a question: in the words it was said in."""

from __future__ import annotations

from collections.abc import Mapping

from app.screens.question import SaidBefore
from app.sitting import Sitting
from forms.ehc.proposing import parts_of, text_of
from forms.wording import wording


def said_before(
    sitting: Sitting, question_id: str, names: Mapping[str, str], *, is_pupil: bool
) -> SaidBefore | None:
    """What was said before about what a question asks; None when there is nothing.

    Args:
        sitting: the form being filled in.
        question_id: the question, in its round.
        names: what the wording may name.
        is_pupil: a pupil is shown it after the new answer, everybody else before.
    """
    before = sitting.before(question_id)
    if before is None:
        return None
    form, earlier = before.said.form, before.answer
    register, language = sitting.wording.register, sitting.wording.language
    words = wording(form.id, register, language, form.version)
    parts = parts_of(form, form.question(before.question_id), earlier, words, dict(names))
    can_be_kept = sitting.can_say_again(question_id, before)
    return SaidBefore(text_of(parts), earlier if can_be_kept else None, comes_first=not is_pupil)
