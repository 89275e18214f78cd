"""One open form: set an answer, and only what depends on it is worked out again.

It knows which questions are asked now, what is calculated, which choices are offered, what comes
next, and what would be sent. It keeps the
answers of hidden questions (the person may change their mind back) and never sends them. What an
answer costs does not grow with the form. No clock, no files.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable
from heapq import heappop, heappush

from forms.answers import Answer, Answers, AnswerState
from forms.branches import Branches, FormError
from forms.definition import UNASKED, Choice, Form, Question
from forms.expression import CHOICE_NAME, COLUMN, SELF, TODAY, Expression
from forms.functions import Result, truth

__all__ = ["FormError", "OpenForm"]

# "Not today" beside the question of assent means the same as the choice of that name.
REFUSALS: tuple[AnswerState, ...] = ("not_today", "declined")

# So many questions that turn at once are put into their places together.
MANY = 16

# Inside the class `set` is the method.
_Ids = set[str]
_Waiting = list[tuple[int, str]]
ChoiceName = Callable[[str, str], str]


class OpenForm:
    """A form with its answers so far."""

    def __init__(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        today: str = "",
        choice_name: ChoiceName = lambda _, choice_id: choice_id,
    ) -> None:
        """Open a form.

        Args:
            form: the form.
            answers: those given so far.
            today: the day as YYYY-MM-DD, for expressions that ask for it.
            choice_name: the word of a choice of a question, for jr:choice-name.

        Raises:
            FormError: an expression can not be read, names no question, or goes round in a circle.
        """
        self.form = form
        self._today = today
        self._choice_name = choice_name
        self._sums: dict[str, Result] = {}
        # Those whose branch holds; the asked among them also stand in `_asked`, by their place.
        self._holding: _Ids = set()
        self._branches = Branches.of(form)
        self._ids = tuple(question.id for question in form.questions)
        self._order = {question_id: place for place, question_id in enumerate(self._ids)}
        self._can_be_asked = {q.id for q in form.questions if q.kind not in UNASKED}
        self._last = max((self._order[i] for i in self._branches.ending), default=0)
        self._takers: dict[str, list[str]] = defaultdict(list)
        for question in form.questions:
            if question.from_:
                self._takers[question.from_].append(question.id)
        self._given: dict[str, Answer] = dict(answers or {})
        self._answers: Answers | None = None
        self._asked: list[int] = []
        for question_id in self._branches.by_need:
            if self._holds(question_id):
                self._holding.add(question_id)
            self._work_out(question_id)
        self._show(self._holding)

    @property
    def answers(self) -> Answers:
        """Every answer given so far, those of hidden questions too."""
        if self._answers is None:
            self._answers = Answers(self._given)
        return self._answers

    @property
    def visible(self) -> tuple[str, ...]:
        """The ids of the questions that are asked now, in order."""
        return tuple(self._ids[place] for place in self._asked[: self._count()])

    @property
    def is_ended(self) -> bool:
        """Whether an answer ended the form kindly: no, or not today."""
        end = self._branches.end
        return end is not None and (end.holds(self._value) or self._is_refused())

    def set(self, question_id: str, answer: Answer) -> frozenset[str]:
        """Take an answer; returns the ids whose visibility or choices changed by it.

        Raises:
            KeyError: this form does not ask that.
        """
        self.form.question(question_id)
        takers = (
            *self._takers.get(question_id, ()),
            *self._branches.offering.get(question_id, ()),
        )
        offered = {taker: self.choices(taker) for taker in takers}
        was_ended = self.is_ended
        self._given[question_id] = answer
        self._answers = None
        changed = self._follow(question_id)
        changed |= {taker for taker in offered if self.choices(taker) != offered[taker]}
        if self.is_ended != was_ended:
            # Everything after the end goes, or comes back, together.
            changed |= {self._ids[place] for place in self._asked if place > self._last}
        return frozenset(changed)

    def after(self, question_id: str | None) -> str | None:
        """The next question asked, None at the end; after None comes the first."""
        place = -1 if question_id is None else self._order[question_id]
        following = bisect_right(self._asked, place)
        return self._ids[self._asked[following]] if following < self._count() else None

    def before(self, question_id: str) -> str | None:
        """The question asked before this one, None at the start."""
        previous = min(bisect_left(self._asked, self._order[question_id]), self._count()) - 1
        return self._ids[self._asked[previous]] if previous >= 0 else None

    def choices(self, question_id: str) -> tuple[Choice, ...]:
        """What can be tapped: those the filter lets through; a top three offers what was chosen or
        liked best in its source."""
        question = self.form.question(question_id)
        offered = question.choices
        if question.from_:
            offered = self._liked(self.form.question(question.from_)) or offered
        fits = self._branches.filters.get(question_id)
        if fits is None:
            return offered
        # "Something else" is always offered: nobody is shut in by a filter.
        return tuple(c for c in offered if c.opens_words or self._is_offered(fits, c))

    def calculated(self, question_id: str) -> Result:
        """What a calculated question is worth now, "" while it does not count.

        Raises:
            KeyError: this form calculates no such thing.
        """
        return self._sums[question_id]

    def breaks(self, question_id: str, answer: Answer) -> bool:
        """Whether an answer does not hold to its question's constraint."""
        constraint = self._branches.constraints.get(question_id)
        if constraint is None or answer.state != "answered":
            return False
        return not constraint.holds(self._seen_from(question_id, _result(answer)))

    def is_required(self, question_id: str) -> bool:
        """Whether an answer would be good to have; nobody is made to give one."""
        required = self._branches.required.get(question_id)
        return required is not None and required.holds(self._seen_from(question_id))

    def progress(self, question_id: str) -> tuple[int, int]:
        """(which question this is, from 1; how many are asked now).

        Raises:
            ValueError: the question is not asked now.
        """
        count = self._count()
        place = bisect_left(self._asked, self._order[question_id])
        if place >= count or self._asked[place] != self._order[question_id]:
            raise ValueError(f"{question_id} is not asked now")
        return place + 1, count

    def first_unanswered(self) -> str | None:
        """The first question asked that has no answer of any kind yet."""
        return next((i for i in self.visible if i not in self._given), None)

    def to_send(self) -> dict[str, Answer]:
        """The answers of the questions that are asked; those of hidden ones stay here."""
        carried = [i for i in self._given if i not in self._can_be_asked and i in self._holding]
        return {i: self._given[i] for i in (*self.visible, *carried) if i in self._given}

    def _follow(self, question_id: str) -> _Ids:
        """Work out again what looks at this question, each once, after all that it looks at."""
        changed, turned, queued, waiting = _Ids(), _Ids(), _Ids(), _Waiting()
        self._queue(question_id, waiting, queued)
        while waiting:
            _, follower = heappop(waiting)
            is_turned = self._holds(follower) != (follower in self._holding)
            if is_turned:
                turned.add(follower)
                self._holding ^= {follower}
            if self._work_out(follower) or is_turned:
                changed.add(follower)
                changed.update(self._takers.get(follower, ()))
                self._queue(follower, waiting, queued)
        self._show(turned)
        return changed

    def _queue(self, question_id: str, waiting: _Waiting, queued: _Ids) -> None:
        for rank, follower in self._branches.followers.get(question_id, ()):
            if follower not in queued:
                queued.add(follower)
                heappush(waiting, (rank, follower))

    def _work_out(self, question_id: str) -> bool:
        """Calculate a question again; whether it is worth something else now."""
        total = self._branches.sums.get(question_id)
        if total is None:
            return False
        before = self._sums.get(question_id, "")
        counts = question_id in self._holding
        now = total.evaluate(self._seen_from(question_id, before)) if counts else ""
        self._sums[question_id] = now
        return now != before and (now == now or before == before)

    def _show(self, turned: _Ids) -> None:
        """Put the questions that turned into their places, or take them out."""
        places = [self._order[i] for i in turned if i in self._can_be_asked]
        if len(places) > MANY:
            came = {place for place in places if self._ids[place] in self._holding}
            self._asked = sorted(came.union(self._asked).difference(set(places) - came))
            return
        for place in places:
            if self._ids[place] in self._holding:
                insort(self._asked, place)
            else:
                del self._asked[bisect_left(self._asked, place)]

    def _holds(self, question_id: str) -> bool:
        branch = self._branches.visible.get(question_id)
        return branch is None or branch.holds(self._value)

    def _is_offered(self, fits: Expression, choice: Choice) -> bool:
        columns = {COLUMN + name: value for name, value in choice.columns.items()}
        columns[COLUMN + "name"] = choice.id
        return truth(fits.evaluate(lambda name: columns.get(name) or self._value(name)))

    def _seen_from(self, question_id: str, own: Result | None = None) -> Callable[[str], Result]:
        """How an expression of a question looks things up: `.` is its own answer."""

        def look_up(name: str) -> Result:
            if name != SELF:
                return self._value(name)
            return self._value(question_id) if own is None else own

        return look_up

    def _count(self) -> int:
        """How many of the questions that hold are asked: an ended form stops at its last word."""
        if not self.is_ended:
            return len(self._asked)
        return bisect_right(self._asked, self._last)

    def _is_refused(self) -> bool:
        asked = (i for i in self._branches.ending if i in self._given and i in self._holding)
        return any(self._given[question_id].state in REFUSALS for question_id in asked)

    def _value(self, question_id: str) -> Result:
        """What an expression sees: "" for a hidden or unanswered question."""
        answer = self._given.get(question_id)
        if answer is None:
            return self._no_answer(question_id)
        return _result(answer) if question_id in self._holding else ""

    def _no_answer(self, name: str) -> Result:
        """What is no answer: a sum, the day, the word of a choice, or nothing."""
        if name in self._sums:
            return self._sums[name]
        if name == TODAY:
            return self._today
        if name.startswith(CHOICE_NAME):
            _, question_id, choice_id = name.split("|", 2)
            return self._choice_name(question_id, choice_id) if choice_id else ""
        return ""

    def _liked(self, source: Question) -> tuple[Choice, ...]:
        value = self._value(source.id)
        if isinstance(value, dict):
            best = source.places[0].id
            return tuple(item for item in source.items if value.get(item.id) == best)
        chosen = value if isinstance(value, tuple) else (value,)
        return tuple(choice for choice in source.choices if choice.id in chosen)


def _result(answer: Answer) -> Result:
    if answer.state != "answered" or answer.value is None:
        return ""
    value = answer.value
    return float(value) if isinstance(value, int | float) else value
