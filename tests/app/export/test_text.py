"""The pack as plain text: nothing but what was said, how, and the sentences around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest
from contributions import AT, PUPIL, chose, contribution, lines_of, skipped, wrote

from app.export.text import line_text, parents_text, sections_text, to_text
from app.export.wording import CLOSE, OPEN, helped, mark, not_answered
from app.words import say
from forms.answers import Answer, AnswerState, Assist, How
from forms.ehc.applying import accept
from forms.ehc.document import Document, compose
from forms.ehc.proposing import Proposal
from forms.ehc.record import PupilAdded, fold


def line(question: str, answer: Answer) -> Proposal:
    (made,) = lines_of(contribution({question: answer}))
    return made


def pack(
    child: Mapping[str, Answer], parent: Mapping[str, Answer] | None = None, *, name: str = "Amina"
) -> Document:
    """A pack in which everything was accepted."""
    said = [
        *lines_of(contribution(child)),
        *lines_of(contribution(parent or {}, role="parent", number=2)),
    ]
    events = [accept(one, id=f"{n:032x}", by="Ms Okoro", at=AT) for n, one in enumerate(said)]
    added = PupilAdded(id="f" * 32, at=AT, by="Ms Okoro", pupil=PUPIL, name=name)
    record = fold([added, *events]).pupils[PUPIL]
    return compose(record, said, school="Oak Lane", made_at=AT)


def test_a_line_is_the_question_the_answer_and_how_it_was_given() -> None:
    assert line_text(line("fut.wish", wrote("A boat"))) == (
        f"What do you wish for? {OPEN}A boat{CLOSE} (wrote)"
    )


def test_who_helped_and_how_stands_behind_the_mark() -> None:
    given = wrote("A boat", how="said", helper="Mr Bell", assist=("read_it", "wrote_words"))

    assert line_text(line("fut.wish", given)).endswith(
        "(said. Mr Bell: read it out, wrote down the exact words)"
    )


def test_a_helper_who_only_was_there_is_told_so() -> None:
    given = wrote("A boat", helper="Mr Bell")

    assert line_text(line("fut.wish", given)).endswith("(wrote. Mr Bell was there to help)")


def test_help_without_a_name_is_told_all_the_same() -> None:
    given = wrote("A boat", assist=("read_it",))

    assert "A helper: read it out" in line_text(line("fut.wish", given))


def test_a_sorted_thing_stands_with_its_place_and_without_quotation_marks() -> None:
    text = line_text(line("like.do", chose({"football": "like", "swimming": "dont_like"})))

    assert "Football: Like; Swimming: Don't like (chose)" in text
    assert OPEN not in text


def test_own_words_beside_choices_are_the_only_ones_quoted() -> None:
    text = line_text(line("good.at", chose(("music", "something_else"), words="Whistling")))

    assert f"Music; Something else; {OPEN}Whistling{CLOSE}" in text


@pytest.mark.parametrize("how", ["observed", "interpreted", "represented"])
def test_what_someone_read_into_a_child_is_not_quoted(how: str) -> None:
    text = line_text(line("fut.wish", wrote("Wants a boat", how=how, helper="Mr Bell")))

    assert "Wants a boat (someone else's view. Mr Bell was there to help)" in text
    assert OPEN not in text


@pytest.mark.parametrize(
    "words",
    [
        "  two  spaces, a tab\tand\na new line ",
        "{pupil} %s {0} \\n $x",
        "“I said “no””",
        "أحب القطارات",
        "我喜欢火车 🚂🏳️‍🌈",
        "e\u0301\u202e\u200d",
        "word " * 20_000,
    ],
)
def test_words_of_any_script_and_length_stand_exactly(words: str) -> None:
    assert f"{OPEN}{words}{CLOSE}" in to_text(pack({"fut.wish": wrote(words)}))


def test_a_name_with_braces_is_a_name() -> None:
    assert "{x} O'Neil" in to_text(pack({}, name="{x} O'Neil"))


def test_the_childs_words_come_first_then_what_others_saw_then_the_parents() -> None:
    text = to_text(
        pack(
            {
                "fut.wish": wrote("A boat"),
                "good.others": wrote("She is kind", how="observed"),
                "done.pleased": skipped("dont_know"),
            },
            {"p.worry": wrote("The bus")},
        )
    )

    order = ("A boat", "She is kind", "The bus", say("document.state.dont_know"))
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_section_stands_under_its_heading_of_the_standard() -> None:
    document = pack({"fut.wish": wrote("A boat"), "ppl.friends": chose("good")})

    told = sections_text(document.own_words)

    assert told[::2] == [say("document.heading.IMP"), say("document.heading.PPL")]


def test_the_parents_lines_are_the_parents_only() -> None:
    document = pack({"fut.wish": wrote("A boat")}, {"p.hope1": wrote("A friend")})

    assert [f"{OPEN}A friend{CLOSE}" in told for told in parents_text(document)] == [True]


def test_a_pack_of_nothing_says_so_kindly() -> None:
    text = to_text(pack({}))

    assert text.splitlines() == [
        say("document.title", pupil="Amina"),
        say("document.no_words", pupil="Amina"),
    ]


def test_a_pack_with_words_does_not_say_that_there_are_none() -> None:
    assert say("document.no_words", pupil="Amina") not in to_text(pack({"fut.wish": wrote("Go")}))


@pytest.mark.parametrize("how", get_args(How))
def test_every_way_of_telling_has_its_mark(how: str) -> None:
    assert mark(line("fut.wish", wrote("A boat", how=how)))


@pytest.mark.parametrize("assist", get_args(Assist))
def test_every_way_of_helping_has_its_words(assist: str) -> None:
    told = helped(line("fut.wish", wrote("A boat", helper="Mr Bell", assist=(assist,))))

    assert told.startswith("Mr Bell: ")


@pytest.mark.parametrize("state", get_args(AnswerState))
def test_every_way_of_not_answering_has_its_words(state: str) -> None:
    assert not_answered(line("fut.wish", skipped(state)))


@pytest.mark.parametrize(("tag", "said"), [("ur", "Urdu"), ("ur-PK", "Urdu"), ("tlh", "tlh")])
def test_words_in_another_language_say_which_one(tag: str, said: str) -> None:
    answer = wrote("qaStaH").model_copy(update={"lang": tag})
    (line,) = lines_of(contribution({"fut.wish": answer}))

    assert mark(line).endswith(f", in {said}")


def test_a_choice_is_shown_in_english_and_says_no_language() -> None:
    answer = chose(("football",)).model_copy(update={"lang": "ur"})
    (line,) = lines_of(contribution({"good.at": answer}))

    assert "Urdu" not in mark(line)
