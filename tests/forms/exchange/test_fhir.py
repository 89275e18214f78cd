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
from whole_forms import forms

from forms.answers import Answer
from forms.contribution import Contribution
from forms.definition import Form
from forms.exchange.fhir_items import Release
from forms.exchange.fhir_questionnaire import to_questionnaire
from forms.exchange.fhir_reading import QuestionnaireError, from_questionnaire
from forms.exchange.fhir_response import ResponseError, from_response, to_response
from forms.exchange.fhir_when import to_enable_when
from forms.exchange.sentences import library_sentences, needed_keys
from forms.library import form_ids, load_form
from forms.rounds import in_round

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
    return to_questionnaire(form, library_sentences(form), release=release)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("form_id", form_ids())
def test_every_form_is_a_valid_questionnaire_and_comes_back_equal(
    form_id: str, release: Release
) -> None:
    resource = json.loads(json.dumps(written(form_id, release)))

    QUESTIONNAIRES[release].model_validate(resource)
    imported = from_questionnaire(resource)

    assert imported.form == load_form(form_id)
    assert imported.sentences == library_sentences(imported.form)
    assert imported.findings == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms(), release=st.sampled_from(RELEASES))
def test_any_form_is_a_valid_questionnaire_and_comes_back_equal(
    form: Form, release: Release
) -> None:
    said = dict.fromkeys(needed_keys(form), "Words")
    own = {f"q.{form.questions[0].id}:image": "a.png", f"q.{form.questions[0].id}:required": "Do"}
    sentences = {"en": said | own, "pl": said, "en-x-symbol": said}

    resource = json.loads(json.dumps(to_questionnaire(form, sentences, release=release)))

    QUESTIONNAIRES[release].model_validate(resource)
    imported = from_questionnaire(resource)
    assert imported.form == form
    asked = {f"page.{question.page}" for question in form.questions}
    lost = {f"page.{page}" for page in form.pages} - asked
    assert imported.sentences == {
        tag: {key: text for key, text in texts.items() if key not in lost}
        for tag, texts in sentences.items()
    }


def test_the_words_come_back_with_their_placeholders() -> None:
    sentences = from_questionnaire(written("about-me", "R5")).sentences["en-x-symbol"]

    assert sentences["q.fut.wish"] == "What do you wish for?"
    assert "{senco}" in sentences["q.start.limits"]


def test_pictures_branches_and_choices_stand_where_others_look_for_them() -> None:
    resource = written("about-me", "R5")
    items = {item["linkId"]: item for page in resource["item"] for item in page["item"]}

    assert items["good.at"]["type"] == "coding"
    assert items["good.at"]["repeats"] is True
    assert any("itemMedia" in one["url"] for one in items["good.at"]["extension"])
    assert items["ppl.friendhelp"]["enableWhen"][0]["question"] == "ppl.friends"
    assert any("enableWhenExpression" in one["url"] for one in items["like.best"]["extension"])


def test_translations_stand_beside_the_text() -> None:
    form = load_form("about-me")
    sentences = library_sentences(form) | {"pl": {"q.fut.wish": "Czego sobie życzysz?"}}

    resource = to_questionnaire(form, sentences)

    R5Questionnaire.model_validate(resource)
    assert from_questionnaire(resource).sentences["pl"]["q.fut.wish"] == "Czego sobie życzysz?"


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


PLACES = [(form_id, q.id) for form_id in form_ids() for q in load_form(form_id).questions]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(PLACES),
    value=VALUES,
    words=st.text(max_size=10),
    release=st.sampled_from(RELEASES),
)
def test_any_value_at_any_question_of_the_library_is_valid_and_comes_back_equal(
    place: tuple[str, str], value: object, words: str, release: Release
) -> None:
    form = load_form(place[0])
    question_id = in_round(place[1], "t01") if form.repeat_of(place[1]) else place[1]
    given_answer = Answer.model_validate(
        {"state": "answered", "value": value, "words": words, "at": AT}
    )
    said = Contribution.model_validate(
        contribution({}).model_dump() | {"answers": {question_id: given_answer}}
    )

    resource = json.loads(json.dumps(to_response(said, form)))

    RESPONSES[release].model_validate(resource)
    assert from_response(resource, form) == said


REVIEW = Form.model_validate(
    {
        **{"id": "review", "version": 1, "role": "pupil", "registers": ["plain"]},
        **{"default_share": "meeting", "pages": ["goals"]},
        "groups": [
            {"id": "goals", "repeat": "goal", "visible": "count-selected(${goal}) > 0"},
            {"id": "more", "inside": "goals"},
        ],
        "questions": [
            {"id": "goal", "kind": "list", "page": "goals", "picture": "yes", "source": "x"},
            *(
                {"id": i, "kind": k, "page": "goals", "group": g, "picture": "yes", "source": "x"}
                for i, k, g in (
                    ("went", "line", "goals"),
                    ("more.said", "say", "more"),
                    ("next", "number", "goals"),
                )
            ),
            {
                **{"id": "end", "kind": "line", "page": "goals", "picture": "yes", "source": "x"},
                "visible": "${goal} != '' and contains(${goal}, 'a')",
            },
        ],
    }
)


def test_a_repeat_goes_out_as_a_group_that_repeats() -> None:
    resource = to_questionnaire(REVIEW, {"en": dict.fromkeys(needed_keys(REVIEW), "Words")})
    (page,) = resource["item"]
    group = next(item for item in page["item"] if item["linkId"] == "group:goals")

    assert group["repeats"] is True
    assert [item["linkId"] for item in group["item"]] == ["went", "group:more", "next"]
    assert from_questionnaire(resource).form == REVIEW


@pytest.mark.parametrize(
    ("expression", "tests"),
    [
        ("${start.assent} = 'yes'", 1),
        ("(selected(${good.at}, 'music'))", 1),
        ("${start.helper} != '' and ${start.helper} != 'nobody'", 2),
        ("(${start.assent} = 'yes') or (selected(${good.at}, 'music'))", 2),
        ("${start.call} = ''", 1),
        ("${start.helper} != 'nobody'", 0),
        ("placed(${like.do}, 'like')", 0),
        ("${start.assent} = 'yes' and (${start.call} = '' or ${fut.wish} = '')", 0),
        ("not(selected(${good.at}, 'music'))", 0),
    ],
)
def test_a_simple_branch_is_said_in_fhirs_own_words(expression: str, tests: int) -> None:
    said = to_enable_when(load_form("about-me"), expression)

    assert len(said["enableWhen"] if said else []) == tests


def test_a_branch_stands_in_fhirs_own_words_or_as_an_expression_and_never_in_both() -> None:
    resources = [written(form_id, "R5") for form_id in form_ids()]
    items = [item for one in resources for item in all_items(one)]
    simple = [item for item in items if "enableWhen" in item]
    others = [item for item in items if "enableWhenExpression" in json.dumps(item["extension"])]

    assert simple
    assert others
    assert not [item for item in simple if item in others]


def all_items(element: dict[str, Any]) -> list[dict[str, Any]]:
    inner = element.get("item", [])
    found = [item for item in inner if "extension" in item and item["type"] != "group"]
    return found + [deeper for item in inner for deeper in all_items(item)]


@pytest.mark.parametrize("release", RELEASES)
def test_answers_of_every_round_come_back_each_in_its_round(release: Release) -> None:
    rounds = {
        f"{question}[{round_}]": wrote(f"{question} {round_}")
        for question in ("went", "more.said")
        for round_ in ("reading", "t0123456789")
    }
    said = contribution({"goal": chose(("reading",)), **rounds, "gone": wrote("Before")})

    resource = json.loads(json.dumps(to_response(said, REVIEW)))

    RESPONSES[release].model_validate(resource)
    assert from_response(resource, REVIEW) == said
    links = [item["linkId"] for item in resource["item"][0]["item"]]
    assert links == ["goal", "group:goals", "group:goals"]


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

    expected = library_sentences(load_form("about-me")).keys()
    assert from_questionnaire(resource).sentences.keys() == expected


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


@pytest.mark.parametrize("option", [{"valueReference": {}}, {"valueCoding": 7}, {}, "york"])
def test_a_choice_that_can_not_be_read_is_told(option: object) -> None:
    imported = from_questionnaire(foreign({"valueString": "Hull"}, option))

    assert [one.id for one in imported.form.questions[0].choices] == ["hull"]
    lost = [finding for finding in imported.findings if finding.level == "left out"]
    assert any(".answerOption" in finding.place for finding in lost)


@pytest.mark.parametrize("answer", [[], [{}], {}, None, [7]])
def test_a_thing_without_a_place_is_refused_with_its_question(answer: object) -> None:
    resource = to_response(contribution(SAID), load_form("about-me"))
    (likes,) = [i for page in resource["item"] for i in page["item"] if i["linkId"] == "like.do"]
    likes["item"][0]["answer"] = answer

    with pytest.raises(ResponseError, match=r"like\.do: an answer to a question"):
        from_response(resource, load_form("about-me"))
