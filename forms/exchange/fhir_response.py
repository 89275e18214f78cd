"""A contribution as a FHIR QuestionnaireResponse (R4B or R5), and back.

What was said stands in FHIR's own answers; how it was given, who helped and who may see it stand in
an extension of ours on each item, because FHIR has no place for them and they are the point. What
we write we read back equal. Pure: dictionaries in, dictionaries out.
"""

from __future__ import annotations

import json
from typing import Any

from forms.answers import Answer, Value
from forms.contribution import Contribution
from forms.definition import Form, Question
from forms.exchange.fhir_items import (
    ANSWER,
    CONTRIBUTION,
    OWN_WORDS,
    PLACED,
    Json,
    extension,
    system,
    value_from,
    values_of,
)
from forms.exchange.findings import ReadingError


class ResponseError(ReadingError):
    """Not one of our QuestionnaireResponses: says what was expected and where."""


def to_response(contribution: Contribution, form: Form) -> Json:
    """Write a contribution.

    Args:
        contribution: what was said.
        form: the form it answered, in that version.
    """
    pages = [
        {"linkId": f"page:{page}", "item": items}
        for page in form.pages
        if (
            items := [
                _item(form, q, contribution.answers[q.id]) for q in _said(form, contribution, page)
            ]
        )
    ]
    head = contribution.model_dump(mode="json", exclude={"answers", "language", "finished_at"})
    response: Json = {
        "resourceType": "QuestionnaireResponse",
        "extension": [{"url": CONTRIBUTION, "valueString": _json(head)}],
        "language": contribution.language,
        "questionnaire": f"urn:mysay:form:{form.id}|{form.version}",
        "status": "completed",
        "subject": {"identifier": {"system": "urn:mysay:pupil", "value": contribution.pupil}},
        "authored": contribution.finished_at.isoformat(),
    }
    return {**response, "item": pages} if pages else response


def _said(form: Form, contribution: Contribution, page: str) -> list[Question]:
    return [q for q in form.questions if q.page == page and q.id in contribution.answers]


def _item(form: Form, question: Question, answer: Answer) -> Json:
    """One answer; a value that FHIR can not hold as it is stands in our extension, exactly."""
    given = answer.model_dump(mode="json", exclude={"value", "words"})
    item: Json = {"linkId": question.id}
    standard = _standard(form, question, answer.value)
    if standard is None or _read_value(question, {**item, **standard}) != answer.value:
        given["value"] = answer.model_dump(mode="json")["value"]
        given["has_value"] = True
    item |= standard or {}
    if answer.words:
        given["words"] = answer.words
        item.setdefault("extension", []).append({"url": OWN_WORDS, "valueString": answer.words})
    item.setdefault("extension", []).append({"url": ANSWER, "valueString": _json(given)})
    return item


def _standard(form: Form, question: Question, value: Value) -> Json | None:
    if question.kind in PLACED:
        if not isinstance(value, dict):
            return {} if value is None else None
        return {"item": [_placed(form, question, *pair) for pair in value.items()]} if value else {}
    answers = values_of(form.id, question, value)
    if answers is None:
        return None
    return {"answer": answers} if answers else {}


def _placed(form: Form, question: Question, thing: str, place: str) -> Json:
    coding = {"system": system(form.id, question.id), "code": place}
    return {"linkId": f"{question.id}/{thing}", "answer": [{"valueCoding": coding}]}


def from_response(resource: object, form: Form) -> Contribution:
    """Read back what `to_response` wrote.

    Args:
        resource: the response.
        form: the form it answered, in that version.

    Raises:
        ResponseError: with the place and what was expected there.
    """
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise ResponseError("the file: a resource of type QuestionnaireResponse was expected")
    head = _ours(resource, CONTRIBUTION, "the response")
    answers = {
        question_id: answer
        for page in _items(resource)
        for item in _items(page)
        for question_id, answer in [_answer(item, form)]
    }
    whole = {
        **head,
        "answers": answers,
        "language": resource.get("language"),
        "finished_at": resource.get("authored"),
    }
    try:
        return Contribution.model_validate(whole)
    except ValueError:
        raise ResponseError("the response: a contribution of version 1 was expected") from None


def _answer(item: Json, form: Form) -> tuple[str, dict[str, Any]]:
    question_id = str(item.get("linkId"))
    given = _ours(item, ANSWER, question_id)
    try:
        question = form.question(question_id)
        if not given.pop("has_value", False):
            given["value"] = _read_value(question, item)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise ResponseError(
            f"{question_id}: an answer to a question of {form.id} was expected"
        ) from None
    return question_id, given


def _read_value(question: Question, item: Json) -> Value:
    if question.kind in PLACED:
        prefix = f"{question.id}/"
        placed = {
            str(one["linkId"]).removeprefix(prefix): str(value)
            for one in _items(item)
            for value in [one["answer"][0]["valueCoding"]["code"]]
        }
        return placed or None
    return value_from(question, item.get("answer", [])) or None


def _ours(element: Json, url: str, place: str) -> dict[str, Any]:
    found = extension(element, url)
    try:
        data = json.loads(found["valueString"]) if found else None
    except (ValueError, KeyError, TypeError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise ResponseError(f"{place}: our extension {url} was expected")
    return data


def _items(element: Json) -> list[Json]:
    found = element.get("item")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
