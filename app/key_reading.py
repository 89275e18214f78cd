"""Keys typed at the desk from a page of a booklet, as the value of an answer. Pure: text in, value
out; a key that can not be is a `Fault`, which names a sentence.

| on paper | keys |
|---|---|
| boxes ticked | their numbers: `1,3`; in a top three or a rank in the person's order |
| a mat, rings, a body | number and letter: `1a 2c`; or one letter a row: `aab-c` |
| figures | number and letter: `3a 5b` |
| words | lines as they stand there, an empty line at the end |

A line that begins with `=` is taken as it is after that sign, so that anything can be written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.answers import Value
from forms.exchange.paper import Item, Layout
from forms.kinds import KINDS

LITERAL = "="
# There are words where ticks were asked for.
WORDS_KEY = "w"
# On paper somebody may have added rows below the blank ones.
MOST_OWN_ROWS = 9
TICKED: frozenset[Layout] = frozenset({"ticks", "faces", "ranks"})
PAIRED: frozenset[Layout] = frozenset({"mat", "circles", "body", "figures"})
ONE_LINE: frozenset[str] = frozenset({"line", "date", "number"})
_PAIR = re.compile(r"(\d{1,3})([a-z])", re.IGNORECASE)
_GAP = re.compile(r"[\s,;]+")
_DAY = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")


@dataclass(frozen=True)
class Fault:
    """Keys that can not be: the key of a sentence, and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Keyed:
    """What keys say.

    Attributes:
        chosen: numbers in order, for what was ticked; a blank row's number stands for its words.
        put: number -> letter, for what was put somewhere.
        opens_words: whether own words are to be asked for.
    """

    chosen: tuple[str, ...] = ()
    put: Mapping[str, str] = field(default_factory=dict)
    opens_words: bool = False

    def rows(self, item: Item) -> tuple[str, ...]:
        """The blank rows in it, in order."""
        numbers = self.put if item.layout in PAIRED else self.chosen
        return tuple(number for number in numbers if item.mark(number) is None)


def read_keys(item: Item, line: str) -> Keyed | Fault:
    """What a line of numbers, or of numbers and letters, says for a question."""
    tokens = [token for token in _GAP.split(line.strip()) if token]
    if item.layout in PAIRED:
        return _read_pairs(item, tokens)
    return _read_ticks(item, tokens)


def value_of(item: Item, keyed: Keyed, own: Mapping[str, str]) -> Value:
    """The value of an answer.

    Args:
        item: the question.
        keyed: what keys said.
        own: for each blank row, what stands in the answer for it.
    """
    ids = {mark.key: mark.id for mark in item.marks} | dict(own)
    places = {place.key: place.id for place in item.places}
    if item.layout == "figures":
        return {places[letter]: ids[number] for number, letter in keyed.put.items()}
    if item.layout in PAIRED:
        return {ids[number]: places[letter] for number, letter in keyed.put.items()}
    chosen = tuple(ids[number] for number in keyed.chosen)
    if item.is_many:
        return chosen
    return chosen[0] if chosen else ""


def read_words(item: Item, lines: list[str]) -> tuple[Value, str]:
    """(value, own words) of what was written, line by line."""
    if item.kind in ("date", "number") and lines[0].startswith(LITERAL):
        return "", unescaped(lines[0])
    text = "\n".join(unescaped(line) for line in lines)
    if item.kind == "date" and (day := read_day(text)):
        return day.isoformat(), ""
    return KINDS[item.kind].read(text)


def unescaped(line: str) -> str:
    """A line without the sign that says to take it as it is."""
    return line.removeprefix(LITERAL)


def read_day(text: str) -> date | None:
    """A day as people here write it, or as YYYY-MM-DD; None when it is none."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _read_ticks(item: Item, tokens: list[str]) -> Keyed | Fault:
    numbers = [token for token in tokens if token.lower() != WORDS_KEY]
    for number in numbers:
        if not _is_there(item, number):
            return _no_such(item, number)
        if numbers.count(number) > 1:
            return Fault("cli.key_in.twice", {"key": number})
    if len(numbers) > 1 and not item.is_many:
        return Fault("cli.key_in.only_one")
    opening = {mark.key for mark in item.marks if mark.opens_words}
    opens = len(numbers) < len(tokens) or bool(opening & set(numbers))
    return Keyed(chosen=tuple(numbers), opens_words=opens)


def _read_pairs(item: Item, tokens: list[str]) -> Keyed | Fault:
    letters = {place.key for place in item.places}
    if len(tokens) == 1 and (put := _row_by_row(item, tokens[0], letters)):
        return Keyed(put=put)
    put = {}
    for token in tokens:
        found = _PAIR.fullmatch(token)
        if found is None:
            return Fault("cli.key_in.pairs", {"key": token, "letters": ", ".join(sorted(letters))})
        number, letter = found[1], found[2].upper()
        if not _is_there(item, number):
            return _no_such(item, number)
        if letter not in letters:
            return Fault("cli.key_in.pairs", {"key": token, "letters": ", ".join(sorted(letters))})
        if number in put or (item.layout == "figures" and letter in put.values()):
            return Fault("cli.key_in.twice", {"key": token})
        put[number] = letter
    return Keyed(put=put)


def _row_by_row(item: Item, token: str, letters: set[str]) -> dict[str, str]:
    """`aab-c`: a letter for each row in order, a dash for a row without a tick."""
    is_for_all = len(token) == len(item.marks) and set(token.upper()) <= letters | {"-"}
    if not is_for_all or item.layout == "figures":
        return {}
    pairs = zip(item.marks, token.upper(), strict=True)
    return {mark.key: letter for mark, letter in pairs if letter != "-"}


def _is_there(item: Item, number: str) -> bool:
    most = len(item.marks) + (MOST_OWN_ROWS if item.own_rows else 0)
    return number in {str(one) for one in range(1, most + 1)}


def _no_such(item: Item, number: str) -> Fault:
    return Fault("cli.key_in.no_such", {"key": number, "most": len(item.marks) + item.own_rows})
