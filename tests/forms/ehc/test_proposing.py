"""A line shows the question as asked, the answer as given, and who really spoke."""

from __future__ import annotations

import pytest
from contributions import AT, chose, contribution, lines_of, skipped, wrote

from forms.answers import Answer
from forms.ehc.proposing import Proposal, propose
from forms.library import load_form
from forms.wording import wording

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


@pytest.mark.parametrize("how", ["said", "signed", "wrote", "shown"])
def test_a_choice_is_not_quoted_however_it_was_told(how: str) -> None:
    """The words of a choice are ours, even when a child says them."""
    assert line("ppl.worry", chose("teacher", how=how)).voice == "chosen"


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


def test_the_top_three_stand_in_the_words_of_what_was_sorted_in_the_childs_order() -> None:
    made = line("like.best", chose(("music", "football")))

    assert made.text == "Music; Football"
    assert all(part.picture for part in made.parts)


@pytest.mark.parametrize(("face", "word"), [("good", "Good"), ("ok", "OK"), ("bad", "Not good")])
def test_a_face_stands_with_its_word(face: str, word: str) -> None:
    assert line("ppl.friends", chose(face)).text == word


def test_the_choices_stand_in_the_wording_the_person_saw() -> None:
    said = contribution({"good.at": chose(("kind",))})
    form = load_form("about-me")

    for register in form.registers:
        words = wording(form.id, register)
        names = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}
        (made,) = propose(said.model_copy(update={"register": register}), form, words, names)

        assert made.text == words.choice("good.at", "kind")
        assert made.question == words.question("good.at", **names)


def test_a_choice_we_have_no_words_for_is_shown_as_it_came_and_never_lost() -> None:
    assert line("good.at", chose(("knitting", "music"))).text == "knitting; Music"


def test_signs_that_mean_something_to_us_are_words_like_any_other() -> None:
    words = "{pupil} %s ${fut.wish} \\n <b>"

    assert line("fut.wish", wrote(words)).text == words


@pytest.mark.parametrize("state", ["skipped", "declined", "not_today", "not_asked"])
def test_what_was_taken_back_never_becomes_words(state: str) -> None:
    """A device that kept the value beside the refusal: the refusal counts."""
    made = line("fut.wish", Answer(state=state, value="A secret", words="and more", at=AT))  # type: ignore[arg-type]

    assert (made.parts, made.text) == ((), "")
    assert "secret" not in repr(made)


def test_an_answer_without_a_value_gets_no_words_made_up() -> None:
    empty = Answer(state="answered", value=None, words="Only this", how="wrote", at=AT)

    assert line("fut.wish", empty).text == "Only this"


def test_choices_in_a_place_for_words_are_not_quoted() -> None:
    made = line("fut.wish", chose(("a", "b")))

    assert made.text == "a; b"
    assert not any(part.own_words for part in made.parts)


def test_who_may_see_it_is_what_was_said_for_this_answer_or_the_forms_usual() -> None:
    assert line("fut.wish", wrote(WORDS, share="family")).share == "family"
    assert line("fut.wish", wrote(WORDS)).share == load_form("about-me").default_share


def test_a_line_only_points_to_sections_and_says_whose_it_is() -> None:
    (made,) = lines_of(contribution({"p.want": chose(("friends",))}, role="parent"))

    assert (made.sections, made.prsb, made.role) == (("E", "F"), ("SUP",), "parent")
    assert made.concept == "p.want"


def test_a_parent_and_a_child_speak_of_the_same_concept() -> None:
    (hope,) = lines_of(contribution({"p.hope1": wrote("A friend")}, role="parent"))

    assert hope.concept == line("fut.wish", wrote("A boat")).concept == "fut.wish"
