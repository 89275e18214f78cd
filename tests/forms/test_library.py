"""The forms as they are: whole, worded and pictured, each question with its reason."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from forms.branches import Branches
from forms.definition import UNASKED, Choice, Form, Question
from forms.expression import compile_expression
from forms.functions import Result
from forms.kinds.feelings import NOW, WISH
from forms.library import form_ids, load_form, load_form_version, own_part
from forms.pictures import picture
from forms.wording import wording

FOLDER = Path(__file__).resolve().parents[2] / "forms" / "library"
NAMES = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}

FORMS = [load_form(form_id) for form_id in form_ids()]
KEPT = [
    load_form_version(form_id, int(path.name.split(".")[1][1:]))
    for form_id in form_ids()
    for path in sorted((FOLDER / form_id.replace("-", "_")).glob("form.v*.toml"))
]
PUPILS = [form for form in FORMS if form.role == "pupil"]
# What each form asks itself; what it includes is tested with the form it comes from.
QUESTIONS = [
    pytest.param(form, question, id=f"{form.id}:{question.id}")
    for form in FORMS
    for question in form.questions
    if question.id in {own.id for own in own_part(form.id).questions}
]
WORDINGS = [
    pytest.param(form, register, id=f"{form.id}:{form.version}:{register}")
    for form in (*FORMS, *KEPT)
    for register in form.registers
]


def folder_of(form_id: str) -> Path:
    return FOLDER / form_id.replace("-", "_")


def parts(question: Question) -> tuple[Choice, ...]:
    return (*question.choices, *question.items, *question.places)


def tapped_in(question: Question) -> list[str]:
    """The ids of everything in a question that has a word of its own."""
    moments = [NOW, WISH] if question.kind == "feelings" else []
    return [*(part.id for part in parts(question)), *moments]


def asked_in(form: Form, register: str) -> list[Question]:
    """What a reader of this register can meet."""
    return [
        question
        for question in form.questions
        if question.kind not in UNASKED
        and (not question.registers or register in question.registers)
    ]


def keys(form: Form) -> set[str]:
    """Every key the wording of a form must have; hints are free."""
    shown = [question for question in form.questions if question.kind not in UNASKED]
    tapped = {f"c.{question.id}.{word}" for question in shown for word in tapped_in(question)}
    asked = {f"q.{question.id}" for question in shown}
    return {"title", "intro"} | {f"page.{page}" for page in form.pages} | asked | tapped


def sentences(form_id: str) -> dict[tuple[str, str], str]:
    """(register, key) -> what the English catalogue says."""
    with (folder_of(form_id) / "words" / "en.po").open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    return {(str(m.context), str(m.id)): str(m.string) for m in catalogue if m.id}


def test_what_is_lovely_about_the_child_is_the_first_thing_a_parent_is_asked() -> None:
    form = load_form("parent-view")

    assert next(q.id for q in form.questions if q.kind != "info") == "p.best"


@pytest.mark.parametrize("form", [pytest.param(form, id=form.id) for form in FORMS])
def test_the_pages_come_one_after_another_and_each_holds_questions(form: Form) -> None:
    assert tuple(dict.fromkeys(question.page for question in form.questions)) == form.pages


@pytest.mark.parametrize("form", [pytest.param(f, id=f"{f.id}:{f.version}") for f in FORMS + KEPT])
def test_every_branch_can_be_read_and_none_goes_round_in_a_circle(form: Form) -> None:
    assert set(Branches.of(form).by_need) == {question.id for question in form.questions}


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_question_says_why_it_is_asked_and_where_its_answer_belongs(
    form: Form, question: Question
) -> None:
    maps = question.maps

    assert question.source
    assert question.meta or maps.ehc or maps.prsb or maps.pfa


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_branch_looks_only_back(form: Form, question: Question) -> None:
    earlier = {q.id for q in form.questions[: form.questions.index(question)]}
    group = form.group(question.group)

    for text in filter(None, (question.visible, group.visible if group else "")):
        assert compile_expression(text).depends_on <= earlier


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_branch_opens_on_some_answers(form: Form, question: Question) -> None:
    if question.visible:
        branch = compile_expression(question.visible)
        asked = sorted(branch.depends_on)
        worth = [worths(form.question(one)) for one in asked]
        tried = (dict(zip(asked, values, strict=True)) for values in product(*worth))
        assert any(branch.holds(values.__getitem__) for values in tried)


def worths(question: Question) -> list[Result]:
    """Nothing, words, each choice, each thing in each place: what a branch may see."""
    values: list[Result] = ["", "yes", "Words of their own", 1.0]
    values += [choice.id for choice in question.choices]
    values += [{item.id: place.id} for item in question.items for place in question.places]
    values += [{c.id: place.id} for c in question.choices for place in question.places]
    return values


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_choice_a_branch_or_ending_names_is_there(form: Form, question: Question) -> None:
    for text in filter(None, (question.visible, form.ends_when)):
        asked = [form.question(one) for one in compile_expression(text).depends_on]
        named = {part.strip("'") for part in text.replace(",", " ").replace(")", " ").split()}
        wanted = {word for word in named if word.isidentifier() and f"'{word}'" in text}
        offered = {part.id for one in asked for part in parts(one)}
        # What comes with an invitation, or is worked out, has no choices: "yes" is all it says.
        offered |= {"yes"} if any(one.kind in UNASKED for one in asked) else set()
        assert wanted <= offered


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_question_and_choice_has_a_picture(form: Form, question: Question) -> None:
    for concept in (question.picture, *(part.picture for part in parts(question))):
        assert picture(concept).alt


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_no_two_choices_of_a_question_share_a_picture(form: Form, question: Question) -> None:
    for group in (question.choices, question.items, question.places):
        assert len({part.picture for part in group}) == len(group)


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_choice_of_own_words_is_called_something_else_and_comes_last(
    form: Form, question: Question
) -> None:
    opening = [part.id for part in parts(question) if part.opens_words]

    assert opening in ([], ["something_else"])
    assert not opening or question.choices[-1].id == "something_else"


@pytest.mark.parametrize("form", [pytest.param(form, id=form.id) for form in FORMS])
def test_every_page_has_a_picture(form: Form) -> None:
    for page in form.pages:
        assert picture(page).alt


@pytest.mark.parametrize(("form", "register"), WORDINGS)
def test_every_question_choice_and_page_has_words(form: Form, register: str) -> None:
    words = wording(form.id, register, version=form.version)

    said = [words.title(**NAMES), words.intro(**NAMES)]
    said += [words.page(page, **NAMES) for page in form.pages]
    for question in asked_in(form, register):
        said += [words.question(question.id, **NAMES), words.hint(question.id, **NAMES) or "-"]
        said += [words.choice(question.id, word, **NAMES) for word in tapped_in(question)]

    assert all(said)
    assert not any("{" in text for text in said)


@pytest.mark.parametrize("form_id", form_ids())
def test_the_catalogue_is_complete_in_plain_and_says_nothing_nobody_shows(form_id: str) -> None:
    written, versions = sentences(form_id), [load_form(form_id)]
    versions += [form for form in KEPT if form.id == form_id]
    hints = {f"q.{question.id}.hint" for form in versions for question in form.questions}

    assert keys(own_part(form_id)) <= {key for register, key in written if register == "plain"}
    assert {key.partition("@")[0] for _, key in written} <= set().union(
        *map(keys, versions)
    ) | hints
    assert {register for register, _ in written} == set(load_form(form_id).registers)


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_is_written_in_every_register_it_is_asked_in(form_id: str) -> None:
    form, written = own_part(form_id), sentences(form_id)

    missing = [
        (register, question.id)
        for register in form.registers
        for question in asked_in(form, register)
        if (register, f"q.{question.id}") not in written
    ]
    assert not missing


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_question_is_asked_only_in_wordings_its_form_has(form: Form, question: Question) -> None:
    assert set(question.registers) <= set(form.registers)


def test_the_same_concept_is_asked_of_child_and_parent_so_that_their_voices_line_up() -> None:
    child, parent = (
        {question.concept or question.id for question in load_form(form_id).questions}
        for form_id in ("about-me", "parent-view")
    )

    shared = {"good.at", "good.others", "day.good", "day.bad", "upset.show", "sch.helps"}
    shared |= {"please.do", "please.dont", "ppl.friends", "fut.wish", "fut.job", "end.other"}
    assert shared <= child & parent


@pytest.mark.parametrize("form", [pytest.param(form, id=form.id) for form in FORMS])
def test_what_a_person_says_about_the_pupil_reaches_the_record(form: Form) -> None:
    for question in form.questions:
        assert not question.meta or not question.maps.ehc


@pytest.mark.parametrize("form_id", form_ids())
def test_the_hash_of_a_form_changes_with_anything_in_it(form_id: str) -> None:
    form = load_form(form_id)
    last = form.questions[-1].model_copy(update={"source": "another reason"})
    changed = form.model_copy(update={"questions": (*form.questions[:-1], last)})

    assert Form.model_validate(form.model_dump(by_alias=True)).hash == form.hash
    assert Form.model_validate(changed.model_dump(by_alias=True)).hash != form.hash


def test_a_version_that_is_not_there_is_an_error_and_not_another_version() -> None:
    newest = load_form("about-me")

    assert load_form_version("about-me", newest.version) == newest
    with pytest.raises(KeyError, match="about-me version 99"):
        load_form_version("about-me", 99)


@pytest.mark.parametrize("form_id", form_ids())
def test_whatever_is_looked_at_by_the_school_is_asked_and_has_a_reason(form_id: str) -> None:
    path, form = folder_of(form_id) / "triggers.toml", load_form(form_id)
    if not path.is_file():
        return
    for look in tomllib.loads(path.read_text("utf-8"))["look"]:
        question = form.question(look["question"])
        assert look["reason"]
        assert look.get("words") or look["choice"] in {part.id for part in parts(question)}
