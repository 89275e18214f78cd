"""A branch in FHIR's own words (enableWhen), and back.

FHIR compares one answer at a time and joins the comparisons by "all" or "any"; what is not as
simple stays an expression. It knows no items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from forms.definition import Form, Question
from forms.exchange.fhir_items import CODED, Json, dicts, system, text_of
from forms.exchange.placing import PLACED

_VALUE = r"(?:'(?P<text>[^']*)'|(?P<number>-?\d+(?:\.\d+)?))"
_COMPARED = re.compile(rf"\$\{{(?P<id>[^}}\s]+)\}}\s*(?P<operator>!=|>=|<=|=|>|<)\s*{_VALUE}")
_SELECTED = re.compile(r"selected\(\s*\$\{(?P<id>[^}\s]+)\}\s*,\s*'(?P<text>[^']+)'\s*\)")
_TEXTS = frozenset({"text", "line", "say", "hidden"})


def to_enable_when(form: Form, expression: str) -> Json | None:
    """What an item says in FHIR's own words; None when they can not say it."""
    for word, behaviour in ((" and ", "all"), (" or ", "any")):
        parts = _split(_bare(expression), word)
        found = [_comparison(form, _bare(part)) for part in parts]
        tests = [one for one in found if one is not None]
        if len(tests) == len(found) and _is_same_there(tests, behaviour):
            return {"enableWhen": tests, **({"enableBehavior": behaviour} if tests[1:] else {})}
    return None


def _split(text: str, word: str) -> list[str]:
    """The parts between a word that stands in no brackets; quotes hold no brackets of ours."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(word, place):
            parts.append(text[start:place])
            start = place + len(word)
    return [part.strip() for part in (*parts, text[start:])]


def _bare(text: str) -> str:
    """An expression without the brackets around all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def _is_same_there(tests: list[Json], behaviour: str) -> bool:
    """With nothing said yet "is not" holds here and not in FHIR, unless an answer is asked for."""
    said = {one["question"] for one in tests if one.get("answerBoolean") is True}
    denied = {one["question"] for one in tests if one["operator"] == "!="}
    return not denied or (behaviour == "all" and denied <= said)


def _comparison(form: Form, text: str) -> Json | None:
    found = _COMPARED.fullmatch(text) or _SELECTED.fullmatch(text)
    if found is None:
        return None
    try:
        question = form.question(found["id"])
    except KeyError:
        return None
    if form.repeat_of(question.id) is not None or question.kind in (*PLACED, "info"):
        return None  # which round is meant, and what is placed, is ours to know
    operator = found.groupdict().get("operator") or "="
    if operator in ("=", "!=") and found["text"] == "":
        return {"question": question.id, "operator": "exists", "answerBoolean": operator == "!="}
    answer = _answer(form, question, found)
    return {"question": question.id, "operator": operator, **answer} if answer else None


def _answer(form: Form, question: Question, found: re.Match[str]) -> Json | None:
    said = found.groupdict()
    text, number = said.get("text"), said.get("number")
    if text and question.kind in CODED and question.find_choice(text):
        return {"answerCoding": {"system": system(form.id, question.id), "code": text}}
    if text and question.kind in _TEXTS:
        return {"answerString": text}
    if number and question.kind == "number":
        return {"answerDecimal": float(number) if "." in number else int(number)}
    return None


def from_enable_when(
    item: Json, named: Mapping[str, str], code: Callable[[str], str]
) -> str | None:
    """The branch of an item as an expression; "" when it is always asked.

    Args:
        item: somebody else's item.
        named: our id for the link id of each question.
        code: our id for the code of a choice.

    Returns:
        None when a comparison can not be said here.
    """
    tests = dicts(item.get("enableWhen"))
    parts = [_test(test, named, code) for test in tests]
    said = [part for part in parts if part is not None]
    if len(said) < len(parts):
        return None
    return (" or " if item.get("enableBehavior") == "any" else " and ").join(said)


def _test(test: Json, named: Mapping[str, str], code: Callable[[str], str]) -> str | None:
    question, operator = named.get(text_of(test.get("question"))), text_of(test.get("operator"))
    if question is None:
        return None
    if operator == "exists":
        return f"${{{question}}} {'=' if test.get('answerBoolean') is False else '!='} ''"
    value = _value(test, code)
    if value is None or operator not in ("=", "!=", ">", "<", ">=", "<="):
        return None
    if operator in ("=", "!=") and "answerCoding" in test:
        chosen = f"selected(${{{question}}}, {value})"
        return chosen if operator == "=" else f"not({chosen})"
    return f"${{{question}}} {operator} {value}"


def _value(test: Json, code: Callable[[str], str]) -> str | None:
    for name, value in test.items():
        if name == "answerCoding" and isinstance(value, dict) and value.get("code"):
            return f"'{code(text_of(value.get('code')))}'"
        if name == "answerBoolean" and isinstance(value, bool):
            return "'yes'" if value else "'no'"
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name in ("answerDecimal", "answerInteger") and is_number:
            return str(value)
        if name in ("answerString", "answerDate") and isinstance(value, str) and "'" not in value:
            return f"'{value}'"
    return None
