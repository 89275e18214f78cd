"""A form as a booklet: everything is on it, numbered once, and says in words when it is asked."""

from __future__ import annotations

import pytest
from booklets import ANIMALS, EVERY_KIND, NAMES, THREE, MadeUp, form_of, question
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import Form
from forms.exchange.paper import BLANK, OWN_ROWS, ROUNDS, Booklet, make_booklet
from forms.exchange.paper_code import PageCode, read_code
from forms.exchange.paper_conditions import Look, condition_of
from forms.kinds import KINDS
from forms.library import form_ids, load_form
from forms.wording import wording


def booklet(form: Form, register: str = "plain", **more: object) -> Booklet:
    return make_booklet(form, MadeUp(register=register), NAMES, **more)  # type: ignore[arg-type]


def labels(made: Booklet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in made.items:
        found.setdefault(item.question_id, []).append(item.label)
    return found


# --- what is on it --------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_of_every_form_is_on_paper_in_every_register(form_id: str) -> None:
    form = load_form(form_id)
    given = {one.id: ("yes",) for one in form.questions if one.kind == "hidden"}
    for register in form.registers:
        words = wording(form_id, register)
        made = make_booklet(form, words, NAMES, at_school=True, given=given)

        asked = {
            one.id
            for one in form.questions
            if KINDS[one.kind].is_asked and register in (one.registers or (register,))
        }
        assert {item.question_id for item in made.items} == asked


def test_every_kind_that_is_asked_has_a_way_to_answer_it_on_paper() -> None:
    kinds = {item.kind for item in booklet(EVERY_KIND).items}

    assert kinds == {name for name, kind in KINDS.items() if kind.is_asked}


def test_questions_are_numbered_in_order_and_what_is_only_said_is_not() -> None:
    made = booklet(form_of(question("a", "info"), question("b", "text"), question("c", "text")))

    assert [item.label for item in made.items] == ["", "1", "2"]


def test_what_is_calculated_or_comes_with_the_invitation_is_not_printed() -> None:
    assert not {"sum", "context", "goals"} & labels(booklet(EVERY_KIND)).keys()


def test_a_question_of_another_register_is_not_printed() -> None:
    form = form_of(question("a", "text", registers=["young_person"]), question("b", "text"))

    assert labels(booklet(form)) == {"b": ["1"]}
    assert labels(booklet(form, "young_person")) == {"a": ["1"], "b": ["2"]}


def test_what_is_asked_at_school_only_does_not_go_home() -> None:
    form = form_of(question("a", "text", school_only=True), question("b", "text"))

    assert labels(booklet(form)) == {"b": ["1"]}
    at_school = booklet(form, at_school=True)
    assert labels(at_school) == {"a": ["1"], "b": ["2"]}
    assert at_school.code.at_school


def test_choices_are_numbered_and_places_have_letters() -> None:
    item = booklet(EVERY_KIND).find("mat")

    assert item is not None
    assert [mark.key for mark in item.marks] == ["1", "2", "3"]
    assert [place.key for place in item.places] == ["A", "B", "C"]


def test_own_things_have_blank_rows() -> None:
    made = booklet(EVERY_KIND)

    rows = {item.question_id: item.own_rows for item in made.items}
    assert {one for one, count in rows.items() if count == OWN_ROWS} == {
        "best",
        "order",
        "mat",
        "rings",
    }


def test_a_top_three_offers_on_paper_all_that_its_source_offers() -> None:
    source = question("a", "sort3", places=THREE, items=ANIMALS)
    made = booklet(form_of(source, question("b", "top3", **{"from": "a"})))

    item = made.find("b")
    assert item is not None
    assert [mark.id for mark in item.marks] == ["cat", "dog", "fish"]


def test_adults_write_where_a_child_can_draw() -> None:
    said = question("a", "say")

    layouts = [
        item.layout
        for role in ("pupil", "parent")
        for item in booklet(form_of(said, role=role)).items
    ]

    assert layouts == ["say", "words"]


def test_a_mat_without_places_is_answered_in_words() -> None:
    item = booklet(form_of(question("a", "circles"))).find("a")

    assert item is not None
    assert (item.layout, item.lines) == ("words", 2)


# --- rounds ---------------------------------------------------------------------------------------


def test_a_repeat_has_blank_rounds_numbered_under_the_question() -> None:
    made = booklet(EVERY_KIND)

    base = labels(made)["each"][0].partition(".")[0]
    assert labels(made)["each"] == [f"{base}.{number}" for number in range(1, ROUNDS + 1)]
    heads = [item.opens_round for item in made.items if item.question_id == "each"]
    assert heads == [labels(made)["things"][0]] * ROUNDS
    assert not any(item.opens_round for item in made.items if item.question_id == "each.face")


def test_goals_that_are_known_are_printed_a_round_each() -> None:
    made = booklet(EVERY_KIND, given={"goals": ("Read a menu", "Swim")})

    goals = [item for item in made.items if item.question_id == "goal"]
    assert [item.about for item in goals] == ["Read a menu", "Swim"]


def test_the_words_of_a_blank_round_leave_room_for_the_thing() -> None:
    class Naming(MadeUp):
        def question(self, question_id: str, **values: str) -> str:
            return f"How is {values['item']}?"

    made = make_booklet(EVERY_KIND, Naming(), NAMES)  # type: ignore[arg-type]
    item = made.find("each")

    assert item is not None
    assert item.text == f"How is {BLANK}?"


# --- when a question is asked ---------------------------------------------------------------------

ASKS = (
    question("one", "pick_one", choices=ANIMALS),
    question("many", "pick_many", choices=ANIMALS),
    question("mat", "sort3", places=THREE, items=ANIMALS),
    question("count", "number"),
    question("who", "text"),
    question("names", "list"),
    question("sum", "calculated", calculation="concat(${who}, 's')"),
    question("last", "text"),
)


@pytest.mark.parametrize(
    ("expression", "looks"),
    [
        ("${one} = 'cat'", [[Look("ticked", "one", ("cat",))]]),
        ("${one} != ''", [[Look("answered", "one")]]),
        ("${one} != '' and ${one} != 'cat'", [[Look("ticked", "one", ("dog", "fish"))]]),
        ("not(selected(${many}, 'cat'))", [[Look("not_ticked", "many", ("cat",))]]),
        ("count-selected(${many}) > 0", [[Look("answered", "many")]]),
        ("placed(${mat}, 'dont_like')", [[Look("placed", "mat", ("dont_like",))]]),
        ("selected(${mat}, 'dog=like')", [[Look("placed", "mat", ("like",), "dog")]]),
        ("${count} >= 3", [[Look("least", "count", number=3)]]),
        ("${count} < 3", [[Look("most", "count", number=2)]]),
        ("${count} = 2", [[Look("equal", "count", number=2)]]),
        ("${who} != ''", [[Look("answered", "who")]]),
        ("count-selected(${names}) > 0", [[Look("answered", "names")]]),
        ("${sum} = 'yes'", [[Look("other")]]),
        ("${count} > string-length(${who})", [[Look("other")]]),
        (
            "(${one} = 'cat') and (selected(${many}, 'dog'))",
            [[Look("ticked", "one", ("cat",))], [Look("ticked", "many", ("dog",))]],
        ),
        (
            "${one} = 'cat' or selected(${many}, 'dog')",
            [[Look("ticked", "one", ("cat",)), Look("ticked", "many", ("dog",))]],
        ),
        (
            "${who} != '' and (${one} = 'cat' or ${count} > 4)",
            [
                [Look("answered", "who")],
                [Look("ticked", "one", ("cat",)), Look("least", "count", number=5)],
            ],
        ),
        ("${one} = 'cat' or ${who} != '' and ${count} > 4", None),
    ],
)
def test_a_condition_is_what_a_reader_can_look_up(
    expression: str, looks: list[list[Look]] | None
) -> None:
    found = condition_of(form_of(*ASKS), expression)

    if looks is None:  # an "and" within an "or" can not be said in two plain sentences
        assert Look("other") in found[0]
    else:
        assert [list(clause) for clause in found] == looks


def test_a_group_hands_its_condition_to_its_questions() -> None:
    form = form_of(
        *ASKS,
        question("in", "text", group="g", visible="${who} != ''"),
        groups=[{"id": "g", "visible": "${one} = 'cat'"}],
    )

    item = booklet(form).find("in")

    assert item is not None
    assert item.condition == ((Look("ticked", "one", ("cat",)),), (Look("answered", "who"),))


def test_a_question_that_hangs_on_one_this_booklet_does_not_ask_is_left_out() -> None:
    form = form_of(
        question("one", "pick_one", choices=ANIMALS, registers=["young_person"]),
        question("more", "text", visible="${one} = 'cat'"),
    )

    assert labels(booklet(form)) == {}
    assert labels(booklet(form, "young_person")) == {"one": ["1"], "more": ["2"]}


@pytest.mark.parametrize(
    ("visible", "plain", "young_person"),
    [("${young} = 'yes'", False, True), ("${young} != 'yes' or ${a} != ''", True, True)],
)
def test_what_is_known_before_anything_is_asked_is_settled_on_paper(
    visible: str, plain: bool, young_person: bool
) -> None:
    form = form_of(
        question("young", "calculated", calculation="'yes'", registers=["young_person"]),
        question("a", "text"),
        question("last", "text", visible=visible),
    )

    for register, is_there in (("plain", plain), ("young_person", young_person)):
        item = booklet(form, register).find("last")
        assert (item is not None) == is_there
        is_asked_always = item is not None and item.condition == ()
        assert is_asked_always == (is_there and not (register == "young_person" and plain))


@pytest.mark.parametrize("calculation", ["today()", "position(..)", "concat(${size}, 's')"])
def test_a_sum_of_the_day_or_the_round_or_an_answer_is_not_settled(calculation: str) -> None:
    form = form_of(
        question("who", "list"),
        question("sum", "calculated", calculation=calculation, group="each"),
        question("size", "number", group="each"),
        question("last", "text", visible="${sum} = '2'", group="each"),
        groups=[{"id": "each", "repeat": "who"}],
    )

    item = booklet(form).find("last")

    assert item is not None
    assert item.condition == ((Look("other"),),)


def test_what_comes_with_the_invitation_decides_what_is_printed() -> None:
    form = form_of(question("moving", "hidden"), question("a", "text", visible="${moving} = 'yes'"))

    assert booklet(form).find("a") is None
    item = booklet(form, given={"moving": ("yes",)}).find("a")
    assert item is not None
    assert item.condition == ()


def test_a_choice_of_another_register_is_not_printed() -> None:
    choices = [{**one, "columns": {"who": "all"}} for one in ANIMALS]
    choices.append({"id": "date", "picture": "talk", "columns": {"who": "young"}})
    form = form_of(
        question("young", "calculated", calculation="'young'", registers=["young_person"]),
        question("a", "pick_many", choices=choices, filter="who = 'all' or who = ${young}"),
    )

    for register, count in (("plain", 3), ("young_person", 4)):
        item = booklet(form, register).find("a")
        assert item is not None
        assert len(item.marks) == count


def test_the_last_question_that_can_end_the_form_says_so() -> None:
    form = form_of(*ASKS, ends_when="${one} = 'fish'")

    ends = {item.question_id: item.ends for item in booklet(form).items if item.ends}

    assert ends == {"one": ((Look("ticked", "one", ("fish",)),),)}


# --- the code on every page -----------------------------------------------------------------------


def test_a_code_says_which_page_of_which_booklet() -> None:
    code = PageCode("about-me", 2, "symbol", "en", 3)

    assert str(code) == "MS1:about-me:2:symbol:en:3"
    assert str(PageCode("about-me", 2, "symbol", "en", 3, at_school=True)).endswith(":3:school")


@given(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 99_999),
    st.sampled_from(["symbol", "plain", "young_person", "adult"]),
    st.sampled_from(["en", "ur", "pt-BR", "zh-Hant-TW"]),
    st.integers(1, 999),
    st.booleans(),
)
def test_a_code_is_read_back_as_it_was_written(
    form: str, version: int, register: str, language: str, page: int, at_school: bool
) -> None:
    code = PageCode(form, version, register, language, page, at_school)

    assert read_code(f" {code}\n") == code


@pytest.mark.parametrize(
    "text", ["", "MS2:about-me:2:symbol:en:3", "MS1:about-me:2:symbol:en", "https://example.org"]
)
def test_another_code_is_none_of_ours(text: str) -> None:
    assert read_code(text) is None
