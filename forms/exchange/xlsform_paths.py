"""How our questions and expressions are called in an XLSForm.

A name there is an XML name, and is there once. A thing that is placed (on a sorting mat, in a ring)
is a question of its own there. It writes no rows.
"""

from __future__ import annotations

import re

from forms.definition import Form, Question
from forms.exchange.placing import PLACED, things

_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_PLACED = re.compile(
    r"\bplaced\(\s*\$\{\s*(?P<id>[^}\s]+)\s*\}\s*,\s*(?P<place>'[^']*'|\"[^\"]*\")\s*\)"
)
_STILL_OURS = re.compile(r"\bplaced\s*\(")
# The name of the part of every form that holds its own ids.
_RESERVED = "meta"


class Names:
    """The names of one form's questions, things, groups and pages."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._names = {question.id: _xml_name(question.id) for question in form.questions}
        self._taken = {name.lower() for name in self._names.values()}
        self._made: dict[tuple[str, str], str] = {}
        self._placed = {q.id: q for q in form.questions if q.kind in PLACED}

    def of(self, question_id: str) -> str:
        """The name of a question."""
        return self._names[question_id]

    def made(self, base: str, word: str, thing: str = "") -> str:
        """The name of something that only stands there; the same each time."""
        key = (base, f"{word} {thing}")
        if key not in self._made:
            self._made[key] = self._free("_".join(part for part in (base, word, thing) if part))
        return self._made[key]

    def thing(self, question: Question, thing_id: str) -> str:
        """The name of a thing that is placed."""
        return self.made(self.of(question.id), "FOR", thing_id)

    def translated(self, expression: str) -> str:
        """An expression in their words; "placed" asks every thing that can be placed."""
        there = _PLACED.sub(self._any_placed, expression)
        return _REFERENCE.sub(lambda found: self._reference(found[1]), there)

    def is_theirs(self, translated: str) -> bool:
        """Whether nothing of ours is left in an expression."""
        return _STILL_OURS.search(translated) is None

    def _any_placed(self, found: re.Match[str]) -> str:
        question = self._placed.get(found["id"])
        if question is None:
            return found[0]
        tests = (f"${{{self.thing(question, t)}}} = {found['place']}" for t, _ in things(question))
        return f"({' or '.join(tests)})"

    def _reference(self, name: str) -> str:
        return f"${{{self._names.get(name, name)}}}"

    def _free(self, wanted: str) -> str:
        name, count = wanted, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{wanted}_{count}"
        self._taken.add(name.lower())
        return name


def _xml_name(question_id: str) -> str:
    is_name = question_id[0].isalpha() and question_id != _RESERVED
    return question_id if is_name else f"_{question_id}"
