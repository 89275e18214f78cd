"""A form as a FHIR Questionnaire (R4B or R5).

Everything FHIR has a place for stands there, so that others can show the form: items, choices,
branches, pictures, translations. What it has no place for stands in extensions of ours, so that
what we write we read back equal (`fhir_reading`). Pure: dictionaries out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from forms.definition import UNASKED, Choice, Form, Question
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
    item_type,
    opens_words,
    system,
)
from forms.pictures import all_pictures, picture
from forms.wording import Wording

Say = Callable[[Wording], str]
# What the wording names (who reads, who it is about) stays to be filled in.
_PLACEHOLDERS = {name: f"{{{name}}}" for name in ("senco", "school", "pupil")}


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
        is_asked = question.kind not in UNASKED
        text = self._words.question(question.id, **_PLACEHOLDERS) if is_asked else ""
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
        if not is_asked:
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
        if question.kind in UNASKED:
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


def _media(url: str, concept: str) -> Json:
    known = {one.concept for one in all_pictures()}
    found = picture(concept) if concept in known else None
    attachment: Json = {"contentType": "image/svg+xml", "title": found.alt if found else concept}
    if found:
        attachment["url"] = f"pictures/{found.file}"
    return {"url": url, "valueAttachment": attachment}


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
