"""The pack: section A in the child's words, the parent's view beside it, nothing made up."""

from __future__ import annotations

from collections.abc import Mapping

from contributions import AT, PUPIL, chose, contribution, lines_of, skipped, wrote

from forms.answers import Answer
from forms.contribution import Role
from forms.ehc.applying import accept, decline
from forms.ehc.document import HEADINGS, Document, compose
from forms.ehc.proposing import Proposal
from forms.ehc.record import PupilAdded, PupilRecord, fold


def lines(answers: Mapping[str, Answer], role: Role = "pupil", number: int = 1) -> list[Proposal]:
    return list(lines_of(contribution(answers, role=role, number=number)))


def record_after(accepted: list[Proposal], declined: list[Proposal] = []) -> PupilRecord:  # noqa: B006
    added = PupilAdded(id="f" * 32, at=AT, by="Ms Okoro", pupil=PUPIL, name="Amina")
    taken = [
        accept(line, id=f"{number:032x}", by="Ms Okoro", at=AT)
        for number, line in enumerate(accepted)
    ]
    left = [
        decline(line, id=f"{number:032x}", by="Ms Okoro", at=AT, reason="private")
        for number, line in enumerate(declined, start=500)
    ]
    return fold([added, *taken, *left]).pupils[PUPIL]


def pack(record: PupilRecord, proposals: list[Proposal]) -> Document:
    return compose(record, proposals, school="Oak Lane", made_at=AT)


def own(document: Document) -> list[str]:
    return [line.text for section in document.own_words for line in section.lines]


def test_accepted_words_stand_in_section_a_exactly() -> None:
    said = lines({"fut.wish": wrote(" A  boat! "), "good.at": chose(("music",))})

    assert sorted(own(pack(record_after(said), said))) == [" A  boat! ", "Music"]


def test_what_nobody_decided_on_is_not_in_the_pack_but_counted() -> None:
    said = lines({"fut.wish": wrote("A boat"), "done.pleased": wrote("I swam")})

    document = pack(record_after(said[:1]), said)

    assert len(own(document)) == 1
    assert document.undecided == 1


def test_what_was_left_out_is_not_in_the_pack() -> None:
    said = lines({"fut.wish": wrote("A boat")})

    document = pack(record_after([], said), said)

    assert (own(document), document.undecided) == ([], 0)


def test_what_another_person_read_into_a_child_is_never_among_the_childs_words() -> None:
    said = lines({"fut.wish": wrote("She wants a boat", how="interpreted", helper="Mr Bell")})

    document = pack(record_after(said), said)

    assert own(document) == []
    assert document.seen_by_others[0].lines[0].text == "She wants a boat"


def test_an_answer_for_the_safe_adult_is_in_no_pack() -> None:
    said = lines({"fut.wish": wrote("I am scared at home", share="safe_adult")})

    document = pack(record_after(said), said)

    assert "scared" not in repr(document)


def test_the_parents_view_stands_beside_the_childs_by_concept() -> None:
    child = lines({"fut.wish": wrote("A boat")})
    parent = lines(
        {"p.hope1": wrote("A friend"), "p.worry": wrote("The bus")}, role="parent", number=2
    )

    document = pack(record_after([*child, *parent]), [*child, *parent])

    said_by_parent = [line.text for row in document.beside for line in row.others]
    assert sorted(said_by_parent) == ["A friend", "The bus"]
    for row in document.beside:
        assert all(line.role == "parent" for line in row.others)
        assert all(line.role == "pupil" and line.concept == row.concept for line in row.pupil)


def test_the_parents_words_never_stand_in_section_a() -> None:
    parent = lines({"p.worry": wrote("The bus")}, role="parent")

    assert own(pack(record_after(parent), parent)) == []


def test_a_question_the_child_did_not_answer_is_said_unless_it_was_answered_another_day() -> None:
    first = lines({"fut.wish": wrote("A boat"), "done.pleased": skipped("dont_know")}, number=1)
    later = lines({"fut.wish": skipped()}, number=2)

    document = pack(record_after([*first, *later]), [*first, *later])

    assert [line.question_id for line in document.not_answered] == ["done.pleased"]


def test_the_childs_line_stands_beside_the_parents_of_the_same_concept() -> None:
    child = lines({"fut.wish": wrote("A boat")})
    parent = lines(
        {"p.hope1": wrote("A friend"), "p.worry": wrote("The bus")}, role="parent", number=2
    )

    document = pack(record_after([*child, *parent]), [*child, *parent])

    rows = {row.concept: [line.text for line in row.pupil] for row in document.beside}
    assert rows == {"fut.wish": ["A boat"], "p.worry": []}


def test_two_voices_that_differ_both_stand() -> None:
    child = lines({"ppl.friends": chose("good")})
    parent = lines({"p.social": wrote("She has no friends")}, role="parent", number=2)

    (row,) = pack(record_after([*child, *parent]), [*child, *parent]).beside

    assert [line.text for line in (*row.pupil, *row.others)] == ["Good", "She has no friends"]


def test_what_was_read_into_a_child_stands_beside_no_parent_as_the_childs() -> None:
    child = lines({"fut.wish": wrote("Wants a boat", how="interpreted", helper="Mr Bell")})
    parent = lines({"p.hope1": wrote("A friend")}, role="parent", number=2)

    (row,) = pack(record_after([*child, *parent]), [*child, *parent]).beside

    assert row.pupil == ()


def test_the_headings_stand_in_the_standards_order_and_the_lines_in_the_forms() -> None:
    said = lines(
        {
            "end.other": wrote("I like rain"),
            "fut.wish": wrote("A boat"),
            "please.do": wrote("Knock"),
            "ppl.friends": chose("good"),
            "like.do": chose({"music": "like"}),
            "start.call": wrote("Mina"),
        }
    )

    document = pack(record_after(said), said)

    headings = [section.heading for section in document.own_words]
    assert headings == sorted(headings, key=HEADINGS.index)
    important = next(section for section in document.own_words if section.heading == "IMP")
    assert [line.question_id for line in important.lines] == ["like.do", "fut.wish"]


def test_every_accepted_answer_of_the_child_stands_in_the_pack_once() -> None:
    said = lines(
        {
            "start.tell": chose(("talk", "draw")),
            "like.do": chose({"music": "like"}),
            "sch.places": chose({"corridor": "dont_like"}),
            "day.good": chose(("music",)),
            "fut.wish": wrote("A boat"),
            "good.others": wrote("She is kind", assist=("answered_for",), helper="Mum"),
        }
    )

    document = pack(record_after(said), said)

    sections = (*document.own_words, *document.seen_by_others)
    stand = [line.question_id for section in sections for line in section.lines]
    assert sorted(stand) == sorted(line.question_id for line in said)


def test_an_accepted_line_without_an_answer_is_told_as_not_answered_and_has_no_words() -> None:
    said = lines({"fut.wish": skipped("declined")})

    document = pack(record_after(said), said)

    assert own(document) == []
    assert [(line.question_id, line.text) for line in document.not_answered] == [("fut.wish", "")]


def test_an_answer_for_adults_in_school_only_goes_to_no_meeting() -> None:
    said = lines(
        {
            "fut.wish": wrote("To sit with Zed", share="class_adults"),
            "done.pleased": wrote("I swam", share="family"),
        }
    )

    document = pack(record_after(said), said)

    assert own(document) == ["I swam"]
    assert "Zed" not in repr(document)


def test_a_secret_for_the_safe_adult_is_not_even_counted() -> None:
    said = lines({"fut.wish": wrote("I am scared at home", share="safe_adult")})

    assert pack(record_after([]), said).undecided == 0


def test_the_same_record_gives_the_same_pack() -> None:
    said = lines({"fut.wish": wrote("A boat"), "good.at": chose(("music",))})

    assert pack(record_after(said), said) == pack(record_after(said), said)


def test_a_pack_of_nothing_holds_nothing() -> None:
    document = pack(record_after([]), [])

    assert (document.own_words, document.seen_by_others, document.beside) == ((), (), ())
    assert (document.not_answered, document.undecided) == ((), 0)


def test_every_other_voice_stands_beside_the_child_parents_first_and_none_is_merged() -> None:
    parent = lines({"p.best": wrote("She sings")}, role="parent", number=2)
    supporter = lines({"p.best": wrote("She hums")}, role="supporter", number=3)
    said = [*supporter, *parent]

    (row,) = pack(record_after(said), said).beside

    assert [(line.role, line.text) for line in row.others] == [
        ("parent", "She sings"),
        ("supporter", "She hums"),
    ]
