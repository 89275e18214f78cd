"""A booklet keyed in: whatever paper can hold comes out as it was written; bad keys are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from booklets import ANIMALS, EVERY_KIND, NAMES, THREE, MadeUp, form_of, question
from hypothesis import given, settings
from hypothesis import strategies as st

from app.key_in import STATES, KeyIn, Turn
from app.key_in_end import Ending, HandedIn, with_provenance
from app.words import say
from forms.answers import Answer, Answers
from forms.definition import Form
from forms.engine import OpenForm
from forms.exchange.paper import make_booklet

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
DRAWING = "(a drawing)"
TODAY = NOW.date()


def keying(form: Form, answers: dict[str, Answer] | None = None, at: str = "") -> KeyIn:
    booklet = make_booklet(form, MadeUp(), NAMES)  # type: ignore[arg-type]
    opened = OpenForm(form, Answers(answers or {}), register="plain")
    return KeyIn(booklet, opened, lambda: NOW, drawing=DRAWING, at=at)


def read(keys: KeyIn, *lines: str) -> list[Turn]:
    return [keys.read(line) for line in lines]


def one(kind: str, **more: Any) -> KeyIn:
    return keying(form_of(question("q", kind, **more)))


def answer_to(keys: KeyIn, *lines: str) -> Answer:
    """What the lines came to for the first question."""
    read(keys, *lines)
    assert keys.at != "q", "it was not taken"
    return keys.form.answers["q"]


def codes(turn: Turn) -> list[str]:
    return [key.removeprefix("cli.key_in.") for key, _ in turn.said]


MAT = {"items": ANIMALS, "places": THREE}
ELSE = {"id": "else", "picture": "talk", "opens_words": True}
NOBODY = {"id": "nobody", "picture": "nobody", "exclusive": True}


# --- what keys mean -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "more", "lines", "value"),
    [
        ("pick_one", {"choices": ANIMALS}, ["2"], "dog"),
        ("yes_no", {"choices": ANIMALS[:2]}, [" 1 "], "cat"),
        ("face3", {"choices": THREE}, ["3"], "dont_like"),
        ("pick_many", {"choices": ANIMALS}, ["3,1"], ("fish", "cat")),
        ("pick_many", {"choices": ANIMALS}, ["1 2"], ("cat", "dog")),
        ("top3", {"choices": ANIMALS}, ["3, 2"], ("fish", "dog")),
        ("rank", {"choices": ANIMALS}, ["2 3 1"], ("dog", "fish", "cat")),
        ("rank", {"choices": ANIMALS, "own": True}, ["4 1", "a fox"], ("own:a fox", "cat")),
        ("sort3", MAT, ["1a 3C"], {"cat": "like", "fish": "dont_like"}),
        ("sort3", MAT, ["a-c"], {"cat": "like", "fish": "dont_like"}),
        ("sort3", {**MAT, "own": True}, ["4b", "rain"], {"own:rain": "so_so"}),
        (
            "circles",
            {**MAT, "own": True},
            ["1a 5c", "Gran"],
            {"cat": "like", "own:Gran": "dont_like"},
        ),
        ("body_map", {"choices": ANIMALS, "places": THREE}, ["2b"], {"dog": "so_so"}),
        ("feelings", {"choices": ANIMALS}, ["3a 1b"], {"now": "fish", "wish": "cat"}),
        ("text", {}, ["one", "  two ", ""], "one\n  two "),
        ("text", {}, ["=s", "=", "==)", ""], "s\n\n=)"),
        ("line", {}, ["Mo"], "Mo"),
        ("say", {}, ["hello", ""], "hello"),
        ("list", {}, ["a", " b", ""], ("a", "b")),
        ("dated_list", {}, ["2024 School", ""], ("2024 School",)),
        ("number", {}, ["2,5"], 2.5),
        ("date", {}, ["24 11 2026"], "2026-11-24"),
        ("date", {}, ["2026-11-24"], "2026-11-24"),
    ],
)
def test_keys_become_the_value_of_an_answer(
    kind: str, more: dict[str, Any], lines: list[str], value: Any
) -> None:
    answer = answer_to(one(kind, **more), *lines)

    assert (answer.state, answer.value, answer.words) == ("answered", value, "")


def test_words_beside_a_tick_are_asked_for_where_the_choice_opens_them() -> None:
    answer = answer_to(
        one("pick_many", choices=[*ANIMALS, ELSE]), "1,4", "a newt", "and an axolotl", ""
    )

    assert (answer.value, answer.words) == (("cat", "else"), "a newt\nand an axolotl")


def test_words_without_a_tick_are_kept_as_words() -> None:
    answer = answer_to(one("pick_one", choices=ANIMALS), "w", "both!", "")

    assert (answer.value, answer.words) == ("", "both!")


@pytest.mark.parametrize(("kind", "text"), [("number", "about ten"), ("date", "last summer")])
def test_what_is_no_number_or_day_is_kept_as_words(kind: str, text: str) -> None:
    answer = answer_to(one(kind), text)

    assert (answer.value, answer.words) == ("", text)


@pytest.mark.parametrize(("key", "state"), STATES.items())
def test_the_ways_of_not_answering_have_a_key(key: str, state: str) -> None:
    assert answer_to(one("text"), key).state == state


def test_a_drawing_is_kept_as_drawn() -> None:
    answer = answer_to(one("say"), "p")

    assert (answer.value, answer.how) == (DRAWING, "drew")


def test_what_was_left_blank_is_no_answer() -> None:
    keys = one("text")

    (turn,) = read(keys, "")

    assert (turn.keep, codes(turn)) == ({}, ["blank"])
    assert keys.stage == "end"


# --- bad keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "more", "line", "code"),
    [
        ("pick_one", {"choices": ANIMALS}, "4", "no_such"),
        ("pick_one", {"choices": ANIMALS}, "0", "no_such"),
        ("pick_one", {"choices": ANIMALS}, "cat", "no_such"),
        ("pick_one", {"choices": ANIMALS}, "1,2", "only_one"),
        ("pick_many", {"choices": ANIMALS}, "1 1", "twice"),
        ("pick_many", {"choices": ANIMALS}, "٢", "no_such"),
        ("rank", {"choices": ANIMALS, "own": True}, "99", "no_such"),
        ("sort3", MAT, "1", "pairs"),
        ("sort3", MAT, "1d", "pairs"),
        ("sort3", MAT, "a1", "pairs"),
        ("sort3", MAT, "4a", "no_such"),
        ("sort3", MAT, "1a 1b", "twice"),
        ("sort3", MAT, "aabb", "pairs"),
        ("feelings", {"choices": ANIMALS}, "1a 2a", "twice"),
    ],
)
def test_keys_that_can_not_be_are_told_and_nothing_is_kept(
    kind: str, more: dict[str, Any], line: str, code: str
) -> None:
    keys = one(kind, **more)

    (turn,) = read(keys, line)

    assert (codes(turn), turn.keep) == ([code], {})
    assert (keys.at, keys.stage) == ("q", "answer")


def test_a_row_that_was_named_needs_its_words() -> None:
    keys = one("rank", choices=ANIMALS, own=True)

    turns = read(keys, "4", "")

    assert codes(turns[-1]) == ["row_empty"]
    assert answer_to(keys, "a fox").value == ("own:a fox",)


def test_a_mat_without_a_tick_is_not_kept_as_an_answer() -> None:
    keys = one("sort3", **MAT)

    (turn,) = read(keys, "---")

    assert (turn.keep, keys.at) == ({}, "q")


@pytest.mark.parametrize(
    ("kind", "more", "lines", "code"),
    [
        ("pick_many", {"choices": [*ANIMALS, NOBODY]}, ["1 4"], "not_alone"),
        ("top3", {"choices": [*ANIMALS, ELSE]}, ["1 2 3 4", ""], "too_many"),
        ("pick_many", {"choices": ANIMALS}, ["1 w", "purple", ""], "words_unasked"),
        ("number", {"constraint": ". < 5"}, ["7"], "constraint"),
    ],
)
def test_what_a_device_would_have_asked_again_is_kept_as_it_stands_and_told(
    kind: str, more: dict[str, Any], lines: list[str], code: str
) -> None:
    keys = one(kind, **more)

    turns = read(keys, *lines)

    assert codes(turns[-1]) == [f"note.{code}"]
    assert keys.form.answers["q"].state == "answered"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_keys_break_it_and_every_sentence_is_there(lines: list[str]) -> None:
    keys = keying(EVERY_KIND)

    for line in lines:
        for key, values in keys.read(line).said:
            assert say(key, **values)


# --- from question to question --------------------------------------------------------------------

TWO = form_of(
    question("a", "pick_one", choices=ANIMALS),
    question("info", "info"),
    question("b", "text", visible="${a} = 'dog'"),
    question("c", "line"),
)


def test_what_is_not_asked_is_passed_by() -> None:
    keys = keying(TWO)

    read(keys, "1")

    assert (keys.at, keys.label) == ("c", "3")


def test_what_is_only_said_counts_as_shown() -> None:
    keys = keying(
        form_of(question("hello", "info"), question("a", "text"), question("bye", "info"))
    )
    assert keys.first.keep["hello"].state == "answered"

    turns = read(keys, "hi", "")

    assert turns[-1].keep["bye"] == Answer(state="answered", at=NOW)


def test_back_goes_to_the_question_before_and_enter_leaves_it_as_it_is() -> None:
    keys = keying(TWO)
    read(keys, "2", "b")

    assert (keys.at, keys.kept and keys.kept.value) == ("a", "dog")
    (turn,) = read(keys, "")
    assert (turn.keep, turn.said, keys.at) == ({}, (), "b")


def test_back_from_the_first_question_stays_there() -> None:
    keys = keying(TWO)

    (turn,) = read(keys, "b")

    assert (codes(turn), keys.at) == (["first"], "a")


def test_back_from_the_end_comes_to_the_last_question() -> None:
    keys = keying(TWO)
    read(keys, "1", "Mo")
    assert keys.stage == "end"

    read(keys, "b")

    assert keys.at == "c"


def test_it_goes_on_where_it_was_put_down() -> None:
    before = keying(TWO)
    read(before, "2")

    again = keying(TWO, dict(before.form.answers), at="b")

    assert (again.at, again.label) == ("b", "2")


def test_a_no_ends_it() -> None:
    keys = keying(form_of(*TWO.model_dump(by_alias=True)["questions"], ends_when="${a} = 'fish'"))

    read(keys, "3")

    assert keys.stage == "end"


def test_rounds_are_named_after_what_they_are_about() -> None:
    form = form_of(
        question("who", "list"),
        question("how", "face3", choices=THREE, group="each"),
        groups=[{"id": "each", "repeat": "who"}],
    )
    keys = keying(form)
    read(keys, "Mo", "Gran", "")

    seen = []
    while keys.stage != "end":
        seen.append((keys.label, keys.about))
        read(keys, "1")

    assert seen == [("2.1", "Mo"), ("2.2", "Gran")]


def test_goals_that_did_not_come_with_the_invitation_are_read_from_the_blank_lines() -> None:
    form = form_of(
        question("goals", "hidden"),
        question("how", "face3", choices=THREE, group="each"),
        groups=[{"id": "each", "repeat": "goals"}],
    )
    keys = keying(form)
    assert (keys.stage, keys.repeat, keys.numbers) == ("things", "goals", ("1",))

    turns = read(keys, "Read a menu", "Swim", "")

    assert turns[-1].keep["goals"].value == ("Read a menu", "Swim")
    assert (keys.label, keys.about) == ("1.1", "Read a menu")


# --- the last questions ---------------------------------------------------------------------------

USUAL = HandedIn(helper="Mr Bell", by="Ms Okoro", day=TODAY)


def ended(*lines: str) -> HandedIn:
    ending = Ending(USUAL, TODAY)
    for line in lines:
        assert ending.read(line) == ()
    assert ending.stage == "done"
    return ending.handed_in


def test_empty_lines_take_what_is_usual() -> None:
    assert ended("", "", "", "") == USUAL


def test_what_is_typed_at_the_end_takes_its_place() -> None:
    assert ended("4", "-", "Mr Ali", "3/9/2026") == HandedIn(
        "represented", "", "Mr Ali", date(2026, 9, 3)
    )


@pytest.mark.parametrize(
    ("before", "line", "code"),
    [
        ([], "5", "no_such"),
        (["", "", ""], "soon", "no_day"),
        (["", "", ""], "1 1 2027", "day_ahead"),
    ],
)
def test_what_can_not_be_at_the_end_is_told(before: list[str], line: str, code: str) -> None:
    ending = Ending(USUAL, TODAY)
    for one_before in before:
        ending.read(one_before)

    ((key, values),) = ending.read(line)

    assert key == f"cli.key_in.{code}"
    assert say(key, **values)


@pytest.mark.parametrize(
    ("given_by", "text_how", "tick_how", "assist"),
    [
        ("wrote", "wrote", "chose", ()),
        ("scribed", "said", "chose", ("wrote_words",)),
        ("signed", "signed", "chose", ("wrote_words",)),
        ("represented", "represented", "represented", ("answered_for",)),
    ],
)
def test_every_answer_says_how_it_was_given_and_when(
    given_by: Any, text_how: str, tick_how: str, assist: tuple[str, ...]
) -> None:
    form = form_of(
        question("words", "text"),
        question("tick", "pick_one", choices=ANIMALS),
        question("about", "pick_one", choices=ANIMALS, meta=True),
    )
    keys = keying(form)
    read(keys, "hello", "", "1", "2")
    day = date(2026, 11, 20)

    answers = with_provenance(
        form, keys.form.answers, HandedIn(given_by, "Mr Bell", "Ms Okoro", day), NOW
    )

    hows = {question_id: answer.how for question_id, answer in answers.items()}
    assert hows == {"words": text_how, "tick": tick_how, "about": None}
    assert {answer.helper for answer in answers.values()} == {"Mr Bell"}
    assert {answer.assist for answer in answers.values()} == {assist}
    assert {answer.at for answer in answers.values()} == {datetime(2026, 11, 20, 12, tzinfo=UTC)}
