"""Where every question of an open form stands: its order, and the rounds of the repeats it is in.

Questions are named by id, those in a repeat by id and round (`forms.rounds`). It knows no answers
and no conditions: the engine says what a repeat is repeated over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.answers import Value
from forms.definition import MOST_ROUNDS, Form, Group
from forms.rounds import in_round, round_of, rounds_for, template_of


@dataclass(frozen=True)
class Renewed:
    """What became of a repeat: ids that are gone, that came, that stayed; whether what stayed may
    stand at another place than before."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()
    is_moved: bool = False


class Places:
    """The order of every question, round by round.

    Attributes:
        order: the place of each question that there is now.
        id_at: the question at a place.
        has_repeats: whether there is any repeat; without one, every id is a question's own.
    """

    def __init__(self, form: Form) -> None:
        # Room between two questions for all rounds of the longest repeat.
        self._stride = MOST_ROUNDS * len(form.questions) + 1
        self._numbers = {question.id: number for number, question in enumerate(form.questions)}
        self._repeat = {q.id: group for q in form.questions if (group := form.repeat_of(q.id))}
        self._members: dict[str, list[str]] = {}
        for question_id, group in self._repeat.items():
            self._members.setdefault(group.id, []).append(question_id)
        self._instances: dict[str, tuple[str, ...]] = {}
        self._rounds: dict[str, dict[str, str]] = {group: {} for group in self._members}
        self.has_repeats = bool(self._repeat)
        self.order: dict[str, int] = {}
        self.id_at: dict[int, str] = {}
        for question_id, number in self._numbers.items():
            if question_id not in self._repeat:
                self._put(question_id, number * self._stride)

    def instances(self, question_id: str) -> tuple[str, ...]:
        """The ids under which a question is asked now: one, or one a round."""
        group = self._repeat.get(question_id)
        if group is None:
            return (question_id,)
        known = self._instances.get(question_id)
        if known is None:
            known = tuple(in_round(question_id, round_) for round_ in self._rounds[group.id])
            self._instances[question_id] = known
        return known

    def beside(self, question_id: str, seen_from: str) -> str | None:
        """The id of a question as another one sees it: in the same round, or the only one there
        is; None when it is in rounds that the other is not in."""
        group = self._repeat.get(question_id)
        if group is None:
            return question_id
        if self._repeat.get(template_of(seen_from)) is not group:
            return None
        return in_round(question_id, round_of(seen_from))

    def rounds(self, group_id: str) -> tuple[str, ...] | None:
        """The rounds of a repeat now; None when there is no such repeat."""
        found = self._rounds.get(group_id)
        return None if found is None else tuple(found)

    def position(self, question_id: str) -> int:
        """Which round this is, from 1; 0 outside of repeats."""
        group = self._repeat.get(template_of(question_id))
        rounds = list(self._rounds[group.id]) if group else []
        round_ = round_of(question_id)
        return rounds.index(round_) + 1 if round_ in rounds else 0

    def thing(self, question_id: str) -> str:
        """What a round is about; "" for a repeat over a number, and outside of repeats."""
        group = self._repeat.get(template_of(question_id))
        return self._rounds[group.id].get(round_of(question_id), "") if group else ""

    def renew(self, group: Group, value: Value) -> Renewed:
        """Follow the answer that a repeat is repeated over."""
        before = self._rounds[group.id]
        now = rounds_for(value, group.at_most, before)
        if now == before:
            return Renewed()
        self._rounds[group.id] = now
        for member in self._members[group.id]:
            self._instances.pop(member, None)
        grows = len(now) >= len(before) and list(now)[: len(before)] == list(before)
        come = [round_ for round_ in now if round_ not in before]
        gone = tuple(self._in(group, [round_ for round_ in before if round_ not in now]))
        stayed: tuple[str, ...] = ()
        if not grows:
            for question_id in self._in(group, before):
                self.id_at.pop(self.order.pop(question_id))
            stayed = tuple(self._in(group, [round_ for round_ in now if round_ in before]))
        self._place(group, now, len(before) if grows else 0)
        return Renewed(gone, tuple(self._in(group, come)), stayed, is_moved=not grows)

    def _place(self, group: Group, rounds: dict[str, str], first: int) -> None:
        members = self._members[group.id]
        start = self._numbers[members[0]] * self._stride
        for number, round_ in enumerate(list(rounds)[first:], start=first):
            for offset, question_id in enumerate(members):
                place = start + number * len(members) + offset
                self._put(in_round(question_id, round_), place)

    def _put(self, question_id: str, place: int) -> None:
        self.order[question_id] = place
        self.id_at[place] = question_id

    def _in(self, group: Group, rounds: dict[str, str] | list[str]) -> Iterator[str]:
        return (in_round(one, round_) for round_ in rounds for one in self._members[group.id])
