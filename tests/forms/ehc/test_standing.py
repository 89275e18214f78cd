"""When someone says more: a decided later answer takes the place of the earlier, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence

from contributions import AT, PUPIL, contribution, lines_of, skipped, wrote

from forms.contribution import Contribution
from forms.ehc.record import LineAccepted, PupilRecord
from forms.ehc.standing import standing


def decided(*lines: tuple[Contribution, str]) -> PupilRecord:
    record = PupilRecord(PUPIL, "Amina")
    for number, (said, question) in enumerate(lines):
        record.lines[said.id, question] = LineAccepted(
            id=f"{number:032x}",
            at=AT,
            by="Ms Okoro",
            pupil=PUPIL,
            contribution=said.id,
            question=question,
        )
    return record


def standing_texts(said: Sequence[Contribution], record: PupilRecord) -> list[str]:
    lines = {one.id: lines_of(one) for one in said}
    return [line.text for line in standing(said, lines, record) if line.text]


FIRST = contribution({"fut.wish": wrote("A boat"), "done.pleased": wrote("I swam")}, number=1)
MORE = contribution({"fut.wish": wrote("A plane"), "done.pleased": skipped()}, number=2, replaces=1)
AGAIN = contribution({"fut.wish": wrote("A rocket")}, number=3, replaces=2)


def test_an_answer_that_was_not_given_again_stays() -> None:
    record = decided((FIRST, "done.pleased"), (MORE, "fut.wish"), (MORE, "done.pleased"))

    assert standing_texts([FIRST, MORE], record) == ["I swam", "A plane"]


def test_the_earlier_answer_stands_until_the_later_one_is_decided_on() -> None:
    assert "A boat" in standing_texts([FIRST, MORE], decided((FIRST, "fut.wish")))
    assert "A boat" not in standing_texts([FIRST, MORE], decided((MORE, "fut.wish")))


def test_a_third_time_takes_the_place_of_the_first() -> None:
    record = decided((MORE, "fut.wish"), (AGAIN, "fut.wish"))

    assert standing_texts([FIRST, MORE, AGAIN], record) == ["I swam", "A rocket"]


def test_someone_else_on_the_same_question_replaces_nobody() -> None:
    other = contribution({"fut.wish": wrote("A train")}, number=9)
    record = decided((FIRST, "fut.wish"), (other, "fut.wish"))

    assert standing_texts([FIRST, other], record) == ["I swam", "A boat", "A train"]


def test_a_ring_of_replacements_loses_no_word() -> None:
    one = contribution({"fut.wish": wrote("A boat")}, number=1, replaces=2)
    two = contribution({"done.pleased": wrote("I swam")}, number=2, replaces=1)

    record = decided((one, "fut.wish"), (two, "done.pleased"))

    assert standing_texts([one, two], record) == ["A boat", "I swam"]
