"""A line shows the question as asked, the answer as given, and who really spoke."""

from __future__ import annotations

import pytest
from contributions import chose, contribution, lines_of, skipped, wrote

from forms.answers import Answer
from forms.ehc.proposing import Proposal

WORDS = "  Trains; and THE sea,\nwhen it's loud! 🌊 "


def line(question: str, answer: Answer) -> Proposal:
    found = [
        one for one in lines_of(contribution({question: answer})) if one.question_id == question
    ]
    assert len(found) == 1
    return found[0]


def test_typed_words_stay_exactly_as_they_were_typed() -> None:
    made = line("fut.wish", wrote(WORDS))

    assert made.text == WORDS
    assert made.parts[0].own_words


def test_the_question_stands_in_the_words_it_was_asked_in() -> None:
    assert line("fut.wish", wrote(WORDS)).question == "What do you wish for?"


def test_a_choice_stands_with_its_word_and_its_picture() -> None:
    made = line("good.at", chose(("drawing", "music")))

    assert [part.text for part in made.parts] == ["Drawing", "Music"]
    assert all(part.picture and not part.own_words for part in made.parts)


def test_own_words_beside_choices_are_kept_beside_them() -> None:
    made = line("good.at", chose(("other",), words="Whistling"))

    assert [(part.text, part.own_words) for part in made.parts][-1] == ("Whistling", True)


def test_a_sorted_thing_stands_with_its_place() -> None:
    made = line("like.do", chose({"football": "like", "swimming": "dont_like"}))

    assert made.text == "Football: Like; Swimming: Don't like"


@pytest.mark.parametrize("state", ["skipped", "dont_know", "not_today", "declined"])
def test_a_question_without_an_answer_has_no_words(state: str) -> None:
    made = line("fut.wish", skipped(state))

    assert (made.parts, made.text, made.state) == ((), "", state)


@pytest.mark.parametrize(
    ("answer", "voice"),
    [
        (wrote(WORDS), "quoted"),
        (wrote(WORDS, how="said", helper="Mr Bell", assist=("wrote_words",)), "quoted"),
        (wrote(WORDS, how="signed"), "quoted"),
        (wrote(WORDS, how="observed"), "represented"),
        (wrote(WORDS, how="interpreted", helper="Mum"), "represented"),
        (wrote(WORDS, how="represented"), "represented"),
        (wrote(WORDS, assist=("answered_for",)), "represented"),
        (wrote(WORDS, how="shown"), "chosen"),
    ],
)
def test_it_says_whose_words_they_are(answer: Answer, voice: str) -> None:
    assert line("fut.wish", answer).voice == voice


def test_who_helped_and_how_comes_along() -> None:
    made = line("fut.wish", wrote(WORDS, helper="Mr Bell", assist=("read_it", "wrote_words")))

    assert (made.helper, made.assist) == ("Mr Bell", ("read_it", "wrote_words"))


def test_sentences_that_were_only_shown_and_who_helped_are_no_lines() -> None:
    shown = {"start.assent": chose("yes"), "start.helper": chose("nobody"), "fut.wish": wrote("x")}

    assert "start.helper" not in [one.question_id for one in lines_of(contribution(shown))]


def test_the_lines_stand_in_the_forms_order() -> None:
    backwards = {"fut.wish": wrote("x"), "like.do": chose({"football": "like"})}

    ids = [one.question_id for one in lines_of(contribution(backwards))]

    assert ids == ["like.do", "fut.wish"]
