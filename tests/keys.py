"""An answer as somebody would key it in from a booklet: the lines, the ending empty one with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from booklets import NAMES

from app.key_in import STATES, KeyIn
from app.key_reading import LITERAL, ONE_LINE, PAIRED, TICKED
from forms.answers import Answer, Value
from forms.engine import OpenForm
from forms.exchange.paper import Item, make_booklet
from forms.library import load_form
from forms.own import is_own, words_on
from forms.wording import wording


def keys_for(item: Item, answer: Answer) -> list[str]:
    """The lines that key in one answer."""
    if answer.state != "answered":
        return [next(key for key, state in STATES.items() if state == answer.state)]
    if item.layout in TICKED:
        return _ticks(item, answer)
    if item.layout in PAIRED:
        return _pairs(item, answer.value)
    if item.kind in ("date", "number"):
        return [f"{LITERAL}{answer.words}"] if answer.words else [str(answer.value)]
    lines = _lines(answer.value, answer.words)
    return lines if item.kind in ONE_LINE else [*lines, ""]


def _ticks(item: Item, answer: Answer) -> list[str]:
    value = answer.value
    chosen = [*value] if isinstance(value, tuple) else [value] if value else []
    numbers, own = _numbers(item, chosen)
    opening = {mark.key for mark in item.marks if mark.opens_words} & set(numbers)
    if answer.words and not opening:
        numbers.append("w")
    words = [*_literal(answer.words), ""] if answer.words or opening else []
    return [",".join(numbers), *own, *words]


def _pairs(item: Item, value: Value) -> list[str]:
    assert isinstance(value, Mapping)
    put = {one: key for key, one in value.items()} if item.layout == "figures" else value
    letters = {place.id: place.key.lower() for place in item.places}
    numbers, own = _numbers(item, [*put])
    pairs = zip(numbers, put.values(), strict=True)
    return [" ".join(f"{number}{letters[place]}" for number, place in pairs), *own]


def _numbers(item: Item, chosen: list[str]) -> tuple[list[str], list[str]]:
    """The numbers, blank rows after the printed ones, and the words of those rows."""
    by_id = {mark.id: mark.key for mark in item.marks}
    own = [one for one in chosen if is_own(one)]
    rows = {one: str(len(item.marks) + number) for number, one in enumerate(own, start=1)}
    return [by_id.get(one) or rows[one] for one in chosen], [LITERAL + words_on(o) for o in own]


def _lines(value: Value, words: str) -> list[str]:
    if isinstance(value, tuple):
        return [LITERAL + line for line in value]
    return _literal(str(value or words))


def _literal(words: str) -> list[str]:
    return [LITERAL + line for line in words.split("\n")] if words else []


def keys_through(form_id: str, register: str, wanted: Mapping[str, list[str]]) -> list[str]:
    """The lines that key in a whole booklet: the wanted questions, everything else left blank."""
    form = OpenForm(load_form(form_id), register=register)
    booklet = make_booklet(form.form, wording(form_id, register), NAMES)
    keys = KeyIn(booklet, form, lambda: datetime(2026, 11, 25, tzinfo=UTC), drawing="-")
    lines: list[str] = []
    while keys.stage != "end":
        typed = wanted.get(keys.at or "", [""])
        lines += typed
        for line in typed:
            keys.read(line)
    return lines
