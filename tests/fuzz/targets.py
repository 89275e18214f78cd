"""What is given odd input: how each input is made from its number, and what may come of it.

`give` gives an input to the code that a person's file would reach. It returns whether the input was
read; it returns False when it was refused with an error of ours that says where and what to do.
Anything else that it raises is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from contributions import chose, contribution, skipped, wrote
from fuzz.change import as_json, change_bytes, change_text, change_tree
from fuzz.odd import odd_expression, odd_text, odd_value
from fuzz.workbooks import LIBRARY, as_csv, as_markdown, as_xlsx, books, change_book
from pydantic import ValidationError

from app.foreign_form import NotAForm, copy_media, read_foreign
from app.form_folder import read_folder, write_form
from app.words import say
from forms.answers import Answer, Answers, AnswersError
from forms.checking import check
from forms.contribution import Contribution, ContributionError
from forms.definition import Form
from forms.ehc.proposing import propose
from forms.engine import OpenForm
from forms.exchange.fhir_items import TRANSLATION, Release
from forms.exchange.fhir_questionnaire import to_questionnaire
from forms.exchange.fhir_response import ResponseError, from_response, to_response
from forms.exchange.findings import Imported
from forms.exchange.form_file import read_form
from forms.exchange.sentences import library_sentences
from forms.expression import ExpressionError, compile_expression
from forms.library import form_folder, form_ids, load_form, load_form_version
from forms.moving import move
from forms.triggers import look_at
from forms.wording import wording

MOST_LETTERS = 1_000
TODAY = "2026-11-24"
PLACEHOLDERS = {"senco": "Ms Hall", "school": "Oak Lane", "pupil": "Amina"}


@dataclass(frozen=True)
class Target:
    """One way in: how its inputs are made, and where they are given."""

    make: Callable[[Random], bytes]
    give: Callable[[bytes, Random, Path], bool]


def can_be_shown(message: str) -> None:
    """An error says something, can be written to any screen, and does not fill it."""
    assert message.strip(), "an error that says nothing"
    message.encode("utf-8")
    odd = [
        letter for letter in message if not letter.isprintable() and letter not in "\n\u200c\u200d"
    ]
    assert not odd, f"an error that moves the cursor: {odd[:5]!r}"
    assert len(message) <= MOST_LETTERS, f"an error of {len(message)} letters: {message[:200]}"


def fill(form: Form, rng: Random) -> None:
    """Open a form that was read and answer some of it, in shapes that fit and in others."""
    engine = OpenForm(form, today=TODAY)
    for question in rng.sample(form.questions, min(len(form.questions), 6)):
        engine.set(question.id, _odd_answer(rng))
        engine.choices(question.id)
    check(engine)
    engine.after(engine.visible[0] if engine.visible else None)


def _odd_answer(rng: Random) -> Answer:
    values: tuple[Any, ...] = (
        "yes",
        "",
        3,
        -0.5,
        ("a", "b"),
        {"a": "b"},
        None,
        odd_value(rng),
        "x" * 5000,
    )
    try:
        return chose(rng.choice(values), words=odd_text(rng))
    except ValidationError:
        return wrote("a" * 40 + "!")


# --- form files, expressions ----------------------------------------------------------------------


@cache
def _form_files() -> tuple[str, ...]:
    return tuple(
        (form_folder(name) / "form.toml").read_text(encoding="utf-8") for name in form_ids()
    )


def _make_form_file(rng: Random) -> bytes:
    text = change_text(rng, rng.choice(_form_files()))
    data = text.encode("utf-8", "surrogatepass")
    return change_bytes(rng, data) if rng.random() < 0.15 else data


def _give_form_file(data: bytes, rng: Random, _: Path) -> bool:
    """As `mysay form check` reads it."""
    text = data.decode("utf-8", "replace")
    checked = read_form(text)
    lines = text.count("\n") + 1
    for mistake in checked.mistakes:
        can_be_shown(str(mistake))
        assert 1 <= mistake.line <= lines, mistake
        assert mistake.column >= 1, mistake
    assert (checked.form is None) == bool(checked.mistakes), "neither a form nor a mistake"
    if checked.form is not None:
        fill(checked.form, rng)
    return checked.form is not None


BETWEEN = b"\n# -- the words --\n"


def _make_form_folder(rng: Random) -> bytes:
    """A form file and its words, one of them changed."""
    folder = form_folder(rng.choice(LIBRARY))
    files = [folder / "form.toml", folder / "words" / "en.po"]
    texts = [file.read_text(encoding="utf-8") for file in files]
    at = int(rng.random() < 0.8)
    texts[at] = change_text(rng, texts[at])
    changed = [text.encode("utf-8", "surrogatepass") for text in texts]
    if rng.random() < 0.1:
        changed[at] = change_bytes(rng, changed[at])
    return BETWEEN.join(changed)


def _give_form_folder(data: bytes, rng: Random, folder: Path) -> bool:
    """As `mysay form check` reads a folder."""
    form, _, words = data.partition(BETWEEN)
    (folder / "words").mkdir(exist_ok=True)
    (folder / "form.toml").write_bytes(form)
    (folder / "words" / "en.po").write_bytes(words)
    found = read_folder(folder)
    for mistake in (*found.mistakes, *found.notes):
        can_be_shown(str(mistake))
    return not found.mistakes


def _make_expression(rng: Random) -> bytes:
    text = odd_expression(rng)
    if rng.random() < 0.3:
        place = rng.randrange(len(text) + 1)
        text = text[:place] + odd_text(rng) + text[place + rng.randrange(3) :]
    return text.encode("utf-8", "surrogatepass")


def _give_expression(data: bytes, rng: Random, _: Path) -> bool:
    try:
        expression = compile_expression(data.decode("utf-8", "surrogatepass"), ("name", "county"))
    except ExpressionError as error:
        can_be_shown(str(error))
        return False
    values: tuple[Any, ...] = (
        "",
        "yes",
        "a" * 60,
        TODAY,
        3.0,
        -1e308,
        True,
        ("a", "b"),
        {"a": "b"},
    )
    for _ in range(3):
        found = expression.evaluate(lambda name: rng.choice(values))
        assert isinstance(found, str | float | bool | tuple | Mapping), repr(found)
        expression.holds(lambda name: rng.choice(values))
    return True


# --- other people's forms -------------------------------------------------------------------------


def _workbook(write: Callable[[Random, Any], bytes], suffix: str) -> Target:
    def make(rng: Random) -> bytes:
        return write(rng, change_book(rng, rng.choice(books())))

    return Target(make, lambda data, rng, folder: _give_file(data, rng, folder, suffix))


OLD_WORKBOOK = Path(__file__).with_name("cascade.xls")


def _make_old_workbook(rng: Random) -> bytes:
    """A workbook of the old format, changed as bytes; now and then it is a new one inside."""
    if rng.random() < 0.05:
        return as_xlsx(rng, change_book(rng, rng.choice(books())))
    return change_bytes(rng, OLD_WORKBOOK.read_bytes())


def _give_file(data: bytes, rng: Random, folder: Path, suffix: str) -> bool:
    """As `mysay form import` reads it; now and then it is written and read again."""
    file = folder / f"given{suffix}"
    file.write_bytes(data)
    try:
        imported = read_foreign(file)
    except NotAForm as error:
        can_be_shown(say(f"error.{error.code}", **error.values))
        return False
    for finding in imported.findings[:200]:
        can_be_shown(str(finding))
    fill(imported.form, rng)
    if rng.random() < 0.1:
        _comes_back(imported, file, folder / f"kept-{rng.getrandbits(64):x}")
    return True


def _comes_back(imported: Imported, file: Path, folder: Path) -> None:
    write_form(folder, imported.form, imported.sentences)
    copy_media(imported, file, folder)
    again = read_folder(folder)
    assert again.form == imported.form, f"written and read again: {again.mistakes[:3]}"


CODED = {"valueCoding": {"system": "urn:x", "code": "A", "display": "The first"}}
PARTS = [{"url": "lang", "valueCode": "de"}, {"url": "content", "valueString": "Wie viele?"}]
FOREIGN = {
    "resourceType": "Questionnaire",
    "name": "Foreign",
    "title": "Somebody else's",
    "status": "active",
    "language": "pl",
    "item": [
        {"linkId": "1", "type": "group", "item": [{"linkId": "1.1", "type": "string"}]},
        {"linkId": "2", "type": "choice", "repeats": True, "answerOption": [CODED]},
        {
            **{"linkId": "3", "type": "decimal", "text": "How many?", "maxLength": 3},
            "enableWhen": [{"question": "2", "operator": "=", "answerCoding": {"code": "A"}}],
            "_text": {"extension": [{"url": TRANSLATION, "extension": PARTS}]},
        },
        {"linkId": "4", "type": "coding", "answerOption": [{"valueString": "b"}, CODED]},
    ],
}


@cache
def _questionnaires() -> tuple[Any, ...]:
    releases: tuple[Release, ...] = ("R4B", "R5")
    ours = [
        to_questionnaire(form, library_sentences(form), release=release)
        for form in map(load_form, (*LIBRARY, "about-me"))
        for release in releases
    ]
    return (*ours, *[FOREIGN] * len(ours))


def _make_questionnaire(rng: Random) -> bytes:
    return as_json(rng, change_tree(rng, rng.choice(_questionnaires())))


# --- what was said --------------------------------------------------------------------------------


@cache
def _said() -> Contribution:
    return contribution(
        {
            "start.assent": chose("yes"),
            "fut.wish": wrote("  A boat & a 🚂\n", helper="Mr Bell", assist=("wrote_words",)),
            "like.do": chose({"swimming": "dont_like", "football": "like"}),
            "good.at": chose(("music", "other"), words="Whistling"),
            "end.feel": chose("good", share="safe_adult"),
            "done.pleased": skipped("dont_know"),
        }
    )


def _make_response(rng: Random) -> bytes:
    return as_json(rng, change_tree(rng, to_response(_said(), load_form("about-me"))))


def _give_response(data: bytes, _: Random, __: Path) -> bool:
    form = load_form("about-me")
    try:
        resource = json.loads(data)
    except (ValueError, RecursionError):
        return False
    try:
        read = from_response(resource, form)
    except ResponseError as error:
        can_be_shown(str(error))
        return False
    again = from_response(json.loads(json.dumps(to_response(read, form))), form)
    asked = {question.id for question in form.questions}
    assert {i: a for i, a in read.answers.items() if i in asked} == again.answers
    return True


def _make_answers(rng: Random) -> bytes:
    tree = json.loads(_said().to_bytes())
    return as_json(rng, change_tree(rng, tree["answers"]))


def _give_answers(data: bytes, _: Random, __: Path) -> bool:
    """Into a form with the answers of an odd draft, and on into a new version of it."""
    try:
        answers = Answers.from_json(data)
    except AnswersError as error:
        can_be_shown(str(error))
        return False
    assert Answers.from_json(answers.to_json()) == answers
    form = load_form("about-me")
    for before in (load_form_version("about-me", 1), None):
        moved = move(answers, before, form)
        assert {*moved.carried, *moved.no_longer_asked} == {*answers}
        check(OpenForm(form, moved.carried, today=TODAY))
    return True


def _make_contribution(rng: Random) -> bytes:
    return as_json(rng, change_tree(rng, json.loads(_said().to_bytes())))


def _give_contribution(data: bytes, _: Random, __: Path) -> bool:
    """As the desk meets what a device sent: what it would add, and what to read first."""
    try:
        read = Contribution.from_bytes(data)
    except ContributionError as error:
        can_be_shown(str(error))
        return False
    assert Contribution.from_bytes(read.to_bytes()) == read
    form = load_form("about-me")
    propose(read, form, wording(form.id, form.registers[0]), PLACEHOLDERS)
    look_at(form.id, read.answers, read.language)
    return True


TARGETS: Mapping[str, Target] = {
    "form_file": Target(_make_form_file, _give_form_file),
    "form_folder": Target(_make_form_folder, _give_form_folder),
    "expression": Target(_make_expression, _give_expression),
    "markdown": _workbook(as_markdown, ".md"),
    "csv": _workbook(as_csv, ".csv"),
    "xlsx": _workbook(as_xlsx, ".xlsx"),
    "xls": Target(
        _make_old_workbook, lambda data, rng, folder: _give_file(data, rng, folder, ".xls")
    ),
    "questionnaire": Target(
        _make_questionnaire, lambda data, rng, folder: _give_file(data, rng, folder, ".json")
    ),
    "response": Target(_make_response, _give_response),
    "answers": Target(_make_answers, _give_answers),
    "contribution": Target(_make_contribution, _give_contribution),
}
# Of 100 inputs, so many go to each: where more can be wrong, and where an input costs little.
SHARES: Mapping[str, int] = {
    **{"form_file": 14, "form_folder": 6, "expression": 21, "questionnaire": 12},
    **{"markdown": 8, "csv": 8, "xlsx": 5, "xls": 4, "response": 8, "answers": 8},
    "contribution": 6,
}
