"""FHIR: what we write is valid by HL7's own definitions, and comes back equal; the rest is said."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from contributions import AT, chose, contribution, skipped, wrote
from fhir.resources.questionnaire import Questionnaire as R5Questionnaire
from fhir.resources.questionnaireresponse import QuestionnaireResponse as R5Response
from fhir.resources.R4B.questionnaire import Questionnaire as R4BQuestionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as R4BResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answers import Answer
from forms.contribution import Contribution
from forms.exchange.fhir_items import Release
from forms.exchange.fhir_questionnaire import to_questionnaire
from forms.exchange.fhir_reading import QuestionnaireError, from_questionnaire
from forms.exchange.fhir_response import ResponseError, from_response, to_response
from forms.library import form_ids, load_form
from forms.wording import wording

RELEASES: tuple[Release, ...] = ("R4B", "R5")
QUESTIONNAIRES = {"R4B": R4BQuestionnaire, "R5": R5Questionnaire}
RESPONSES = {"R4B": R4BResponse, "R5": R5Response}
SAID = {
    "start.assent": chose("yes"),
    "start.limits": Answer(state="answered", at=AT),
    "fut.wish": wrote("  A boat & a 🚂\n", helper="Mr Bell", assist=("wrote_words",)),
    "like.do": chose({"swimming": "dont_like", "football": "like"}),
    "good.at": chose(("music", "other"), words="Whistling"),
    "end.feel": chose("good", share="safe_adult"),
    "done.pleased": skipped("dont_know"),
}


def written(form_id: str, release: Release) -> dict[str, Any]:
    form = load_form(form_id)
    return to_questionnaire(form, wording(form_id, form.registers[0]), release=release)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("form_id", form_ids())
def test_every_form_is_a_valid_questionnaire_and_comes_back_equal(
    form_id: str, release: Release
) -> None:
    resource = json.loads(json.dumps(written(form_id, release)))

    QUESTIONNAIRES[release].model_validate(resource)
    imported = from_questionnaire(resource)

    assert imported.form == load_form(form_id)
    assert imported.findings == ()


def test_the_words_come_back_with_their_placeholders() -> None:
    sentences = from_questionnaire(written("about-me", "R5")).sentences["en"]

    assert sentences["q.fut.wish"] == "What do you wish for?"
    assert sentences["c.like.do.football"] == "Football"
    assert sentences["c.like.do.like"] == "Like"
    assert "{senco}" in sentences["q.start.limits"]


def test_pictures_branches_and_choices_stand_where_others_look_for_them() -> None:
    resource = written("about-me", "R5")
    items = {item["linkId"]: item for page in resource["item"] for item in page["item"]}

    assert items["good.at"]["type"] == "coding"
    assert items["good.at"]["repeats"] is True
    assert any("itemMedia" in one["url"] for one in items["good.at"]["extension"])
    assert any(
        one.get("valueExpression", {}).get("expression")
        for one in items["ppl.friendhelp"]["extension"]
    )


def test_translations_stand_beside_the_text() -> None:
    form = load_form("about-me")
    plain = wording("about-me", "plain")

    resource = to_questionnaire(form, wording("about-me", "symbol"), translations={"pl": plain})

    R5Questionnaire.model_validate(resource)
    assert from_questionnaire(resource).sentences["pl"]["q.fut.wish"] == plain.question("fut.wish")


@pytest.mark.parametrize("release", RELEASES)
def test_a_contribution_is_a_valid_response_and_comes_back_equal(release: Release) -> None:
    said = contribution(SAID)
    form = load_form("about-me")

    resource = json.loads(json.dumps(to_response(said, form)))

    RESPONSES[release].model_validate(resource)
    assert from_response(resource, form) == said


def test_what_was_said_stands_in_fhirs_own_answers() -> None:
    resource = to_response(contribution(SAID), load_form("about-me"))
    items = {item["linkId"]: item for page in resource["item"] for item in page["item"]}

    assert items["fut.wish"]["answer"] == [{"valueString": "  A boat & a 🚂\n"}]
    assert [a["valueCoding"]["code"] for a in items["good.at"]["answer"]] == ["music", "other"]
    assert [i["linkId"] for i in items["like.do"]["item"]] == [
        "like.do/swimming",
        "like.do/football",
    ]
    assert "answer" not in items["done.pleased"]


VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-(2**31), 2**31),
    st.floats(-1e15, 1e15),
    st.lists(st.text(max_size=6), max_size=4).map(tuple),
    st.dictionaries(st.text(max_size=6), st.text(max_size=6), max_size=3),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    question=st.sampled_from([q.id for q in load_form("about-me").questions]),
    value=VALUES,
    words=st.text(max_size=10),
)
def test_any_value_at_any_question_comes_back_equal(
    question: str, value: object, words: str
) -> None:
    given_answer = Answer.model_validate(
        {"state": "answered", "value": value, "words": words, "at": AT}
    )
    said = Contribution.model_validate(
        contribution({}).model_dump() | {"answers": {question: given_answer}}
    )
    form = load_form("about-me")

    resource = json.loads(json.dumps(to_response(said, form)))

    assert from_response(resource, form) == said


def test_a_questionnaire_of_somebody_else_is_read_as_far_as_it_goes_and_the_rest_is_said() -> None:
    resource = {
        "resourceType": "Questionnaire",
        "status": "active",
        "name": "Hospital Passport",
        "title": "Hospital passport",
        "item": [
            {
                "linkId": "A",
                "type": "group",
                "text": "About",
                "item": [
                    {"linkId": "A.1", "type": "string", "text": "Name?"},
                    {
                        "linkId": "A 2",
                        "type": "choice",
                        "text": "Eats?",
                        "answerOption": [
                            {"valueCoding": {"code": "Y", "display": "Yes"}},
                            {"valueCoding": {"code": "N", "display": "No"}},
                        ],
                        "enableWhen": [{"question": "A.1", "operator": "exists"}],
                    },
                    {"linkId": "A.3", "type": "quantity", "text": "Weight"},
                ],
            }
        ],
    }

    imported = from_questionnaire(resource)

    kinds = {question.id: question.kind for question in imported.form.questions}
    assert kinds == {"a.1": "line", "a-2": "pick_one"}
    assert imported.sentences["en"]["c.a-2.y"] == "Yes"
    said = [(finding.level, finding.place) for finding in imported.findings]
    assert ("left out", "item[0].item[2] (A.3)") in said
    assert ("left out", "item[0].item[1].enableWhen") in said


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


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_resource_raises_nothing_but_our_own_errors(data: st.DataObject) -> None:
    form = load_form("about-me")
    kind = data.draw(st.sampled_from(["form", "said"]))
    whole = written("about-me", "R5") if kind == "form" else to_response(contribution(SAID), form)
    resource = damaged(copy.deepcopy(whole), data)

    try:
        if kind == "form":
            from_questionnaire(resource)
        else:
            from_response(resource, form)
    except (QuestionnaireError, ResponseError):
        pass


JUNK = st.sampled_from([None, 0, -1.5, True, "", "x", "{}", "[[[[", [], {}, [None], {"url": 3}])


def damaged(element: Any, data: st.DataObject) -> Any:
    """The same resource with something wrong at some place."""
    for _ in range(data.draw(st.integers(0, 8))):
        if isinstance(element, dict) and element:
            key = data.draw(st.sampled_from(sorted(element)))
        elif isinstance(element, list) and element:
            key = data.draw(st.integers(0, len(element) - 1))
        else:
            break
        if data.draw(st.booleans()):
            element[key] = damaged(element[key], data)
            return element
        element[key] = data.draw(JUNK)
        return element
    return element


def test_a_branch_on_a_question_that_is_not_there_is_refused_with_its_place() -> None:
    """The form could be read, and then not be opened."""
    resource = written("about-me", "R5")
    lost = json.loads(json.dumps(resource).replace('"linkId": "ppl.friends"', '"linkId": "x"'))
    for page in lost["item"]:
        page["item"] = [item for item in page["item"] if item["linkId"] != "x"]

    with pytest.raises(QuestionnaireError, match=r"no question ppl\.friends"):
        from_questionnaire(lost)


def test_our_own_head_without_an_id_is_refused_with_its_place() -> None:
    resource = written("about-me", "R5")
    resource.pop("title")
    (head,) = resource["extension"]
    head["valueString"] = "{}"

    with pytest.raises(QuestionnaireError, match="id: Field required"):
        from_questionnaire(resource)


@pytest.mark.parametrize("language", ["../../escape", "en\0", "x" * 300, "/etc", ""])
def test_a_language_that_is_none_never_becomes_the_name_of_a_file(language: str) -> None:
    resource = written("about-me", "R5")
    resource["language"] = language

    assert list(from_questionnaire(resource).sentences) == ["en"]


@pytest.mark.parametrize("odd", ["half \ud83d", float("inf")])
def test_what_is_no_text_and_no_number_is_refused(odd: object) -> None:
    """JSON can write it down; no form and no catalogue can keep it."""
    resource = written("about-me", "R5")
    resource["title"] = odd

    with pytest.raises(QuestionnaireError, match="whole letters, finite numbers"):
        from_questionnaire(resource)


def foreign(*options: object) -> dict[str, Any]:
    """Somebody else's form with one question and these choices."""
    item = {"linkId": "town", "type": "choice", "text": "Where?", "answerOption": list(options)}
    return {"resourceType": "Questionnaire", "name": "Theirs", "item": [item]}


def test_choices_that_are_words_are_read_like_codings() -> None:
    imported = from_questionnaire(
        foreign({"valueString": "Hull Royal"}, {"valueCoding": {"code": "york"}})
    )

    (town,) = imported.form.questions
    assert [choice.id for choice in town.choices] == ["hull-royal", "york"]
    assert imported.sentences["en"]["c.town.hull-royal"] == "Hull Royal"


@pytest.mark.parametrize("option", [{"valueInteger": 3}, {"valueCoding": 7}, {}, "york"])
def test_a_choice_that_can_not_be_read_is_told(option: object) -> None:
    imported = from_questionnaire(foreign({"valueString": "Hull"}, option))

    assert [one.id for one in imported.form.questions[0].choices] == ["hull"]
    assert any("answerOption: left out" in str(finding) for finding in imported.findings)
