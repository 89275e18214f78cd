"""Who really speaks is filled in from what was said at the start."""

from __future__ import annotations

from typing import get_args

import pytest
from contributions import chose, contribution, lines_of, skipped, wrote

from app.controls.how_given import summary
from app.provenance import ASSISTS, HELPED_HOW, HELPER, HOWS, NOBODY, Provenance, usual
from app.words import say
from forms.answers import Assist, How
from forms.definition import OFFERED, WORDED
from forms.library import load_form


def test_a_child_alone_writes_and_chooses() -> None:
    assert usual("text", {}, "") == Provenance("wrote")
    assert usual("pick_many", {}, "") == Provenance("chose")


def test_words_a_helper_wrote_down_were_said() -> None:
    answers = {HELPED_HOW: chose(("read_it", "wrote_words"))}

    made = usual("text", answers, "Mr Bell")

    assert made == Provenance("said", "Mr Bell", ("read_it", "wrote_words"))


def test_a_helper_who_answered_represents_the_child_everywhere() -> None:
    answers = {HELPED_HOW: chose(("answered_for",))}

    assert usual("text", answers, "Mr Bell").how == "represented"
    assert usual("face3", answers, "Mr Bell").how == "represented"


def test_without_a_helper_nothing_a_helper_did_is_said() -> None:
    assert usual("text", {HELPED_HOW: chose(("wrote_words",))}, "") == Provenance("wrote")


@pytest.mark.parametrize("kind", sorted(OFFERED))
def test_what_is_tapped_is_chosen(kind: str) -> None:
    assert usual(kind, {}, "").how == "chose"


@pytest.mark.parametrize("kind", sorted(WORDED))
def test_what_is_typed_is_written(kind: str) -> None:
    assert usual(kind, {}, "").how == "wrote"


@pytest.mark.parametrize("answer", [skipped(), skipped("declined"), chose(())])
def test_a_helper_who_did_not_say_how_is_named_and_no_more(answer: object) -> None:
    made = usual("text", {HELPED_HOW: answer}, "Mr Bell")  # type: ignore[dict-item]

    assert made == Provenance("wrote", "Mr Bell", ())


def test_what_a_helper_did_stands_in_one_order_however_it_was_ticked() -> None:
    ticked = {HELPED_HOW: chose(("wrote_words", "read_it"))}

    assert usual("text", ticked, "Mr Bell").assist == ("read_it", "wrote_words")


def test_what_we_do_not_know_is_no_help() -> None:
    ticked = {HELPED_HOW: chose(("sang_along",))}

    assert usual("text", ticked, "Mr Bell") == Provenance("wrote", "Mr Bell", ())


def test_an_answer_given_for_the_child_is_not_the_childs_in_the_record() -> None:
    made = usual("text", {HELPED_HOW: chose(("answered_for",))}, "Mr Bell")
    answer = wrote("Wants a boat", how=made.how, helper=made.helper, assist=made.assist)

    (line,) = lines_of(contribution({"fut.wish": answer}))

    assert (line.voice, line.helper) == ("represented", "Mr Bell")


def test_every_way_of_giving_and_helping_can_be_said() -> None:
    """Nobody chooses "represented": it follows from who answered."""
    assert {*HOWS, "represented"} == set(get_args(How))
    assert set(ASSISTS) == set(get_args(Assist))


@pytest.mark.parametrize("how", get_args(How))
def test_every_way_of_giving_has_its_words_under_the_answer(how: How) -> None:
    assert say(f"controls.how.{how}") in summary(Provenance(how))
    assert "Mr Bell" in summary(Provenance(how, "Mr Bell"))


def test_the_form_asks_what_this_looks_at() -> None:
    form = load_form("about-me")

    assert form.question(HELPER).find_choice(NOBODY) is not None
    assert {choice.id for choice in form.question(HELPED_HOW).choices} == set(ASSISTS)
