"""A form as a FHIR Questionnaire (R4B or R5).

Everything FHIR has a place for stands there, so that others can show the form: items, choices,
branches, repeats, pictures, translations. What it has no place for stands in extensions of ours, so
that what we write we read back equal (`fhir_reading`). Pure: dictionaries out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from forms.definition import Choice, Form, Question
from forms.exchange.fhir_items import (
    ANSWER_MEDIA,
    CALCULATED,
    CODED,
    CONTROL,
    CONTROLS,
    ENABLE_WHEN,
    FORM,
    GROUP,
    HIDDEN,
    ITEM_MEDIA,
    MEDIA_FOLDER,
    PICTURE_FOLDER,
    QUESTION,
    REPEATED,
    TRANSLATION,
    WORDS,
    XLSFORM,
    Json,
    Release,
    as_json,
    item_type,
    opens_words,
    system,
)
from forms.exchange.fhir_when import to_enable_when
from forms.exchange.findings import Sentences
from forms.exchange.placing import PLACED, places, things
from forms.exchange.sentences import ASIDES, MEDIA
from forms.groups import chain_of
from forms.pictures import Picture, all_pictures

# By the ending of a file's name; what is not here is told by its medium alone.
_TYPES = {"jpg": "jpeg", "jpeg": "jpeg", "svg": "svg+xml", "mp3": "mpeg", "m4a": "mp4"}


def to_questionnaire(form: Form, sentences: Sentences, *, release: Release = "R5") -> Json:
    """Write a form.

    Args:
        form: what is asked.
        sentences: its words by language tag (`sentences.tag_of`), the first language first.
        release: of FHIR.
    """
    return _Writer(form, sentences or {"en": {}}, release).questionnaire()


class _Writer:
    def __init__(self, form: Form, sentences: Sentences, release: Release) -> None:
        self._form = form
        self._sentences = sentences
        self._language = next(iter(sentences))
        self._release = release

    def questionnaire(self) -> Json:
        form = self._form
        head = form.model_dump(mode="json", by_alias=True, exclude={"questions"})
        return {
            "resourceType": "Questionnaire",
            "url": f"urn:mysay:form:{form.id}",
            "version": str(form.version),
            "name": form.id.replace("-", "_"),
            **(self._said("title", "title") or {"title": form.id}),
            **self._said("intro", "description"),
            "status": "active",
            "language": self._language,
            "subjectType": ["Patient"],
            "extension": [{"url": FORM, "valueString": as_json(head)}],
            "item": [self._page(page) for page in form.pages if self._on(page)],
        }

    def _on(self, page: str) -> list[Question]:
        return [question for question in self._form.questions if question.page == page]

    def _page(self, page: str) -> Json:
        return {
            "linkId": f"page:{page}",
            "type": "group",
            **self._said(f"page.{page}"),
            "item": self._grouped(self._on(page)),
        }

    def _grouped(self, asked: list[Question]) -> list[Json]:
        """The questions of a page, those of a group inside an item of its own."""
        top: list[Json] = []
        open_now: list[tuple[str, list[Json]]] = [("", top)]
        for question in asked:
            chain = ["", *(group.id for group in reversed(chain_of(self._form, question.group)))]
            while [group for group, _ in open_now] != chain[: len(open_now)]:
                open_now.pop()
            for group in chain[len(open_now) :]:
                item = self._group(group)
                open_now[-1][1].append(item)
                open_now.append((group, item["item"]))
            open_now[-1][1].append(self._item(question))
        return top

    def _group(self, group_id: str) -> Json:
        group = self._form.group(group_id)
        item: Json = {"linkId": f"group:{group_id}", "type": "group", "item": []}
        item["extension"] = [{"url": GROUP, "valueString": group_id}]
        if group and group.repeat:
            item["repeats"] = True
        if group and group.visible:
            item["extension"] += self._when(item, group.visible)
        return item

    def _item(self, question: Question) -> Json:
        item: Json = {"linkId": question.id, "type": item_type(question, self._release)}
        item |= self._said(f"q.{question.id}")
        if question.kind in REPEATED:
            item["repeats"] = True
        if self._release == "R5" and opens_words(question) and question.kind in CODED:
            item["answerConstraint"] = "optionsOrString"
        if question.kind in CODED and question.choices:
            item["answerOption"] = [self._option(question, choice) for choice in question.choices]
        inside = self._places(question) if question.kind in PLACED else []
        inside += self._hint(question)
        if inside and question.kind != "info":
            item["item"] = inside
        if question.kind in ("calculated", "hidden"):
            item["readOnly"] = True
        item["extension"] = [*self._extensions(question), *self._when(item, question.visible)]
        return item

    def _extensions(self, question: Question) -> list[Json]:
        whole = question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        found: list[Json] = [
            {"url": QUESTION, "valueString": as_json(whole)},
            *self._media(ITEM_MEDIA, f"q.{question.id}", question.picture),
        ]
        if question.calculation:
            expression = {"language": XLSFORM, "expression": question.calculation}
            found.append({"url": CALCULATED, "valueExpression": expression})
        if question.kind in ("calculated", "hidden"):
            found.append({"url": HIDDEN, "valueBoolean": True})
        if words := self._words_beside(question):
            found.append({"url": WORDS, "valueString": as_json(words)})
        return found

    def _when(self, item: Json, visible: str) -> list[Json]:
        """FHIR's own comparisons where they say it, else the expression as it is."""
        if not visible:
            return []
        if simple := to_enable_when(self._form, visible):
            item |= simple
            return []
        expression = {"language": XLSFORM, "expression": visible}
        return [{"url": ENABLE_WHEN, "valueExpression": expression}]

    def _words_beside(self, question: Question) -> Sentences:
        """Sentences that FHIR has no place for, as they are."""
        keys = {f"q.{question.id}:{aside}" for aside in ASIDES}
        if question.kind == "info":  # nothing may stand inside what is only shown
            keys.add(f"q.{question.id}.hint")
        shown = {part.id for part in _shown(question)}
        parts = (*question.choices, *question.items, *question.places)
        keys |= {f"c.{question.id}.{part.id}" for part in parts if part.id not in shown}
        found = {
            tag: {key: said[key] for key in sorted(keys & said.keys())}
            for tag, said in self._sentences.items()
        }
        return {tag: said for tag, said in found.items() if said}

    def _hint(self, question: Question) -> list[Json]:
        said = self._said(f"q.{question.id}.hint")
        if not said:
            return []
        control = {"coding": [{"system": CONTROLS, "code": "help"}]}
        shown = {"url": CONTROL, "valueCodeableConcept": control}
        return [{"linkId": f"{question.id}#hint", "type": "display", **said, "extension": [shown]}]

    def _option(self, question: Question, choice: Choice) -> Json:
        key = f"c.{question.id}.{choice.id}"
        media = self._media(ANSWER_MEDIA, key, choice.picture)
        return {"valueCoding": self._coding(question, choice), "extension": media}

    def _coding(self, question: Question, choice: Choice) -> Json:
        return {
            "system": system(self._form.id, question.id),
            "code": choice.id,
            **self._said(f"c.{question.id}.{choice.id}", "display"),
        }

    def _places(self, question: Question) -> list[Json]:
        """One item a thing that is placed; circles have none before someone is named."""
        offered = [self._option(question, place) for place in places(question)]
        return [
            {
                "linkId": f"{question.id}/{thing_id}",
                "type": "coding" if self._release == "R5" else "choice",
                **self._said(f"c.{question.id}.{thing_id}" if thing else f"q.{question.id}"),
                **({"answerOption": offered} if offered else {}),
                **({"extension": self._picture_of(question, thing)} if thing else {}),
            }
            for thing_id, thing in things(question)
        ]

    def _picture_of(self, question: Question, thing: Choice) -> list[Json]:
        return self._media(ITEM_MEDIA, f"c.{question.id}.{thing.id}", thing.picture)

    def _media(self, url: str, key: str, concept: str) -> list[Json]:
        """The picture of the catalogue, and files of the form's own in each language."""
        found = _pictures().get(concept)
        attachment: Json = {"contentType": "image/svg+xml", "title": concept}
        if found:
            attachment |= {"url": PICTURE_FOLDER + found.file, "title": found.alt}
        own = [{"url": url, "valueAttachment": one} for one in self._own_media(key)]
        return [*own, {"url": url, "valueAttachment": attachment}]

    def _own_media(self, key: str) -> Iterator[Json]:
        for tag, said in self._sentences.items():
            for medium in MEDIA:
                if name := said.get(f"{key}:{medium}"):
                    ending = name.rpartition(".")[2].lower()
                    kind = f"{medium}/{_TYPES.get(ending, ending)}"
                    yield {"contentType": kind, "language": tag, "url": MEDIA_FOLDER + name}

    def _said(self, key: str, name: str = "text") -> Json:
        """A sentence under its name, its translations beside it."""
        if not any(said.get(key) for said in self._sentences.values()):
            return {}
        first = self._sentences[self._language].get(key, "")
        others = [
            {
                "url": TRANSLATION,
                "extension": [
                    {"url": "lang", "valueCode": tag},
                    {"url": "content", "valueString": said[key]},
                ],
            }
            for tag, said in self._sentences.items()
            if tag != self._language and said.get(key)
        ]
        own = {name: first} if first else {}
        return {**own, **({f"_{name}": {"extension": others}} if others else {})}


def _shown(question: Question) -> tuple[Choice, ...]:
    """The choices that FHIR has a place for in a question of this kind."""
    if question.kind in PLACED:
        placed = things(question)
        return (*places(question), *(one for _, one in placed if one)) if placed else ()
    return question.choices if question.kind in CODED else ()


@cache
def _pictures() -> dict[str, Picture]:
    return {one.concept: one for one in all_pictures()}
