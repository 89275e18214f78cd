"""The branches of a form, compiled: which questions look at which, and in what order to work.

Made once when a form is opened. It refuses branches that can not be read, that name no question, or
that go round in a circle. It holds no answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from forms.definition import Form
from forms.expression import Expression, ExpressionError, compile_expression


class FormError(ValueError):
    """A form that can not be opened: names the form, the question and what is wrong."""


@dataclass(frozen=True)
class Branches:
    """What decides which questions are asked.

    Attributes:
        by_id: the branch of each question that has one.
        end: what ends the form, None if nothing does.
        ending: the questions that `end` looks at.
        by_need: every question, each after those its branch looks at.
        followers: for a question, those that look at it, each with its place in `by_need`.
    """

    by_id: Mapping[str, Expression]
    end: Expression | None
    ending: frozenset[str]
    by_need: tuple[str, ...]
    followers: Mapping[str, tuple[tuple[int, str], ...]]

    @classmethod
    def of(cls, form: Form) -> Branches:
        """Compile every branch of a form.

        Raises:
            FormError: with the form, the question, the column and what was expected there.
        """
        known = frozenset(question.id for question in form.questions)
        texts = {question.id: question.visible for question in form.questions if question.visible}
        by_id = {i: _compile(f"{form.id}: {i}", text, known) for i, text in texts.items()}
        end = None
        if form.ends_when:
            end = _compile(f"{form.id}: ends_when", form.ends_when, known)
        by_need = _sorted_by_need(form, by_id)
        ending = end.depends_on if end else frozenset()
        return cls(by_id, end, ending, by_need, _followers(by_id, by_need))


def _compile(place: str, text: str, known: frozenset[str]) -> Expression:
    try:
        expression = compile_expression(text)
    except ExpressionError as error:
        raise FormError(f"{place}: {error}") from error
    unknown = expression.depends_on - known
    if unknown:
        raise FormError(f"{place}: no question {', '.join(sorted(unknown))}")
    return expression


def _sorted_by_need(form: Form, by_id: Mapping[str, Expression]) -> tuple[str, ...]:
    graph = {
        question.id: sorted(by_id[question.id].depends_on) if question.id in by_id else ()
        for question in form.questions
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        # graphlib gives the circle the way it is looked at; people read it the way it is asked.
        circle = " -> ".join(reversed(error.args[1]))
        raise FormError(f"{form.id}: branches go round in a circle: {circle}") from error


def _followers(
    by_id: Mapping[str, Expression], by_need: tuple[str, ...]
) -> dict[str, tuple[tuple[int, str], ...]]:
    rank = {question_id: place for place, question_id in enumerate(by_need)}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for question_id, branch in by_id.items():
        for needed in branch.depends_on:
            found[needed].append((rank[question_id], question_id))
    return {needed: tuple(sorted(following)) for needed, following in found.items()}
