"""A form as its author writes it (TOML): read with the line and column of every mistake.

It finds what TOML, the form's own rules and its expressions find, and says where in the file the
author has to look. It opens no file and knows no wording.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from forms.branches import Branches, FormError
from forms.definition import Form
from forms.including import Load, whole
from forms.library import load_form_version
from forms.pictures import all_pictures
from forms.shown import shown

# A form is data from outside. The largest of ours has a hundredth of these letters.
MOST_LETTERS = 4_000_000
# Nobody reads more mistakes than these at once.
MOST_MISTAKES = 100
MOST_SHOWN = 300
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_ENDLESS_NUMBER = re.compile(r"\d[\d_]{4000}")
_ENDLESS_BRACKETS = re.compile(r"(?:[\[{][\s\w=\"]{0,9}){60}")
_QUESTION_TABLE = re.compile(r"^\s*\[\[\s*questions\s*\]\]", re.MULTILINE)
_EXPRESSION = re.compile(
    r"^[^:]*: (?P<id>[^:]+): (?:(?P<what>\w+): )?(?:column (?P<column>\d+): )?"
)


@dataclass(frozen=True)
class Mistake:
    """One mistake: where (from 1) and what was expected there."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """As compilers write it, so that editors can jump there."""
        return f"{self.line}:{self.column}: {shown(self.message, MOST_SHOWN)}"


@dataclass(frozen=True)
class Checked:
    """What a form file is: a form, or its mistakes.

    Attributes:
        form: with the forms that it includes.
        mistakes: each with its place; there is a form only when there are none.
        written: as its author wrote it, without what it includes.
    """

    form: Form | None
    mistakes: tuple[Mistake, ...]
    written: Form | None = None


def read_form(text: str, load: Load = load_form_version) -> Checked:
    """Read a form file; the form comes whole, with those it includes.

    Args:
        text: the file's content.
        load: gives a form that is included, in a version.
    """
    if len(text) > MOST_LETTERS:
        too_long = f"a form file of at most {MOST_LETTERS} letters was expected"
        return Checked(None, (Mistake(1, 1, too_long),))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Checked(None, (_toml_mistake(text, str(error)),))
    except (ValueError, RecursionError):
        return Checked(None, (_too_much(text),))
    try:
        form = Form.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        mistakes = [
            _model_mistake(text, data, one["loc"], one["msg"]) for one in found[:MOST_MISTAKES]
        ]
        return Checked(None, tuple(mistakes))
    return _completed(text, form, load)


def _completed(text: str, form: Form, load: Load) -> Checked:
    """The form with what it includes, every branch read."""
    try:
        complete = whole(form, load)
        Branches.of(complete)
    except FormError as error:
        return Checked(None, (_expression_mistake(text, form, str(error)),))
    except (KeyError, ValueError) as error:
        at = _place_of_key(text, 0, "include")
        return Checked(None, (Mistake(*at, f"include: {_why(error)}"),))
    return Checked(complete, (), form)


def unknown_pictures(text: str, form: Form) -> Iterator[Mistake]:
    """Pictures that the catalogue has not, each at its first place in the file.

    Args:
        text: the form file.
        form: as its author wrote it there.
    """
    known = [one.concept for one in all_pictures()]
    named = {
        picture
        for question in form.questions
        for picture in (
            question.picture,
            *(one.picture for one in (*question.choices, *question.items, *question.places)),
        )
    }
    for picture in sorted(named.difference(known)):
        found = re.search(rf"\bpicture\s*=\s*[\"']({re.escape(picture)})[\"']", text)
        near = get_close_matches(picture, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        yield Mistake(*_at(text, found.start(1) if found else 0), f"no picture {picture}{hint}")


def _why(error: KeyError | ValueError) -> str:
    if isinstance(error, ValidationError):
        return shown(error.errors(include_url=False, include_context=False)[0]["msg"], MOST_SHOWN)
    return shown(str(error.args[0]), MOST_SHOWN)


def json_schema() -> dict[str, Any]:
    """The shape of a form file, for editors that complete and check while one writes."""
    schema = Form.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _toml_mistake(text: str, message: str) -> Mistake:
    place = _TOML_PLACE.search(message)
    if place is None:  # at the end of the document
        last = text.split("\n")
        return Mistake(len(last), len(last[-1]) + 1, message)
    return Mistake(int(place[1]), int(place[2]), _TOML_PLACE.sub("", message).strip())


def _too_much(text: str) -> Mistake:
    """What Python itself refuses: a number without end, or brackets in each other without end."""
    number, brackets = _ENDLESS_NUMBER.search(text), _ENDLESS_BRACKETS.search(text)
    found = number or brackets
    start = found.start() if found else 0
    what = "a number of fewer digits was expected" if number else "fewer brackets were expected"
    line = text.count("\n", 0, start) + 1
    return Mistake(line, start - text.rfind("\n", 0, start), what)


def _model_mistake(text: str, data: dict[str, Any], path: tuple[Any, ...], message: str) -> Mistake:
    """Where a rule of the form was broken: in the question it names, at the key if it is there."""
    if len(path) >= 2 and path[0] == "questions" and isinstance(path[1], int):
        start = _start_of_question(text, path[1])
        name = _name_of_question(data, path[1])
        rest = ".".join(str(part) for part in path[2:])
        at = _place_of_key(text, start, str(path[2]) if len(path) > 2 else "id")
        said = ": ".join(part for part in (name, rest, message) if part)
        return Mistake(*at, said)
    named = re.match(r"(?:Value error, )?[^:]+: (?P<id>[a-z0-9_.-]+) ", message)
    place = _find_question(text, named["id"]) if named else None
    if place is not None:
        return Mistake(*_place_of_key(text, place, "id"), message)
    at = _place_of_key(text, 0, str(path[0])) if path else (1, 1)
    return Mistake(*at, ": ".join([*map(str, path), message]))


def _expression_mistake(text: str, form: Form, message: str) -> Mistake:
    found = _EXPRESSION.match(message)
    if found is None:
        return Mistake(1, 1, message)
    what = found["what"] or found["id"]
    start = _find_question(text, found["id"]) or 0
    line, column = _place_of_key(text, start, what)
    if found["column"]:
        column = _column_in_text(text, line) + int(found["column"]) - 1
    return Mistake(line, column, message.removeprefix(f"{form.id}: "))


def _column_in_text(text: str, line: int) -> int:
    """The column of the first letter inside the quotes of a line's value."""
    found = re.search(r"=\s*[\"']{1,3}", text.splitlines()[line - 1])
    return found.end() + 1 if found else 1


def _starts(text: str) -> Iterator[int]:
    return (found.start() for found in _QUESTION_TABLE.finditer(text))


def _start_of_question(text: str, number: int) -> int:
    return next((start for n, start in enumerate(_starts(text)) if n == number), 0)


def _find_question(text: str, question_id: str) -> int | None:
    wanted = re.compile(rf"^\s*id\s*=\s*[\"']{re.escape(question_id)}[\"']", re.MULTILINE)
    starts = list(_starts(text))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if wanted.search(text, start, end):
            return start
    return None


def _name_of_question(data: dict[str, Any], number: int) -> str:
    try:
        return str(data["questions"][number]["id"])
    except (KeyError, IndexError, TypeError):
        return f"question {number + 1}"


def _place_of_key(text: str, start: int, key: str) -> tuple[int, int]:
    """(line, column) of a key after `start`, else of `start` itself."""
    following = next((s for s in _starts(text) if s > start), len(text))
    found = re.compile(rf"^\s*({re.escape(key)})\s*=", re.MULTILINE).search(text, start, following)
    position = found.start(1) if found else start
    # A table's own line may follow blank ones.
    position += len(text[position:]) - len(text[position:].lstrip()) if not found else 0
    return _at(text, position)


def _at(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
