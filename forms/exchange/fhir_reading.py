"""A FHIR Questionnaire (R4B or R5), ours or somebody else's, as a form.

Ours comes back equal. Somebody else's is read as far as it goes, and the rest is reported. Pure:
dictionaries in.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from pydantic import ValidationError

from forms.branches import Branches, FormError
from forms.definition import Form
from forms.exchange.fhir_items import ENABLE_WHEN, FORM, QUESTION, TRANSLATION, Json, extension
from forms.exchange.findings import Finding, Imported, ReadingError, Sentences

# A form is data from outside: deeper groups than this are a mistake.
MAX_DEPTH = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MOST_ITEMS = 20_000


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


@dataclass
class _Reader:
    resource: Json
    findings: list[Finding] = field(default_factory=list)
    questions: list[Json] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    words: Sentences = field(default_factory=dict)
    seen: int = 0

    def imported(self) -> Imported:
        head = self._head()
        language = _language(self.resource.get("language")) or "en"
        self.words[language] = {"title": _text(self.resource.get("title")) or _text(head.get("id"))}
        self._language = language
        self._read(self.resource.get("item"), "item", page="main", depth=0)
        whole = {**head, "pages": self.pages, "questions": self.questions}
        try:
            form = Form.model_validate(whole)
            Branches.of(form)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "the form"
            raise QuestionnaireError(f"{place}: {first['msg']}") from None
        except FormError as error:
            raise QuestionnaireError(str(error)) from None
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
        self.seen += len(items)
        if self.seen > MOST_ITEMS:
            raise QuestionnaireError(f"{place}: at most {MOST_ITEMS} items were expected")
        for number, item in enumerate(items):
            if not isinstance(item, dict):
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
            options = _codings(item)
            if options:
                question["choices"] = [
                    {"id": _id_of(_text(one.get("code"))), "picture": "question"} for one in options
                ]
            self._add(question, {**item, "answerOption": _renamed(options)})
            self._left(item, place)
        self._read(item.get("item"), f"{place}.item", page=page, depth=depth + 1)

    def _left(self, item: Json, place: str) -> None:
        """Say what an item of somebody else has and we do not read."""
        given = item.get("answerOption") or []
        if not isinstance(given, list) or len(given) != len(_codings(item)):
            reason = "only choices that are a coding or words are read"
            self.findings.append(Finding(f"{place}.answerOption", "left out", reason))
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
    if kind in ("pick_one", "pick_many") and not _codings(item):
        return "text"
    return kind


def _codings(item: Json) -> list[Json]:
    """The choices of an item: codings, and words that stand for themselves."""
    found = []
    for option in _dicts(item.get("answerOption")):
        coding, words = option.get("valueCoding"), _text(option.get("valueString"))
        if isinstance(coding, dict) and _text(coding.get("code")):
            found.append(coding)
        elif words:
            found.append({"code": words, "display": words})
    return found


def _renamed(options: list[Json]) -> list[Json]:
    return [{"valueCoding": {**one, "code": _id_of(_text(one.get("code")))}} for one in options]


def _translations(item: Json) -> dict[str, str]:
    texts = item.get("_text")
    found: dict[str, str] = {}
    for one in _dicts(texts.get("extension")) if isinstance(texts, dict) else []:
        if one.get("url") == TRANSLATION:
            parts = {part.get("url"): part for part in _dicts(one.get("extension"))}
            language = _language(parts.get("lang", {}).get("valueCode"))
            content = _text(parts.get("content", {}).get("valueString"))
            if language and content:
                found[language] = content
    return found


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


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _language(found: object) -> str:
    """A language as BCP 47 writes it, "" for anything else: it becomes the name of a file."""
    return found if isinstance(found, str) and _LANGUAGE.fullmatch(found) else ""


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _id_of(name: str) -> str:
    plain = re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-._")
    return plain or "unnamed"
