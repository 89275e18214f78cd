"""A form as a booklet: every question with its number, sentences and pictures, and what to tick.

The same data is printed (`app.export.booklet`) and keyed in (`app.key_in`), so a number on paper
and a number at the keyboard are the same number. On paper everything is there at once: what is
asked only sometimes says when, and what is asked round by round has a few blank rounds. It draws
nothing and says no sentence of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from forms.answers import Answer, Answers
from forms.branches import Branches
from forms.catalogues import Standing
from forms.definition import Choice, Form, Group, Question
from forms.engine import OpenForm
from forms.exchange.paper_code import PageCode
from forms.exchange.paper_conditions import Condition, condition_of
from forms.expression import Expression, compile_expression
from forms.functions import Result
from forms.groups import chain_of
from forms.kinds import KINDS
from forms.wording import Wording

Layout = Literal[
    "info",  # only said
    "ticks",  # boxes to tick, one or many
    "faces",  # three faces to tick
    "ranks",  # boxes to write 1, 2, 3 into
    "mat",  # things in rows, places in columns
    "circles",  # rings to write names into, and a mat
    "body",  # an outline to draw on, and a mat
    "figures",  # which one now, which one wished for
    "words",  # lines to write on
    "timeline",  # when, and what happened
    "date",
    "number",
    "say",  # a box to draw in, and lines
]
_LAYOUTS: Mapping[str, Layout] = {
    "info": "info",
    "pick_one": "ticks",
    "pick_many": "ticks",
    "yes_no": "ticks",
    "face3": "faces",
    "top3": "ranks",
    "rank": "ranks",
    "sort3": "mat",
    "circles": "circles",
    "body_map": "body",
    "feelings": "figures",
    "dated_list": "timeline",
    "date": "date",
    "number": "number",
    "say": "say",
}
_LINES: Mapping[str, int] = {"line": 1, "text": 4, "list": 5, "dated_list": 5, "say": 2, "file": 2}
LETTERS = "ABCDEFGHIJ"
# Blank rounds of a repeat, and blank rows for things of a person's own.
ROUNDS = 3
OWN_ROWS = 3
# Where the words of a repeat name the thing that is asked about.
BLANK = "________"
# What comes with an invitation was there before anything was asked.
BEFORE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Mark:
    """Something to tick, number or sort, or a place to sort it to.

    Attributes:
        key: what stands beside it and is keyed in: a number, or a letter for a place.
        id: of the choice; "" for a blank row.
        word: as this reader sees it.
        picture: its concept.
        opens_words: whether own words stand beside it.
    """

    key: str
    id: str
    word: str
    picture: str
    opens_words: bool = False


@dataclass(frozen=True)
class Item:
    """One question in the booklet.

    Attributes:
        label: its number, "7", or "7.2" in the second round; "" for what is only said.
        question_id: the question as the form defines it.
        round: which blank round, from 1; 0 outside of repeats.
        opens_round: the number of the question a new round is about; "" when none begins here,
            "?" when it is about something else, to be written there.
        about: what the round is about, when that is known before it is printed.
        condition: what must be so for it to be asked; () for always.
        ends: what must be so to stop after it; () for nothing.
        marks: what to tick, number or sort, in order.
        places: where to, for what is sorted.
        own_rows: blank rows after the marks; their keys go on counting.
        lines: lines to write on.
    """

    label: str
    question_id: str
    kind: str
    layout: Layout
    text: str
    hint: str
    picture: str
    condition: Condition = ()
    ends: Condition = ()
    round: int = 0
    opens_round: str = ""
    about: str = ""
    marks: tuple[Mark, ...] = ()
    places: tuple[Mark, ...] = ()
    own_rows: int = 0
    lines: int = 0

    def label_in(self, round_: int) -> str:
        """Its number in another round, as far as it is in rounds."""
        base, dot, _ = self.label.partition(".")
        return f"{base}.{round_}" if dot and round_ else self.label

    @property
    def is_many(self) -> bool:
        """Whether more than one box may be ticked."""
        return self.kind in ("pick_many", "top3", "rank")

    def mark(self, key: str) -> Mark | None:
        """What stands beside a number."""
        return next((mark for mark in self.marks if mark.key == key), None)

    def place(self, key: str) -> Mark | None:
        """The place of a letter."""
        return next((place for place in self.places if place.key == key.upper()), None)


@dataclass(frozen=True)
class Stop:
    """A stop on the way: its name and its questions."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Booklet:
    """A form on paper.

    Attributes:
        code: that of its first page.
        standing: how its sentences stand in their language: whether some are drafts, or in English.
    """

    code: PageCode
    role: str
    title: str
    intro: str
    stops: tuple[Stop, ...]
    standing: frozenset[Standing] = frozenset()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question, in order."""
        return tuple(item for stop in self.stops for item in stop.items)

    def find(self, question_id: str) -> Item | None:
        """The question of that id, in its first round."""
        return next((item for item in self.items if item.question_id == question_id), None)


def make_booklet(
    form: Form,
    words: Wording,
    names: Mapping[str, str],
    *,
    at_school: bool = False,
    given: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Booklet:
    """A form in one wording as a booklet.

    Args:
        form: the form, with what it includes.
        words: its sentences, in a register and language.
        names: what sentences may name (senco, school, pupil).
        at_school: whether to print what is asked at school only; a booklet that goes home has no
            such question, because the home may be what it is about.
        given: what comes with an invitation, by hidden question: the goals of the plan, a round
            each (without them rounds are blank), and what else is known before anything is asked.
    """
    return _Maker(form, words, names, at_school, given).make()


class _Maker:
    def __init__(
        self,
        form: Form,
        words: Wording,
        names: Mapping[str, str],
        at_school: bool,
        given: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._heard: set[Standing] = set()
        self._form, self._words = form, words.telling(self._heard.add)
        self._names = {"item": BLANK, **names}
        self._at_school = at_school
        self._given = given
        self._asked = [question for question in form.questions if self._is_asked(question)]
        self._open = OpenForm(form, _as_answers(given), register=words.register)
        self._known = self._worth()
        self._labels = self._number()
        self._last = self._last_of_the_ending()

    def make(self) -> Booklet:
        form, words = self._form, self._words
        stops = (
            Stop(page, words.page(page, **self._names), tuple(self._items(page)))
            for page in form.pages
        )
        asked = tuple(stop for stop in stops if stop.items)
        return Booklet(
            code=PageCode(
                form.id, form.version, words.register, words.language, at_school=self._at_school
            ),
            role=form.role,
            title=words.title(**self._names),
            intro=words.intro(**self._names),
            stops=asked,
            standing=frozenset(self._heard),
        )

    def _is_asked(self, question: Question) -> bool:
        registers = question.registers or (self._words.register,)
        fits = self._words.register in registers and (self._at_school or not question.school_only)
        return fits and KINDS[question.kind].is_asked

    def _number(self) -> dict[str, str]:
        numbered = (question for question in self._asked if question.kind != "info")
        return {question.id: str(number) for number, question in enumerate(numbered, start=1)}

    def _items(self, page: str) -> Iterator[Item]:
        questions = [question for question in self._asked if question.page == page]
        while questions:
            repeat = self._form.repeat_of(questions[0].id)
            if repeat is None:
                yield from self._once(questions.pop(0))
                continue
            inside = [q for q in questions if self._form.repeat_of(q.id) is repeat]
            questions = [q for q in questions if q not in inside]
            yield from self._rounds(repeat, inside)

    def _once(self, question: Question) -> Iterator[Item]:
        item = self._item(question)
        if item is not None:
            ends = condition_of(self._form, self._form.ends_when, known=self._known) or ()
            yield replace(item, ends=ends) if question.id == self._last else item

    def _rounds(self, repeat: Group, questions: list[Question]) -> Iterator[Item]:
        """The questions of a repeat, one round after the other."""
        things = self._given.get(repeat.repeat) or ("",) * ROUNDS
        for number, thing in enumerate(things[: repeat.at_most], start=1):
            opens = self._opens(repeat)
            for question in questions:
                item = self._item(question, thing)
                if item is None:
                    continue
                label = f"{item.label}.{number}" if item.label else ""
                yield replace(item, label=label, round=number, opens_round=opens, about=thing)
                opens = ""

    def _opens(self, repeat: Group) -> str:
        is_counted = self._form.question(repeat.repeat).kind == "number"
        return "?" if is_counted else self._labels.get(repeat.repeat, "?")

    def _item(self, question: Question, thing: str = "") -> Item | None:
        condition = self._condition(question)
        if condition is None:
            return None
        layout = self._layout(question)
        names = {**self._names, "item": thing or BLANK}
        return Item(
            label=self._labels.get(question.id, ""),
            question_id=question.id,
            kind=question.kind,
            layout=layout,
            text=self._words.question(question.id, **names),
            hint=self._words.hint(question.id, **names),
            picture=question.picture,
            condition=condition,
            marks=self._marks(question),
            places=self._places(question),
            own_rows=OWN_ROWS if question.own or question.kind == "circles" else 0,
            lines=self._lines(question, layout),
        )

    def _layout(self, question: Question) -> Layout:
        layout = _LAYOUTS.get(question.kind, "words")
        if layout == "say" and self._form.role != "pupil":
            return "words"  # adults write; a box to draw in would double their booklet
        # Without places there is nowhere to sort to: it is answered in words.
        return "words" if layout in ("mat", "circles", "body") and not question.places else layout

    def _lines(self, question: Question, layout: Layout) -> int:
        usual = _LINES["text"] if question.kind == "say" else 2
        if layout == "words":
            return usual if question.kind == "say" else _LINES.get(question.kind, usual)
        return _LINES.get(question.kind, 0)

    def _condition(self, question: Question) -> Condition | None:
        """When it is asked, as far as this booklet asks what that looks at; None for never."""
        groups = [group.visible for group in chain_of(self._form, question.group)]
        return condition_of(self._form, *groups, question.visible, known=self._known)

    def _worth(self) -> dict[str, Result]:
        """What is not asked in this booklet, and what it is worth: nothing, or what is given."""
        asked = {question.id for question in self._asked}
        rest = [question for question in self._form.questions if question.id not in asked]
        known: dict[str, Result] = {}
        for question in rest:
            if question.kind != "calculated":
                known[question.id] = self._given.get(question.id, "")
            elif self._is_settled(question, asked):
                known[question.id] = self._open.calculated(question.id)
        return known

    def _is_settled(self, question: Question, asked: set[str]) -> bool:
        """Whether a calculated question is worth the same whatever is ticked, and on any day."""
        sums = (self._form.question(one) for one in {question.id, *self._depends_on(question)})
        asks = {what for one in sums if one.calculation for what in _compiled(one).asks}
        in_rounds = self._form.repeat_of(question.id) is not None
        return not (in_rounds or asks or self._depends_on(question) & asked)

    def _looks_at_filter(self, question: Question) -> frozenset[str]:
        columns = {column for choice in question.choices for column in choice.columns}
        return compile_expression(question.filter, {"name", *columns}).depends_on

    def _depends_on(self, question: Question) -> set[str]:
        """All that a calculated question looks at, those it looks at by way of others too."""
        found: set[str] = set()
        ahead = {question.id}
        while ahead:
            one = self._form.question(ahead.pop())
            looks_at = _compiled(one).depends_on if one.calculation else set()
            ahead |= looks_at - found
            found |= looks_at
        return found

    def _marks(self, question: Question) -> tuple[Mark, ...]:
        source = question
        if question.from_:
            source = self._form.question(question.from_)
        offered = source.items or source.choices
        if question.filter and self._looks_at_filter(question) <= self._known.keys():
            offered = self._open.choices(question.id)
        return tuple(
            self._mark(source, choice, str(number)) for number, choice in enumerate(offered, 1)
        )

    def _places(self, question: Question) -> tuple[Mark, ...]:
        if question.kind == "feelings":
            return (Mark("A", "now", "", "me"), Mark("B", "wish", "", "wish"))
        return tuple(
            self._mark(question, place, letter)
            for place, letter in zip(question.places, LETTERS, strict=False)
        )

    def _mark(self, source: Question, choice: Choice, key: str) -> Mark:
        word = self._words.choice(source.id, choice.id, **self._names)
        return Mark(key, choice.id, word, choice.picture, choice.opens_words)

    def _last_of_the_ending(self) -> str:
        """The last question that can end the form."""
        ending = Branches.of(self._form).ending
        found = [question.id for question in self._asked if question.id in ending]
        return found[-1] if found else ""


def _compiled(question: Question) -> Expression:
    return compile_expression(question.calculation)


def _as_answers(given: Mapping[str, tuple[str, ...]]) -> Answers:
    return Answers(
        {one: Answer(state="answered", value=value, at=BEFORE) for one, value in given.items()}
    )
