"""Who really speaks is filled in from what was said at the start."""

from __future__ import annotations

from contributions import chose

from app.provenance import HELPED_HOW, Provenance, usual


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
