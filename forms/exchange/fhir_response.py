"""A contribution as a FHIR QuestionnaireResponse (R4B or R5), and back.

What was said stands in FHIR's own answers; how it was given, who helped and who may see it stand in
an extension of ours on each item, because FHIR has no place for them and they are the point. What
we write we read back equal. Pure: dictionaries in, dictionaries out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from forms.answers import Answer, Value
from forms.contribution import Contribution
from forms.definition import Form, Question
from forms.exchange.fhir_items import (
    ANSWER,
    CONTRIBUTION,
    FHIR_CODE,
    FHIR_STRING,
    OWN_WORDS,
    ROUND,
    Json,
    as_json,
    extension,
    system,
    value_from,
    values_of,
)
from forms.exchange.findings import ReadingError
from forms.exchange.placing import PLACED
from forms.groups import chain_of
from forms.rounds import in_round, round_of, template_of

_GROUP = "group:"
# Groups in each other at most; a response is data from outside.
MAX_DEPTH = 20


class ResponseError(ReadingError):
    """Not one of our QuestionnaireResponses: says what was expected and where."""


def to_response(contribution: Contribution, form: Form) -> Json:
    """Write a contribution.

    Args:
        contribution: what was said.
        form: the form it answered, in that version.
    """
    writer = _Writer(form, contribution.answers)
    pages = [
        {"linkId": f"page:{page}", "item": items}
        for page in form.pages
        if (items := writer.items([q for q in form.questions if q.page == page]))
    ]
    head = contribution.model_dump(mode="json", exclude={"answers", "language", "finished_at"})
    if others := writer.others():
        head["answers"] = others
    response: Json = {
        "resourceType": "QuestionnaireResponse",
        "extension": [{"url": CONTRIBUTION, "valueString": as_json(head)}],
        "language": contribution.language,
        "questionnaire": f"urn:mysay:form:{form.id}|{form.version}",
        "status": "completed",
        "subject": {"identifier": {"system": "urn:mysay:pupil", "value": contribution.pupil}},
        "authored": contribution.finished_at.isoformat(),
    }
    return {**response, "item": pages} if pages else response


class _Writer:
    """Writes the answers of one contribution, each once."""

    def __init__(self, form: Form, answers: Mapping[str, Answer]) -> None:
        self._form = form
        self._left = dict(answers)
        self._rounds: dict[str, dict[str, None]] = {}
        for question_id in answers:
            rounds = self._rounds.setdefault(template_of(question_id), {})
            rounds[round_of(question_id)] = None

    def items(self, asked: list[Question], depth: int = 0, round_: str = "") -> list[Json]:
        """What was said to these questions, groups as items of their own, a repeat once a round.

        Args:
            asked: questions that stand together.
            depth: how many of their groups are open.
            round_: of the repeat that is open, "" outside of one.
        """
        found: list[Json] = []
        for group_id, run in groupby(asked, lambda question: self._group_at(question, depth)):
            together = list(run)
            if group_id:
                found += self._group(group_id, together, depth, round_)
            else:
                found += [item for one in together if (item := self._answer(one, round_))]
        return found

    def others(self) -> dict[str, Json]:
        """Answers that the form has no place for, as they are."""
        return {i: answer.model_dump(mode="json") for i, answer in self._left.items()}

    def _group_at(self, question: Question, depth: int) -> str:
        chain = chain_of(self._form, question.group)
        return chain[-1 - depth].id if depth < len(chain) else ""

    def _group(self, group_id: str, asked: list[Question], depth: int, round_: str) -> list[Json]:
        group = self._form.group(group_id)
        found: list[Json] = []
        repeats = group is not None and bool(group.repeat)
        rounds = [r for question in asked for r in self._rounds.get(question.id, ()) if r]
        for one in dict.fromkeys(rounds) if repeats else (round_,):
            if items := self.items(asked, depth + 1, one):
                item: Json = {"linkId": f"{_GROUP}{group_id}", "item": items}
                if repeats:
                    item["extension"] = [{"url": ROUND, "valueString": one}]
                found.append(item)
        return found

    def _answer(self, question: Question, round_: str) -> Json | None:
        question_id = in_round(question.id, round_) if round_ else question.id
        answer = self._left.pop(question_id, None)
        return _item(self._form, question, answer) if answer is not None else None


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
        if FHIR_STRING.fullmatch(answer.words):
            own = {"url": OWN_WORDS, "valueString": answer.words}
            item.setdefault("extension", []).append(own)
    item.setdefault("extension", []).append({"url": ANSWER, "valueString": as_json(given)})
    return item


def _standard(form: Form, question: Question, value: Value) -> Json | None:
    if question.kind in PLACED:
        if not isinstance(value, dict):
            return {} if value is None else None
        if not all(FHIR_CODE.fullmatch(p) and FHIR_STRING.fullmatch(t) for t, p in value.items()):
            return None
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
    answers = dict(_answers(_items(resource), form))
    others = head.pop("answers", {})
    whole = {
        **head,
        "answers": {**answers, **(others if isinstance(others, dict) else {})},
        "language": resource.get("language"),
        "finished_at": resource.get("authored"),
    }
    try:
        return Contribution.model_validate(whole)
    except ValueError:
        raise ResponseError("the response: a contribution of version 1 was expected") from None


def _answers(
    items: list[Json], form: Form, round_: str = "", depth: int = 0
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every answer in these items; pages and groups are gone into."""
    for item in items:
        link_id = str(item.get("linkId"))
        if link_id.startswith(("page:", _GROUP)) and depth <= MAX_DEPTH:
            found = extension(item, ROUND)
            inner = str(found.get("valueString")) if found else round_
            yield from _answers(_items(item), form, inner, depth + 1)
        else:
            question_id, given = _answer(item, form)
            yield in_round(question_id, round_) if round_ else question_id, given


def _answer(item: Json, form: Form) -> tuple[str, dict[str, Any]]:
    question_id = str(item.get("linkId"))
    given = _ours(item, ANSWER, question_id)
    try:
        question = form.question(question_id)
        if not given.pop("has_value", False):
            given["value"] = _read_value(question, item)
    except (LookupError, ValueError, TypeError, AttributeError):
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
