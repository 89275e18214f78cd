"""A Questionnaire of somebody else is read as far as it goes; the rest is said with its place."""

from __future__ import annotations

from typing import Any

import pytest
from contributions import AT
from fhir.resources.R4B.questionnaire import Questionnaire as R4BQuestionnaire

from forms.answers import Answer
from forms.engine import OpenForm
from forms.exchange.fhir_reading import QuestionnaireError, from_questionnaire
from forms.exchange.findings import Imported

PASSPORT: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "status": "active",
    "name": "Hospital Passport",
    "title": "Hospital passport",
    "language": "en-GB",
    "contained": [
        {
            "resourceType": "ValueSet",
            "id": "food",
            "status": "active",
            "compose": {"include": [{"concept": [{"code": "soup", "display": "Soup"}]}]},
        }
    ],
    "item": [
        {
            "linkId": "A",
            "type": "group",
            "text": "About",
            "item": [
                {"linkId": "A.1", "type": "string", "text": "Name?", "maxLength": 50},
                {
                    "linkId": "A 2",
                    "type": "choice",
                    "prefix": "2.",
                    "text": "Eats?",
                    "answerOption": [
                        {"valueCoding": {"code": "Y", "display": "Yes"}},
                        {"valueCoding": {"code": "N", "display": "No"}},
                    ],
                    "enableWhen": [
                        {"question": "A.1", "operator": "exists", "answerBoolean": True}
                    ],
                    "_text": {
                        "extension": [
                            {
                                "url": "http://hl7.org/fhir/StructureDefinition/translation",
                                "extension": [
                                    {"url": "lang", "valueCode": "pl"},
                                    {"url": "content", "valueString": "Je?"},
                                ],
                            }
                        ]
                    },
                },
                {
                    "linkId": "food",
                    "type": "open-choice",
                    "repeats": True,
                    "text": "What?",
                    "answerValueSet": "#food",
                    "enableBehavior": "any",
                    "enableWhen": [
                        {"question": "A 2", "operator": "=", "answerCoding": {"code": "Y"}},
                        {"question": "walks", "operator": "=", "answerBoolean": True},
                    ],
                },
                {"linkId": "walks", "type": "boolean", "required": True, "text": "Walks?"},
                {"linkId": "A.3", "type": "quantity", "text": "Weight"},
                {
                    "linkId": "doctor",
                    "type": "reference",
                    "text": "Doctor",
                    "initial": [{"valueString": "x"}],
                },
                {"linkId": "set", "type": "choice", "text": "Which?", "answerValueSet": "http://x"},
            ],
        },
        {
            "linkId": "med",
            "type": "group",
            "text": "Medicine",
            "repeats": True,
            "item": [
                {"linkId": "med.name", "type": "string", "text": "Which?"},
                {
                    "linkId": "med.far",
                    "type": "string",
                    "text": "Far?",
                    "enableWhen": [
                        {"question": "gone", "operator": "exists", "answerBoolean": True}
                    ],
                },
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def passport() -> Imported:
    R4BQuestionnaire.model_validate(PASSPORT | {"name": "HospitalPassport"})
    return from_questionnaire(PASSPORT)


def test_somebody_elses_items_become_questions(passport: Imported) -> None:
    kinds = {question.id: question.kind for question in passport.form.questions}

    assert kinds == {
        **{"a.1": "line", "a-2": "pick_one", "food": "pick_many", "walks": "yes_no"},
        **{"a.3": "line", "set": "line"},
        **{"med.count": "number", "med.name": "line", "med.far": "line"},
    }
    assert passport.form.question("a.1").constraint == "string-length(.) <= 50"
    assert passport.form.question("walks").required == "true()"
    assert [one.id for one in passport.form.question("food").choices] == ["soup", "something_else"]


def test_somebody_elses_branches_are_ours(passport: Imported) -> None:
    assert passport.form.question("a-2").visible == "${a.1} != ''"
    either = "selected(${a-2}, 'y') or ${walks} = 'yes'"
    assert passport.form.question("food").visible == either


def test_a_group_of_somebody_else_that_repeats_is_a_repeat(passport: Imported) -> None:
    form = OpenForm(passport.form)
    form.set("med.count", Answer(state="answered", value=2, at=AT))

    assert {"med.name[1]", "med.name[2]"} <= {*form.visible}


def test_somebody_elses_words_are_kept_in_every_language(passport: Imported) -> None:
    assert passport.sentences["en"]["q.a-2"] == "2. Eats?"
    assert passport.sentences["en"]["c.a-2.y"] == "Yes"
    assert passport.sentences["pl"]["q.a-2"] == "Je?"


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("item[0].item[4]", "changed"),
        ("item[0].item[5]", "left out"),
        ("item[0].item[6]", "changed"),
        ("item[0].item[6].answerValueSet", "left out"),
        ("item[1].repeats", "changed"),
        ("item[1].item[1].enableWhen", "left out"),
    ],
)
def test_what_is_not_read_of_somebody_elses_is_told_with_its_place(
    passport: Imported, place: str, level: str
) -> None:
    assert (place, level) in {(finding.place, finding.level) for finding in passport.findings}


@pytest.mark.parametrize(
    "resource",
    [
        None,
        [],
        {},
        {"resourceType": "Patient"},
        {"resourceType": "Questionnaire", "item": "x"},
        {"resourceType": "Questionnaire", "item": [1]},
        {"resourceType": "Questionnaire"},
    ],
)
def test_what_is_no_questionnaire_is_refused_with_a_place(resource: object) -> None:
    with pytest.raises(QuestionnaireError, match=":"):
        from_questionnaire(resource)
