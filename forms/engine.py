"""One open form: set an answer, and only what depends on it is worked out again.

It knows which questions are asked now, what comes next, and what would be sent. It keeps the answers
of hidden questions (the person may change their mind back) and never sends them. No clock, no files.
"""

from __future__ import annotations

from collections import defaultdict

from forms.answers import Answer, Answers
from forms.definition import Choice, Form, Question
from forms.expression import Expression, Result, compile_expression


# `OpenForm.set` hides the built-in name inside the class.
_Ids = set[str]


class FormError(ValueError):
    """A form that can not be opened: names the form, the question and what is wrong."""


class OpenForm:
    """A form with its answers so far."""

    def __init__(self, form: Form, answers: Answers | None = None) -> None:
        """Open a form.

        Raises:
            FormError: a branch can not be read, names no question, or goes round in a circle.
        """
        self.form = form
        self.answers = answers or Answers()
        self._order = {question.id: place for place, question in enumerate(form.questions)}
        self._branches = {
            question.id: self._compile(question.id, question.visible)
            for question in form.questions
            if question.visible
        }
        self._end = self._compile("ends_when", form.ends_when) if form.ends_when else None
        self._followers = self._find_followers()
        self._shown = {question.id: False for question in form.questions}
        for question_id in self._sorted_by_need():
            self._shown[question_id] = self._is_shown(question_id)

    @property
    def visible(self) -> tuple[str, ...]:
        """The ids of the questions that are asked now, in order."""
        if self.is_ended:
            return tuple(i for i in self._order if self._shown[i] and self._is_before_end(i))
        return tuple(question_id for question_id in self._order if self._shown[question_id])

    @property
    def is_ended(self) -> bool:
        """Whether an answer (no, or not today) ended the form kindly."""
        return self._end is not None and self._end.holds(self._value)

    def set(self, question_id: str, answer: Answer) -> frozenset[str]:
        """Take an answer; returns the ids whose visibility or choices changed by it.

        Raises:
            KeyError: this form does not ask that.
        """
        self.form.question(question_id)
        self.answers = self.answers.with_answer(question_id, answer)
        changed = {q.id for q in self.form.questions if q.from_ == question_id}
        waiting = sorted(self._followers[question_id], key=self._order.__getitem__)
        while waiting:
            follower = waiting.pop(0)
            shown = self._is_shown(follower)
            if shown != self._shown[follower]:
                self._shown[follower] = shown
                changed.add(follower)
                waiting += sorted(self._followers[follower], key=self._order.__getitem__)
        return frozenset(changed)

    def after(self, question_id: str | None) -> str | None:
        """The next question asked, None at the end; after None comes the first."""
        asked = self.visible
        if question_id is None:
            return asked[0] if asked else None
        place = self._order[question_id]
        return next((i for i in asked if self._order[i] > place), None)

    def before(self, question_id: str) -> str | None:
        """The question asked before this one, None at the start."""
        place = self._order[question_id]
        return next((i for i in reversed(self.visible) if self._order[i] < place), None)

    def choices(self, question_id: str) -> tuple[Choice, ...]:
        """What can be tapped; a top three offers what was chosen or liked best in its source."""
        question = self.form.question(question_id)
        if not question.from_:
            return question.choices
        return self._liked(self.form.question(question.from_)) or question.choices

    def progress(self, question_id: str) -> tuple[int, int]:
        """(which question this is, from 1; how many are asked now)."""
        asked = self.visible
        return asked.index(question_id) + 1, len(asked)

    def first_unanswered(self) -> str | None:
        """The first question asked that has no answer of any kind yet."""
        return next((i for i in self.visible if i not in self.answers), None)

    def to_send(self) -> dict[str, Answer]:
        """The answers of the questions that are asked; those of hidden ones stay here."""
        return {i: self.answers[i] for i in self.visible if i in self.answers}

    def _compile(self, question_id: str, text: str) -> Expression:
        try:
            expression = compile_expression(text)
        except ValueError as error:
            raise FormError(f"{self.form.id}: {question_id}: {error}") from error
        unknown = expression.depends_on - set(self._order)
        if unknown:
            names = ", ".join(sorted(unknown))
            raise FormError(f"{self.form.id}: {question_id}: no question {names}")
        return expression

    def _find_followers(self) -> dict[str, _Ids]:
        followers: dict[str, _Ids] = defaultdict(_Ids)
        for question_id, branch in self._branches.items():
            for needed in branch.depends_on:
                followers[needed].add(question_id)
        return followers

    def _sorted_by_need(self) -> list[str]:
        """Questions so that each comes after those its branch looks at."""
        done: list[str] = []
        for question_id in self._order:
            self._visit(question_id, done, ())
        return done

    def _visit(self, question_id: str, done: list[str], path: tuple[str, ...]) -> None:
        if question_id in path:
            circle = " -> ".join((*path[path.index(question_id) :], question_id))
            raise FormError(f"{self.form.id}: branches go round in a circle: {circle}")
        if question_id in done:
            return
        branch = self._branches.get(question_id)
        for needed in sorted(branch.depends_on) if branch else ():
            self._visit(needed, done, (*path, question_id))
        done.append(question_id)

    def _is_shown(self, question_id: str) -> bool:
        branch = self._branches.get(question_id)
        return branch is None or branch.holds(self._value)

    def _is_before_end(self, question_id: str) -> bool:
        last = max((self._order[i] for i in self._end.depends_on), default=0) if self._end else 0
        return self._order[question_id] <= last

    def _value(self, question_id: str) -> Result:
        """What a branch sees: "" for a hidden or unanswered question."""
        answer = self.answers.get(question_id)
        if answer is None or answer.value is None or not self._shown[question_id]:
            return ""
        return float(answer.value) if isinstance(answer.value, int) else answer.value

    def _liked(self, source: Question) -> tuple[Choice, ...]:
        answer = self.answers.get(source.id)
        if answer is None or answer.value is None:
            return ()
        if source.kind == "sort3" and isinstance(answer.value, dict):
            best = source.places[0].id
            return tuple(item for item in source.items if answer.value.get(item.id) == best)
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return tuple(choice for choice in source.choices if choice.id in chosen)
