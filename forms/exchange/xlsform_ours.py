"""What a workbook says in columns of ours ("mysay_..."): the rest of a question, a group, a form.

It reads cells and gives data; whether a form is whole is for the form to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forms.definition import Choice, Form, Group, Question
from forms.exchange.cells import from_cell
from forms.exchange.findings import Sentences
from forms.exchange.sentences import find, of_tag
from forms.exchange.xlsform_names import EXPRESSIONS, OURS
from forms.exchange.xlsform_rows import Line

Data = dict[str, Any]


def _fields(model: type[Question] | type[Group] | type[Choice] | type[Form]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


_QUESTION, _GROUP, _CHOICE, _HEAD = (_fields(one) for one in (Question, Group, Choice, Form))


def more_of_question(line: Line) -> Data:
    """What a row says about a question in columns of ours, expressions of ours included."""
    return _more(line, _QUESTION)


def more_of_group(line: Line) -> Data:
    """What a row says about a group in columns of ours."""
    return _more(line, _GROUP)


def more_of_choice(line: Line) -> Data:
    """What a row of the choices says about one in columns of ours."""
    return _more(line, _CHOICE)


def head(line: Line) -> Data:
    """What the settings say about the form in columns of ours."""
    return _more(line, _HEAD)


def titles(line: Line) -> Mapping[str, str]:
    """What the form is called in other languages."""
    found = from_cell(line.get(f"{OURS}title"))
    said = found.items() if isinstance(found, dict) else ()
    return {tag: text for tag, text in said if isinstance(text, str)}


def in_order(found: Iterable[str], said: object) -> list[str]:
    """Pages or groups as the settings order them, when those name them all; else as they stand."""
    here = list(found)
    is_order = isinstance(said, list) and all(isinstance(one, str) for one in said)
    return list(said) if is_order and isinstance(said, list) and {*here} <= {*said} else here


def is_ours(line: Line) -> bool:
    """Whether a row of the survey was written by us."""
    return bool(line.get(f"{OURS}kind"))


def said_once(words: Sentences) -> None:
    """Take out what a sheet had to say twice: a register's sentences that are those of plain (but
    for the questions themselves), a language's that are those of the first one."""
    first = next(iter(words), "")
    plain = {tag: dict(said) for tag, said in words.items()}
    for tag, said in words.items():
        language = of_tag(tag)[0]
        if tag == first:
            continue
        is_register = tag != language
        for key in list(said):
            other = find(plain, language if is_register else first, key)
            if said[key] == other and not (is_register and key.startswith("q.") and ":" not in key):
                del said[key]
    for tag in [tag for tag, said in words.items() if not said]:
        del words[tag]


def _more(line: Line, fields: Iterable[str]) -> Data:
    found = {name: line.get(OURS + name) for name in fields}
    return {name: from_cell(cell) for name, cell in found.items() if cell}


def expression_columns(line: Line, ours: Data) -> list[tuple[str, str]]:
    """(their column, our field) of the expressions that a row says in their words only."""
    return [(theirs, field) for theirs, field in EXPRESSIONS.items() if field not in ours]
