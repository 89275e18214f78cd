"""The patterns of regex(): read once, then matched in time that grows only as the text does.

Python's own `re` tries one way after the other; a pattern such as `(a|a)*b`, which anybody may
write into a form, then takes longer than a life on a short text. Here all ways are followed at
once, letter by letter (Thompson's construction). What only trying can do, looking ahead and
back-references, is refused when the pattern is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# A form is data from outside: more is a mistake.
MOST_LETTERS = 500
MOST_STATES = 2_000
MAX_DEPTH = 20

Letter = Callable[[str], bool]
# Whether a place in a text fits: (text, place).
Place = Callable[[str, int], bool]
# Adds its states before the one that is given; returns where it begins.
Part = Callable[["_States", int], int]

_COUNT = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")
_CODE = re.compile(r"u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})")
_CATEGORY = re.compile(r"([pP])\{([A-Z][a-z]?)\}")
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}


class PatternError(ValueError):
    """A pattern that can not be read: says what was expected."""


@dataclass(frozen=True)
class _Read:
    letter: Letter
    then: int


@dataclass(frozen=True)
class _Either:
    ways: tuple[int, ...]


@dataclass(frozen=True)
class _Here:
    place: Place
    then: int


_State = _Read | _Either | _Here | None


class _States(list[_State]):
    """The states of a pattern; the first is the end, where everything fitted."""

    def put(self, state: _State) -> int:
        if len(self) >= MOST_STATES:
            raise PatternError("fewer repetitions were expected")
        self.append(state)
        return len(self) - 1


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read."""

    states: tuple[_State, ...]
    start: int

    def fits(self, text: str) -> bool:
        """Whether the whole text fits."""
        now = self._reached({self.start}, text, 0)
        for place, letter in enumerate(text, start=1):
            read = [one for state in now if isinstance(one := self.states[state], _Read)]
            now = self._reached({one.then for one in read if one.letter(letter)}, text, place)
            if not now:
                return False
        return 0 in now

    def _reached(self, first: set[int], text: str, place: int) -> set[int]:
        """Every state that can be in without reading a further letter."""
        reached, waiting = set(first), list(first)
        while waiting:
            state = self.states[waiting.pop()]
            ways: Iterable[int] = ()
            if isinstance(state, _Either):
                ways = state.ways
            elif isinstance(state, _Here) and state.place(text, place):
                ways = (state.then,)
            for way in ways:
                if way not in reached:
                    reached.add(way)
                    waiting.append(way)
        return reached


def read_pattern(text: str) -> Pattern:
    """Read a pattern.

    Raises:
        PatternError: it can not be read, or not be matched without trying.
    """
    if len(text) > MOST_LETTERS:
        raise PatternError(f"at most {MOST_LETTERS} letters were expected")
    part = _Parser(text).parse()
    states = _States([None])
    start = part(states, 0)
    return Pattern(tuple(states), start)


class _Parser:
    """Recursive descent: ways, then parts in a row, then one part with its repetition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = 0
        self._depth = 0

    def parse(self) -> Part:
        part = self._ways()
        if self._next < len(self._text):
            raise PatternError("a ( before this ) was expected")
        return part

    def _ways(self) -> Part:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise PatternError(f"at most {MAX_DEPTH} brackets in each other were expected")
        ways = [self._row()]
        while self._takes("|"):
            ways.append(self._row())
        self._depth -= 1
        return ways[0] if len(ways) == 1 else _either(ways)

    def _row(self) -> Part:
        parts = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._one()))
        return _in_a_row(parts)

    def _repeated(self, part: Part) -> Part:
        while (count := self._count()) is not None:
            part = _times(part, *count)
            # Lazy or possessive: the whole text fits or it does not, whichever way comes first.
            self._takes("?") or self._takes("+")
        return part

    def _count(self) -> tuple[int, int | None] | None:
        for sign, count in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._takes(sign):
                return count
        found = _COUNT.match(self._text, self._next)
        if found is None:
            return None
        self._next = found.end()
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if most is not None and most < least:
            raise PatternError(f"{found[0]} repeats at most less often than at least")
        return least, most

    def _one(self) -> Part:
        letter = self._take()
        if letter == "(":
            return self._group()
        if letter == "[":
            return _reading(self._class())
        if letter == ".":
            return _reading(lambda one: one != "\n")
        if letter == "^":
            return _here(lambda text, place: place == 0)
        if letter == "$":
            return _here(lambda text, place: place == len(text))
        if letter in "*+?":
            raise PatternError(f"something to repeat was expected before {letter}")
        if letter == "\\":
            return self._escaped()
        return _reading(lambda one: one == letter)

    def _group(self) -> Part:
        if self._takes("?") and not self._takes(":"):
            raise PatternError("looking ahead or back, and names of groups, can not be used here")
        part = self._ways()
        if not self._takes(")"):
            raise PatternError("a closing ) was expected")
        return part

    def _escaped(self) -> Part:
        letter = self._peek()
        if letter in ("b", "B"):
            self._next += 1
            return _here(_at_edge if letter == "b" else lambda text, at: not _at_edge(text, at))
        if letter.isdecimal() and letter != "0":
            raise PatternError(f"\\{letter}, what stood before, can not be used here")
        return _reading(self._named_letter())

    def _named_letter(self) -> Letter:
        """What stands after a backslash, for one letter."""
        category = _CATEGORY.match(self._text, self._next)
        if category is not None:
            self._next = category.end()
            return _in_category(category[2], wanted=category[1] == "p")
        letter = self._peek()
        if letter in _KINDS:
            self._next += 1
            return _KINDS[letter]
        one = self._letter_after_backslash()
        return lambda found: found == one

    def _letter_after_backslash(self) -> str:
        code = _CODE.match(self._text, self._next)
        if code is not None:
            self._next = code.end()
            return chr(int(code[1] or code[2], 16))
        letter = self._take()
        if letter in _CONTROL:
            return _CONTROL[letter]
        if letter.isalnum():
            raise PatternError(f"\\{letter} can not be used here")
        return letter

    def _class(self) -> Letter:
        """A class of letters, after its [."""
        is_negated = self._takes("^")
        fitting: list[Letter] = []
        while not fitting or not self._takes("]"):
            fitting.append(self._member())
        return _none_of(fitting) if is_negated else _any_of(fitting)

    def _member(self) -> Letter:
        first = self._take()
        if first == "\\":
            if self._peek() in _KINDS or _CATEGORY.match(self._text, self._next):
                return self._named_letter()
            first = self._letter_after_backslash()
        if self._peek() != "-" or self._text[self._next + 1 : self._next + 2] in ("]", ""):
            return lambda one: one == first
        self._next += 1
        last = self._take()
        if last == "\\":
            last = self._letter_after_backslash()
        if last < first:
            raise PatternError(f"{first}-{last} ends before it begins")
        return lambda one: first <= one <= last

    def _peek(self) -> str:
        return self._text[self._next : self._next + 1]

    def _take(self) -> str:
        letter = self._peek()
        if not letter:
            raise PatternError("more was expected at the end")
        self._next += 1
        return letter

    def _takes(self, letter: str) -> bool:
        found = self._peek() == letter
        self._next += found
        return found


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_KINDS: dict[str, Letter] = {
    "d": str.isdecimal,
    "D": lambda letter: not letter.isdecimal(),
    "w": _is_word,
    "W": lambda letter: not _is_word(letter),
    "s": str.isspace,
    "S": lambda letter: not letter.isspace(),
}


def _at_edge(text: str, place: int) -> bool:
    """Whether a word begins or ends here."""
    before = place > 0 and _is_word(text[place - 1])
    after = place < len(text) and _is_word(text[place])
    return before != after


def _in_category(category: str, *, wanted: bool) -> Letter:
    return lambda letter: unicodedata.category(letter).startswith(category) == wanted


def _any_of(letters: list[Letter]) -> Letter:
    return lambda letter: any(fits(letter) for fits in letters)


def _none_of(letters: list[Letter]) -> Letter:
    return lambda letter: not any(fits(letter) for fits in letters)


def _reading(letter: Letter) -> Part:
    return lambda states, then: states.put(_Read(letter, then))


def _here(place: Place) -> Part:
    return lambda states, then: states.put(_Here(place, then))


def _in_a_row(parts: list[Part]) -> Part:
    def put(states: _States, then: int) -> int:
        for part in reversed(parts):
            then = part(states, then)
        return then

    return put if parts else _nothing


def _nothing(states: _States, then: int) -> int:
    """A state all the same: what costs no state could be repeated without end."""
    return states.put(_Either((then,)))


def _either(ways: list[Part]) -> Part:
    return lambda states, then: states.put(_Either(tuple(way(states, then) for way in ways)))


def _times(part: Part, least: int, most: int | None) -> Part:
    def put(states: _States, then: int) -> int:
        start = _again(part, states, then) if most is None else _nothing(states, then)
        for _ in range((most or least) - least):
            start = states.put(_Either((part(states, start), then)))
        for _ in range(least):
            start = part(states, start)
        return start

    return put


def _again(part: Part, states: _States, then: int) -> int:
    """Any number of times: its end leads back to its beginning."""
    start = states.put(None)
    states[start] = _Either((part(states, start), then))
    return start
