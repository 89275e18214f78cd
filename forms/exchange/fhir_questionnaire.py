"""A form as a FHIR Questionnaire (R4B or R5), and back.

Everything FHIR has a place for stands there, so that others can show the form: items, choices,
branches, pictures, translations. What it has no place for stands in extensions of ours, so that
what we write we read back equal. A Questionnaire of somebody else is read as far as it goes, and
the rest is reported. Pure: dictionaries in, dictionaries out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from forms.definition import Choice, Form, Question
from forms.exchange.fhir_items import (
    ANSWER_MEDIA,
    CALCULATED,
    CODED,
    ENABLE_WHEN,
    FORM,
    HIDDEN,
    ITEM_MEDIA,
    PLACED,
    QUESTION,
    REPEATED,
    TRANSLATION,
    XLSFORM,
    Json,
    Release,
    extension,
    item_type,
    opens_words,
    system,
)
from forms.exchange.findings import Finding
from forms.library import Wording
from forms.pictures import all_pictures, picture

# A form is data from outside: deeper groups than this are a mistake.
MAX_DEPTH = 20
MOST_ITEMS = 20_000
Sentences = dict[str, dict[str, str]]
Say = Callable[[Wording], str]
# What the wording names (who reads, who it is about) stays to be filled in.
_PLACEHOLDERS = {name: f"{{{name}}}" for name in ("senco", "school", "pupil")}


class QuestionnaireError(ValueError):
    """Not a FHIR Questionnaire: says what was expected and where."""


def to_questionnaire(
    form: Form,
    words: Wording,
    *,
    release: Release = "R5",
    translations: Mapping[str, Wording] | None = None,
) -> Json:
    """Write a form.

    Args:
        form: what is asked.
        words: in which words.
        release: of FHIR.
        translations: the same words in other languages, by language (BCP 47).
    """
    return _Writer(form, words, release, translations or {}).questionnaire()


class _Writer:
    def __init__(
        self, form: Form, words: Wording, release: Release, translations: Mapping[str, Wording]
    ) -> None:
        self._form = form
        self._words = words
        self._release = release
        self._translations = translations

    def questionnaire(self) -> Json:
        form = self._form
        head = form.model_dump(mode="json", by_alias=True, exclude={"questions"})
        return {
            "resourceType": "Questionnaire",
            "url": f"urn:mysay:form:{form.id}",
            "version": str(form.version),
            "name": form.id.replace("-", "_"),
            "title": self._words.title(**_PLACEHOLDERS),
            "status": "active",
            "language": self._words.language,
            "subjectType": ["Patient"],
            "extension": [
                {"url": FORM, "valueString": _json({**head, "words": self._words.register})}
            ],
            "item": [self._page(page) for page in form.pages if self._on(page)],
        }

    def _on(self, page: str) -> list[Question]:
        return [question for question in self._form.questions if question.page == page]

    def _page(self, page: str) -> Json:
        return {
            "linkId": f"page:{page}",
            "type": "group",
            "text": self._words.page(page, **_PLACEHOLDERS),
            "item": [self._item(question) for question in self._on(page)],
        }

    def _item(self, question: Question) -> Json:
        item: Json = {"linkId": question.id, "type": item_type(question, self._release)}
        text = (
            self._words.question(question.id, **_PLACEHOLDERS) if question.kind != "hidden" else ""
        )
        if text:
            item |= self._said(text, lambda words: words.question(question.id, **_PLACEHOLDERS))
        if question.kind in REPEATED:
            item["repeats"] = True
        if self._release == "R5" and opens_words(question) and question.kind in CODED:
            item["answerConstraint"] = "optionsOrString"
        if question.kind in CODED and question.choices:
            item["answerOption"] = [self._option(question, choice) for choice in question.choices]
        if question.kind in PLACED:
            item["item"] = self._places(question)
        if question.kind in ("calculated", "hidden"):
            item["readOnly"] = True
        item["extension"] = self._extensions(question)
        return item

    def _extensions(self, question: Question) -> list[Json]:
        whole = question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        found: list[Json] = [
            {"url": QUESTION, "valueString": _json(whole)},
            _media(ITEM_MEDIA, question.picture),
        ]
        for url, text in ((ENABLE_WHEN, question.visible), (CALCULATED, question.calculation)):
            if text:
                expression = {"language": XLSFORM, "expression": text}
                found.append({"url": url, "valueExpression": expression})
        if question.kind in ("calculated", "hidden"):
            found.append({"url": HIDDEN, "valueBoolean": True})
        return found

    def _option(self, question: Question, choice: Choice) -> Json:
        return {
            "valueCoding": self._coding(question, choice),
            "extension": [_media(ANSWER_MEDIA, choice.picture)],
        }

    def _coding(self, question: Question, choice: Choice) -> Json:
        word = self._words.choice(question.id, choice.id, **_PLACEHOLDERS)
        return {
            "system": system(self._form.id, question.id),
            "code": choice.id,
            "display": word,
        }

    def _places(self, question: Question) -> list[Json]:
        """One item a thing that is placed; circles have none before someone is named."""
        things = question.items if question.kind == "sort3" else question.choices
        offered = [self._option(question, place) for place in question.places]
        return [
            {
                "linkId": f"{question.id}/{thing.id}",
                "type": "coding" if self._release == "R5" else "choice",
                "text": self._words.choice(question.id, thing.id, **_PLACEHOLDERS),
                **({"answerOption": offered} if offered else {}),
                "extension": [_media(ITEM_MEDIA, thing.picture)],
            }
            for thing in things
        ]

    def _said(self, text: str, say: Say) -> Json:
        if not self._translations:
            return {"text": text}
        said = [
            {
                "url": TRANSLATION,
                "extension": [
                    {"url": "lang", "valueCode": language},
                    {"url": "content", "valueString": say(words)},
                ],
            }
            for language, words in sorted(self._translations.items())
        ]
        return {"text": text, "_text": {"extension": said}}


@dataclass
class Imported:
    """A form that was read, its sentences by language and key, and what could not be carried."""

    form: Form
    sentences: Sentences
    findings: tuple[Finding, ...] = ()


def from_questionnaire(resource: object) -> Imported:
    """Read a Questionnaire, ours or somebody else's.

    Raises:
        QuestionnaireError: with the place and what was expected there.
    """
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise QuestionnaireError("the file: a resource of type Questionnaire was expected")
    return _Reader(resource).imported()


@dataclass
class _Reader:
    resource: Json
    findings: list[Finding] = field(default_factory=list)
    questions: list[Json] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    words: Sentences = field(default_factory=dict)

    def imported(self) -> Imported:
        head = self._head()
        language = _text(self.resource.get("language")) or "en"
        self.words[language] = {"title": _text(self.resource.get("title")) or head["id"]}
        self._language = language
        self._read(self.resource.get("item"), "item", page="main", depth=0)
        whole = {**head, "pages": self.pages, "questions": self.questions}
        try:
            form = Form.model_validate(whole)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "the form"
            raise QuestionnaireError(f"{place}: {first['msg']}") from None
        return Imported(form, self.words, tuple(self.findings))

    def _head(self) -> Json:
        ours = extension(self.resource, FORM)
        if ours is not None:
            head = _loaded(ours.get("valueString"), "the form's own extension")
            head.pop("words", None)
            return head
        name = _text(self.resource.get("name")) or _text(self.resource.get("id")) or "imported"
        self.findings.append(
            Finding(
                "the form",
                "note",
                "it says neither who is asked nor who may see: a parent, meeting",
            )
        )
        return {
            "id": _id_of(name),
            "version": 1,
            "role": "parent",
            "registers": ["plain"],
            "default_share": "meeting",
        }

    def _read(self, items: object, place: str, *, page: str, depth: int) -> None:
        if items is None:
            return
        if not isinstance(items, list) or depth > MAX_DEPTH:
            raise QuestionnaireError(
                f"{place}: a list of items, at most {MAX_DEPTH} deep, was expected"
            )
        for number, item in enumerate(items):
            if not isinstance(item, dict) or len(self.questions) > MOST_ITEMS:
                raise QuestionnaireError(f"{place}[{number}]: an item was expected")
            self._item(item, f"{place}[{number}]", page, depth)

    def _item(self, item: Json, place: str, page: str, depth: int) -> None:
        ours = extension(item, QUESTION)
        link_id = _text(item.get("linkId"))
        if ours is not None:
            self._add(_loaded(ours.get("valueString"), place), item)
        elif item.get("type") == "group":
            page = (
                link_id.removeprefix("page:")
                if link_id.startswith("page:")
                else _id_of(link_id or page)
            )
            self._say(f"page.{page}", _text(item.get("text")))
            self._read(item.get("item"), f"{place}.item", page=page, depth=depth + 1)
        else:
            self._foreign(item, place, page, depth)

    def _add(self, question: Json, item: Json) -> None:
        page = str(question.get("page", "main"))
        if page not in self.pages:
            self.pages.append(page)
        self.questions.append(question)
        question_id = str(question.get("id"))
        self._say(f"q.{question_id}", _text(item.get("text")))
        for language, text in _translations(item).items():
            self.words.setdefault(language, {})[f"q.{question_id}"] = text
        for option in _dicts(item.get("answerOption")):
            coding = option.get("valueCoding")
            if isinstance(coding, dict):
                key = f"c.{question_id}.{coding.get('code')}"
                self._say(key, _text(coding.get("display")) or _text(coding.get("code")))
        for thing in _dicts(item.get("item")):
            code = _text(thing.get("linkId")).rpartition("/")[2]
            self._say(f"c.{question_id}.{code}", _text(thing.get("text")))
            for option in _dicts(thing.get("answerOption")):
                coding = option.get("valueCoding")
                if isinstance(coding, dict):
                    self._say(f"c.{question_id}.{coding.get('code')}", _text(coding.get("display")))

    def _foreign(self, item: Json, place: str, page: str, depth: int) -> None:
        kind = _kind_of(item)
        link_id = _text(item.get("linkId"))
        if kind is None or not link_id:
            reason = f"a question of type {item.get('type')!r} is not built yet"
            self.findings.append(Finding(f"{place} ({link_id})", "left out", reason))
        else:
            question: Json = {
                "id": _id_of(link_id),
                "kind": kind,
                "page": page,
                "picture": "question",
                "source": "imported from a FHIR Questionnaire",
            }
            options = [
                o["valueCoding"] for o in _dicts(item.get("answerOption")) if "valueCoding" in o
            ]
            if options:
                question["choices"] = [
                    {"id": _id_of(_text(one.get("code"))), "picture": "question"} for one in options
                ]
            self._add(question, {**item, "answerOption": _renamed(options)})
            self._left(item, place)
        self._read(item.get("item"), f"{place}.item", page=page, depth=depth + 1)

    def _left(self, item: Json, place: str) -> None:
        """Say what an item of somebody else has and we do not read."""
        for name in ("enableWhen", "initial", "code", "answerValueSet", "maxLength", "_text"):
            if item.get(name) and not (name == "_text" and _translations(item)):
                self.findings.append(Finding(f"{place}.{name}", "left out", "not read here yet"))
        if extension(item, ENABLE_WHEN):
            reason = "its language is not ours: write the branch anew"
            self.findings.append(Finding(f"{place}.extension", "left out", reason))

    def _say(self, key: str, text: str) -> None:
        if text:
            self.words[self._language].setdefault(key, text)

    _language: str = "en"


def _kind_of(item: Json) -> str | None:
    repeats = item.get("repeats") is True
    kinds = {
        "display": "info",
        "string": "list" if repeats else "line",
        "text": "text",
        "decimal": "number",
        "integer": "number",
        "date": "date",
        "choice": "pick_many" if repeats else "pick_one",
        "open-choice": "pick_many" if repeats else "pick_one",
        "coding": "pick_many" if repeats else "pick_one",
    }
    kind = kinds.get(_text(item.get("type")))
    if kind in ("pick_one", "pick_many") and not _dicts(item.get("answerOption")):
        return "text"
    return kind


def _renamed(options: list[Json]) -> list[Json]:
    return [{"valueCoding": {**one, "code": _id_of(_text(one.get("code")))}} for one in options]


def _translations(item: Json) -> dict[str, str]:
    texts = item.get("_text")
    found: dict[str, str] = {}
    for one in _dicts(texts.get("extension")) if isinstance(texts, dict) else []:
        if one.get("url") == TRANSLATION:
            parts = {part.get("url"): part for part in _dicts(one.get("extension"))}
            language = _text(parts.get("lang", {}).get("valueCode"))
            content = _text(parts.get("content", {}).get("valueString"))
            if language and content:
                found[language] = content
    return found


def _media(url: str, concept: str) -> Json:
    known = {one.concept for one in all_pictures()}
    found = picture(concept) if concept in known else None
    attachment: Json = {"contentType": "image/svg+xml", "title": found.alt if found else concept}
    if found:
        attachment["url"] = f"pictures/{found.file}"
    return {"url": url, "valueAttachment": attachment}


def _loaded(text: object, place: str) -> Json:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise QuestionnaireError(f"{place}: JSON of an object was expected")
    return found


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _id_of(name: str) -> str:
    plain = re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-._")
    return plain or "unnamed"


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
