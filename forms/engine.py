"""One open form: set an answer, and only what depends on it is worked out again.

It knows which questions are asked now, what is calculated, which choices are offered, what comes
next, and what would be sent. It keeps the
answers of hidden questions (the person may change their mind back) and never sends them. What an
answer costs does not grow with the form. No clock, no files.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heappop

from forms.answers import Answer, Answers, AnswerState, Value
from forms.branches import Branches, FormError
from forms.definition import UNASKED, Choice, Form
from forms.expression import CHOICE_NAME, EVERY, POSITION, SELF, TODAY
from forms.functions import Result, text
from forms.offering import let_through, liked
from forms.places import Places
from forms.round_trip import RoundTrip
from forms.rounds import template_of

__all__ = ["FormError", "OpenForm"]

# "Not today" beside the question of assent means the same as the choice of that name.
REFUSALS: tuple[AnswerState, ...] = ("not_today", "declined")

# So many questions that turn at once are put into their places together.
MANY = 16

# Inside the class `set` is the method.
_Ids = set[str]
ChoiceName = Callable[[str, str], str]


class OpenForm:
    """A form with its answers so far."""

    def __init__(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        register: str = "",
        is_family_device: bool = False,
        today: str = "",
        choice_name: ChoiceName = lambda _, choice_id: choice_id,
    ) -> None:
        """Open a form.

        Args:
            form: the form.
            answers: those given so far.
            register: the wording it is asked in; "" asks the questions of all of them.
            is_family_device: whether it is open on a family's own phone or tablet.
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
        self._places = Places(form)
        # Without repeats an id is a question's own: what every answer costs stays small.
        self._template = template_of if self._places.has_repeats else str
        self._can_be_asked = {q.id for q in form.questions if q.kind not in UNASKED}
        self._closed = {
            q.id
            for q in form.questions
            if (register and q.registers and register not in q.registers)
            or (q.school_only and is_family_device)
        }
        self._last = max((self._places.order[i] for i in self._branches.ending), default=0)
        self._takers: dict[str, list[str]] = defaultdict(list)
        for question in form.questions:
            if question.from_:
                self._takers[question.from_].append(question.id)
        self._given: dict[str, Answer] = dict(answers or {})
        self._answers: Answers | None = None
        self._asked: list[int] = []
        for template in self._branches.by_need:
            self._begin(template)
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
        return tuple(self._places.id_at[place] for place in self._asked[: self._count()])

    @property
    def not_asked(self) -> frozenset[str]:
        """What was answered and is not asked now: kept, and not sent."""
        return frozenset(self._given) - self._holding - _Ids(self.visible)

    @property
    def is_ended(self) -> bool:
        """Whether an answer ended the form kindly: no, or not today."""
        end = self._branches.end
        return end is not None and (end.holds(self._seen_from("")) or self._is_refused())

    def set(self, question_id: str, answer: Answer) -> frozenset[str]:
        """Take an answer; returns the ids whose visibility or choices changed by it.

        Raises:
            KeyError: this form does not ask that.
        """
        self.form.question(question_id)
        template = template_of(question_id)
        takers = [
            taker
            for one in (
                *self._takers.get(template, ()),
                *self._branches.offering.get(template, ()),
            )
            for taker in self._seeing(one, question_id)
        ]
        offered = {taker: self.choices(taker) for taker in takers}
        was_ended = self.is_ended
        self._given[question_id] = answer
        self._answers = None
        changed = self._follow(question_id)
        changed |= {taker for taker in offered if self.choices(taker) != offered[taker]}
        if self.is_ended != was_ended:
            # Everything after the end goes, or comes back, together.
            changed |= {self._places.id_at[p] for p in self._asked if p > self._last}
        return frozenset(changed)

    def after(self, question_id: str | None) -> str | None:
        """The next question asked, None at the end; after None comes the first."""
        place = -1 if question_id is None else self._places.order[question_id]
        following = bisect_right(self._asked, place)
        is_there = following < self._count()
        return self._places.id_at[self._asked[following]] if is_there else None

    def before(self, question_id: str) -> str | None:
        """The question asked before this one, None at the start."""
        place = self._places.order[question_id]
        previous = min(bisect_left(self._asked, place), self._count()) - 1
        return self._places.id_at[self._asked[previous]] if previous >= 0 else None

    def choices(self, question_id: str) -> tuple[Choice, ...]:
        """What can be tapped: those the filter lets through; a top three offers what was chosen or
        liked best in its source."""
        question = self.form.question(question_id)
        offered = question.choices
        if question.from_:
            source = self.form.question(question.from_)
            offered = liked(source, self._look_up(source.id, question_id)) or offered
        fits = self._branches.filters.get(question.id)
        if fits is None:
            return offered
        return let_through(fits, offered, self._seen_from(question_id))

    def calculated(self, question_id: str) -> Result:
        """What a calculated question (in one round) is worth now, "" while it does not count.

        Raises:
            KeyError: this form calculates no such thing.
        """
        return self._sums[question_id]

    def breaks(self, question_id: str, answer: Answer) -> bool:
        """Whether an answer does not hold to its question's constraint."""
        constraint = self._branches.constraints.get(template_of(question_id))
        if constraint is None or answer.state != "answered":
            return False
        return not constraint.holds(self._seen_from(question_id, _result(answer)))

    def is_required(self, question_id: str) -> bool:
        """Whether an answer would be good to have; nobody is made to give one."""
        required = self._branches.required.get(template_of(question_id))
        return required is not None and required.holds(self._seen_from(question_id))

    def progress(self, question_id: str) -> tuple[int, int]:
        """(which question this is, from 1; how many are asked now).

        Raises:
            ValueError: the question is not asked now.
        """
        count, order = self._count(), self._places.order.get(question_id, -1)
        place = bisect_left(self._asked, order)
        if place >= count or self._asked[place] != order:
            raise ValueError(f"{question_id} is not asked now")
        return place + 1, count

    def first_unanswered(self) -> str | None:
        """The first question asked that has no answer of any kind yet."""
        return next((i for i in self.visible if i not in self._given), None)

    def thing(self, question_id: str) -> str:
        """What the round of a question is about: an id of a choice, an own card, or words; the
        number of the round for a repeat over a number; "" outside of repeats."""
        found = self._places.thing(question_id)
        return found or str(self._places.position(question_id) or "")

    def to_send(self) -> dict[str, Answer]:
        """The answers of the questions that are asked; those of hidden ones stay here."""
        carried = [i for i in self._given if not self._is_for_asking(i) and i in self._holding]
        return {i: self._given[i] for i in (*self.visible, *carried) if i in self._given}

    def _begin(self, template: str) -> None:
        """Work a question out for the first time, in every round there is."""
        for question_id in self._places.instances(template):
            if self._holds(question_id):
                self._holding.add(question_id)
            self._work_out(question_id)
        for group in self._branches.repeating.get(template, ()):
            self._places.renew(group, self._repeated_over(template))

    def _follow(self, question_id: str) -> _Ids:
        """Work out again what looks at this question, each once, after all that it looks at."""
        round_trip = RoundTrip()
        self._queue(question_id, round_trip)
        while round_trip.waiting:
            _, follower = heappop(round_trip.waiting)
            holds = self._holds(follower)
            is_turned = holds != (follower in self._holding)
            if is_turned:
                round_trip.turned.add(follower)
                (self._holding.add if holds else self._holding.discard)(follower)
            if self._work_out(follower) or is_turned:
                round_trip.changed.add(follower)
                for taker in self._takers.get(self._template(follower), ()):
                    round_trip.changed.update(self._seeing(taker, follower))
                self._queue(follower, round_trip)
        if round_trip.is_moved:
            held = (i for i in self._holding if self._is_for_asking(i))
            self._asked = sorted(self._places.order[i] for i in held)
        else:
            self._show(round_trip.turned)
        return round_trip.changed

    def _queue(self, question_id: str, trip: RoundTrip) -> None:
        template = self._template(question_id)
        for group in self._branches.repeating.get(template, ()):
            renewed = self._places.renew(group, self._repeated_over(template))
            trip.is_moved |= renewed.is_moved
            for one in (*renewed.come, *renewed.stayed):
                trip.push(self._branches.rank[template_of(one)], one)
            for one in renewed.gone:
                self._forget(one, trip)
        for rank, follower in self._branches.followers.get(template, ()):
            for instance in self._seeing(follower, question_id):
                trip.push(rank, instance)

    def _forget(self, question_id: str, trip: RoundTrip) -> None:
        """A round is gone; its answers stay, and what looked at them looks again."""
        self._sums.pop(question_id, None)
        if question_id in self._holding:
            self._holding.discard(question_id)
            trip.changed.add(question_id)
        for rank, follower in self._branches.followers.get(template_of(question_id), ()):
            for one in self._seeing(follower, question_id):
                if one in self._places.order:
                    trip.push(rank, one)

    def _seeing(self, follower: str, question_id: str) -> Iterable[str]:
        """The ids of a question that looks at another one: in its round, or in all of its own."""
        if not self._places.has_repeats:
            return (follower,)
        beside = self._places.beside(follower, question_id)
        return (beside,) if beside is not None else self._places.instances(follower)

    def _work_out(self, question_id: str) -> bool:
        """Calculate a question again; whether it is worth something else now."""
        total = self._branches.sums.get(self._template(question_id))
        if total is None:
            return False
        before = self._sums.get(question_id, "")
        counts = question_id in self._holding
        now = total.evaluate(self._seen_from(question_id, before)) if counts else ""
        self._sums[question_id] = now
        return now != before and (now == now or before == before)

    def _show(self, turned: _Ids) -> None:
        """Put the questions that turned into their places, or take them out."""
        places = [self._places.order[i] for i in turned if self._is_for_asking(i)]
        if len(places) > MANY:
            came = {place for place in places if self._places.id_at[place] in self._holding}
            self._asked = sorted(came.union(self._asked).difference(set(places) - came))
            return
        for place in places:
            if self._places.id_at[place] in self._holding:
                insort(self._asked, place)
            else:
                del self._asked[bisect_left(self._asked, place)]

    def _is_for_asking(self, question_id: str) -> bool:
        return self._template(question_id) in self._can_be_asked

    def _holds(self, question_id: str) -> bool:
        template = self._template(question_id)
        if template in self._closed:
            return False
        see = self._seen_from(question_id) if self._places.has_repeats else self._value
        for condition in self._branches.visible.get(template, ()):  # noqa: SIM110  # all() is slower
            if not condition.holds(see):
                return False
        return True

    def _seen_from(self, question_id: str, own: Result | None = None) -> Callable[[str], Result]:
        """How an expression of a question looks things up: `.` is its own answer."""

        def look_up(name: str) -> Result:
            if name == SELF:
                return self._value(question_id) if own is None else own
            if name == POSITION:
                return float(self._places.position(question_id))
            return self._look_up(name, question_id)

        return look_up

    def _look_up(self, name: str, seen_from: str) -> Result:
        """An answer as another question sees it: in its own round, or those of all rounds."""
        if not self._places.has_repeats:
            return self._value(name)
        if name.startswith(EVERY):
            each = self._places.instances(name.removeprefix(EVERY))
            return tuple(text(self._value(instance)) for instance in each)
        rounds = self._places.rounds(name)
        if rounds is not None:
            return rounds
        beside = self._places.beside(name, seen_from)
        if beside is not None:
            return self._value(beside)
        values = (self._value(instance) for instance in self._places.instances(name))
        return tuple(text(value) for value in values if value != "")

    def _repeated_over(self, question_id: str) -> Value:
        """What the rounds of a repeat are made of; nothing while its question is hidden."""
        if question_id in self._sums:
            total = self._sums[question_id]
            return total if isinstance(total, float) else None
        answer = self._given.get(question_id)
        counts = answer is not None and answer.state == "answered" and question_id in self._holding
        return answer.value if answer is not None and counts else None

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


def _result(answer: Answer) -> Result:
    if answer.state != "answered" or answer.value is None:
        return ""
    value = answer.value
    return float(value) if isinstance(value, int | float) else value
