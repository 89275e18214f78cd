"""What the FHIR formats share: names of extensions, kinds and their item types, answer values.

A sorting mat, a body map, circles and a feelings scene are groups with one item a thing; the rest
is one item. It knows R4B and R5, which differ in the type of a choice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from forms.answers import Value
from forms.definition import Kind, Question
from forms.exchange.placing import PLACED

Release = Literal["R4B", "R5"]
Json = dict[str, Any]

OURS = "urn:mysay:fhir:"
QUESTION, ANSWER, CONTRIBUTION = f"{OURS}question", f"{OURS}answer", f"{OURS}contribution"
FORM, OWN_WORDS, WORDS = f"{OURS}form", f"{OURS}own-words", f"{OURS}words"
GROUP, ROUND = f"{OURS}group", f"{OURS}round"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
HIDDEN = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
ENABLE_WHEN = f"{SDC}enableWhenExpression"
CALCULATED = f"{SDC}calculatedExpression"
ITEM_MEDIA, ANSWER_MEDIA = f"{SDC}itemMedia", f"{SDC}itemAnswerMedia"
# The language of our expressions; FHIR lets a form name its own.
XLSFORM = "text/x-xlsform-expression"
# Files of a form's own stand in this folder of it, pictures of the catalogue in the other.
MEDIA_FOLDER, PICTURE_FOLDER = "media/", "pictures/"

REPEATED: frozenset[Kind] = frozenset({"pick_many", "top3", "rank", "list", "dated_list"})
CODED: frozenset[Kind] = frozenset({"pick_one", "pick_many", "top3", "rank", "face3", "yes_no"})
TYPES: Mapping[Kind, str] = {
    "info": "display",
    "text": "text",
    "say": "text",
    "file": "string",
    "line": "string",
    "number": "decimal",
    "date": "date",
    "list": "string",
    "dated_list": "string",
    "calculated": "string",
    "hidden": "string",
}
FHIR_STRING = re.compile(r"[ \r\n\t\S]+")
_NO_FHIR = re.compile(r"[^\S \r\n\t]")
FHIR_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
FHIR_CODE = re.compile(r"\S+( \S+)*")


def item_type(question: Question, release: Release) -> str:
    """The FHIR type of a question's item."""
    if question.kind in PLACED:
        return "group"
    if question.kind not in CODED:
        return TYPES[question.kind]
    if release == "R5":
        return "coding"
    return "open-choice" if opens_words(question) else "choice"


def opens_words(question: Question) -> bool:
    """Whether a person may add words of their own to the choices."""
    return any(choice.opens_words for choice in question.choices)


def system(form_id: str, question_id: str) -> str:
    """The code system of a question's choices."""
    return f"urn:mysay:form:{form_id}:{question_id}"


def values_of(form_id: str, question: Question, value: Value) -> list[Json] | None:
    """The FHIR answers of a value; None when this kind has no such value."""
    if value is None or value in ("", ()):
        return []
    if question.kind in CODED:
        chosen = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) != (question.kind in REPEATED) or not _are_codes(chosen):
            return None
        coded = system(form_id, question.id)
        return [{"valueCoding": {"system": coded, "code": one}} for one in chosen]
    if question.kind in REPEATED:
        fits = isinstance(value, tuple) and all(FHIR_STRING.fullmatch(one) for one in value)
        return (
            [{"valueString": one} for one in value] if fits and isinstance(value, tuple) else None
        )
    return _single(question.kind, value)


def _are_codes(chosen: tuple[object, ...]) -> bool:
    return all(isinstance(one, str) and FHIR_CODE.fullmatch(one) for one in chosen)


def _single(kind: Kind, value: Value) -> list[Json] | None:
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return [{"valueDecimal": value}]
    if not isinstance(value, str):
        return None
    if kind == "date" and FHIR_DATE.fullmatch(value):
        return [{"valueDate": value}]
    if kind not in ("date", "number") and FHIR_STRING.fullmatch(value):
        return [{"valueString": value}]
    return None


def value_from(question: Question, answers: list[Json]) -> Value:
    """The value of FHIR answers; what `values_of` wrote comes back as it was."""
    found = [_plain(answer) for answer in answers]
    if question.kind in REPEATED:
        return tuple(str(one) for one in found)
    return found[0] if found else None


def _plain(answer: Json) -> str | int | float:
    for name, value in answer.items():
        if name == "valueCoding":
            return str(value.get("code", ""))
        if name.startswith("value") and isinstance(value, str | int | float):
            return value
    raise ValueError("an answer without a value")


def extension(element: Json, url: str) -> Json | None:
    """The first extension of that name."""
    return next(iter(extensions(element, url)), None)


def extensions(element: Json, url: str) -> list[Json]:
    """Every extension of that name."""
    found = element.get("extension")
    if not isinstance(found, list):
        return []
    return [one for one in found if isinstance(one, dict) and one.get("url") == url]


def dicts(found: object) -> list[Json]:
    """The objects of a list; [] when it is none."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text_of(found: object) -> str:
    """A text; "" for anything else."""
    return found if isinstance(found, str) else ""


def as_json(data: object) -> str:
    """The same data, the same text, with nothing in it that a FHIR string may not hold."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _NO_FHIR.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
