"""The expressions of a form, compiled: which questions look at which, and in what order to work.

Made once when a form is opened. It refuses expressions that can not be read, that name no question,
or that go round in a circle. It holds no answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from forms.definition import Form, Question
from forms.expression import SELF, Expression, ExpressionError, compile_expression


class FormError(ValueError):
    """A form that can not be opened: names the form, the question and what is wrong."""


ById = Mapping[str, Expression]


@dataclass(frozen=True)
class Branches:
    """What decides which questions are asked, what is worked out, and what an answer should be.

    Attributes:
        visible: when each question is asked, if not always.
        sums: what each calculated question is worth.
        filters: which choices are offered.
        constraints: what must hold for an answer.
        required: when an answer would be good to have.
        end: what ends the form, None if nothing does.
        ending: the questions that `end` looks at.
        by_need: every question, each after those it looks at to be asked or worked out.
        followers: for a question, those that look at it, each with its place in `by_need`.
        offering: for a question, those whose choices depend on it.
    """

    visible: ById
    sums: ById
    filters: ById
    constraints: ById
    required: ById
    end: Expression | None
    ending: frozenset[str]
    by_need: tuple[str, ...]
    followers: Mapping[str, tuple[tuple[int, str], ...]]
    offering: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, form: Form) -> Branches:
        """Compile every expression of a form.

        Raises:
            FormError: with the form, the question, the column and what was expected there.
        """
        compiler = _Compiler(form)
        visible = compiler.each("visible")
        sums = compiler.each("calculation")
        filters = compiler.each("filter")
        end = compiler.compile("ends_when", form.ends_when) if form.ends_when else None
        needs = _needs(form, visible, sums)
        by_need = _sorted_by_need(form, needs)
        return cls(
            visible=visible,
            sums=sums,
            filters=filters,
            constraints=compiler.each("constraint"),
            required=compiler.each("required"),
            end=end,
            ending=end.depends_on if end else frozenset(),
            by_need=by_need,
            followers=_followers(needs, by_need),
            offering=_offering(filters),
        )


class _Compiler:
    """Compiles the expressions of one form, and says where a mistake is."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known = frozenset(question.id for question in form.questions)

    def each(self, what: str) -> dict[str, Expression]:
        """One kind of expression of every question that has it."""
        return {
            question.id: self.compile(f"{question.id}: {what}", text, question)
            for question in self._form.questions
            if (text := getattr(question, what))
        }

    def compile(self, place: str, text: str, question: Question | None = None) -> Expression:
        """One expression, with every question it names found."""
        choices = question.choices if question else ()
        columns = {column for choice in choices for column in choice.columns}
        try:
            expression = compile_expression(text, {*columns, "name"} if columns else ())
        except ExpressionError as error:
            raise FormError(f"{self._form.id}: {place}: {error}") from error
        for unknown in sorted(expression.depends_on - self._known):
            near = get_close_matches(unknown, self._known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise FormError(f"{self._form.id}: {place}: no question {unknown}{hint}")
        return expression


def _needs(form: Form, visible: ById, sums: ById) -> dict[str, set[str]]:
    """For every question, those that must be worked out before it."""
    needs: dict[str, set[str]] = {question.id: set() for question in form.questions}
    for expressions in (visible, sums):
        for question_id, expression in expressions.items():
            needs[question_id] |= expression.depends_on
            if SELF in expression.asks and expressions is visible:
                needs[question_id].add(question_id)
    return needs


def _sorted_by_need(form: Form, needs: Mapping[str, set[str]]) -> tuple[str, ...]:
    try:
        graph = {question_id: sorted(needed) for question_id, needed in needs.items()}
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        # graphlib gives the circle the way it is looked at; people read it the way it is asked.
        circle = " -> ".join(reversed(error.args[1]))
        raise FormError(f"{form.id}: branches go round in a circle: {circle}") from error


def _followers(
    needs: Mapping[str, set[str]], by_need: tuple[str, ...]
) -> dict[str, tuple[tuple[int, str], ...]]:
    rank = {question_id: place for place, question_id in enumerate(by_need)}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for question_id, needed in needs.items():
        for one in needed:
            found[one].append((rank[question_id], question_id))
    return {needed: tuple(sorted(following)) for needed, following in found.items()}


def _offering(filters: ById) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for question_id, expression in filters.items():
        for needed in expression.depends_on:
            found[needed].append(question_id)
    return {needed: tuple(offered) for needed, offered in found.items()}
