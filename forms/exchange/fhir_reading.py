"""A FHIR Questionnaire (R4B or R5), ours or somebody else's, as a form.

Ours comes back equal. Somebody else's is read as far as it goes, and the rest is reported. Pure:
dictionaries in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from forms.branches import Branches, FormError
from forms.definition import Form
from forms.exchange.fhir_foreign import Foreign
from forms.exchange.fhir_items import (
    ANSWER_MEDIA,
    FORM,
    GROUP,
    ITEM_MEDIA,
    MEDIA_FOLDER,
    QUESTION,
    TRANSLATION,
    WORDS,
    Json,
    dicts,
    extension,
    extensions,
    text_of,
)
from forms.exchange.findings import Finding, Imported, ReadingError, Sentences
from forms.exchange.sentences import MEDIA, needed_keys
from forms.exchange.xlsform_choices import names_to_ids
from forms.exchange.xlsform_names import id_of

# A form is data from outside: deeper groups than this are a mistake.
MAX_DEPTH = 20
MOST_ITEMS = 20_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class QuestionnaireError(ReadingError):
    """Not a FHIR Questionnaire: says what was expected and where."""


def from_questionnaire(resource: object) -> Imported:
    """Read a Questionnaire, ours or somebody else's.

    Raises:
        QuestionnaireError: with the place and what was expected there.
    """
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise QuestionnaireError("the file: a resource of type Questionnaire was expected")
    _refuse_half_letters(resource, "the file")
    return _Reader(resource).imported()


@dataclass(frozen=True)
class _At:
    """Where an item stands: its place in the resource, its page, its group, how deep."""

    place: str
    page: str = "main"
    group: str = ""
    when: str = ""
    depth: int = 0
    is_repeating: bool = False


@dataclass
class _Reader:
    resource: Json
    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, Json] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)
    groups: list[Json] = field(default_factory=list)
    words: Sentences = field(default_factory=dict)

    def __post_init__(self) -> None:
        language = _language(self.resource.get("language")) or "en"
        # A country's English is English; a register is a language of its own.
        self._language = language if "-x-" in language else language.partition("-")[0] or "en"
        self.words[self._language] = {}
        self._seen = 0
        links = [text_of(item.get("linkId")) for item in _all_items(self.resource, 0)]
        self._foreign = Foreign(names_to_ids(links), _contained(self.resource), self.findings)

    def imported(self) -> Imported:
        head = self._head()
        self._say("title", self.resource, "title")
        self._say("intro", self.resource, "description")
        self._read(self.resource.get("item"), _At("item"))
        pages = head.get("pages")
        if not isinstance(pages, list) or not {*pages} >= self.pages.keys():
            head["pages"] = list(self.pages)
        head.setdefault("groups", self.groups)
        try:
            form = Form.model_validate({**head, "questions": list(self.questions.values())})
            Branches.of(form)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "the form"
            raise QuestionnaireError(f"{place}: {first['msg']}") from None
        except (FormError, TypeError) as error:
            raise QuestionnaireError(f"the form: {error}") from None
        self._fill(form)
        return Imported(form, self.words, tuple(self.findings))

    def _head(self) -> Json:
        ours = extension(self.resource, FORM)
        if ours is not None:
            head = _loaded(ours.get("valueString"), "the form's own extension")
            head.pop("words", None)
            return head
        name = text_of(self.resource.get("name")) or text_of(self.resource.get("id")) or "imported"
        reason = "it says neither who is asked nor who may see: a parent, meeting"
        self.findings.append(Finding("the form", "note", reason))
        return {
            "id": id_of(name),
            "version": 1,
            "role": "parent",
            "registers": ["plain"],
            "default_share": "meeting",
        }

    def _read(self, items: object, at: _At) -> None:
        if items is None:
            return
        if not isinstance(items, list) or at.depth > MAX_DEPTH:
            message = f"{at.place}: a list of items, at most {MAX_DEPTH} deep, was expected"
            raise QuestionnaireError(message)
        self._seen += len(items)
        if self._seen > MOST_ITEMS:
            raise QuestionnaireError(f"{at.place}: at most {MOST_ITEMS} items were expected")
        for number, item in enumerate(items):
            place = f"{at.place}[{number}]"
            if not isinstance(item, dict):
                raise QuestionnaireError(f"{place}: an item was expected")
            self._item(item, _At(place, at.page, at.group, at.when, at.depth, at.is_repeating))

    def _item(self, item: Json, at: _At) -> None:
        ours = extension(item, QUESTION)
        if ours is not None:
            self._ours(item, _loaded(ours.get("valueString"), at.place))
        elif extension(item, GROUP) or item.get("type") == "group":
            self._group(item, at)
        else:
            self._theirs(item, at)

    def _group(self, item: Json, at: _At) -> None:
        link_id = text_of(item.get("linkId"))
        page = at.page
        if not extension(item, GROUP):
            is_ours = link_id.startswith("page:")
            page = link_id.removeprefix("page:") if is_ours else id_of(link_id or page)
            if at.is_repeating:
                page = at.page
            self._say(f"page.{page}", item)
        when, group, is_repeating = at.when, at.group, at.is_repeating
        if not link_id.startswith(("page:", "group:")):
            when = _both(when, self._foreign.condition(item, at.place))
            if item.get("repeats") is True and not is_repeating:
                group, when, is_repeating = self._repeat(item, at, page, when), "", True
            elif item.get("repeats") is True:
                self._lost(at.place, "there are no repeats in repeats here: it is asked once")
        inside = _At(f"{at.place}.item", page, group, when, at.depth + 1, is_repeating)
        self._read(item.get("item"), inside)

    def _repeat(self, item: Json, at: _At, page: str, when: str) -> str:
        """A group that is filled in several times: how often is asked first."""
        group = id_of(text_of(item.get("linkId")) or "repeat")
        count = f"{group}.count"
        asked = text_of(item.get("text")) or group
        self.words[self._language][f"q.{count}"] = f"{asked}: how many?"
        self._add({**_start(count, page), "kind": "number", "visible": when})
        self.groups.append({"id": group, "repeat": count, "visible": when})
        place, reason = f"{at.place}.repeats", "how many there are is asked first"
        self.findings.append(Finding(place, "changed", reason))
        return group

    def _theirs(self, item: Json, at: _At) -> None:
        link_id = text_of(item.get("linkId"))
        found = self._foreign.question(item, at.place) if link_id else None
        if not link_id:
            self._lost(at.place, "an item needs a linkId")
        if found is not None:
            data, options = found
            question_id = self._foreign.named[link_id]
            visible = _both(at.when, text_of(data.get("visible")))
            start = {**_start(question_id, at.page), "group": at.group}
            self._add({**start, **data, "visible": visible})
            self._say_item(question_id, item)
            if prefix := text_of(item.get("prefix")):
                said = self.words[self._language]
                said[f"q.{question_id}"] = f"{prefix} {said.get(f'q.{question_id}', '')}".strip()
            for option in options:
                key = f"c.{question_id}.{id_of(text_of(option.get('code')))}"
                self._say(key, option, "display")
                self.words[self._language].setdefault(key, text_of(option.get("code")))
        inside = _At(f"{at.place}.item", at.page, at.group, at.when, at.depth + 1, at.is_repeating)
        self._read(item.get("item"), inside)

    def _ours(self, item: Json, question: Json) -> None:
        self._add(question)
        question_id = str(question.get("id"))
        self._say_item(question_id, item)
        self._say_options(question_id, item)
        known = {
            part.get("id")
            for name in ("choices", "items", "places")
            for part in dicts(question.get(name))
        }
        for thing in dicts(item.get("item")):
            link_id = text_of(thing.get("linkId"))
            if link_id == f"{question_id}#hint":
                self._say(f"q.{question_id}.hint", thing)
            code = link_id.removeprefix(f"{question_id}/")
            if code in known:
                self._say(f"c.{question_id}.{code}", thing)
                self._say_media(f"c.{question_id}.{code}", thing, ITEM_MEDIA)
            self._say_options(question_id, thing)
        self._say_beside(item)

    def _add(self, question: Json) -> None:
        self.pages.setdefault(str(question.get("page", "main")))
        question_id = str(question.get("id"))
        if question_id in self.questions:
            raise QuestionnaireError(f"{question_id}: a linkId of its own was expected")
        self.questions[question_id] = question

    def _say_item(self, question_id: str, item: Json) -> None:
        self._say(f"q.{question_id}", item)
        self._say_media(f"q.{question_id}", item, ITEM_MEDIA)

    def _say_options(self, question_id: str, item: Json) -> None:
        for option in dicts(item.get("answerOption")):
            coding = option.get("valueCoding")
            if isinstance(coding, dict):
                key = f"c.{question_id}.{coding.get('code')}"
                self._say(key, coding, "display")
                self._say_media(key, option, ANSWER_MEDIA)

    def _say_beside(self, item: Json) -> None:
        """Sentences that FHIR has no place for."""
        found = extension(item, WORDS)
        for tag, said in _loaded(found.get("valueString"), "words").items() if found else ():
            if isinstance(said, dict) and _language(tag):
                texts = {key: text for key, text in said.items() if isinstance(text, str)}
                self.words.setdefault(tag, {}).update(texts)

    def _say_media(self, key: str, element: Json, url: str) -> None:
        """Files of the form's own; what is on another machine is told and never fetched."""
        for one in extensions(element, url):
            attachment = one.get("valueAttachment")
            if not isinstance(attachment, dict):
                continue
            medium = text_of(attachment.get("contentType")).partition("/")[0]
            address = text_of(attachment.get("url"))
            language = _language(attachment.get("language")) or self._language
            if address.startswith(MEDIA_FOLDER) and medium in MEDIA:
                self.words.setdefault(language, {})[f"{key}:{medium}"] = address[
                    len(MEDIA_FOLDER) :
                ]
            elif not extension(element, QUESTION) and ":" in address:
                self._lost(key, f"put the file of {address} beside the form: nothing is fetched")

    def _say(self, key: str, element: Json, name: str = "text") -> None:
        if text := text_of(element.get(name)):
            self.words[self._language].setdefault(key, text)
        for language, text in _translations(element, name):
            self.words.setdefault(language, {}).setdefault(key, text)

    def _fill(self, form: Form) -> None:
        """A sentence for whatever somebody else's form has none for."""
        if extension(self.resource, FORM) is not None:
            return
        said = self.words[self._language]
        said.setdefault("title", form.id)
        for key in needed_keys(form):
            if key not in said:
                is_named = key.startswith(("q.", "c."))
                said[key] = key.rpartition(".")[2].replace("_", " ") if is_named else said["title"]

    def _lost(self, place: str, reason: str) -> None:
        self.findings.append(Finding(place, "left out", reason))


def _start(question_id: str, page: str) -> Json:
    source = "imported from a FHIR Questionnaire"
    return {"id": question_id, "page": page, "picture": "question", "source": source}


def _both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def _contained(resource: Json) -> dict[str, Json]:
    return {f"#{text_of(one.get('id'))}": one for one in dicts(resource.get("contained"))}


def _all_items(element: Json, depth: int) -> Iterator[Json]:
    if depth <= MAX_DEPTH:
        for item in dicts(element.get("item")):
            yield item
            yield from _all_items(item, depth + 1)


def _translations(element: Json, name: str) -> Iterator[tuple[str, str]]:
    texts = element.get(f"_{name}")
    for one in extensions(texts, TRANSLATION) if isinstance(texts, dict) else []:
        parts = {text_of(part.get("url")): part for part in dicts(one.get("extension"))}
        language = _language(parts.get("lang", {}).get("valueCode"))
        content = text_of(parts.get("content", {}).get("valueString"))
        if language and content:
            yield language, content


def _loaded(text: object, place: str) -> Json:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise QuestionnaireError(f"{place}: JSON of an object was expected")
    _refuse_half_letters(found, place)
    return found


def _refuse_half_letters(found: Json, place: str) -> None:
    """JSON can hold what is no text (half a letter) and no number; neither can be kept."""
    try:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise QuestionnaireError(
            f"{place}: whole letters, finite numbers and no deep nesting were expected"
        ) from None


def _language(found: object) -> str:
    """A language as BCP 47 writes it, "" for anything else: it becomes the name of a file."""
    return found if isinstance(found, str) and _LANGUAGE.fullmatch(found) else ""
