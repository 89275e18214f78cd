"""An item of somebody else's Questionnaire as a question of ours, as far as it goes.

What is not read is a finding with its place. It reads one item; `fhir_reading` goes through them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from forms.exchange.fhir_items import (
    CALCULATED,
    ENABLE_WHEN,
    HIDDEN,
    MAX_VALUE,
    MIN_VALUE,
    Json,
    dicts,
    extension,
    text_of,
)
from forms.exchange.fhir_when import from_enable_when
from forms.exchange.findings import Finding
from forms.exchange.xlsform_names import id_of

OTHER = "something_else"
_PICKED = ("choice", "open-choice", "coding")
_KINDS: Mapping[str, tuple[str, str]] = {
    "display": ("info", "info"),
    "string": ("line", "list"),
    "text": ("text", "list"),
    "decimal": ("number", "list"),
    "integer": ("number", "list"),
    "date": ("date", "list"),
    "boolean": ("yes_no", "list"),
    "time": ("line", "list"),
    "dateTime": ("line", "list"),
    "url": ("line", "list"),
    "quantity": ("line", "list"),
    "attachment": ("file", "list"),
}
_CHANGED: Mapping[str, str] = {
    "time": "a time is written in words",
    "dateTime": "a day and time are written in words",
    "url": "an address is written in words",
    "quantity": "an amount is written in words, with its unit",
    "attachment": "which file it is and where is written in words",
}
# What nothing here reads; told once for each item that has it.
_UNREAD = ("initial", "code", "definition", "disabledDisplay", "preferredTerminologyServer")
_READ_EXTENSIONS = frozenset({HIDDEN, MAX_VALUE, MIN_VALUE})


@dataclass
class Foreign:
    """Reads items of one resource.

    Attributes:
        named: our id for the link id of each item.
        contained: the resources that the Questionnaire brings along, by "#id".
    """

    named: Mapping[str, str]
    contained: Mapping[str, Json]
    findings: list[Finding] = field(default_factory=list)

    def question(self, item: Json, place: str) -> tuple[Json, list[Json]] | None:
        """(the question but for its id and page, its choices as FHIR options); None for no kind."""
        options = self._options(item, place)
        kind = self._kind(item, place, options)
        if kind is None:
            return None
        question: Json = {"kind": kind}
        if kind == "yes_no":
            options = [{"code": "yes", "display": "Yes"}, {"code": "no", "display": "No"}]
        if kind in ("pick_one", "pick_many", "yes_no"):
            question["choices"] = list(self._choices(item, options))
        if item.get("required") is True:
            question["required"] = "true()"
        if within := _within(item):
            question["constraint"] = within
        question["visible"] = self.condition(item, place)
        self._tell(item, place)
        return {name: value for name, value in question.items() if value}, options

    def condition(self, item: Json, place: str) -> str:
        """When an item is asked; "" for always, and for what can not be said here."""
        code: Callable[[str], str] = id_of
        found = from_enable_when(item, self.named, code)
        if found is None:
            reason = "a comparison that is not made here: write the branch anew"
            self._find(f"{place}.enableWhen", reason)
        if extension(item, ENABLE_WHEN):
            reason = "its language is not ours: write the branch anew"
            self._find(f"{place}.extension ({ENABLE_WHEN})", reason)
        return found or ""

    def _kind(self, item: Json, place: str, options: list[Json]) -> str | None:
        word, repeats = text_of(item.get("type")), item.get("repeats") is True
        if options and word not in ("group", "display"):
            return "pick_many" if repeats else "pick_one"
        if word in _PICKED:
            self._find(place, "its choices are not here: it is written in words", changed=True)
            return "list" if repeats else "line"
        kinds = _KINDS.get(word)
        if kinds is None:
            self._find(place, f"there is no question of type {item.get('type')!r} here")
            return None
        if word in _CHANGED:
            self._find(place, _CHANGED[word], changed=True)
        return kinds[repeats]

    def _options(self, item: Json, place: str) -> list[Json]:
        """The choices of an item as codings, those of a value set it brings along among them."""
        found: list[Json] = []
        given = item.get("answerOption") or []
        if not isinstance(given, list) or len(dicts(given)) < len(given):
            self._find(f"{place}.answerOption", "a list of choices was expected")
        for number, option in enumerate(dicts(given)):
            coding = _coding(option)
            if coding is None:
                self._find(f"{place}.answerOption[{number}]", "a choice needs a code or words")
            else:
                found.append(coding)
        valueset = text_of(item.get("answerValueSet"))
        if valueset and not found:
            found = [{**one} for one in _concepts(self.contained.get(valueset, {}))]
            if not found:
                self._find(f"{place}.answerValueSet", f"the choices of {valueset} are not here")
        return list({id_of(text_of(one.get("code"))): one for one in found}.values())

    def _choices(self, item: Json, options: list[Json]) -> Iterator[Json]:
        for option in options:
            yield {"id": id_of(text_of(option.get("code"))), "picture": "question"}
        is_open = item.get("type") == "open-choice" or item.get("answerConstraint") in (
            "optionsOrString",
            "optionsOrType",
        )
        if is_open and all(id_of(text_of(one.get("code"))) != OTHER for one in options):
            yield {"id": OTHER, "picture": OTHER, "opens_words": True}

    def _tell(self, item: Json, place: str) -> None:
        for name in _UNREAD:
            if item.get(name):
                self._find(f"{place}.{name}", "not read here")
        if extension(item, CALCULATED):
            self._find(f"{place}.extension ({CALCULATED})", "its language is not ours")
        if extension(item, HIDDEN):
            self._find(f"{place}.extension ({HIDDEN})", "it is asked: nothing is hidden here")
        if item.get("readOnly") is True:
            self._find(f"{place}.readOnly", "it can be answered here")

    def _find(self, place: str, reason: str, *, changed: bool = False) -> None:
        self.findings.append(Finding(place, "changed" if changed else "left out", reason))


def _coding(option: Json) -> Json | None:
    """A choice as a coding: one that is a text, a number or a day has itself as its word."""
    for name, value in option.items():
        if name == "valueCoding":
            if not isinstance(value, dict):
                return None
            is_named = text_of(value.get("code")) or text_of(value.get("display"))
            return {"code": value.get("display"), **value} if is_named else None
        if name.startswith("value") and isinstance(value, str | int) and str(value).strip():
            return {"code": str(value), "display": str(value)}
    return None


def _concepts(valueset: Json) -> Iterator[Json]:
    expansion, compose = valueset.get("expansion"), valueset.get("compose")
    if isinstance(expansion, dict):
        yield from (one for one in dicts(expansion.get("contains")) if text_of(one.get("code")))
    for part in dicts(compose.get("include")) if isinstance(compose, dict) else []:
        yield from (one for one in dicts(part.get("concept")) if text_of(one.get("code")))


def _within(item: Json) -> str:
    """What an answer should hold to, by its length and its least and greatest value."""
    parts: list[str] = []
    longest = item.get("maxLength")
    if isinstance(longest, int) and not isinstance(longest, bool):
        parts.append(f"string-length(.) <= {longest}")
    for url, operator in ((MIN_VALUE, ">="), (MAX_VALUE, "<=")):
        limit = (extension(item, url) or {}).items()
        for name, value in limit:
            if name in ("valueInteger", "valueDecimal") and isinstance(value, int | float):
                parts.append(f". {operator} {value}")
    return " and ".join(parts)
