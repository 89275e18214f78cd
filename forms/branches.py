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

from forms.definition import Form, Group, Question
from forms.expression import SELF, Expression, ExpressionError, compile_expression
from forms.groups import chain_of


class FormError(ValueError):
    """A form that can not be opened: names the form, the question and what is wrong."""


ById = Mapping[str, Expression]


@dataclass(frozen=True)
class Branches:
    """What decides which questions are asked, what is worked out, and what an answer should be.

    Attributes:
        visible: when each question is asked, if not always: its groups' conditions and its own.
        sums: what each calculated question is worth.
        filters: which choices are offered.
        constraints: what must hold for an answer.
        required: when an answer would be good to have.
        end: what ends the form, None if nothing does.
        ending: the questions that `end` looks at.
        by_need: every question, each after those it looks at to be asked or worked out.
        rank: the place of each question in `by_need`.
        followers: for a question, those that look at it, each with its rank.
        offering: for a question, those whose choices depend on it.
        repeating: for a question, the groups that are repeated over its answer.
    """

    visible: Mapping[str, tuple[Expression, ...]]
    sums: ById
    filters: ById
    constraints: ById
    required: ById
    end: Expression | None
    ending: frozenset[str]
    by_need: tuple[str, ...]
    rank: Mapping[str, int]
    followers: Mapping[str, tuple[tuple[int, str], ...]]
    offering: Mapping[str, tuple[str, ...]]
    repeating: Mapping[str, tuple[Group, ...]]

    @classmethod
    def of(cls, form: Form) -> Branches:
        """Compile every expression of a form.

        Raises:
            FormError: with the form, the question, the column and what was expected there.
        """
        compiler = _Compiler(form)
        visible = _conditions(form, compiler)
        sums = compiler.each("calculation")
        filters = compiler.each("filter")
        end = compiler.compile("ends_when", form.ends_when) if form.ends_when else None
        needs = _needs(form, visible, sums)
        by_need = _sorted_by_need(form, needs)
        rank = {question_id: place for place, question_id in enumerate(by_need)}
        return cls(
            visible=visible,
            sums=sums,
            filters=filters,
            constraints=compiler.each("constraint"),
            required=compiler.each("required"),
            end=end,
            ending=end.depends_on if end else frozenset(),
            by_need=by_need,
            rank=rank,
            followers=_followers(needs, rank),
            offering=_offering(filters),
            repeating=_repeating(form),
        )


class _Compiler:
    """Compiles the expressions of one form, and says where a mistake is."""

    def __init__(self, form: Form) -> None:
        self._form = form
        repeats = (group.id for group in form.groups if group.repeat)
        self._known = frozenset([*(question.id for question in form.questions), *repeats])

    def each(self, what: str) -> dict[str, Expression]:
        """One kind of expression of every question that has it."""
        return {
            question.id: self.compile(f"{question.id}: {what}", text, question)
            for question in self._form.questions
            if (text := getattr(question, what))
        }

    def group(self, group: Group) -> Expression | None:
        """The condition of a group, None when there is none."""
        if not group.visible:
            return None
        return self.compile(f"{group.id}: visible", group.visible)

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


def _conditions(form: Form, compiler: _Compiler) -> dict[str, tuple[Expression, ...]]:
    """For each question that is not always asked, what must hold: its groups, then its own."""
    own = compiler.each("visible")
    groups = {group.id: compiler.group(group) for group in form.groups}
    found = {}
    for question in form.questions:
        chain = [groups[group.id] for group in chain_of(form, question.group)]
        conditions = [one for one in (*reversed(chain), own.get(question.id)) if one is not None]
        if conditions:
            found[question.id] = tuple(conditions)
    return found


def _needs(
    form: Form, visible: Mapping[str, tuple[Expression, ...]], sums: ById
) -> dict[str, set[str]]:
    """For every question, those that must be worked out before it."""
    needs: dict[str, set[str]] = {question.id: set() for question in form.questions}
    # Whoever looks at a repeat looks at what it is repeated over.
    sources = {group.id: group.repeat for group in form.groups if group.repeat}
    for question_id, conditions in visible.items():
        for condition in conditions:
            needs[question_id] |= {sources.get(one, one) for one in condition.depends_on}
            if SELF in condition.asks:
                needs[question_id].add(question_id)
    for question_id, expression in sums.items():
        needs[question_id] |= {sources.get(one, one) for one in expression.depends_on}
    return needs


def _repeating(form: Form) -> dict[str, tuple[Group, ...]]:
    """For each question that is repeated over, the repeats that hold any question."""
    found: dict[str, list[Group]] = defaultdict(list)
    holding = {group.id for one in form.questions if (group := form.repeat_of(one.id))}
    for group in form.groups:
        if group.repeat and group.id in holding:
            found[group.repeat].append(group)
    return {question_id: tuple(groups) for question_id, groups in found.items()}


def _sorted_by_need(form: Form, needs: Mapping[str, set[str]]) -> tuple[str, ...]:
    graph = {question_id: sorted(needed) for question_id, needed in needs.items()}
    for question_id in graph:
        # The rounds of a repeat are known before anything in them is worked out.
        if group := form.repeat_of(question_id):
            graph[question_id].append(group.repeat)
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        # graphlib gives the circle the way it is looked at; people read it the way it is asked.
        circle = " -> ".join(reversed(error.args[1]))
        raise FormError(f"{form.id}: branches go round in a circle: {circle}") from error


def _followers(
    needs: Mapping[str, set[str]], rank: Mapping[str, int]
) -> dict[str, tuple[tuple[int, str], ...]]:
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
