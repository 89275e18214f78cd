"""What could be plainer in the words of a form, as its readers meet them, and what has no picture.

Each register is read as its readers read it: with the sentences that fall back to the plain ones.
It looks at what the form asks itself; what it includes is looked at where it comes from. English
only: the limits count English words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.definition import UNASKED, Form, Question
from forms.easyread import Finding, Reader, check_text, reader_of
from forms.kinds.feelings import NOW, WISH
from forms.library import own_part
from forms.pictures import picture
from forms.plain_questions import check_question
from forms.wording import Wording, wording

# Names stay as they stand in the catalogue: each counts as one word.
NAMES = {name: f"{{{name}}}" for name in ("senco", "school", "pupil", "item")}


@dataclass(frozen=True)
class Note:
    """One thing to make plainer, and where."""

    form: str
    key: str
    register: str
    message: str

    def __str__(self) -> str:
        """form:key:register: what to do."""
        return f"{self.form}:{self.key}:{self.register}: {self.message}"


def lint(form_id: str) -> tuple[Note, ...]:
    """Every note on a form of the library, register by register, in the form's order.

    Raises:
        KeyError: there is no such form.
    """
    form = own_part(form_id)
    return tuple(
        Note(form_id, finding.key, register, f"{finding.advice}: {finding.sentence}")
        for register in form.registers
        for finding in _findings(form, register)
    )


def _findings(form: Form, register: str) -> Iterator[Finding]:
    words, reader = wording(form.id, register), reader_of(form.role, register)
    said = {"title": words.title(**NAMES), "intro": words.intro(**NAMES)}
    said |= {f"page.{page}": words.page(page, **NAMES) for page in form.pages}
    for key, text in said.items():
        yield from check_text(key, text, reader)
    for question in _asked(form, register):
        yield from _in_question(question, words, reader)
        yield from _without_picture(question)


def _in_question(question: Question, words: Wording, reader: Reader) -> Iterator[Finding]:
    asked, hint = (say(question.id, **NAMES) for say in (words.question, words.hint))
    for key, text in ((f"q.{question.id}", asked), (f"q.{question.id}.hint", hint)):
        yield from check_text(key, text, reader)
        yield from check_question(key, text, question.kind)
    for choice in _tapped(question):
        text = words.choice(question.id, choice, **NAMES)
        yield from check_text(f"c.{question.id}.{choice}", text, reader)


def _asked(form: Form, register: str) -> Iterator[Question]:
    for question in form.questions:
        is_met = not question.registers or register in question.registers
        if is_met and question.kind not in UNASKED:
            yield question


def _tapped(question: Question) -> Iterator[str]:
    yield from (part.id for part in (*question.places, *question.items, *question.choices))
    if question.kind == "feelings":
        yield from (NOW, WISH)


def _without_picture(question: Question) -> Iterator[Finding]:
    parts = (*question.places, *question.items, *question.choices)
    shown = [(f"q.{question.id}", question.picture)]
    shown += [(f"c.{question.id}.{part.id}", part.picture) for part in parts]
    for key, concept in shown:
        try:
            alt = picture(concept).alt
        except KeyError:
            yield Finding(key, concept, "no picture of that name")
            continue
        if not alt:
            yield Finding(key, concept, "a picture needs words for who can not see it")
